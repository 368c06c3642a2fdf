"""How the queue writes: to an applicant at the address they gave, to colleagues, once a key."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse

from requests_app.domain.errors import RuleBroken
from requests_app.domain.letter_kinds import TemplateKind
from requests_app.domain.london import london_day
from requests_app.letters.catalogue import CATALOGUE
from requests_app.letters.emails import Email, Notice, email_text
from requests_app.models import Case, Document, Letter, Message, MessageKind, User
from requests_app.queries.letter_words import goes_by_mail, written
from requests_app.queries.outgoing_mail import written_lately
from requests_app.queries.request_message import request_message_id
from requests_app.services import correspondence, responses
from requests_app.services.notices import hold_to_its_kind
from requests_app.tasks.endings import NeedsAPerson

BY_ITSELF = (MessageKind.ACKNOWLEDGEMENT, MessageKind.ADVICE, MessageKind.REDIRECT)
"""What the product sends by itself, without anybody asking for it."""


def page(name: str, *arguments: object) -> str:
    """Return the full address of a page, as a mail needs it."""
    return f"{settings.SITE_URL}{reverse(name, args=arguments)}"


def our_domain() -> str:
    """Return the domain that our message identifiers are made under."""
    return str(settings.AUTHORITY["foi_email"]).rpartition("@")[2]


def to_applicant(
    case: Case,
    mail: Email,
    kind: MessageKind,
    key: str,
    at: datetime,
    letter: Letter | None = None,
    enclosures: Sequence[Document] = (),
    note: str = "",
    template: str = "",
) -> Message:
    """Write a mail to the applicant, once for each key.

    Raises `NeedsAPerson` where they gave no e-mail address, or where a machine may be answering.
    """
    if not case.applicant.email:
        raise NeedsAPerson("The applicant gave no e-mail address. Write to them by post.")
    if kind in BY_ITSELF and written_lately(case.applicant.email, BY_ITSELF, at=at) >= (
        settings.AUTOMATIC_MAILS_A_DAY
    ):
        raise NeedsAPerson(
            f"{settings.AUTOMATIC_MAILS_A_DAY} mails went to this address within a day: a machine "
            "may be answering. Look at what it sends, then write to it yourself."
        )
    text = email_text(mail)
    return correspondence.write(
        key=f"{case.reference}:{key}",
        kind=kind,
        case=case,
        recipient=case.applicant.email,
        subject=text.subject,
        text=text.body,
        domain=our_domain(),
        at=at,
        letter=letter,
        enclosures=enclosures,
        note=note,
        template=template,
        in_reply_to=request_message_id(case),
    )


def to_colleagues(case: Case, mail: Email, people: Iterable[User], key: str, at: datetime) -> None:
    """Write a mail of the product's own to each of some colleagues, once for each key."""
    text = email_text(mail)
    for person in people:
        correspondence.write(
            key=f"{case.reference}:{key}:{person.pk}",
            kind=MessageKind.INTERNAL,
            case=case,
            recipient=person.email,
            subject=text.subject,
            text=text.body,
            domain=our_domain(),
            at=at,
        )


def letter_to_applicant(
    case: Case,
    kind: TemplateKind,
    own: Mapping[str, str],
    message_kind: MessageKind,
    key: str,
    at: datetime,
    *,
    in_mail: bool | None = None,
) -> tuple[Message | None, Letter | None]:
    """Write a letter to the applicant: in the mail itself, or on paper to be posted.

    Which of the two follows from how they want our answer, unless `in_mail` says. Raises
    `NeedsAPerson` where the letter lacks what its kind has to say.
    """
    if in_mail is None:
        in_mail = goes_by_mail(case)
    try:
        made = written(case, kind, own, in_mail=in_mail, dated=london_day(at))
        hold_to_its_kind(kind, made.content)
    except RuleBroken as refusal:
        raise NeedsAPerson(str(refusal)) from refusal
    if not in_mail:
        return None, responses.print_letter(case, made.content, at=at, template=made.template)
    title = CATALOGUE[made.content.kind].title
    mail = Notice(
        reference=case.reference,
        title=f"{title[0].lower()}{title[1:]}",
        name=case.applicant.name,
        text=made.content.opening,
        rights=made.content.rights,
        authority=made.content.authority,
    )
    return to_applicant(case, mail, message_kind, key, at, template=made.template), None

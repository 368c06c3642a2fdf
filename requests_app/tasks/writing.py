"""How the queue writes to an applicant: to the address they gave, once for each key."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings

from requests_app.letters.emails import Email, email_text
from requests_app.models import Case, Document, Letter, Message, MessageKind
from requests_app.queries.outgoing_mail import written_lately
from requests_app.queries.request_message import request_message_id
from requests_app.services import correspondence
from requests_app.tasks.endings import NeedsAPerson

BY_ITSELF = (MessageKind.ACKNOWLEDGEMENT, MessageKind.ADVICE, MessageKind.REDIRECT)
"""What the product sends by itself, without anybody asking for it."""


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
        in_reply_to=request_message_id(case),
    )

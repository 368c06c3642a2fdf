"""A message or a form becomes a case; nothing that arrives is ever dropped."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import connection, transaction

from requests_app.domain.case_subject import case_subject
from requests_app.domain.questions import split_request
from requests_app.domain.reference import case_reference
from requests_app.domain.regime import Regime
from requests_app.models import (
    Applicant,
    Case,
    Channel,
    Direction,
    Message,
    MessageKind,
    Question,
    ReplyBy,
    User,
)
from requests_app.services import audit, clock

NEXT_NUMBER = """
INSERT INTO requests_app_referencecounter AS counter (year, used) VALUES (%s, 1)
ON CONFLICT (year) DO UPDATE SET used = counter.used + 1
RETURNING used
"""


@dataclass(frozen=True)
class NewRequest:
    """A request as it came in: who asked, how, when, and in what words."""

    channel: Channel
    received_on: date
    text: str
    subject: str = ""
    name: str = ""
    organisation: str = ""
    email: str = ""
    postal_address: str = ""
    phone: str = ""
    reply_by: ReplyBy = ReplyBy.EMAIL
    late_entry_reason: str = ""
    known_applicant: Applicant | None = None
    is_from_somebody_new: bool = False


@transaction.atomic
def open_case(
    request: NewRequest,
    *,
    actor: User | None,
    at: datetime,
    message: Message | None = None,
) -> Case:
    """Open a case for `request`: applicant, questions, clock and trail, all or nothing.

    `message` is the mail it came as, stored or not yet; without one the words are kept as a
    message too. `is_from_somebody_new` says that nobody has asked from this address before.
    """
    return open_in_transaction(request, actor=actor, at=at, message=message)


def open_in_transaction(
    request: NewRequest,
    *,
    actor: User | None,
    at: datetime,
    message: Message | None = None,
) -> Case:
    """Do what `open_case` does as a part of the caller's transaction."""
    applicant = _applicant(request, at)
    split = split_request(
        request.text, applicant_name=request.name, applicant_address=request.email
    )
    # Without a text there is a case all the same: the request may be in a file (s.8 asks later).
    questions = split.questions if request.text.strip() else ()
    case = Case(
        reference=next_reference(request.received_on.year),
        subject=case_subject(request.subject, questions[0].text if questions else "")
        or "Request without a text",
        regime=Regime.FOIA.value,
        channel=request.channel,
        applicant=applicant,
        reply_by=request.reply_by,
        context=split.opening,
        order_of_priority=split.order_of_priority,
        preferred_form=split.preferred_form,
        opened_at=at,
    )
    clock.date_from_receipt(case, request.received_on)
    case.save()
    Question.objects.bulk_create(
        Question(
            case=case,
            position=position,
            number=question.number,
            parent_number=question.parent or "",
            text=question.text,
            narrower_scopes=list(question.narrower_scopes),
        )
        for position, question in enumerate(questions, start=1)
    )
    if message is None:
        message = Message(
            direction=Direction.INCOMING,
            sender_name=request.name[:200],
            sender=request.email,
            subject=request.subject[:500],
            text=request.text,
            happened_at=at,
        )
    elif message.pk:
        message.documents.update(case=case)
    message.case = case
    message.kind = MessageKind.REQUEST
    message.save()
    clock.take_in(
        case,
        request.received_on,
        actor=actor,
        at=at,
        evidence=message,
        reason=request.late_entry_reason,
    )
    audit.record(
        case.reference,
        "open_case",
        actor=actor,
        at=at,
        actor_name=audit.SYSTEM if request.channel == Channel.MAIL else audit.APPLICANT,
        channel=request.channel,
        received_on=request.received_on.isoformat(),
        due_on=case.due_on.isoformat() if case.due_on else "",
        message=message.pk,
        entered_late=bool(request.late_entry_reason),
    )
    return case


def next_reference(year: int) -> str:
    """Return the next free reference of a year, and count it as used."""
    with connection.cursor() as cursor:
        # One statement locks the year's row, counts on and says where it is.
        cursor.execute(NEXT_NUMBER, [year])
        (number,) = cursor.fetchone()
    return case_reference(year, number, prefix=settings.REFERENCE_PREFIX)


def _applicant(request: NewRequest, at: datetime) -> Applicant:
    """Find the applicant by e-mail address, or make one. A name alone never joins two."""
    if request.known_applicant:
        return request.known_applicant
    known = (
        Applicant.objects.filter(email__iexact=request.email).order_by("pk").first()
        if request.email and not request.is_from_somebody_new
        else None
    )
    if known and (known.name or "").casefold() == request.name.casefold():
        return known
    return Applicant.objects.create(
        name=request.name[:200],
        organisation=request.organisation[:200],
        email=request.email,
        postal_address=request.postal_address,
        phone=request.phone[:40],
        created_at=at,
    )

"""Third parties are consulted and told; the clock goes on, and who asked is never said."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from requests_app.domain.errors import RuleBroken
from requests_app.domain.london import LONDON, london_day
from requests_app.domain.questions import names_applicant
from requests_app.domain.workflow import Action
from requests_app.models import Case, Claim, Consultation, Document, Question, User
from requests_app.services import outbox
from requests_app.services.transitions import performing

REMINDED_AT = time(8)
"""The London hour, on the day after the reply was due, at which whoever asked is reminded."""


@dataclass(frozen=True)
class Asked:
    """Whom we ask, about what, and by when."""

    question_id: int
    kind: Consultation.Kind
    party: str
    contact: str
    asked_in: str
    asked_on: date
    reply_by: date
    claim_id: int | None = None
    document_id: int | None = None


def consult(case_id: int, asked: Asked, *, actor: User, at: datetime) -> Consultation:
    """Record that somebody was asked, and have whoever asked reminded after the last day.

    Raises `RuleBroken` where the words would tell who asked for the information, or what they
    are about is no longer part of the case.
    """
    with performing(case_id, Action.CONSULT, actor=actor, at=at) as step:
        case = step.case
        _refuse_naming(case, asked.party, asked.contact, asked.asked_in)
        if asked.asked_on > london_day(at) or asked.asked_on < case.received_on:
            raise RuleBroken("They were asked between the receipt and today. Look at the day.")
        if asked.reply_by < asked.asked_on:
            raise RuleBroken("The last day to reply is before the day on which they were asked.")
        question = case.questions.filter(pk=asked.question_id).first()
        if question is None:
            raise RuleBroken("The question on this page is not part of this case any more.")
        claim, document = _claim(question, asked.claim_id), _document(case, asked.document_id)
        if asked.claim_id and claim is None:
            raise RuleBroken("The claim that you chose was taken away or is on another question.")
        if asked.document_id and document is None:
            raise RuleBroken("The file that you chose was removed meanwhile. Choose another one.")
        row = Consultation.objects.create(
            question=question,
            claim=claim,
            document=document,
            kind=asked.kind,
            party=asked.party.strip(),
            contact=asked.contact.strip(),
            asked_in=asked.asked_in.strip(),
            asked_on=asked.asked_on,
            reply_by=asked.reply_by,
            asked_by=actor,
            recorded_at=at,
        )
        remind_at = datetime.combine(row.reply_by + timedelta(days=1), REMINDED_AT, LONDON)
        outbox.enqueue(
            "remind_of_consultation",
            row.pk,
            key=f"remind-of-consultation:{row.pk}",
            at=at,
            hold=remind_at - at,
        )
        step.detail |= {"consultation": row.pk, "question": question.number}
    return row


def record_reply(
    case_id: int,
    consultation_id: int,
    *,
    stance: Consultation.Stance,
    reply: str,
    replied_on: date | None,
    actor: User,
    at: datetime,
) -> Consultation:
    """Record what they said, or that they said nothing; a later reply takes its place."""
    with performing(case_id, Action.RECORD_CONSULTED, actor=actor, at=at) as step:
        row = _of_case(step.case, consultation_id)
        said_something = stance is not Consultation.Stance.NO_REPLY
        if said_something and not reply.strip():
            raise RuleBroken("Write what they said, in their words.")
        if said_something and (
            replied_on is None or replied_on > london_day(at) or replied_on < row.asked_on
        ):
            raise RuleBroken("They replied between the day they were asked and today.")
        if not said_something and row.reply_by >= london_day(at):
            raise RuleBroken("Their time to reply is not over yet.")
        row.stance, row.reply = stance, reply.strip() if said_something else ""
        row.replied_on = replied_on if said_something else None
        row.reply_recorded_by = actor
        row.save()
        step.detail |= {"consultation": row.pk, "question": row.question.number}
    return row


def tell(
    case_id: int,
    consultation_id: int,
    *,
    fate: Consultation.Fate,
    told_in: str,
    told_on: date,
    actor: User,
    at: datetime,
) -> Consultation:
    """Record what we decided about the information, and that we told them."""
    with performing(case_id, Action.TELL_CONSULTED, actor=actor, at=at) as step:
        row = _of_case(step.case, consultation_id)
        _refuse_naming(step.case, told_in)
        if row.is_waiting:
            raise RuleBroken("Record first what they said, or that they did not reply in time.")
        if not told_in.strip():
            raise RuleBroken("Write what we told them.")
        if told_on > london_day(at) or told_on < row.asked_on:
            raise RuleBroken("They were told between the day they were asked and today.")
        row.fate, row.told_in, row.told_on, row.told_by = fate, told_in.strip(), told_on, actor
        row.save()
        step.detail |= {"consultation": row.pk, "question": row.question.number}
    return row


def _claim(question: Question, claim_id: int | None) -> Claim | None:
    rows = Claim.objects.filter(question=question, taken_away_at__isnull=True)
    return rows.filter(pk=claim_id).first() if claim_id else None


def _document(case: Case, document_id: int | None) -> Document | None:
    rows = Document.objects.filter(case=case, removed_at__isnull=True)
    return rows.filter(pk=document_id).first() if document_id else None


def _of_case(case: Case, consultation_id: int) -> Consultation:
    row = (
        Consultation.objects.select_related("question")
        .filter(pk=consultation_id, question__case=case)
        .first()
    )
    if row is None:
        raise RuleBroken("This consultation is not part of this case.")
    return row


def _refuse_naming(case: Case, *texts: str) -> None:
    applicant = case.applicant
    if any(
        names_applicant(text, applicant_name=applicant.name, applicant_address=applicant.email)
        for text in texts
    ):
        raise RuleBroken(
            "The applicant's name or address stands in your words. A third party must not learn "
            "who asked. Take it out, then save again."
        )

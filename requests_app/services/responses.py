"""The answer leaves: recorded, sealed, made into a PDF, and handed over."""

from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256

from django.core.files.base import ContentFile
from django.db import transaction

from requests_app.domain.errors import RuleBroken
from requests_app.domain.letter_content import LetterContent, LetterKind, digest, to_data
from requests_app.domain.london import london_day
from requests_app.domain.statutory_clock import EntryKind
from requests_app.domain.workflow import Action
from requests_app.models import (
    Case,
    Document,
    DocumentRole,
    Letter,
    ReplyBy,
    SignOff,
    SignOffOutcome,
    User,
)
from requests_app.queries.response_content import response_content
from requests_app.services import audit, clock, outbox
from requests_app.services.transitions import performing

SENT_BY = {
    LetterKind.RESPONSE: "send_letter",
    LetterKind.NARROWING_OFFER: "send_notice",
    LetterKind.FEES_NOTICE: "send_notice",
    LetterKind.FEE_NEWS: "send_notice",
    LetterKind.FEE_LAPSE: "send_notice",
    LetterKind.REVIEW_OUTCOME: "send_letter",
}
"""The work that sends a letter by mail. An acknowledgement on paper is only posted."""


def issue(
    case_id: int, *, actor: User, at: datetime, expected_version: int | None = None
) -> Letter:
    """Issue the signed letter: the clock stops today, and its PDF and its sending follow.

    The letter is written down as the value that was signed, dated today. A second click
    finds the case answered and is refused, so nothing leaves twice.
    """
    today = london_day(at)
    with performing(
        case_id, Action.ISSUE, actor=actor, at=at, expected_version=expected_version
    ) as step:
        content = replace(response_content(step.case), dated=today)
        letter = Letter.objects.create(
            case=step.case,
            kind=LetterKind.RESPONSE.value,
            content=to_data(content),
            digest=digest(content),
            template=step.case.draft.template,
            dated=today,
            issued_by=actor,
            issued_at=at,
        )
        letter.enclosures.set(
            Document.objects.filter(
                case=step.case, role=DocumentRole.RELEASE, removed_at__isnull=True
            )
        )
        step.case.closed_on = today
        clock.enter(step.case, EntryKind.ANSWERED, today, actor=actor, at=at)
        outbox.enqueue("make_letter", letter.pk, key=f"make-letter:{letter.pk}", at=at)
        step.detail |= {"letter": letter.pk, "digest": letter.digest}
    return letter


@transaction.atomic
def print_letter(case: Case, content: LetterContent, *, at: datetime, template: str = "") -> Letter:
    """Have a notice made as a letter to post; who calls sees to it that this happens once.

    `template` names the version that the words were made from, where they were.
    """
    letter = Letter.objects.create(
        case=case,
        kind=content.kind.value,
        content=to_data(content),
        digest=digest(content),
        template=template,
        dated=london_day(at),
        issued_at=at,
    )
    outbox.enqueue("make_letter", letter.pk, key=f"make-letter:{letter.pk}", at=at)
    return letter


@transaction.atomic
def store_pdfs(letter_id: int, *, sent: bytes, kept: bytes, at: datetime) -> Letter:
    """Keep the two PDFs of a letter, once; have it sent where it goes by mail."""
    letter = Letter.objects.select_for_update().select_related("case").get(pk=letter_id)
    if letter.pdf_sha256:
        return letter
    letter.pdf_sha256 = sha256(sent).hexdigest()
    letter.archive_pdf_sha256 = sha256(kept).hexdigest()
    letter.pdf.save(f"{letter.pdf_sha256}.pdf", ContentFile(sent), save=False)
    letter.archive_pdf.save(f"{letter.archive_pdf_sha256}.pdf", ContentFile(kept), save=False)
    letter.save()
    work = SENT_BY.get(LetterKind(letter.kind))
    if work and letter.case.reply_by == ReplyBy.EMAIL:
        outbox.enqueue(work, letter.pk, key=f"send-letter:{letter.pk}", at=at)
    audit.record(
        letter.case.reference,
        "make_letter",
        actor=None,
        at=at,
        letter=letter.pk,
        sha256=letter.pdf_sha256,
    )
    return letter


@transaction.atomic
def record_posting(letter_id: int, posted_on: date, *, actor: User, at: datetime) -> Letter:
    """Record the day a letter went into the post."""
    letter = Letter.objects.select_for_update().select_related("case").get(pk=letter_id)
    if letter.posted_on:
        raise RuleBroken(
            f"This letter was already recorded as posted on {letter.posted_on:%-d %B %Y}."
        )
    if posted_on > london_day(at) or posted_on < letter.dated:
        raise RuleBroken("The day of posting is between the letter's date and today.")
    letter.posted_on = posted_on
    letter.save()
    audit.record(
        letter.case.reference,
        "post_letter",
        actor=actor,
        at=at,
        letter=letter.pk,
        posted_on=posted_on.isoformat(),
    )
    return letter


def reopen(
    case_id: int,
    *,
    reason: str,
    actor: User,
    at: datetime,
    expected_version: int | None = None,
) -> Case:
    """Reopen an answered case after a mistake; the first answer stays on the record."""
    with performing(
        case_id,
        Action.REOPEN,
        actor=actor,
        at=at,
        expected_version=expected_version,
        reason=reason,
    ) as step:
        answered = clock.standing_entry(step.case, EntryKind.ANSWERED)
        if answered is not None:
            clock.counter(answered, actor=actor, at=at, reason=reason)
        SignOff.objects.filter(case=step.case, outcome=SignOffOutcome.APPROVED).update(
            outcome=SignOffOutcome.VOID
        )
        step.case.closed_on = None
    return step.case


def withdraw(
    case_id: int,
    *,
    reason: str,
    actor: User,
    at: datetime,
    expected_version: int | None = None,
) -> Case:
    """Record that the applicant no longer wants an answer."""
    with performing(
        case_id,
        Action.WITHDRAW,
        actor=actor,
        at=at,
        expected_version=expected_version,
        reason=reason,
    ) as step:
        step.case.closed_on = london_day(at)
        SignOff.objects.filter(
            case=step.case, outcome__in=(SignOffOutcome.PENDING, SignOffOutcome.APPROVED)
        ).update(outcome=SignOffOutcome.VOID, decided_at=at)
    return step.case


def bring_back(
    case_id: int,
    *,
    reason: str,
    actor: User,
    at: datetime,
    expected_version: int | None = None,
) -> Case:
    """Put a case that was closed too soon back into the inbox, with its first clock."""
    with performing(
        case_id,
        Action.BRING_BACK,
        actor=actor,
        at=at,
        expected_version=expected_version,
        reason=reason,
    ) as step:
        step.case.closed_on = None
        step.case.route = ""
    return step.case

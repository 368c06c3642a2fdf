"""The applicant is asked what they mean; the clock waits, goes on, or the request lapses."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from requests_app.domain import clock_notices
from requests_app.domain.errors import RuleBroken
from requests_app.domain.london import london_day
from requests_app.domain.statutory_clock import EntryKind
from requests_app.domain.workflow import UNDER_WAY, Action, State
from requests_app.models import (
    Case,
    Clarification,
    Letter,
    Message,
    SignOff,
    SignOffOutcome,
    User,
)
from requests_app.queries.clarifications import open_clarifications, unread_mail_since
from requests_app.services import clock, outbox
from requests_app.services.moved_dates import dates_of, in_detail, moved_words
from requests_app.services.notices import hold_notice
from requests_app.services.transitions import performing


@dataclass(frozen=True)
class Wording:
    """What the applicant is asked (FOIA s.1(3), EIR reg 9(2)), and until when we wait."""

    unclear: str
    why: str
    help_offered: str
    close_after: date


@dataclass(frozen=True)
class Recorded:
    """A reply that was entered, and what it did to the dates."""

    case: Case
    said: str


def ask(
    case_id: int,
    wording: Wording,
    *,
    actor: User,
    at: datetime,
    expected_version: int | None = None,
) -> Clarification:
    """Ask the applicant what they mean, by mail or letter: the clock waits from today."""
    today = london_day(at)
    if wording.close_after <= today:
        raise RuleBroken("Give the applicant time: the last day to reply has to be after today.")
    with performing(
        case_id,
        Action.ASK_CLARIFICATION,
        actor=actor,
        at=at,
        expected_version=expected_version,
    ) as step:
        told = clock_notices.clarification(
            wording.unclear, wording.why, wording.help_offered, wording.close_after
        )
        hold_notice(step.case, told.kind, told.own, at=at)
        before = dates_of(step.case)
        entry = clock.enter(step.case, EntryKind.CLARIFICATION_ASKED, today, actor=actor, at=at)
        row = Clarification.objects.create(
            case=step.case,
            asked=entry,
            unclear=wording.unclear,
            why=wording.why,
            help_offered=wording.help_offered,
            close_after=wording.close_after,
        )
        outbox.enqueue("send_clarification", row.pk, key=f"send-clarification:{row.pk}", at=at)
        step.detail |= {
            "clarification": row.pk,
            "close_after_on": wording.close_after.isoformat(),
            **in_detail(before, dates_of(step.case)),
        }
    return row


def record_reply(
    case_id: int,
    clarification_ids: Collection[int],
    received_on: date,
    *,
    actor: User,
    at: datetime,
    message: Message | None = None,
    expected_version: int | None = None,
) -> Recorded:
    """Enter the day a reply came, be it long ago, and work everything out again.

    A reply to a request that lapsed opens it again: its time runs from that day. `message` is the
    mail it came in.
    """
    state = Case.objects.values_list("state", flat=True).get(pk=case_id)
    action = Action.REOPEN_BY_REPLY if state == State.LAPSED else Action.RECORD_CLARIFICATION
    with performing(case_id, action, actor=actor, at=at, expected_version=expected_version) as step:
        rows = list(open_clarifications(step.case).filter(pk__in=clarification_ids))
        _refuse_reply(rows, len(set(clarification_ids)), received_on, london_day(at))
        if message is not None and message.case_id != step.case.pk:
            raise RuleBroken("That message stands on another case. Join it to this one first.")
        before = dates_of(step.case)
        for row in rows:
            row.answered = clock.enter(
                step.case,
                EntryKind.CLARIFICATION_RECEIVED,
                received_on,
                actor=actor,
                at=at,
                evidence=message,
            )
            row.save(update_fields=("answered",))
        if message is not None and message.handled_at is None:
            message.handled_at = at
            message.save(update_fields=("handled_at",))
        step.case.closed_on = None
        after = dates_of(step.case)
        step.detail |= {"received_on": received_on.isoformat(), **in_detail(before, after)}
    return Recorded(step.case, moved_words(before, after))


def _refuse_reply(
    rows: Collection[Clarification], wanted: int, received_on: date, today: date
) -> None:
    if not rows or len(rows) != wanted:
        raise RuleBroken(
            "Somebody has recorded this reply already, or the question was taken back. "
            "Look at the case again."
        )
    if received_on > today:
        raise RuleBroken("This day has not come yet. Write the day the reply reached us.")
    asked_on = max(row.asked.on for row in rows)
    if received_on < asked_on:
        raise RuleBroken(
            f"The question was asked on {asked_on.day} {asked_on:%B %Y}: a reply cannot be older."
        )


def close_for_no_reply(clarification_id: int, *, at: datetime) -> bool:
    """Let a request lapse to which no reply came; return whether it did.

    Started twice, or after somebody acted, it changes nothing.
    """
    row = Clarification.objects.select_related("case").get(pk=clarification_id)
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=row.case_id)
        if not may_lapse(case, row.pk, london_day(at)):
            return False
        with performing(case.pk, Action.CLOSE_FOR_NO_REPLY, actor=None, at=at) as step:
            step.case.closed_on = london_day(at)
            SignOff.objects.filter(case=step.case, outcome=SignOffOutcome.PENDING).update(
                outcome=SignOffOutcome.VOID, decided_at=at
            )
            Clarification.objects.filter(pk=row.pk).update(closed_at=at)
            outbox.enqueue("tell_of_lapse", row.pk, key=f"tell-of-lapse:{row.pk}", at=at)
            step.detail["clarification"] = row.pk
    return True


def may_lapse(case: Case, clarification_id: int, today: date) -> bool:
    """Whether the time to reply is over and nothing has come that could be the reply."""
    row = (
        open_clarifications(case)
        .filter(pk=clarification_id, close_after__lt=today, closed_at__isnull=True)
        .first()
    )
    return (
        row is not None
        and State(case.state) in UNDER_WAY
        and not unread_mail_since(case, row.asked.recorded_at)
    )


def note_sending(
    row: Clarification, *, message: Message | None = None, letter: Letter | None = None
) -> None:
    """Keep with a question the mail or letter that carried it."""
    row.message, row.letter = message, letter
    row.save(update_fields=("message", "letter"))

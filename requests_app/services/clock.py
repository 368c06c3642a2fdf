"""Writes the ledger, and the cached dates that follow from it."""

from datetime import date, datetime
from typing import NamedTuple

from requests_app.domain.milestones import department_limits
from requests_app.domain.regime import Regime
from requests_app.domain.statutory_clock import ClockFact, ClockReading, EntryKind, work_out
from requests_app.domain.workflow import Action
from requests_app.domain.working_days import Calendar, CalendarEnds
from requests_app.models import Case, ClockEntry, Commission, Message, User
from requests_app.models.case import LOOK_NOW
from requests_app.queries.calendar import stored_calendar
from requests_app.queries.clock_reading import clock_reading, leading_count
from requests_app.queries.milestone_plan import stored_allowance
from requests_app.services.transitions import performing


class Dates(NamedTuple):
    """The dates that a case keeps for sorting: `due_on` is the day that people work to."""

    received_on: date
    due_on: date | None
    statutory_due_on: date | None


def enter(
    case: Case,
    kind: EntryKind,
    on: date,
    *,
    actor: User | None,
    at: datetime,
    evidence: Message | None = None,
    reason: str = "",
    until: date | None = None,
    provision: str = "",
) -> ClockEntry:
    """Add a dated fact to the ledger of a locked case and work its dates out again.

    `until` and `provision` are an extension's: the day promised, and what it rests on.
    """
    entry = ClockEntry.objects.create(
        case=case,
        kind=kind.value,
        on=on,
        recorded_at=at,
        recorded_by=actor,
        evidence=evidence,
        reason=reason,
        until=until,
        provision=provision,
    )
    refresh(case)
    return entry


def date_from_receipt(case: Case, received_on: date) -> None:
    """Give a case that is not stored yet the dates that follow from its receipt alone.

    One past the calendar waits without a date (R26): nothing that arrives is lost, and
    `recompute_open` gives it its date once the year is covered. Raises CalendarEnds for a day
    before the calendar begins.
    """
    calendar = stored_calendar()
    case.received_on = received_on
    try:
        reading = work_out(
            (ClockFact(EntryKind.RECEIVED, received_on),),
            calendar,
            regime=Regime(case.regime),
            leads=leading_count(),
        )
    except CalendarEnds:
        if received_on.year < calendar.first_year:
            raise
    else:
        case.received_on, case.due_on, case.statutory_due_on = dates_of(reading)


def take_in(
    case: Case,
    received_on: date,
    *,
    actor: User | None,
    at: datetime,
    evidence: Message | None,
    reason: str,
) -> None:
    """Begin the ledger of a new case, whose dates `date_from_receipt` has worked out."""
    ClockEntry.objects.create(
        case=case,
        kind=EntryKind.RECEIVED.value,
        on=received_on,
        recorded_at=at,
        recorded_by=actor,
        evidence=evidence,
        reason=reason,
    )


def counter(entry: ClockEntry, *, actor: User | None, at: datetime, reason: str) -> None:
    """Take back an entry by a counter-entry that says why; the entry itself stays."""
    ClockEntry.objects.create(
        case=entry.case,
        kind=entry.kind,
        on=entry.on,
        recorded_at=at,
        recorded_by=actor,
        counters=entry,
        reason=reason,
    )


def standing_entry(case: Case, kind: EntryKind) -> ClockEntry | None:
    """Return the latest entry of `kind` that nothing has countered."""
    return (
        ClockEntry.objects.filter(
            case=case, kind=kind.value, countered_by__isnull=True, counters__isnull=True
        )
        .order_by("pk")
        .last()
    )


def dates_of(reading: ClockReading) -> Dates:
    """Return what a case keeps of its clock."""
    return Dates(reading.received_on, reading.leading_due_on, reading.due_on)


def refresh(case: Case) -> None:
    """Write the cached dates of a locked case from its ledger and today's calendar."""
    calendar = stored_calendar()
    reading = clock_reading(case, calendar)
    case.received_on, case.due_on, case.statutory_due_on = dates_of(reading)
    case.reminders_from = LOOK_NOW
    case.save(update_fields=("received_on", "due_on", "statutory_due_on", "reminders_from"))
    _move_department_limits(case, reading, calendar)


def _move_department_limits(case: Case, reading: ClockReading, calendar: Calendar) -> None:
    """Put the limits of what departments still owe where the clock now has them (R152).

    While it stands they are left: nobody is held to them, and the answer will move them.
    """
    if reading.policy.waiting_for:
        return
    for row in Commission.objects.filter(case=case, returned_at__isnull=True):
        limits = department_limits(
            reading,
            calendar,
            department_received_on=row.received_on,
            allowance=stored_allowance(),
        )
        Commission.objects.filter(pk=row.pk).update(
            estimate_due_on=limits.estimate_by, answer_due_on=limits.draft_by
        )


def correct_receipt(
    case_id: int,
    received_on: date,
    *,
    actor: User,
    at: datetime,
    reason: str,
    expected_version: int | None = None,
) -> Case:
    """Correct the day of receipt by a counter-entry and a new entry, with the reason."""
    with performing(
        case_id,
        Action.CORRECT_RECEIPT,
        actor=actor,
        at=at,
        expected_version=expected_version,
        reason=reason,
    ) as step:
        due_before = step.case.due_on
        move_receipt(step.case, received_on, actor=actor, at=at, reason=reason)
        step.detail |= {
            "received_on": received_on.isoformat(),
            "due_before": due_before.isoformat() if due_before else "",
            "due_after": step.case.due_on.isoformat() if step.case.due_on else "",
        }
    return step.case


def move_receipt(
    case: Case,
    received_on: date,
    *,
    actor: User | None,
    at: datetime,
    reason: str,
    evidence: Message | None = None,
) -> ClockEntry:
    """Counter the day of receipt of a locked case and enter another, with the reason.

    The evidence stays the same unless there is another for the other day.
    """
    old = standing_entry(case, EntryKind.RECEIVED)
    if old is not None:
        counter(old, actor=actor, at=at, reason=reason)
    return enter(
        case,
        EntryKind.RECEIVED,
        received_on,
        actor=actor,
        at=at,
        evidence=evidence or (old.evidence if old else None),
        reason=reason,
    )

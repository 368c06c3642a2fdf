"""The clock as a row of days, for the picture and the table beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from requests_app.domain.statutory_clock import DAYS_TO_RESPOND, ClockReading, day_number
from requests_app.domain.working_days import Calendar

SOON = 3
"""Working days before the due date from which a case counts as due soon."""


class StripKind(StrEnum):
    """What a day is in the strip."""

    RECEIPT = "receipt"
    WORKING = "working"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    STOPPED = "stopped"


class Standing(StrEnum):
    """How a case stands against its due date."""

    ON_TRACK = "on_track"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    STOPPED = "stopped"
    ANSWERED = "answered"


@dataclass(frozen=True)
class StripDay:
    """One calendar day. `number` is its count after day 0; `why_not` says why it has none."""

    day: date
    kind: StripKind
    number: int | None
    is_today: bool
    is_due: bool
    is_past: bool
    why_not: str
    milestones: tuple[str, ...]


@dataclass(frozen=True)
class ClockStrip:
    """The days from receipt to the due date, and one sentence that says the same."""

    title: str
    days: tuple[StripDay, ...]
    limit: int
    day_number: int | None
    standing: Standing


def standing_of(
    reading: ClockReading, calendar: Calendar, *, today: date, answered_on: date | None = None
) -> Standing:
    """Return how the case stands today."""
    if answered_on or reading.answered_on:
        return Standing.ANSWERED
    if reading.due_on is None:
        return Standing.STOPPED
    if today > reading.due_on:
        return Standing.OVERDUE
    left = calendar.working_days_between(today, reading.due_on)
    return Standing.DUE_SOON if left <= SOON else Standing.ON_TRACK


def clock_strip(
    reading: ClockReading,
    calendar: Calendar,
    *,
    today: date,
    milestones: Mapping[date, tuple[str, ...]] | None = None,
    answered_on: date | None = None,
) -> ClockStrip:
    """Draw up the strip of a case as it stands `today`.

    `milestones` names what falls on a day.
    """
    answered_on = answered_on or reading.answered_on
    standing = standing_of(reading, calendar, today=today, answered_on=answered_on)
    due = reading.due_on or calendar.nth_working_day_after(reading.day_zero, DAYS_TO_RESPOND)
    number = day_number(reading, calendar, answered_on or today)
    days: list[StripDay] = []
    count, day = 0, reading.day_zero
    while day <= due:
        why_not = calendar.why_not(day) or ""
        if day == reading.day_zero:
            kind, own = StripKind.RECEIPT, None
        elif why_not:
            kind, own = (
                StripKind.WEEKEND if why_not in ("Saturday", "Sunday") else StripKind.HOLIDAY,
                None,
            )
        else:
            count += 1
            kind, own = StripKind.WORKING, count
        days.append(
            StripDay(
                day=day,
                kind=kind,
                number=own,
                is_today=day == today,
                is_due=day == due,
                is_past=day < today,
                why_not=why_not,
                milestones=(milestones or {}).get(day, ()),
            )
        )
        day += timedelta(days=1)
    return ClockStrip(
        title=_title(standing, number, due, answered_on),
        days=tuple(days),
        limit=DAYS_TO_RESPOND,
        day_number=number,
        standing=standing,
    )


def _title(standing: Standing, number: int, due: date, answered_on: date | None) -> str:
    due_words = f"{due:%A} {due.day} {due:%B %Y}"
    if answered_on:
        return f"Answered on working day {number} of {DAYS_TO_RESPOND}; it was due {due_words}."
    if standing is Standing.OVERDUE:
        return f"Working day {number}: the answer was due on {due_words}."
    return f"Working day {number} of {DAYS_TO_RESPOND}; the answer is due on {due_words}."

"""The clock as a row of days, for the picture and the table beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from requests_app.domain.clock_explanation import long_day, waiting_words
from requests_app.domain.statutory_clock import ClockReading
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
    """One calendar day. `number` is its count after day 0; `why_not` says why it has none.

    `was_due` marks, in a strip of what would be, the day that is due as things stand.
    """

    day: date
    kind: StripKind
    number: int | None
    is_today: bool
    is_due: bool
    is_past: bool
    why_not: str
    milestones: tuple[str, ...]
    was_due: bool = False


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
    if reading.leading_due_on is None:
        return Standing.STOPPED
    if today > reading.leading_due_on:
        return Standing.OVERDUE
    left = calendar.working_days_between(today, reading.leading_due_on)
    return Standing.DUE_SOON if left <= SOON else Standing.ON_TRACK


def clock_strip(
    reading: ClockReading,
    calendar: Calendar,
    *,
    today: date,
    milestones: Mapping[date, tuple[str, ...]] | None = None,
    answered_on: date | None = None,
    was_due_on: date | None = None,
) -> ClockStrip:
    """Draw up the strip of a case as it stands `today`.

    It shows the count that people work to (`ClockReading.leads`): from day 0 to the due date, and
    on to today or to the answer where that is later. The working days on which the clock stood
    still are stopped: while the applicant has not answered that is every day to come.
    `milestones` names what falls on a day. With `was_due_on` it is a strip of what would be, and
    runs to that day at least.
    """
    answered_on = answered_on or reading.answered_on
    standing = standing_of(reading, calendar, today=today, answered_on=answered_on)
    counted = reading.leading
    number = counted.number_on(answered_on or today)
    last = max(
        reading.leading_due_on or calendar.nth_working_day_after(counted.day_zero, reading.limit),
        answered_on or today,
        was_due_on or date.min,
    )
    days: list[StripDay] = []
    count, day = 0, counted.day_zero
    while day <= last:
        kind, why_not = _kind(reading, calendar, day)
        count += kind is StripKind.WORKING
        days.append(
            StripDay(
                day=day,
                kind=kind,
                number=count if kind is StripKind.WORKING else None,
                is_today=day == today,
                is_due=day == reading.leading_due_on,
                is_past=day < today,
                why_not=why_not,
                milestones=_milestones(reading, day) + (milestones or {}).get(day, ()),
                was_due=day == was_due_on,
            )
        )
        day += timedelta(days=1)
    return ClockStrip(
        title=_title(reading, standing, number, answered_on),
        days=tuple(days),
        limit=reading.leading_limit,
        day_number=number,
        standing=standing,
    )


def thin_strip(reading: ClockReading, calendar: Calendar, *, today: date) -> ClockStrip:
    """Draw up the strip of one row of a list: all but its days, which a thin one does not show."""
    standing = standing_of(reading, calendar, today=today)
    number = reading.leading.number_on(reading.answered_on or today)
    return ClockStrip(
        title=_title(reading, standing, number, reading.answered_on),
        days=(),
        limit=reading.leading_limit,
        day_number=number,
        standing=standing,
    )


def _kind(reading: ClockReading, calendar: Calendar, day: date) -> tuple[StripKind, str]:
    why_not = calendar.why_not(day) or ""
    if day == reading.leading.day_zero:
        return StripKind.RECEIPT, why_not
    if why_not:
        return StripKind.WEEKEND if day.weekday() >= 5 else StripKind.HOLIDAY, why_not
    pause = reading.leading.pause_on(day)
    if pause:
        return StripKind.STOPPED, waiting_words(pause, reading.regime)
    return StripKind.WORKING, ""


def _milestones(reading: ClockReading, day: date) -> tuple[str, ...]:
    """Name the day from which the clock started again."""
    has_restarted = day == reading.leading.day_zero != reading.received_on
    return ("The further information came",) if has_restarted else ()


def _title(reading: ClockReading, standing: Standing, number: int, answered_on: date | None) -> str:
    if reading.leading_due_on is None:
        if answered_on:
            return f"Answered on working day {number}, while the clock stood still."
        since = min(pause.began_on for pause in reading.leading.pauses if not pause.ended_on)
        return f"The clock stands still since {long_day(since)}; there is no due date."
    due = long_day(reading.leading_due_on)
    if answered_on:
        return f"Answered on working day {number} of {reading.leading_limit}; it was due {due}."
    if standing is Standing.OVERDUE:
        return f"Working day {number}: the answer was due on {due}."
    return f"Working day {number} of {reading.leading_limit}; the answer is due on {due}."

"""The statutory clock: dates as a pure function of dated facts and a calendar."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from requests_app.domain.regime import Regime
from requests_app.domain.working_days import Calendar

DAYS_TO_RESPOND = 20
"""FOIA s.10(1); EIR reg 5(2)."""


class EntryKind(StrEnum):
    """What a dated fact on the ledger is."""

    RECEIVED = "received"
    ANSWERED = "answered"


@dataclass(frozen=True)
class ClockFact:
    """Something that happened on a day, and that the dates follow from."""

    kind: EntryKind
    on: date


@dataclass(frozen=True)
class ClockReading:
    """The dates of a case. `due_on` is the last day to respond in time."""

    received_on: date
    day_zero: date
    due_on: date | None
    answered_on: date | None
    steps: tuple[str, ...]


def work_out(facts: Iterable[ClockFact], calendar: Calendar, *, regime: Regime) -> ClockReading:
    """Work out the dates from the facts, in whatever order they come.

    Day 0 is the day of receipt, working day or not (s.10(6)); the answer is due on the 20th
    working day after it. Raises ValueError without a day of receipt.
    """
    by_kind = {fact.kind: fact.on for fact in sorted(facts, key=lambda fact: fact.on)}
    if EntryKind.RECEIVED not in by_kind:
        raise ValueError("The ledger has no day of receipt.")
    received_on = by_kind[EntryKind.RECEIVED]
    due_on = calendar.nth_working_day_after(received_on, DAYS_TO_RESPOND)
    statute = "section 10(1) and (6) of the Act" if regime is Regime.FOIA else "regulation 5(2)"
    return ClockReading(
        received_on=received_on,
        day_zero=received_on,
        due_on=due_on,
        answered_on=by_kind.get(EntryKind.ANSWERED),
        steps=(
            f"The request was received on {received_on:%A} {received_on.day} {received_on:%B %Y}: "
            "that is day 0.",
            f"The answer is due on the 20th working day after it ({statute}): "
            f"{due_on:%A} {due_on.day} {due_on:%B %Y}.",
        ),
    )


def day_number(reading: ClockReading, calendar: Calendar, today: date) -> int:
    """Return how many working days have passed since day 0, today included."""
    if today <= reading.day_zero:
        return 0
    return calendar.working_days_between(reading.day_zero + timedelta(days=1), today)

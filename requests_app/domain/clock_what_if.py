"""What an act would do to the dates, worked out before anybody does it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from requests_app.domain.clock_facts import ClockFact
from requests_app.domain.clock_strip import ClockStrip, clock_strip
from requests_app.domain.regime import Regime
from requests_app.domain.statutory_clock import ClockReading, Effect, work_out
from requests_app.domain.working_days import Calendar, CalendarEnds


@dataclass(frozen=True)
class Supposed:
    """One step of what would happen: `when` begins its line, the rest is added to the ledger.

    `without` are facts taken back by it. A step stands on those before it.
    """

    when: str
    facts: tuple[ClockFact, ...] = ()
    without: tuple[ClockFact, ...] = ()
    regime: Regime | None = None
    calendar: Calendar | None = None


@dataclass(frozen=True)
class Line:
    """The dates at one moment. None: the clock waits. `problem` says why there is no answer."""

    when: str
    works_to: date | None
    statutory: date | None
    problem: str = ""


@dataclass(frozen=True)
class WhatIf:
    """The dates as they stand and at each step, and the strip of the last step."""

    lines: tuple[Line, ...]
    strip: ClockStrip | None

    @property
    def moves(self) -> bool:
        """Whether any date would change."""
        first = self.lines[0]
        return any(
            line.problem or (line.works_to, line.statutory) != (first.works_to, first.statutory)
            for line in self.lines[1:]
        )

    @property
    def shows_both(self) -> bool:
        """Whether the date people work to and the statutory one differ anywhere."""
        return any(line.works_to != line.statutory for line in self.lines)


def what_if(
    facts: Iterable[ClockFact],
    supposed: Sequence[Supposed],
    calendar: Calendar,
    *,
    regime: Regime,
    leads: Effect,
    today: date,
) -> WhatIf:
    """Work out the dates as they stand and after each step.

    Where the calendar ends before an answer, that line says so instead of guessing. Raises
    ValueError without a day of receipt, and CalendarEnds where the dates of now are past it.
    """
    known = list(facts)
    now = work_out(known, calendar, regime=regime, leads=leads)
    lines = [_line("As things stand", now)]
    last: ClockReading | None = None
    for step in supposed:
        for taken_back in step.without:
            known.remove(taken_back)
        known += step.facts
        regime, calendar = step.regime or regime, step.calendar or calendar
        try:
            last = work_out(known, calendar, regime=regime, leads=leads)
        except CalendarEnds as problem:
            lines.append(Line(step.when, None, None, str(problem)))
            last = None
            break
        lines.append(_line(step.when, last))
    return WhatIf(tuple(lines), supposed_strip(last, today, now.leading_due_on) if last else None)


def _line(when: str, reading: ClockReading) -> Line:
    return Line(when, reading.leading_due_on, reading.due_on)


def supposed_strip(
    reading: ClockReading, today: date, was_due_on: date | None
) -> ClockStrip | None:
    """Draw up the strip of what would be, with the due date of now as a ghost.

    None where it would run past the calendar.
    """
    try:
        drawn = clock_strip(reading, reading.leading.calendar, today=today, was_due_on=was_due_on)
    except CalendarEnds:
        return None
    return replace(drawn, title=f"What would be. {drawn.title}")

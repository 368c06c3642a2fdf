"""Due dates, beside a day-by-day loop over `holidays` and beside numpy's business days."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from itertools import cycle
from typing import cast

import holidays
import numpy as np

from bench.measuring import Table, beside, side_by_side
from bench.sizes import Size
from requests_app.domain.clock_explanation import explain, ledger
from requests_app.domain.clock_facts import History, history_of
from requests_app.domain.regime import Regime
from requests_app.domain.statutory_clock import (
    DAYS_TO_RESPOND,
    ClockFact,
    EntryKind,
    read_history,
    work_out,
)
from requests_app.domain.uk_calendar import FIRST_YEAR, LAST_YEAR, SUBDIVISIONS, built_in_calendar

DAYS = 1_000
NUMPY = "`numpy.busday_offset`, one date"
LOOP = "a loop over `holidays`, day by day"
PLAIN = "due date of a plain case"
SUSPENDED = "both due dates of a case with two suspensions"
FROM_LEDGER = "the same, from the entries of its ledger"
EXPLAINED = "the same, with every day explained"


def measure(size: Size) -> Table:
    """Time one due date in each of the ways; all of them agree on the plain ones."""
    ways = _ways()
    chance = random.Random(20)
    first = date(2020, 1, 1)
    days = [first + timedelta(days=chance.randrange(5 * 365)) for _ in range(DAYS)]
    for day in days:
        assert ways[LOOP](day) == ways[NUMPY](day) == ways[PLAIN](day)
        assert ways[SUSPENDED](day) == ways[FROM_LEDGER](day)
    # Each agrees, and what the cases were told is at hand: only the counting is timed.
    timings = side_by_side(
        {name: _over(way, days) for name, way in ways.items()}, rounds=10 * size.rounds, calls=20
    )
    return Table(
        title="The clock, one core",
        yardstick="numpy's scalar call",
        rows=beside(
            NUMPY, timings, aims={PLAIN: 0.25, SUSPENDED: 4, FROM_LEDGER: 4, EXPLAINED: 40}
        ),
    )


def _over(way: Callable[[date], object], days: list[date]) -> Callable[[], object]:
    turn = cycle(days)
    return lambda: way(next(turn))


def _ways() -> dict[str, Callable[[date], object]]:
    calendar = built_in_calendar()
    nations = [
        holidays.country_holidays("GB", subdiv=code, years=range(FIRST_YEAR, LAST_YEAR + 1))
        for code in SUBDIVISIONS.values()
    ]
    business_days = np.busdaycalendar(holidays=[each.day for each in calendar.holidays])

    def loop(day: date) -> date:
        left = DAYS_TO_RESPOND
        while left:
            day += timedelta(days=1)
            left -= day.weekday() < 5 and not any(day in nation for nation in nations)
        return day

    def numpy_scalar(day: date) -> date:
        answer = np.busday_offset(
            np.datetime64(day), DAYS_TO_RESPOND, roll="backward", busdaycal=business_days
        )
        return cast(date, answer.item())

    def plain(day: date) -> date:
        return calendar.nth_working_day_after(day, DAYS_TO_RESPOND)

    @cache
    def facts(day: date) -> tuple[ClockFact, ...]:
        return (
            ClockFact(EntryKind.RECEIVED, day),
            ClockFact(EntryKind.CLARIFICATION_ASKED, day + timedelta(days=3)),
            ClockFact(EntryKind.CLARIFICATION_RECEIVED, day + timedelta(days=9)),
            ClockFact(EntryKind.FEE_ASKED, day + timedelta(days=14)),
            ClockFact(EntryKind.FEE_RECEIVED, day + timedelta(days=30)),
        )

    @cache
    def history(day: date) -> History:
        return history_of(facts(day))

    def suspended(day: date) -> date | None:
        return read_history(history(day), calendar, regime=Regime.FOIA).due_on

    def from_ledger(day: date) -> date | None:
        return work_out(facts(day), calendar, regime=Regime.FOIA).due_on

    def explained(day: date) -> object:
        reading = work_out(facts(day), calendar, regime=Regime.FOIA)
        assert reading.due_on is not None
        return explain(reading), ledger(reading, reading.due_on)

    return {
        NUMPY: numpy_scalar,
        LOOP: loop,
        PLAIN: plain,
        SUSPENDED: suspended,
        FROM_LEDGER: from_ledger,
        EXPLAINED: explained,
    }

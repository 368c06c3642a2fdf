"""A case of which some questions are under the other law: two clocks, and the one that leads.

One answer covers all questions, so people work to whichever date comes first.
"""

from collections.abc import Iterable

from requests_app.domain.regime import Regime
from requests_app.domain.statutory_clock import (
    ClockFact,
    ClockReading,
    Effect,
    EntryKind,
    work_out,
)
from requests_app.domain.working_days import Calendar

OF_ONE_LAW = frozenset({EntryKind.FEE_ASKED, EntryKind.FEE_RECEIVED, EntryKind.EXTENDED})
"""Notices that one law knows. They are given under the law of the case, and stop or extend the
time of its own questions alone; what the applicant was asked to explain stops both."""


def other_law(regime: Regime) -> Regime:
    """Return the law that is not `regime`."""
    return Regime.FOIA if regime is Regime.EIR else Regime.EIR


def work_out_other(
    facts: Iterable[ClockFact], calendar: Calendar, *, regime: Regime, leads: Effect
) -> ClockReading:
    """Work out the dates of the questions of a case that are under the other law than `regime`.

    Raises ValueError without a day of receipt, and CalendarEnds rather than guess.
    """
    binding = [fact for fact in facts if fact.kind not in OF_ONE_LAW]
    return work_out(binding, calendar, regime=other_law(regime), leads=leads)


def work_out_leading(
    facts: Iterable[ClockFact],
    calendar: Calendar,
    *,
    regime: Regime,
    leads: Effect,
    is_hybrid: bool,
) -> ClockReading:
    """Work out the dates that people work to: of the case's own law, or of the earlier of both.

    A clock that waits binds to nothing yet, so the one that runs leads.
    """
    facts = tuple(facts)
    own = work_out(facts, calendar, regime=regime, leads=leads)
    if not is_hybrid:
        return own
    return earlier(own, work_out_other(facts, calendar, regime=regime, leads=leads))


def earlier(own: ClockReading, other: ClockReading) -> ClockReading:
    """Return the reading whose date binds first; the case's own where they are the same."""
    if other.leading_due_on is None:
        return own
    if own.leading_due_on is None or other.leading_due_on < own.leading_due_on:
        return other
    return own

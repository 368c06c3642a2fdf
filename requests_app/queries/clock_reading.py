"""A case's clock, read from its ledger."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date

from django.conf import settings

from requests_app.domain.clock_strip import ClockStrip, clock_strip
from requests_app.domain.regime import Regime
from requests_app.domain.statutory_clock import (
    ClockFact,
    ClockReading,
    Effect,
    EntryKind,
    work_out,
)
from requests_app.domain.working_days import Calendar, CalendarEnds
from requests_app.models import Case, ClockEntry


def leading_count() -> Effect:
    """Return which of the two counts people work to, as the authority has set it."""
    return Effect.SUSPEND if settings.CLOCK_LEADS == "policy" else Effect.RESTART


def clock_facts(case: Case) -> tuple[ClockFact, ...]:
    """Return the entries that stand: neither countered nor counter-entries themselves."""
    standing = ClockEntry.objects.filter(
        case=case, countered_by__isnull=True, counters__isnull=True
    )
    return tuple(
        ClockFact(EntryKind(kind), on, until)
        for kind, on, until in standing.values_list("kind", "on", "until")
    )


def clock_reading(case: Case, calendar: Calendar) -> ClockReading:
    """Work out the dates of `case` from its ledger and `calendar`."""
    return work_out(clock_facts(case), calendar, regime=Regime(case.regime), leads=leading_count())


def reading_or_none(case: Case, calendar: Calendar) -> ClockReading | None:
    """Work out the dates of `case`; None where they would lie past the calendar."""
    try:
        return clock_reading(case, calendar)
    except CalendarEnds:
        return None


def readings_of(cases: Iterable[Case], calendar: Calendar) -> dict[int, ClockReading]:
    """Work out the dates of many cases at once, in one query.

    A case whose dates would lie past the calendar is left out: no date is better than a guess.
    """
    by_case = {case.pk: case for case in cases}
    facts: dict[int, list[ClockFact]] = {pk: [] for pk in by_case}
    standing = ClockEntry.objects.filter(
        case__in=by_case, countered_by__isnull=True, counters__isnull=True
    )
    for case_id, kind, on, until in standing.values_list("case_id", "kind", "on", "until"):
        facts[case_id].append(ClockFact(EntryKind(kind), on, until))
    leads = leading_count()
    readings: dict[int, ClockReading] = {}
    for pk, entries in facts.items():
        regime = Regime(by_case[pk].regime)
        with suppress(CalendarEnds):
            if entries:
                readings[pk] = work_out(entries, calendar, regime=regime, leads=leads)
    return readings


def drawn(
    reading: ClockReading,
    calendar: Calendar,
    today: date,
    *,
    milestones: Mapping[date, tuple[str, ...]] | None = None,
    answered_on: date | None = None,
) -> ClockStrip | None:
    """Draw up the strip of a case; None where it would run past the calendar."""
    try:
        return clock_strip(
            reading, calendar, today=today, milestones=milestones, answered_on=answered_on
        )
    except CalendarEnds:
        return None

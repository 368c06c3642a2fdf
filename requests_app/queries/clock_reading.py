"""A case's clock, read from its ledger."""

from collections.abc import Iterable

from requests_app.domain.regime import Regime
from requests_app.domain.statutory_clock import ClockFact, ClockReading, EntryKind, work_out
from requests_app.domain.working_days import Calendar
from requests_app.models import Case, ClockEntry


def clock_facts(case: Case) -> tuple[ClockFact, ...]:
    """Return the entries that stand: neither countered nor counter-entries themselves."""
    standing = ClockEntry.objects.filter(
        case=case, countered_by__isnull=True, counters__isnull=True
    )
    return tuple(ClockFact(EntryKind(kind), on) for kind, on in standing.values_list("kind", "on"))


def clock_reading(case: Case, calendar: Calendar) -> ClockReading:
    """Work out the dates of `case` from its ledger and `calendar`."""
    return work_out(clock_facts(case), calendar, regime=Regime(case.regime))


def readings_of(cases: Iterable[Case], calendar: Calendar) -> dict[int, ClockReading]:
    """Work out the dates of many cases at once, in one query."""
    by_case = {case.pk: case for case in cases}
    facts: dict[int, list[ClockFact]] = {pk: [] for pk in by_case}
    standing = ClockEntry.objects.filter(
        case__in=by_case, countered_by__isnull=True, counters__isnull=True
    )
    for case_id, kind, on in standing.values_list("case_id", "kind", "on"):
        facts[case_id].append(ClockFact(EntryKind(kind), on))
    return {
        pk: work_out(entries, calendar, regime=Regime(by_case[pk].regime))
        for pk, entries in facts.items()
        if entries
    }

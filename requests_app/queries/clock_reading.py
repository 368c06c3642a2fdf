"""A case's clock, read from its ledger."""

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

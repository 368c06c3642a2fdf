"""What an act would do to a case's dates, from its ledger as it stands."""

from collections.abc import Sequence
from datetime import date

from requests_app.domain.clock_what_if import Supposed, WhatIf
from requests_app.domain.clock_what_if import what_if as worked_out
from requests_app.domain.regime import Regime
from requests_app.models import Case
from requests_app.queries.calendar import stored_calendar
from requests_app.queries.clock_reading import clock_facts, leading_count


def what_if(case: Case, supposed: Sequence[Supposed], *, today: date) -> WhatIf:
    """Return the dates of `case` as they stand and after each step that is supposed.

    Nothing is written. Show it with `components/what_if.html`.
    """
    return worked_out(
        clock_facts(case),
        supposed,
        stored_calendar(),
        regime=Regime(case.regime),
        leads=leading_count(),
        today=today,
    )

"""The authority's own limits within the statutory period (policy 5.3)."""

from dataclasses import dataclass
from datetime import date

from requests_app.domain.statutory_clock import ClockReading
from requests_app.domain.working_days import Calendar

ESTIMATE_DAYS, DRAFT_DAYS = 5, 10
LATEST_ESTIMATE_DAY, LATEST_DRAFT_DAY = 7, 12


@dataclass(frozen=True)
class DepartmentLimits:
    """The last days for a department's estimate and for its draft answer."""

    estimate_by: date
    draft_by: date


def department_limits(
    reading: ClockReading, calendar: Calendar, *, department_received_on: date
) -> DepartmentLimits:
    """Return the limits from the department's own receipt, never past case days 7 and 12.

    A department that is asked later than that still gets its full days: a limit in the past
    helps nobody (R151).
    """

    def limit(days: int, latest: int) -> date:
        own = calendar.nth_working_day_after(department_received_on, days)
        cap = calendar.nth_working_day_after(reading.day_zero, latest)
        return min(own, cap) if cap > department_received_on else own

    return DepartmentLimits(
        estimate_by=limit(ESTIMATE_DAYS, LATEST_ESTIMATE_DAY),
        draft_by=limit(DRAFT_DAYS, LATEST_DRAFT_DAY),
    )

"""The authority's own limits within the statutory period (policy 5.2 and 5.3).

They follow the policy's own count: a pause shifts them, and nothing sends them back to the start.
Missing one never moves the due date.
"""

from dataclasses import dataclass
from datetime import date

from requests_app.domain.statutory_clock import ClockReading
from requests_app.domain.working_days import Calendar

FORWARD_DAY, ACKNOWLEDGE_DAY, PRESS_DAY, REFINEMENT_DAY = 1, 2, 2, 7
CHAIN_DAYS = (12, 13, 14, 15, 16, 18, 20)
"""Case days of the steps from the draft to the answer; the authority names them."""
ESTIMATE_DAYS, DRAFT_DAYS = 5, 10
LATEST_ESTIMATE_DAY, LATEST_DRAFT_DAY = 7, 12


@dataclass(frozen=True)
class DepartmentLimits:
    """The last days for a department's estimate and for its draft answer."""

    estimate_by: date
    draft_by: date


def policy_limits(
    reading: ClockReading, calendar: Calendar, *, department_received_on: date
) -> DepartmentLimits:
    """Return the limits of the policy: 5 and 10 working days, and never past case days 7 and 12.

    They may lie in the past for a department that is asked late.
    """

    def limit(days: int, latest: int) -> date:
        own = calendar.nth_working_day_after(department_received_on, days)
        cap = reading.policy.day(latest)
        return min(own, cap) if cap else own

    return DepartmentLimits(
        estimate_by=limit(ESTIMATE_DAYS, LATEST_ESTIMATE_DAY),
        draft_by=limit(DRAFT_DAYS, LATEST_DRAFT_DAY),
    )


def department_limits(
    reading: ClockReading, calendar: Calendar, *, department_received_on: date
) -> DepartmentLimits:
    """Return the limits that a department is given.

    The policy's, but one that is asked too late for these gets its full days: a limit that has
    passed already helps nobody.
    """
    policy = policy_limits(reading, calendar, department_received_on=department_received_on)

    def limit(by: date, days: int) -> date:
        if by > department_received_on:
            return by
        return calendar.nth_working_day_after(department_received_on, days)

    return DepartmentLimits(
        estimate_by=limit(policy.estimate_by, ESTIMATE_DAYS),
        draft_by=limit(policy.draft_by, DRAFT_DAYS),
    )

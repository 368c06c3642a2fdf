"""The authority's own limits within the statutory period (policy 5.2 and 5.3).

They follow the policy's own count: a pause shifts them, and nothing sends them back to the start.
Missing one never moves the due date.
"""

from dataclasses import dataclass
from datetime import date

from requests_app.domain.statutory_clock import ClockReading, Count
from requests_app.domain.working_days import Calendar

FORWARD_DAY, ACKNOWLEDGE_DAY, PRESS_DAY, REFINEMENT_DAY = 1, 2, 2, 7
CHAIN_DAYS = (12, 13, 14, 15, 16, 18, 20)
"""Case days of the steps from the draft to the answer; the authority names them."""
ESTIMATE_DAYS, DRAFT_DAYS = 5, 10
LATEST_ESTIMATE_DAY, LATEST_DRAFT_DAY = 7, 12


@dataclass(frozen=True)
class Allowance:
    """How many working days a department is given, and the case days it may not pass."""

    estimate_days: int = ESTIMATE_DAYS
    draft_days: int = DRAFT_DAYS
    latest_estimate_day: int | None = LATEST_ESTIMATE_DAY
    latest_draft_day: int | None = LATEST_DRAFT_DAY


POLICY = Allowance()


@dataclass(frozen=True)
class DepartmentLimits:
    """The last days for a department's estimate and for its draft answer."""

    estimate_by: date
    draft_by: date


def policy_limits(
    reading: ClockReading,
    calendar: Calendar,
    *,
    department_received_on: date,
    allowance: Allowance = POLICY,
) -> DepartmentLimits:
    """Return the limits of the policy: 5 and 10 working days, and never past case days 7 and 12.

    Days that the policy's count leaves out are left out here too (policy 5.8); while it waits,
    the department's own days run. The limits may lie in the past where it is asked late.
    """

    def limit(days: int, latest: int | None) -> date:
        if reading.policy.waiting_for:
            return calendar.nth_working_day_after(department_received_on, days)
        own = _own_day(reading.policy, calendar, department_received_on, days)
        cap = reading.policy.day(latest) if latest else None
        return min(own, cap) if cap else own

    return DepartmentLimits(
        estimate_by=limit(allowance.estimate_days, allowance.latest_estimate_day),
        draft_by=limit(allowance.draft_days, allowance.latest_draft_day),
    )


def _own_day(count: Count, calendar: Calendar, day: date, n: int) -> date:
    """Return the n-th day after `day` that is a working day and not left out of the count."""
    while n:
        day = calendar.nth_working_day_after(day, 1)
        if not count.pause_on(day):
            n -= 1
    return day


def department_limits(
    reading: ClockReading,
    calendar: Calendar,
    *,
    department_received_on: date,
    allowance: Allowance = POLICY,
) -> DepartmentLimits:
    """Return the limits that a department is given.

    The policy's, but one that is asked too late for these gets its full days: a limit that has
    passed already helps nobody.
    """
    policy = policy_limits(
        reading, calendar, department_received_on=department_received_on, allowance=allowance
    )

    def limit(by: date, days: int) -> date:
        # While the count waits, every limit of the policy lies after the day it runs from.
        if by > department_received_on:
            return by
        return _own_day(reading.policy, calendar, department_received_on, days)

    return DepartmentLimits(
        estimate_by=limit(policy.estimate_by, allowance.estimate_days),
        draft_by=limit(policy.draft_by, allowance.draft_days),
    )

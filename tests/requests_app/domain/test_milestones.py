"""The authority's own limits within the statutory period."""

from datetime import date

import pytest

from requests_app.domain.clock_facts import Cause, History, Pause
from requests_app.domain.milestones import (
    Allowance,
    DepartmentLimits,
    department_limits,
    policy_limits,
)
from requests_app.domain.regime import Regime
from requests_app.domain.statutory_clock import ClockReading, read_history
from requests_app.domain.uk_calendar import built_in_calendar

CALENDAR = built_in_calendar()
RECEIVED = date(2025, 9, 1)


def read(*pauses: Pause) -> ClockReading:
    return read_history(History(RECEIVED, pauses), CALENDAR, regime=Regime.FOIA)


@pytest.mark.parametrize(
    ("department_received_on", "estimate_by", "draft_by"),
    [
        (date(2025, 9, 1), date(2025, 9, 8), date(2025, 9, 15)),
        (date(2025, 9, 3), date(2025, 9, 10), date(2025, 9, 17)),
        (date(2025, 9, 5), date(2025, 9, 10), date(2025, 9, 17)),
    ],
)
def test_a_department_has_five_and_ten_days_and_no_more_than_case_days_7_and_12(
    department_received_on: date, estimate_by: date, draft_by: date
) -> None:
    for limits in (policy_limits, department_limits):
        assert limits(
            read(), CALENDAR, department_received_on=department_received_on
        ) == DepartmentLimits(estimate_by, draft_by)


def test_a_department_that_is_asked_too_late_gets_its_days_all_the_same() -> None:
    late = date(2025, 9, 11)
    assert policy_limits(read(), CALENDAR, department_received_on=late) == DepartmentLimits(
        date(2025, 9, 10), date(2025, 9, 17)
    )
    assert department_limits(read(), CALENDAR, department_received_on=late) == DepartmentLimits(
        date(2025, 9, 18), date(2025, 9, 17)
    )


def test_a_department_is_not_asked_for_anything_on_the_day_it_is_asked() -> None:
    on_case_day_7 = date(2025, 9, 10)
    assert department_limits(
        read(), CALENDAR, department_received_on=on_case_day_7
    ) == DepartmentLimits(date(2025, 9, 17), date(2025, 9, 17))


@pytest.mark.parametrize(
    ("department_received_on", "estimate_by", "draft_by"),
    [
        (date(2025, 9, 2), date(2025, 9, 12), date(2025, 9, 19)),
        (date(2025, 9, 5), date(2025, 9, 15), date(2025, 9, 22)),
        (date(2025, 9, 9), date(2025, 9, 15), date(2025, 9, 22)),
    ],
)
def test_the_limits_move_with_the_days_that_do_not_count(
    department_received_on: date, estimate_by: date, draft_by: date
) -> None:
    fee = Pause(Cause.FEE, date(2025, 9, 4), date(2025, 9, 8))
    assert policy_limits(
        read(fee), CALENDAR, department_received_on=department_received_on
    ) == DepartmentLimits(estimate_by, draft_by)


def test_further_information_shifts_the_limits_and_does_not_begin_them_again() -> None:
    asked = Pause(Cause.CLARIFICATION, date(2025, 9, 3), date(2025, 9, 4))
    assert policy_limits(
        read(asked), CALENDAR, department_received_on=date(2025, 9, 8)
    ) == DepartmentLimits(date(2025, 9, 12), date(2025, 9, 19))


def test_while_the_clock_waits_a_department_has_its_own_days() -> None:
    asked = Pause(Cause.CLARIFICATION, date(2025, 9, 4))
    assert department_limits(
        read(asked), CALENDAR, department_received_on=date(2025, 9, 11)
    ) == DepartmentLimits(date(2025, 9, 18), date(2025, 9, 25))


@pytest.mark.parametrize(
    ("allowance", "estimate_by", "draft_by"),
    [
        (Allowance(3, 4), date(2025, 9, 10), date(2025, 9, 11)),
        (Allowance(6, 11, None, None), date(2025, 9, 15), date(2025, 9, 22)),
        (Allowance(6, 11, 9, 13), date(2025, 9, 12), date(2025, 9, 18)),
    ],
)
def test_an_authority_may_give_departments_other_days(
    allowance: Allowance, estimate_by: date, draft_by: date
) -> None:
    for limits in (policy_limits, department_limits):
        assert limits(
            read(), CALENDAR, department_received_on=date(2025, 9, 5), allowance=allowance
        ) == DepartmentLimits(estimate_by, draft_by)


def test_who_is_asked_too_late_gets_the_days_of_the_authority() -> None:
    assert department_limits(
        read(),
        CALENDAR,
        department_received_on=date(2025, 9, 19),
        allowance=Allowance(2, 3),
    ) == DepartmentLimits(date(2025, 9, 23), date(2025, 9, 24))

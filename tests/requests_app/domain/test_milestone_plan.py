"""The steps that the policy lays down, and what a changed one must keep."""

from dataclasses import replace

import pytest

from requests_app.domain.milestone_plan import (
    STANDARD_PLAN,
    CountedFrom,
    Milestone,
    Ower,
    StoppedBy,
    allowance,
    objections_to,
)
from requests_app.domain.milestones import Allowance

BY_KEY = {each.key: each for each in STANDARD_PLAN}


def test_the_standard_plan_has_the_days_of_the_policy() -> None:
    assert [(each.day, each.latest_case_day) for each in STANDARD_PLAN] == [
        (2, None), (2, None), (2, None), (5, 7), (7, None), (10, 12),
        (12, None), (13, None), (14, None), (15, None), (16, None), (18, None), (20, None),
    ]  # fmt: skip
    assert len(BY_KEY) == len(STANDARD_PLAN)


@pytest.mark.parametrize("key", list(BY_KEY))
def test_nothing_speaks_against_a_step_of_the_policy(key: str) -> None:
    assert objections_to(BY_KEY[key]) == ()


def test_only_a_department_owes_what_is_counted_from_its_receipt() -> None:
    for wrong in (
        replace(BY_KEY["answer"], ower=Ower.FOI_OFFICE),
        replace(BY_KEY["out"], ower=Ower.DEPARTMENT),
    ):
        assert (
            "A department owes what is counted from its own receipt, and nothing else."
        ) in objections_to(wrong)


def test_a_step_ends_with_an_act_of_whoever_owes_it() -> None:
    of_case = replace(BY_KEY["out"], stopped_by=StoppedBy.RETURNED)
    of_department = replace(BY_KEY["answer"], stopped_by=StoppedBy.SIGNED)
    assert objections_to(of_case) == (
        "Only a step that a department owes ends with a department's act.",
    )
    assert objections_to(of_department) == (
        "What ends this step is an act of the department. Choose an act of the same kind.",
    )


def test_the_first_reminder_is_not_before_the_request() -> None:
    assert objections_to(replace(BY_KEY["acknowledge"], remind_before=2)) == (
        "The first reminder would go before the request came. Choose fewer days.",
    )
    assert objections_to(replace(BY_KEY["acknowledge"], remind_before=1)) == ()


def test_a_department_gets_the_days_of_the_plan() -> None:
    assert allowance(STANDARD_PLAN) == Allowance(5, 10, 7, 12)
    shorter = [
        replace(BY_KEY["estimate"], day=4, latest_case_day=None),
        replace(BY_KEY["answer"], day=8, latest_case_day=11),
    ]
    assert allowance(shorter) == Allowance(4, 8, None, 11)


def test_without_a_step_for_them_departments_keep_the_days_of_the_policy() -> None:
    assert allowance([]) == Allowance(5, 10, 7, 12)
    assert (
        allowance([Milestone("x", "X", "Do x.", 3, counted_from=CountedFrom.CASE)]) == Allowance()
    )

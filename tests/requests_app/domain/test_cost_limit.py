"""Whether a request would cost more than the limit."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests_app.domain.cost_activities import COUNTED, NOT_COUNTED, Activity
from requests_app.domain.cost_limit import Work, assess, counted, counted_cost
from requests_app.domain.cost_terms import FIRST_TERMS, Authority

RATE = FIRST_TERMS.rate
HOURS = st.decimals(0, 500, places=2)
POUNDS = st.decimals(0, 1000, places=2)


def work(activities: frozenset[Activity]) -> st.SearchStrategy[Work]:
    return st.builds(
        Work, st.sampled_from(sorted(activities)), HOURS, st.integers(1, 9), expense=POUNDS
    )


def locating(hours: str) -> Work:
    return Work(Activity.LOCATE, Decimal(hours))


@given(st.lists(work(COUNTED), max_size=8), st.lists(work(NOT_COUNTED), max_size=8))
def test_what_does_not_count_never_changes_the_answer(
    counting: list[Work], not_counting: list[Work]
) -> None:
    for authority in Authority:
        alone = assess(counting, authority=authority)
        assert assess([*not_counting, *counting], authority=authority) == alone
        assert assess([*counting, *not_counting], authority=authority) == alone


@given(st.lists(work(frozenset(Activity)), max_size=20))
def test_the_sum_is_exact_to_the_penny(everything: list[Work]) -> None:
    pennies = sum(
        int(each.hours * 100) * each.persons * 25 + int(each.expense * 100)
        for each in everything
        if each.activity in COUNTED
    )
    assert assess(everything).cost * 100 == pennies


@given(st.lists(work(COUNTED), max_size=8), work(COUNTED))
def test_more_work_never_costs_less(some: list[Work], more: Work) -> None:
    assert assess([*some, more]).cost >= assess(some).cost


@pytest.mark.parametrize(
    ("hours", "exceeds", "headroom"),
    [("17.99", False, "0.25"), ("18", False, "0"), ("18.0001", True, "-0.0025")],
)
def test_only_more_than_the_limit_exceeds_it(hours: str, exceeds: bool, headroom: str) -> None:
    found = assess([locating(hours)])
    assert (found.exceeds_limit, found.headroom) == (exceeds, Decimal(headroom))


@pytest.mark.parametrize(("hours", "is_near"), [("16.19", False), ("16.2", True), ("40", True)])
def test_from_nine_tenths_of_the_limit_on_it_is_near(hours: str, is_near: bool) -> None:
    assert assess([locating(hours)]).is_near_limit is is_near


def test_finding_out_alone_has_to_exceed_before_neither_is_confirmed_nor_denied() -> None:
    def may(*some: Work) -> bool:
        return assess(some).may_neither_confirm_nor_deny

    determining = Work(Activity.DETERMINE_HELD, Decimal(18))
    assert may(determining, locating("90")) is False
    assert may(determining, Work(Activity.DETERMINE_HELD, expense=Decimal("0.01"))) is True


def test_people_are_counted_and_expenses_are_not_multiplied_by_them() -> None:
    some = Work(Activity.RETRIEVE, Decimal("1.5"), 4, Decimal("20.00"))
    assert (some.person_hours, some.cost(RATE)) == (Decimal(6), Decimal(170))


def test_work_is_by_one_person_and_costs_nothing_else_unless_it_is_said() -> None:
    assert Work(Activity.LOCATE) == Work(Activity.LOCATE, Decimal(0), 1, Decimal(0))


def test_the_hours_equivalent_is_the_cost_in_hours_of_one_person() -> None:
    assert assess([Work(Activity.RETRIEVE, expense=Decimal(445))]).hours_equivalent == Decimal(
        "17.8"
    )


def test_the_assessment_keeps_what_it_was_held_against() -> None:
    terms = replace(FIRST_TERMS, since=date(2027, 1, 1), limit=Decimal(300), rate=Decimal(30))
    found = assess([Work(Activity.DETERMINE_HELD, Decimal(1)), locating("2")], terms)
    assert (found.cost, found.determining, found.limit, found.rate) == (90, 30, 300, 30)
    assert assess([], authority=Authority.PART_1).limit == 600


def test_what_counts_can_be_told_apart() -> None:
    blacking_out = Work(Activity.REDACT, Decimal(3))
    assert counted([blacking_out, locating("1")]) == (locating("1"),)
    assert counted_cost([blacking_out], RATE) == 0

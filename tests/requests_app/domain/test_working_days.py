"""Working days: what holds for every day and every count."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from requests_app.domain.uk_calendar import built_in_calendar
from requests_app.domain.working_days import Calendar, CalendarEnds, Holiday, Nation

CALENDAR = built_in_calendar()
DAYS = st.dates(date(2015, 1, 1), date(2027, 12, 31))
COUNTS = st.integers(1, 120)


@given(DAYS, COUNTS)
def test_the_nth_working_day_is_a_working_day(day: date, n: int) -> None:
    assert CALENDAR.is_working_day(CALENDAR.nth_working_day_after(day, n))


@given(DAYS, COUNTS)
def test_counting_to_the_nth_working_day_gives_n(day: date, n: int) -> None:
    nth = CALENDAR.nth_working_day_after(day, n)
    assert CALENDAR.working_days_between(day + timedelta(days=1), nth) == n


@given(DAYS, COUNTS)
def test_a_later_start_never_ends_earlier(day: date, n: int) -> None:
    assert CALENDAR.nth_working_day_after(day, n) <= CALENDAR.nth_working_day_after(
        day + timedelta(days=1), n
    )


@settings(max_examples=40)
@given(DAYS, COUNTS, DAYS)
def test_another_holiday_never_ends_a_count_earlier(day: date, n: int, extra: date) -> None:
    proclaimed = Holiday(extra, "A proclaimed day", frozenset({Nation.WALES}))
    with_it = replace(CALENDAR, holidays=(*CALENDAR.holidays, proclaimed))
    assert with_it.nth_working_day_after(day, n) >= CALENDAR.nth_working_day_after(day, n)


@given(DAYS)
def test_a_day_counts_exactly_when_nothing_says_why_not(day: date) -> None:
    assert CALENDAR.is_working_day(day) == (CALENDAR.working_days_between(day, day) == 1)


def test_friday_saturday_and_sunday_have_the_same_first_day() -> None:
    friday = date(2026, 9, 4)
    assert {
        CALENDAR.nth_working_day_after(friday + timedelta(days=later), 1) for later in range(3)
    } == {date(2026, 9, 7)}


def test_a_weekend_is_named_before_a_holiday_that_falls_on_it() -> None:
    calendar = Calendar(2026, 2026, (Holiday(date(2026, 7, 12), "Boyne", frozenset(Nation)),))
    assert calendar.why_not(date(2026, 7, 12)) == "Sunday"


def test_days_moved_by_proclamation_are_the_ones_that_do_not_count() -> None:
    assert [
        CALENDAR.is_working_day(day)
        for day in (date(2020, 5, 4), date(2020, 5, 8), date(2022, 5, 30), date(2022, 6, 2))
    ] == [True, False, True, False]


def test_an_interval_that_ends_before_it_starts_holds_no_working_day() -> None:
    assert CALENDAR.working_days_between(date(2026, 9, 8), date(2026, 9, 4)) == 0


@pytest.mark.parametrize("day", [date(2014, 12, 31), date(2029, 1, 1)])
def test_a_day_outside_the_calendar_gets_no_answer(day: date) -> None:
    with pytest.raises(CalendarEnds, match="covers 2015 to 2028"):
        CALENDAR.is_working_day(day)


def test_a_count_that_runs_past_the_last_year_gets_no_answer() -> None:
    assert CALENDAR.nth_working_day_after(date(2028, 12, 1), 18) == date(2028, 12, 29)
    with pytest.raises(CalendarEnds, match="ends with 2028"):
        CALENDAR.nth_working_day_after(date(2028, 12, 1), 19)


def test_a_calendar_without_years_answers_nothing() -> None:
    with pytest.raises(CalendarEnds):
        Calendar(0, -1, ()).is_working_day(date(2026, 9, 4))


@pytest.mark.parametrize("n", [0, -1])
def test_there_is_no_working_day_before_the_first(n: int) -> None:
    with pytest.raises(ValueError, match="counted from 1"):
        CALENDAR.nth_working_day_after(date(2026, 9, 4), n)


@given(DAYS, COUNTS, st.lists(st.tuples(st.integers(0, 90), st.integers(0, 40)), max_size=4))
def test_periods_are_left_out_of_a_count_once(
    day: date, n: int, stretches: list[tuple[int, int]]
) -> None:
    periods = [
        (day + timedelta(days=after), day + timedelta(days=after + length))
        for after, length in sorted(stretches)
    ]
    counted, expected = 0, day
    while counted < n:
        expected += timedelta(days=1)
        left_out = any(first <= expected <= last for first, last in periods)
        counted += CALENDAR.is_working_day(expected) and not left_out

    assert CALENDAR.nth_working_day_after(day, n, periods) == expected
    first = day + timedelta(days=1)
    assert CALENDAR.working_days_between(first, expected, periods) == n


def test_the_calendar_reaches_from_its_first_day_to_its_last_and_no_further() -> None:
    assert CALENDAR.why_not(date(2028, 12, 31)) == "Sunday"
    assert CALENDAR.is_working_day(date(2028, 12, 29))
    assert CALENDAR.why_not(date(2028, 12, 25)) == "Christmas Day (the whole United Kingdom)"
    for day in (date(2014, 12, 31), date(2029, 1, 1)):
        with pytest.raises(CalendarEnds, match="covers 2015 to 2028"):
            CALENDAR.is_working_day(day)


def test_counting_from_nothing_says_why_it_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^Working days are counted from 1\.$"):
        CALENDAR.nth_working_day_after(date(2025, 9, 1), 0)


@pytest.mark.parametrize(
    ("period", "left"),
    [
        ((date(2025, 8, 25), date(2025, 8, 29)), 5),
        ((date(2025, 9, 8), date(2025, 9, 12)), 5),
        ((date(2025, 8, 25), date(2025, 9, 1)), 4),
        ((date(2025, 9, 5), date(2025, 9, 8)), 4),
        ((date(2025, 9, 2), date(2025, 9, 3)), 3),
    ],
)
def test_an_interval_leaves_out_only_the_days_of_a_period_that_lie_in_it(
    period: tuple[date, date], left: int
) -> None:
    first, last = date(2025, 9, 1), date(2025, 9, 5)
    assert CALENDAR.working_days_between(first, last, (period,)) == left


def test_a_period_that_begins_after_the_day_that_is_counted_to_changes_nothing() -> None:
    period = (date(2025, 9, 5), date(2025, 9, 9))
    monday = date(2025, 9, 1)
    assert CALENDAR.nth_working_day_after(monday, 3, (period,)) == date(2025, 9, 4)
    assert CALENDAR.nth_working_day_after(monday, 4, (period,)) == date(2025, 9, 10)

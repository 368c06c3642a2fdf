"""Who hears of a step on which morning."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests_app.domain.case_steps import Step
from requests_app.domain.milestone_plan import Milestone
from requests_app.domain.reminders import (
    Away,
    Ladder,
    Owed,
    Reminder,
    next_morning,
    reminders_due,
    working_days_late,
)
from requests_app.domain.uk_calendar import built_in_calendar

CALENDAR = built_in_calendar()
OWER, DEPUTY, LINE, DIRECTOR, COVER, STRANGER = 1, 2, 3, 4, 5, 6
DUE = date(2025, 9, 17)
"""A Wednesday."""
LADDER = Ladder(
    (OWER,), (DEPUTY,), (LINE,), (DIRECTOR,), frozenset({OWER, DEPUTY, LINE, DIRECTOR, COVER})
)
OWED = Owed(
    10, Step(Milestone("answer", "Answer", "Answer.", 10, remind_before=2), DUE, False), LADDER
)


def on(
    today: date, *, owed: Owed = OWED, away: Away | None = None, told: tuple[Reminder, ...] = ()
) -> list[Reminder]:
    return reminders_due([owed], today=today, calendar=CALENDAR, away=away or {}, told=told)


def words(reminders: list[Reminder]) -> list[tuple[str, int, int]]:
    return [(each.rung.value, each.turn, each.person_id) for each in reminders]


def mornings(first: date, last: date, away: Away | None = None) -> list[tuple[int, str, int, int]]:
    """Return what is said from the first to the last day, each morning knowing the ones before."""
    told: list[Reminder] = []
    said = []
    day = first
    while day <= last:
        new = on(day, away=away, told=tuple(told))
        told += new
        said += [(day.day, *one) for one in words(new)]
        day += timedelta(days=1)
    return said


@pytest.mark.parametrize(
    ("today", "late"),
    [
        (date(2025, 9, 15), -2),
        (date(2025, 9, 16), -1),
        (date(2025, 9, 17), 0),
        (date(2025, 9, 19), 2),
        (date(2025, 9, 20), 2),
        (date(2025, 9, 22), 3),
    ],
)
def test_lateness_is_counted_in_working_days(today: date, late: int) -> None:
    assert working_days_late(DUE, today, CALENDAR) == late


def test_the_ower_hears_before_on_and_after_the_day_and_then_those_above() -> None:
    assert mornings(date(2025, 9, 10), date(2025, 9, 24)) == [
        (15, "before", 0, OWER),
        (17, "on", 0, OWER),
        (18, "after", 1, OWER),
        (19, "after", 2, OWER),
        (19, "deputy", 0, DEPUTY),
        (22, "after", 3, OWER),
        (22, "line", 0, LINE),
        (23, "after", 4, OWER),
        (24, "after", 5, OWER),
        (24, "director", 0, DIRECTOR),
    ]


def test_those_above_hear_again_each_week_and_the_ower_each_day() -> None:
    later = mornings(date(2025, 9, 25), date(2025, 10, 8))
    assert [one for one in later if one[1] != "after"] == [
        (25, "deputy", 0, DEPUTY),
        (25, "line", 0, LINE),
        (25, "director", 0, DIRECTOR),
        (26, "deputy", 1, DEPUTY),
        (29, "line", 1, LINE),
        (1, "director", 1, DIRECTOR),
        (3, "deputy", 2, DEPUTY),
        (6, "line", 2, LINE),
        (8, "director", 2, DIRECTOR),
    ]
    assert len([one for one in later if one[1] == "after"]) == 10


def test_nothing_is_said_on_a_day_that_is_no_working_day() -> None:
    for day in (date(2025, 9, 20), date(2025, 9, 21), date(2025, 12, 25), date(2026, 6, 15)):
        assert on(day) == []


def test_what_was_told_is_not_told_again() -> None:
    once = on(date(2025, 9, 24))
    assert on(date(2025, 9, 24), told=tuple(once)) == []


def test_a_missed_morning_is_made_good_by_those_above() -> None:
    missed = on(date(2025, 9, 23), told=tuple(on(date(2025, 9, 18))))
    assert words(missed) == [("after", 4, OWER), ("deputy", 0, DEPUTY), ("line", 0, LINE)]


def test_a_day_that_moves_is_another_day() -> None:
    moved = replace(OWED, step=replace(OWED.step, due_on=date(2025, 9, 18)))
    told = tuple(on(DUE))
    assert words(on(date(2025, 9, 18), owed=moved, told=told)) == [("on", 0, OWER)]


@pytest.mark.parametrize(
    "step", [replace(OWED.step, is_done=True), replace(OWED.step, due_on=None)]
)
def test_nothing_is_said_of_what_is_done_or_held(step: Step) -> None:
    owed = replace(OWED, step=step)
    assert on(DUE, owed=owed) == []
    assert next_morning([owed], today=DUE, calendar=CALENDAR) is None


def test_a_cover_hears_for_whoever_is_away() -> None:
    assert [(one.holder_id, one.person_id) for one in on(DUE, away={OWER: COVER})] == [
        (OWER, COVER)
    ]


def test_a_cover_who_is_away_has_a_cover_too() -> None:
    assert words(on(DUE, away={OWER: DEPUTY, DEPUTY: COVER})) == [("on", 0, COVER)]


@pytest.mark.parametrize(
    "away",
    [{OWER: None}, {OWER: STRANGER}, {OWER: COVER, COVER: None}, {OWER: COVER, COVER: OWER}],
)
def test_without_a_cover_who_may_read_it_the_next_above_hears(away: Away) -> None:
    assert words(on(DUE, away=away)) == [("on", 0, DEPUTY)]


def test_nobody_who_is_away_hears_and_somebody_always_does() -> None:
    away = {OWER: None, DEPUTY: None, LINE: None}
    assert words(on(date(2025, 9, 24), away=away)) == [("after", 5, DIRECTOR)]
    assert on(date(2025, 9, 24), away={**away, DIRECTOR: None}) == []


def test_a_deputy_who_was_told_and_left_is_not_passed_over() -> None:
    told = tuple(on(date(2025, 9, 19)))
    assert words(on(date(2025, 9, 23), told=told, away={DEPUTY: None})) == [
        ("after", 4, OWER),
        ("line", 0, LINE),
    ]


def test_one_person_in_several_places_hears_once() -> None:
    alone = replace(OWED, ladder=Ladder((OWER,), (OWER,), (OWER, LINE), (LINE,), LADDER.readers))
    assert words(on(date(2025, 9, 24), owed=alone)) == [("after", 5, OWER), ("line", 0, LINE)]


def test_an_empty_place_is_filled_from_above() -> None:
    bare = replace(OWED, ladder=replace(LADDER, owers=(), deputies=()))
    assert words(on(DUE, owed=bare)) == [("on", 0, LINE)]


def test_the_next_morning_is_the_first_on_which_something_may_be_said() -> None:
    def after(today: date) -> date | None:
        return next_morning([OWED], today=today, calendar=CALENDAR)

    assert after(date(2025, 9, 1)) == date(2025, 9, 15)
    assert after(date(2025, 9, 15)) == date(2025, 9, 16)
    assert after(DUE) == date(2025, 9, 18)
    assert after(date(2025, 10, 3)) == date(2025, 10, 4)


@given(
    due=st.dates(date(2025, 1, 10), date(2026, 12, 1)),
    offset=st.integers(-30, 30),
    remind_before=st.integers(0, 6),
)
def test_between_two_mornings_there_is_nothing_to_say(
    due: date, offset: int, remind_before: int
) -> None:
    due = CALENDAR.nth_working_day_after(due, 1)
    milestone = replace(OWED.step.milestone, remind_before=remind_before)
    owed = replace(OWED, step=replace(OWED.step, due_on=due, milestone=milestone))
    today = due + timedelta(days=offset)
    told = tuple(on(today, owed=owed))
    then = next_morning([owed], today=today, calendar=CALENDAR)
    assert then is not None
    day = today + timedelta(days=1)
    while day < then:
        assert on(day, owed=owed, told=told) == []
        day += timedelta(days=1)

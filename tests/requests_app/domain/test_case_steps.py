"""By when the steps of a case are to be done, and which act ends each."""

from dataclasses import replace
from datetime import date

import pytest

from requests_app.domain.case_steps import (
    Part,
    Progress,
    Step,
    case_days,
    if_it_came,
    is_held,
    steps_of,
)
from requests_app.domain.clock_facts import Cause, History, Pause
from requests_app.domain.milestone_plan import STANDARD_PLAN
from requests_app.domain.regime import Regime
from requests_app.domain.statutory_clock import ClockReading, read_history
from requests_app.domain.uk_calendar import built_in_calendar
from requests_app.domain.workflow import State

CALENDAR = built_in_calendar()
RECEIVED = date(2025, 9, 1)
TODAY = date(2025, 9, 8)
PART = Part(7, 3, date(2025, 9, 3), date(2025, 9, 10), date(2025, 9, 17), knows_held=False)


def read(*pauses: Pause, **more: date) -> ClockReading:
    return read_history(History(RECEIVED, pauses, **more), CALENDAR, regime=Regime.FOIA)


def steps(progress: Progress, reading: ClockReading | None = None) -> dict[str, Step]:
    days = case_days(reading or read(), STANDARD_PLAN, TODAY)
    found = steps_of(progress, days, STANDARD_PLAN)
    return {step.milestone.key: step for step in found}


def standing(progress: Progress) -> set[str]:
    return {key for key, step in steps(progress).items() if step.stands}


def test_each_step_of_the_case_is_due_on_its_own_day() -> None:
    found = steps(Progress(State.RECEIVED, has_press_interest=True, is_over_cost_limit=True))
    assert {key: step.due_on for key, step in found.items()} == {
        "acknowledge": date(2025, 9, 3),
        "press": date(2025, 9, 3),
        "copy_request": date(2025, 9, 3),
        "refinement": date(2025, 9, 10),
        "chain_12": date(2025, 9, 17),
        "chain_13": date(2025, 9, 18),
        "chain_14": date(2025, 9, 19),
        "chain_15": date(2025, 9, 22),
        "chain_16": date(2025, 9, 23),
        "chain_18": date(2025, 9, 25),
        "out": date(2025, 9, 29),
    }


def test_a_department_owes_by_its_own_two_limits() -> None:
    found = steps(Progress(State.WITH_DEPARTMENTS, parts=(PART,)))
    assert found["estimate"].due_on == date(2025, 9, 10)
    assert found["answer"].due_on == date(2025, 9, 17)
    assert found["answer"].commission_id == 7


def test_the_days_move_with_those_that_do_not_count() -> None:
    fee = Pause(Cause.FEE, date(2025, 9, 4), date(2025, 9, 8))
    found = steps(Progress(State.ACCEPTED), read(fee))
    assert found["acknowledge"].due_on == date(2025, 9, 3)
    assert found["chain_12"].due_on == date(2025, 9, 22)
    assert found["out"].due_on == date(2025, 10, 2)


def test_an_extension_moves_the_way_to_the_answer_and_not_its_beginning() -> None:
    extended = read(extended_on=date(2025, 9, 5))
    found = steps(Progress(State.ACCEPTED), extended)
    assert found["acknowledge"].due_on == date(2025, 9, 3)
    assert found["chain_18"].due_on == CALENDAR.nth_working_day_after(RECEIVED, 38)
    assert found["out"].due_on == extended.policy_due_on


def test_an_estimate_given_to_the_applicant_moves_it_to_that_day() -> None:
    extended = read(extended_on=date(2025, 9, 5), extended_until=date(2025, 10, 6))
    found = steps(Progress(State.ACCEPTED), extended)
    assert found["out"].due_on == date(2025, 10, 6)
    assert found["chain_18"].due_on == date(2025, 10, 2)


def test_while_the_clock_stands_nothing_is_due() -> None:
    waiting = read(Pause(Cause.CLARIFICATION, date(2025, 9, 4)))
    found = steps(Progress(State.WITH_DEPARTMENTS, parts=(PART,)), waiting)
    assert is_held(waiting)
    assert not is_held(read())
    assert [step for step in found.values() if step.due_on or step.stands] == []


def test_while_the_clock_stands_a_step_says_what_it_would_be_if_the_answer_came_today() -> None:
    """Four days are left out then, 4 to 8 September, and 1 to 3 September have counted."""
    waiting = read(Pause(Cause.CLARIFICATION, date(2025, 9, 4)))
    answered = read(Pause(Cause.CLARIFICATION, date(2025, 9, 4), TODAY))
    held = steps(Progress(State.WITH_DEPARTMENTS, parts=(PART,)), waiting)
    assert held["chain_12"].would_be_on == date(2025, 9, 22)
    assert held["out"].would_be_on == date(2025, 10, 2)
    # Counted from the department's own receipt on 3 September, without the same days.
    assert held["estimate"].would_be_on == date(2025, 9, 15)
    assert held["answer"].would_be_on == date(2025, 9, 22)
    of_case = {key for key, step in held.items() if not step.part}
    running = steps(Progress(State.WITH_DEPARTMENTS), answered)
    assert {key: held[key].would_be_on for key in of_case} == {
        key: step.due_on for key, step in running.items()
    }
    assert {step.would_be_on for step in running.values()} == {None}


def test_an_extension_and_its_estimate_hold_for_the_days_that_would_be() -> None:
    told = {"extended_on": date(2025, 9, 3), "extended_until": date(2025, 10, 20)}
    waiting = read(Pause(Cause.CLARIFICATION, date(2025, 9, 4)), **told)
    assert steps(Progress(State.ACCEPTED), waiting)["out"].would_be_on == date(2025, 10, 20)


def test_two_periods_that_still_run_both_end_in_what_would_be() -> None:
    waiting = read(Pause(Cause.CLARIFICATION, date(2025, 9, 4)), Pause(Cause.FEE, date(2025, 9, 5)))
    assert steps(Progress(State.ACCEPTED), waiting)["out"].would_be_on == date(2025, 10, 2)


def test_a_question_that_was_asked_after_today_ends_on_its_own_day() -> None:
    waiting = read(Pause(Cause.CLARIFICATION, date(2025, 9, 10)))
    assert steps(Progress(State.ACCEPTED), waiting)["out"].would_be_on == date(2025, 9, 30)


def test_nothing_would_be_where_a_fee_can_no_longer_be_paid_in_time() -> None:
    waiting = read(Pause(Cause.FEE, date(2025, 5, 1)))
    late = replace(waiting.history, received_on=date(2025, 4, 28))
    reading = read_history(late, CALENDAR, regime=Regime.FOIA)
    assert if_it_came(reading, TODAY) is None
    found = steps(Progress(State.WITH_DEPARTMENTS, parts=(PART,)), reading)
    assert {(step.due_on, step.would_be_on) for step in found.values()} == {(None, None)}


def test_past_the_calendar_nothing_would_be() -> None:
    asked = Pause(Cause.CLARIFICATION, date(2028, 11, 20))
    history = History(date(2028, 11, 14), (asked,))
    reading = read_history(history, CALENDAR, regime=Regime.FOIA)
    assert if_it_came(reading, date(2028, 12, 20)) is None
    assert if_it_came(reading, date(2028, 11, 21)) is not None


def test_a_request_that_is_not_complete_has_no_steps() -> None:
    assert steps(Progress(State.INCOMPLETE)) == {}


@pytest.mark.parametrize("state", [state for state in State if state.is_closed], ids=str)
def test_closing_a_case_ends_every_step(state: State) -> None:
    assert standing(Progress(state, has_press_interest=True, parts=(PART,))) == set()


@pytest.mark.parametrize(
    ("progress", "expected"),
    [
        (
            Progress(State.RECEIVED),
            "acknowledge press chain_12 chain_13 chain_14 chain_15 chain_18 out",
        ),
        (
            Progress(State.ACCEPTED, has_press_interest=False),
            "chain_12 chain_13 chain_14 chain_15 chain_18 out",
        ),
        (
            Progress(State.WITH_DEPARTMENTS, has_press_interest=False, parts=(PART,)),
            "estimate answer chain_12 chain_13 chain_14 chain_15 chain_18 out",
        ),
        (
            Progress(State.DRAFTING, has_press_interest=False, parts=(PART,)),
            "estimate answer chain_12 chain_13 chain_14 chain_15 chain_18 out",
        ),
        (
            Progress(State.DRAFTING, has_press_interest=False),
            "chain_13 chain_14 chain_15 chain_18 out",
        ),
        (
            Progress(State.DRAFTING, has_press_interest=False, has_draft=True),
            "chain_14 chain_15 chain_18 out",
        ),
        (Progress(State.AWAITING_SIGN_OFF, has_press_interest=False), "chain_18 out"),
        (Progress(State.READY, has_press_interest=False), "out"),
        (
            Progress(State.READY, has_press_interest=True, is_over_cost_limit=True),
            "copy_request refinement chain_16 out",
        ),
        (
            Progress(
                State.READY,
                has_press_interest=False,
                is_over_cost_limit=True,
                has_narrowing_offer=True,
            ),
            "out",
        ),
        (
            Progress(
                State.READY, has_press_interest=True, ticked=frozenset({"copy_request", "chain_16"})
            ),
            "out",
        ),
    ],
)
def test_the_act_itself_ends_the_step(progress: Progress, expected: str) -> None:
    assert standing(progress) == set(expected.split())


def test_a_tick_ends_only_what_no_other_act_ends() -> None:
    ticked = Progress(State.RECEIVED, ticked=frozenset({"acknowledge", "out"}))
    assert {"acknowledge", "out"} <= standing(ticked)


def test_saying_what_is_held_ends_the_first_limit_alone() -> None:
    said = Progress(State.WITH_DEPARTMENTS, parts=(replace(PART, knows_held=True),))
    assert "estimate" not in standing(said)
    assert "answer" in standing(said)


def test_where_both_limits_fall_on_one_day_the_answer_alone_is_owed() -> None:
    late = replace(PART, estimate_by=PART.answer_by)
    assert "estimate" not in standing(Progress(State.WITH_DEPARTMENTS, parts=(late,)))

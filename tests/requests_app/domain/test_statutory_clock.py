"""The clock: what holds for every history, and the corners where the law surprises."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from requests_app.domain.clock_facts import (
    Cause,
    ClockFact,
    EntryKind,
    History,
    Pause,
    history_of,
)
from requests_app.domain.regime import Regime
from requests_app.domain.statutory_clock import ClockReading, read_history, work_out
from requests_app.domain.uk_calendar import built_in_calendar
from requests_app.domain.working_days import CalendarEnds, Holiday, Nation

CALENDAR = built_in_calendar()
MONDAY = date(2025, 9, 1)
REGIMES = st.sampled_from(Regime)
RECEIPTS = st.dates(date(2015, 1, 1), date(2027, 1, 31))


@st.composite
def histories(draw: st.DrawFn, *, is_answered: bool = True) -> History:
    """A request with up to three questions or fees; with `is_answered`, each got its answer."""
    received_on = draw(RECEIPTS)
    spans = draw(
        st.lists(
            st.tuples(st.sampled_from(Cause), st.integers(0, 45), st.integers(0, 40)), max_size=3
        )
    )
    pauses = []
    for cause, after, length in spans:
        began_on = received_on + timedelta(days=after)
        ended_on = began_on + timedelta(days=length) if is_answered or length % 3 else None
        pauses.append(Pause(cause, began_on, ended_on))
    return History(received_on, tuple(pauses))


def read(history: History, regime: Regime = Regime.FOIA) -> ClockReading:
    return read_history(history, CALENDAR, regime=regime)


def asked(began: date, ended: date | None) -> Pause:
    return Pause(Cause.CLARIFICATION, began, ended)


def fee(began: date, ended: date | None) -> Pause:
    return Pause(Cause.FEE, began, ended)


def september(day: int) -> date:
    return date(2025, 9, day)


@given(histories(), REGIMES)
def test_a_due_date_is_a_working_day_that_counts(history: History, regime: Regime) -> None:
    reading = read(history, regime)
    for count, due_on in (
        (reading.statutory, reading.due_on),
        (reading.policy, reading.policy_due_on),
    ):
        assert due_on is not None
        assert CALENDAR.is_working_day(due_on)
        assert count.pause_on(due_on) is None
        assert count.number_on(due_on) == reading.limit


@given(RECEIPTS, REGIMES)
def test_a_later_receipt_is_never_due_earlier(received_on: date, regime: Regime) -> None:
    today, tomorrow = (
        read(History(received_on + timedelta(days=later)), regime).due_on for later in (0, 1)
    )
    assert today is not None
    assert tomorrow is not None
    assert today <= tomorrow


@given(histories(), REGIMES)
def test_the_policy_date_is_never_later_than_the_statutory_one(
    history: History, regime: Regime
) -> None:
    reading = read(history, regime)
    assert reading.policy_due_on is not None
    assert reading.due_on is not None
    assert reading.policy_due_on <= reading.due_on


@given(histories(), REGIMES)
def test_a_pause_never_makes_a_case_due_earlier(history: History, regime: Regime) -> None:
    plain = read(History(history.received_on), regime).due_on
    reading = read(history, regime)
    assert plain is not None
    assert reading.due_on is not None
    assert reading.policy_due_on is not None
    assert plain <= min(reading.due_on, reading.policy_due_on)


@given(histories(is_answered=False), REGIMES)
def test_the_order_of_the_entries_does_not_matter(history: History, regime: Regime) -> None:
    expected = read(history, regime)
    for pauses in permutations(history.pauses):
        reading = read(replace(history, pauses=pauses), regime)
        assert (reading.due_on, reading.policy_due_on, reading.day_zero, reading.waiting_for) == (
            expected.due_on,
            expected.policy_due_on,
            expected.day_zero,
            expected.waiting_for,
        )


@settings(max_examples=40)
@given(RECEIPTS, st.integers(0, 60))
def test_another_holiday_never_makes_a_case_due_earlier(received_on: date, later: int) -> None:
    extra = Holiday(received_on + timedelta(days=later), "Proclaimed", frozenset({Nation.SCOTLAND}))
    calendar = replace(CALENDAR, holidays=(*CALENDAR.holidays, extra))
    with_it = read_history(History(received_on), calendar, regime=Regime.FOIA).due_on
    without = read(History(received_on)).due_on
    assert with_it is not None
    assert without is not None
    assert with_it >= without


@given(histories(is_answered=False), REGIMES)
def test_there_is_no_due_date_exactly_while_the_clock_waits(
    history: History, regime: Regime
) -> None:
    reading = read(history, regime)
    assert (reading.due_on is None) == (reading.waiting_for is not None)


@given(histories(), REGIMES)
def test_each_fact_alone_says_as_much_as_the_history_they_make(
    history: History, regime: Regime
) -> None:
    kinds = {
        Cause.CLARIFICATION: (EntryKind.CLARIFICATION_ASKED, EntryKind.CLARIFICATION_RECEIVED),
        Cause.FEE: (EntryKind.FEE_ASKED, EntryKind.FEE_RECEIVED),
    }
    facts = [ClockFact(EntryKind.RECEIVED, history.received_on)]
    for pause in history.pauses[:1]:
        assert pause.ended_on is not None
        asking, answering = kinds[pause.cause]
        facts += [ClockFact(answering, pause.ended_on), ClockFact(asking, pause.began_on)]
    reading = work_out(reversed(facts), CALENDAR, regime=regime)
    assert reading == read(replace(history, pauses=history.pauses[:1]), regime)


def test_further_information_that_came_last_sets_day_zero() -> None:
    history = History(
        MONDAY,
        (asked(september(4), september(18)), asked(september(8), september(12))),
    )
    assert read(history).day_zero == september(18)


def test_a_question_asked_too_late_restarts_the_statute_but_not_the_policy() -> None:
    reading = read(History(MONDAY, (asked(date(2025, 10, 1), date(2025, 10, 6)),)))
    assert (reading.due_on, reading.policy_due_on, reading.asked_too_late) == (
        date(2025, 11, 3),
        date(2025, 9, 29),
        True,
    )


def test_a_late_question_without_an_answer_leaves_the_policy_date_standing() -> None:
    reading = read(History(MONDAY, (asked(date(2025, 10, 1), None),)))
    assert (reading.due_on, reading.policy_due_on) == (None, date(2025, 9, 29))


def test_a_second_question_within_the_new_period_is_not_late() -> None:
    history = History(
        MONDAY, (asked(september(26), september(29)), asked(date(2025, 10, 20), date(2025, 10, 21)))
    )
    assert read(history).asked_too_late is False


@pytest.mark.parametrize(
    ("paid_on", "due_on"), [(date(2025, 12, 7), date(2025, 12, 31)), (date(2025, 12, 8), None)]
)
def test_a_fee_counts_only_when_it_is_paid_within_three_months(
    paid_on: date, due_on: date | None
) -> None:
    assert read(History(MONDAY, (fee(september(8), paid_on),))).due_on == due_on


@pytest.mark.parametrize(
    ("given_on", "due_on"), [(september(29), date(2025, 10, 7)), (september(30), september(29))]
)
def test_a_fees_notice_after_day_20_does_not_stop_the_clock(given_on: date, due_on: date) -> None:
    assert read(History(MONDAY, (fee(given_on, date(2025, 10, 6)),))).due_on == due_on


def test_an_ineffective_fees_notice_stays_so_when_the_request_is_clarified_later() -> None:
    late_fee = fee(date(2025, 10, 1), date(2025, 10, 20))
    late_question = asked(date(2025, 10, 2), date(2025, 10, 6))
    assert read(History(MONDAY, (late_fee, late_question))).due_on == date(2025, 11, 3)


def test_a_question_asked_the_same_day_does_not_save_a_late_fees_notice() -> None:
    late_fee = fee(date(2025, 10, 1), date(2025, 10, 20))
    late_question = asked(date(2025, 10, 1), date(2025, 10, 6))
    for pauses in permutations((late_fee, late_question)):
        assert read(History(MONDAY, pauses)).due_on == date(2025, 11, 3)


def test_an_environmental_charge_is_in_time_by_the_day_the_request_itself_came() -> None:
    question = asked(september(5), september(15))
    charge = fee(date(2025, 10, 1), date(2025, 10, 3))
    history = History(MONDAY, (question, charge))
    # Day 20 after the new day 0: a charge after the request's own day 20 (reg 8(4)) stops nothing.
    assert read(history, Regime.EIR).due_on == date(2025, 10, 13)
    assert read(history, Regime.FOIA).due_on == date(2025, 10, 16)


@pytest.mark.parametrize(
    ("regime", "told_on", "limit"),
    [
        (Regime.FOIA, september(29), 40),
        (Regime.FOIA, september(30), 20),
        (Regime.EIR, september(29), 40),
        (Regime.EIR, september(30), 20),
    ],
)
def test_an_extension_counts_when_the_applicant_was_told_by_day_20(
    regime: Regime, told_on: date, limit: int
) -> None:
    assert read(History(MONDAY, extended_on=told_on), regime).limit == limit


def test_clarification_moves_the_extension_notice_under_foia_only() -> None:
    history = History(MONDAY, (asked(september(5), september(15)),), extended_on=date(2025, 10, 13))
    assert [read(history, regime).limit for regime in (Regime.FOIA, Regime.EIR)] == [40, 20]


def test_the_clock_waits_for_clarification_before_it_waits_for_a_fee() -> None:
    history = History(MONDAY, (fee(september(3), None), asked(september(4), None)))
    assert read(history).waiting_for is Cause.CLARIFICATION


def test_an_answer_that_nobody_asked_for_moves_nothing() -> None:
    facts = [
        ClockFact(EntryKind.RECEIVED, MONDAY),
        ClockFact(EntryKind.CLARIFICATION_RECEIVED, september(10)),
        ClockFact(EntryKind.FEE_RECEIVED, september(10)),
        ClockFact(EntryKind.ANSWERED, september(12)),
    ]
    reading = work_out(facts, CALENDAR, regime=Regime.FOIA)
    assert (reading.due_on, reading.day_zero) == (september(29), MONDAY)
    assert reading.answered_on == september(12)


def test_an_answer_of_the_same_day_is_an_answer() -> None:
    day = date(2025, 9, 3)
    told = history_of(
        [
            ClockFact(EntryKind.RECEIVED, date(2025, 9, 1)),
            ClockFact(EntryKind.CLARIFICATION_ASKED, day),
            ClockFact(EntryKind.CLARIFICATION_RECEIVED, day),
        ]
    )
    assert told.pauses == (Pause(Cause.CLARIFICATION, day, day),)


def test_an_answer_belongs_to_the_oldest_question_that_is_still_open() -> None:
    facts = [
        ClockFact(EntryKind.RECEIVED, MONDAY),
        ClockFact(EntryKind.CLARIFICATION_ASKED, september(4)),
        ClockFact(EntryKind.CLARIFICATION_ASKED, september(8)),
        ClockFact(EntryKind.CLARIFICATION_RECEIVED, september(9)),
    ]
    assert work_out(facts, CALENDAR, regime=Regime.FOIA).history.pauses == (
        asked(september(4), september(9)),
        asked(september(8), None),
    )


def test_a_ledger_without_a_receipt_has_no_clock() -> None:
    with pytest.raises(ValueError, match="no day of receipt"):
        work_out([ClockFact(EntryKind.ANSWERED, MONDAY)], CALENDAR, regime=Regime.FOIA)


def test_a_due_date_past_the_calendar_is_refused() -> None:
    with pytest.raises(CalendarEnds):
        read(History(date(2028, 12, 4)))


@pytest.mark.parametrize(("day", "number"), [(MONDAY, 0), (september(2), 1), (september(29), 20)])
def test_the_number_of_a_day_counts_from_day_zero(day: date, number: int) -> None:
    assert read(History(MONDAY)).statutory.number_on(day) == number


def test_days_of_a_pause_have_no_number_of_their_own() -> None:
    count = read(History(MONDAY, (fee(september(4), september(9)),))).statutory
    assert [count.number_on(september(day)) for day in (3, 4, 9, 10)] == [2, 2, 2, 3]

"""Why a case is due when it is, day by day and in sentences."""

from datetime import date

import pytest

from requests_app.domain.clock_explanation import LedgerDay, explain, ledger, sources
from requests_app.domain.clock_facts import Cause, History, Pause
from requests_app.domain.regime import Regime
from requests_app.domain.statutory_clock import ClockReading, read_history
from requests_app.domain.uk_calendar import built_in_calendar


def read(
    received_on: date,
    *pauses: Pause,
    regime: Regime = Regime.FOIA,
    extended_on: date | None = None,
) -> ClockReading:
    history = History(received_on, pauses, extended_on=extended_on)
    return read_history(history, built_in_calendar(), regime=regime)


def asked(began_on: date, ended_on: date | None) -> Pause:
    return Pause(Cause.CLARIFICATION, began_on, ended_on)


def fee(began_on: date, ended_on: date | None) -> Pause:
    return Pause(Cause.FEE, began_on, ended_on)


def test_the_ledger_says_of_every_day_what_it_was_and_by_which_rule() -> None:
    reading = read(date(2026, 7, 9), fee(date(2026, 7, 14), date(2026, 7, 15)))
    assert ledger(reading, date(2026, 7, 16)) == (
        LedgerDay(date(2026, 7, 9), 0, "Received: day 0", "FOIA s.10(6)"),
        LedgerDay(date(2026, 7, 10), 1, "Day 1", "FOIA s.10(1)"),
        LedgerDay(date(2026, 7, 11), None, "Saturday", "FOIA s.10(6)"),
        LedgerDay(date(2026, 7, 12), None, "Sunday", "FOIA s.10(6)"),
        LedgerDay(
            date(2026, 7, 13),
            None,
            "Battle of the Boyne (substitute day) (Northern Ireland)",
            "FOIA s.10(6); Banking and Financial Dealings Act 1971",
        ),
        LedgerDay(date(2026, 7, 14), None, "Waiting for the fee", "FOIA s.10(2)"),
        LedgerDay(date(2026, 7, 15), None, "Waiting for the fee", "FOIA s.10(2)"),
        LedgerDay(date(2026, 7, 16), 2, "Day 2", "FOIA s.10(1)"),
    )


def test_the_ledger_starts_again_on_the_day_the_further_information_came() -> None:
    reading = read(date(2026, 9, 7), asked(date(2026, 9, 8), date(2026, 9, 9)))
    before = "Before day 0: the further information came later"
    rule = "FOIA s.1(3) and s.10(6)(b)"
    assert ledger(reading, date(2026, 9, 10)) == (
        LedgerDay(date(2026, 9, 7), None, before, rule),
        LedgerDay(date(2026, 9, 8), None, before, rule),
        LedgerDay(date(2026, 9, 9), 0, "The further information came: day 0", rule),
        LedgerDay(date(2026, 9, 10), 1, "Day 1", "FOIA s.10(1)"),
    )


def test_the_ledger_marks_the_last_day_and_goes_on_counting_after_it() -> None:
    days = ledger(read(date(2025, 9, 1)), date(2025, 9, 30))
    assert [(each.number, each.what) for each in days[-2:]] == [
        (20, "Day 20: the last day to answer in time"),
        (21, "Day 21"),
    ]


def test_days_without_an_answer_are_waited_for() -> None:
    reading = read(date(2026, 9, 7), asked(date(2026, 9, 8), None))
    assert ledger(reading, date(2026, 9, 8))[-1] == LedgerDay(
        date(2026, 9, 8),
        None,
        "Waiting for the applicant to say what they mean",
        "FOIA s.1(3) and s.10(6)(b)",
    )


@pytest.mark.parametrize(
    ("day", "source"),
    [
        (date(2026, 12, 25), "FOIA s.10(6)"),
        (date(2026, 4, 3), "FOIA s.10(6)"),
        (date(2027, 12, 27), "FOIA s.10(6); Banking and Financial Dealings Act 1971"),
    ],
)
def test_only_christmas_day_and_good_friday_are_named_in_the_act(day: date, source: str) -> None:
    received_on = day.replace(day=1)
    assert ledger(read(received_on), day)[-1].source == source


def test_a_plain_request_is_explained_in_two_sentences() -> None:
    assert explain(read(date(2025, 9, 1))) == (
        "The request was received on Monday 1 September 2025: day 0 (FOIA s.10(6)).",
        "The answer is due on working day 20: Monday 29 September 2025 (FOIA s.10(1)).",
    )


def test_a_clarified_request_is_explained_with_both_readings() -> None:
    assert explain(read(date(2025, 9, 1), asked(date(2025, 9, 4), date(2025, 9, 10)))) == (
        "The request was received on Monday 1 September 2025: day 0 (FOIA s.10(6)).",
        "The applicant was asked to say more on Thursday 4 September 2025.",
        "Their answer came on Wednesday 10 September 2025.",
        "Day 0 is therefore Wednesday 10 September 2025 (FOIA s.1(3) and s.10(6)(b)).",
        "The answer is due on working day 20: Wednesday 8 October 2025 (FOIA s.10(1)).",
        "Counted with pauses alone it is due on Monday 6 October 2025 "
        "(the authority's policy, 5.8).",
    )


def test_a_question_without_an_answer_is_explained() -> None:
    assert explain(read(date(2025, 9, 1), asked(date(2025, 10, 1), None)))[1:] == (
        "The applicant was asked to say more on Wednesday 1 October 2025. "
        "That was after the answer was due.",
        "Their answer is still awaited (FOIA s.1(3) and s.10(6)(b)).",
        "There is no due date while the clock waits.",
    )


@pytest.mark.parametrize(
    ("given_on", "paid_on", "sentences"),
    [
        (
            date(2025, 9, 8),
            None,
            (
                "A fee was asked for on Monday 8 September 2025.",
                "It has not been paid. The last day to pay: Sunday 7 December 2025 (FOIA s.9(2)).",
                "There is no due date while the clock waits.",
            ),
        ),
        (
            date(2025, 9, 8),
            date(2025, 12, 8),
            (
                "A fee was asked for on Monday 8 September 2025.",
                "It was paid on Monday 8 December 2025, too late. The last day to pay: "
                "Sunday 7 December 2025 (FOIA s.9(2)).",
                "There is no due date while the clock waits.",
            ),
        ),
        (
            date(2025, 9, 8),
            date(2025, 9, 9),
            (
                "A fee was asked for on Monday 8 September 2025.",
                "It was paid on Tuesday 9 September 2025; the working days between, both ends "
                "included, do not count (FOIA s.10(2)).",
                "The answer is due on working day 20: Wednesday 1 October 2025 (FOIA s.10(1)).",
            ),
        ),
        (
            date(2025, 9, 30),
            None,
            (
                "A fee was asked for on Tuesday 30 September 2025, too late to stop the clock "
                "(FOIA s.9(1)).",
                "The answer is due on working day 20: Monday 29 September 2025 (FOIA s.10(1)).",
            ),
        ),
    ],
)
def test_what_became_of_a_fee_is_explained(
    given_on: date, paid_on: date | None, sentences: tuple[str, ...]
) -> None:
    assert explain(read(date(2025, 9, 1), fee(given_on, paid_on)))[1:] == sentences


def test_the_regulations_speak_of_a_charge_and_cite_themselves() -> None:
    reading = read(
        date(2025, 9, 1),
        fee(date(2025, 9, 8), date(2025, 9, 9)),
        regime=Regime.EIR,
        extended_on=date(2025, 9, 5),
    )
    assert explain(reading) == (
        "The request was received on Monday 1 September 2025: day 0 (EIR reg 5(2)).",
        "A charge was asked for on Monday 8 September 2025.",
        "It was paid on Tuesday 9 September 2025; the working days between, both ends "
        "included, do not count (EIR reg 8(6)).",
        "The applicant was told in time of an extension to 40 working days (EIR reg 7(1)).",
        "The answer is due on working day 40: Wednesday 29 October 2025 (EIR reg 5(2)).",
    )
    assert sources(reading) == (
        "EIR reg 5(2)",
        "EIR reg 2(1)",
        "EIR reg 8(5)",
        "EIR reg 8(6)",
        "EIR reg 7(1)",
    )

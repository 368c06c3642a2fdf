"""What an applicant reads of a request, in every state and for every clock."""

from datetime import date

import pytest

from requests_app.domain.applicant_status import needed, sentence, steps, why_this_date
from requests_app.domain.regime import Regime
from requests_app.domain.statutory_clock import ClockFact, ClockReading, EntryKind, work_out
from requests_app.domain.uk_calendar import built_in_calendar
from requests_app.domain.workflow import State

RECEIVED = date(2026, 11, 2)
TODAY = date(2026, 11, 16)
ANSWERED = date(2026, 11, 13)


def reading(*facts: tuple[EntryKind, date], regime: Regime = Regime.FOIA) -> ClockReading:
    entries = [(EntryKind.RECEIVED, RECEIVED), *facts]
    return work_out(
        [ClockFact(kind, on) for kind, on in entries], built_in_calendar(), regime=regime
    )


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (State.RECEIVED, "We have your request and are reading it. We will answer by "),
        (State.ACCEPTED, "We have accepted your request. We will answer by "),
        (State.WITH_DEPARTMENTS, "We are looking for the information. We will answer by "),
        (State.DRAFTING, "We are writing the answer. We will answer by "),
        (State.AWAITING_SIGN_OFF, "The answer is being checked. We will answer by "),
        (State.READY, "The answer is about to be sent. We will answer by "),
    ],
)
def test_an_open_request_says_what_we_do_and_by_when(state: State, said: str) -> None:
    assert sentence(state, reading(), None, TODAY) == f"{said}Tuesday 1 December 2026."


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (State.INCOMPLETE, "We cannot start yet: something is missing."),
        (
            State.REDIRECTED,
            "Another team deals with your message. We have written to you about it.",
        ),
        (
            State.WITHDRAWN,
            "This request is closed, because we were told that you no longer need an answer.",
        ),
        (State.ANSWERED, "We answered on Friday 13 November 2026."),
        (
            State.LAPSED,
            "This request is closed, because we did not hear from you in time. "
            "Write to us, and we will tell you how to go on.",
        ),
    ],
)
def test_a_request_that_goes_no_further_says_why(state: State, said: str) -> None:
    assert sentence(state, reading(), ANSWERED, TODAY) == said


def test_the_due_day_itself_is_not_late_and_the_next_day_is() -> None:
    due = date(2026, 12, 1)
    assert sentence(State.DRAFTING, reading(), None, due) == (
        "We are writing the answer. We will answer by Tuesday 1 December 2026."
    )
    assert sentence(State.DRAFTING, reading(), None, date(2026, 12, 2)) == (
        "We are writing the answer. Our answer was due on Tuesday 1 December 2026. "
        "We are sorry that it is late."
    )


def test_a_question_to_the_applicant_is_what_we_need_and_stops_the_date() -> None:
    asked = reading((EntryKind.CLARIFICATION_ASKED, date(2026, 11, 5)))

    assert sentence(State.ACCEPTED, asked, None, TODAY) == "We are waiting to hear from you."
    assert needed(State.ACCEPTED, asked) == (
        "On Thursday 5 November 2026 we asked you to tell us more about what you are looking "
        "for. Reply to that message, and we will go on. The days do not count until then."
    )
    assert why_this_date(asked) == (
        "We received your request on Monday 2 November 2026.",
        "On Thursday 5 November 2026 we asked you to tell us more. We have no answer yet.",
        "We will work out the date when we have heard from you.",
    )


def test_after_a_reply_both_dates_are_told_until_ours_has_passed() -> None:
    answered = reading(
        (EntryKind.CLARIFICATION_ASKED, date(2026, 11, 5)),
        (EntryKind.CLARIFICATION_RECEIVED, date(2026, 11, 9)),
    )

    assert sentence(State.DRAFTING, answered, None, TODAY) == (
        "We are writing the answer. We aim to answer by Friday 4 December 2026, and will by "
        "Tuesday 8 December 2026."
    )
    assert sentence(State.DRAFTING, answered, None, date(2026, 12, 7)) == (
        "We are writing the answer. We will answer by Tuesday 8 December 2026."
    )
    assert why_this_date(answered)[-1] == (
        "We try to be quicker: counted from the day of your request, without the days we waited "
        "for you, it is Friday 4 December 2026."
    )


def test_the_estimate_of_a_decision_is_told_with_its_section() -> None:
    facts = (
        ClockFact(EntryKind.RECEIVED, RECEIVED),
        ClockFact(EntryKind.EXTENDED, TODAY, date(2026, 12, 18)),
    )
    extended = work_out(facts, built_in_calendar(), regime=Regime.FOIA)

    assert why_this_date(extended)[-1] == (
        "We told you that we need longer to weigh the public interest, and expect to decide by "
        "Friday 18 December 2026 (section 17(2) of the Act)."
    )


@pytest.mark.parametrize(("regime", "word"), [(Regime.FOIA, "a fee"), (Regime.EIR, "a charge")])
def test_a_fee_is_what_we_need_under_the_name_its_law_gives_it(regime: Regime, word: str) -> None:
    asked = reading((EntryKind.FEE_ASKED, date(2026, 11, 5)), regime=regime)

    assert needed(State.ACCEPTED, asked) == (
        f"On Thursday 5 November 2026 we wrote to you about {word} and how to pay it. "
        "The days do not count until it is paid."
    )
    assert why_this_date(asked)[1] == (
        f"On Thursday 5 November 2026 we asked you for {word}. It is not paid yet."
    )


def test_what_is_missing_is_needed_and_a_closed_request_needs_nothing() -> None:
    asked = reading((EntryKind.CLARIFICATION_ASKED, date(2026, 11, 5)))

    assert needed(State.INCOMPLETE, reading()) == (
        "We have written to you about what your request still needs. "
        "Reply to that message, and we will start at once."
    )
    assert {needed(state, asked) for state in State if state.is_closed} == {""}
    assert needed(State.DRAFTING, reading()) == ""


def test_the_plain_clock_is_worked_out_in_three_sentences() -> None:
    assert why_this_date(reading()) == (
        "We received your request on Monday 2 November 2026.",
        "We count from Monday 2 November 2026, and that day itself is not counted. Then come "
        "20 working days: no Saturday, no Sunday, and no bank holiday in England, Wales, "
        "Scotland or Northern Ireland.",
        "Working day 20 is Tuesday 1 December 2026. This follows section 10 of the Freedom of "
        "Information Act 2000.",
    )


def test_an_answered_question_moves_the_day_the_count_starts_from() -> None:
    lines = why_this_date(
        reading(
            (EntryKind.CLARIFICATION_ASKED, date(2026, 11, 5)),
            (EntryKind.CLARIFICATION_RECEIVED, date(2026, 11, 9)),
            (EntryKind.FEE_ASKED, date(2026, 11, 10)),
            (EntryKind.FEE_RECEIVED, date(2026, 11, 11)),
        )
    )
    assert lines[1:3] == (
        "On Thursday 5 November 2026 we asked you to tell us more. Your answer came on "
        "Monday 9 November 2026.",
        "On Tuesday 10 November 2026 we asked you for a fee, and you paid it on Wednesday 11 "
        "November 2026. These two days and those between are not counted.",
    )
    assert lines[3].startswith("We count from Monday 9 November 2026, ")


def test_an_extension_is_told_with_its_length_and_its_law() -> None:
    lines = why_this_date(reading((EntryKind.EXTENDED, date(2026, 11, 20)), regime=Regime.EIR))

    assert lines[2] == "We told you that we need longer than usual, up to 40 working days."
    assert lines[3] == (
        "Working day 40 is Thursday 31 December 2026. This follows regulation 5(2) of the "
        "Environmental Information Regulations 2004."
    )


def test_the_steps_are_told_in_three_tenses() -> None:
    assert [
        (step.label, step.state, step.note)
        for step in steps(State.WITH_DEPARTMENTS, reading(), None, received_on=RECEIVED)
    ] == [
        ("We have your request", "done", "Monday 2 November 2026"),
        ("We have accepted your request", "done", ""),
        ("We are looking for the information", "now", ""),
        ("We write the answer", "todo", ""),
        ("The answer is checked", "todo", ""),
        ("We send the answer", "todo", "due Tuesday 1 December 2026"),
    ]


@pytest.mark.parametrize(
    ("state", "at"),
    [
        (State.RECEIVED, 0),
        (State.INCOMPLETE, 0),
        (State.ACCEPTED, 1),
        (State.WITH_DEPARTMENTS, 2),
        (State.DRAFTING, 3),
        (State.AWAITING_SIGN_OFF, 4),
        (State.READY, 5),
    ],
)
def test_one_step_is_under_way(state: State, at: int) -> None:
    marks = [step.state for step in steps(state, reading(), None, received_on=RECEIVED)]

    assert marks == ["done"] * at + ["now"] + ["todo"] * (5 - at)


def test_all_steps_are_done_once_answered_and_none_are_told_of_another_ending() -> None:
    done = steps(State.ANSWERED, reading(), ANSWERED, received_on=RECEIVED)

    assert [step.state for step in done] == ["done"] * 6
    assert done[-1].note == "Friday 13 November 2026"
    assert steps(State.REDIRECTED, reading(), ANSWERED, received_on=RECEIVED) == ()
    assert steps(State.WITHDRAWN, reading(), ANSWERED, received_on=RECEIVED) == ()


def test_a_request_past_the_calendar_is_told_that_the_date_follows() -> None:
    said = sentence(State.RECEIVED, None, None, TODAY)
    assert said == (
        "We have your request and are reading it. We will write to you by when we answer."
    )
    assert needed(State.RECEIVED, None) == ""
    assert "what your request still needs" in needed(State.INCOMPLETE, None)
    told = steps(State.RECEIVED, None, None, received_on=RECEIVED)
    assert (told[0].note, told[-1].note) == ("Monday 2 November 2026", "")


@pytest.mark.parametrize("state", [State.INCOMPLETE, State.ACCEPTED])
def test_no_day_is_promised_while_we_wait(state: State) -> None:
    asked = reading((EntryKind.CLARIFICATION_ASKED, date(2026, 11, 5)))

    assert steps(state, asked, None, received_on=RECEIVED)[-1].note == ""

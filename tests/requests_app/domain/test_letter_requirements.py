"""What a letter lacks is said before anybody signs it."""

from dataclasses import replace
from datetime import date

import pytest

from requests_app.domain.letter_content import (
    AnsweredQuestion,
    Authority,
    LetterContent,
    Regulator,
)
from requests_app.domain.letter_requirements import what_is_missing
from requests_app.domain.letter_wording import (
    acknowledgement_letter,
    answered,
    response_letter,
    standard_opening,
)
from requests_app.domain.outcomes import Outcome
from requests_app.domain.regime import Regime

TRUST = Authority("A Trust", ("1 Road",), "foi@trust.example", "", "")
REGULATOR = Regulator("Information Commissioner", ("2 Lane",), "https://regulator.example", "")
RECEIVED = date(2018, 7, 24)


def ask(number: str, answer: str, outcome: Outcome | None, parent: str = "") -> AnsweredQuestion:
    return answered(
        Regime.FOIA,
        number=number,
        text="How many?",
        answer=answer,
        outcome=outcome,
        parent_number=parent,
    )


@pytest.fixture
def letter() -> LetterContent:
    return response_letter(
        reference="FOI-2018-00042",
        subject="Collaborations",
        regime=Regime.FOIA,
        received_on=RECEIVED,
        authority=TRUST,
        regulator=REGULATOR,
        opening=standard_opening(Regime.FOIA, RECEIVED),
        context="",
        questions=[
            ask("1", "Nine.", Outcome.DISCLOSED),
            ask("1a", "", None, parent="1"),
            ask("2", "", None),
            ask("2a", "We looked.", Outcome.NOT_HELD, parent="2"),
        ],
        closing="Please ask.",
        enclosures=[],
    )


def test_a_whole_letter_lacks_nothing(letter: LetterContent) -> None:
    assert what_is_missing(letter) == ()


def test_an_acknowledgement_needs_no_answers() -> None:
    letter = acknowledgement_letter(
        reference="FOI-2018-00042",
        subject="Collaborations",
        regime=Regime.FOIA,
        received_on=RECEIVED,
        authority=TRUST,
        regulator=REGULATOR,
        text="We have your request.",
        dated=RECEIVED,
    )

    assert what_is_missing(letter) == ()


@pytest.mark.parametrize(
    ("questions", "said"),
    [
        ((), "The letter answers no question."),
        (
            (ask("3", "", Outcome.DISCLOSED),),
            "Question 3 has no outcome, or no words of answer.",
        ),
        ((ask("3", "Nine.", None),), "Question 3 has no outcome, or no words of answer."),
    ],
)
def test_each_question_needs_an_outcome_and_words(
    letter: LetterContent, questions: tuple[AnsweredQuestion, ...], said: str
) -> None:
    assert what_is_missing(replace(letter, questions=questions)) == (said,)


def test_a_letter_like_the_one_of_2018_fails_for_want_of_both_rights(
    letter: LetterContent,
) -> None:
    assert what_is_missing(replace(letter, rights=())) == (
        "The letter does not say how to ask us to look again.",
        "The letter does not say how to complain to the regulator.",
    )


def test_an_opening_and_the_regulators_address_are_needed(letter: LetterContent) -> None:
    bare = replace(letter, opening=" ", regulator=replace(REGULATOR, address_lines=("",)))

    assert what_is_missing(bare) == (
        "The letter has no opening.",
        "The regulator's name or address is not set.",
    )

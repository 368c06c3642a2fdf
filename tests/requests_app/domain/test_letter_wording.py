"""The standard words of letters, and what the law wants in them."""

from datetime import date

import pytest

from requests_app.domain.letter_content import Authority, Regulator, RightKind
from requests_app.domain.letter_wording import (
    FINDINGS,
    answered,
    in_full,
    rights,
    search_summary,
)
from requests_app.domain.outcomes import Outcome, outcomes_under
from requests_app.domain.regime import Regime

TRUST = Authority(
    "A Trust", ("FOI Office", "1 Road", "AB1 2CD"), "foi@trust.example", "01632 960 120", ""
)
REGULATOR = Regulator(
    "Information Commission", ("2 Lane", "EF3 4GH"), "https://regulator.example", "0303 1"
)


def texts(regime: Regime, *outcomes: Outcome) -> dict[RightKind, str]:
    return {right.kind: right.text for right in rights(regime, TRUST, REGULATOR, outcomes)}


def test_a_day_is_written_out_in_full() -> None:
    assert in_full(date(2026, 12, 8)) == "Tuesday 8 December 2026"


def test_review_and_complaint_are_two_rights_with_their_own_words() -> None:
    found = texts(Regime.FOIA, Outcome.NOT_HELD)

    assert list(found) == [RightKind.REVIEW, RightKind.COMPLAINT]
    assert "section 50" not in found[RightKind.REVIEW].lower()
    assert "internal review" not in found[RightKind.COMPLAINT]


@pytest.mark.parametrize(
    ("regime", "kind", "phrase"),
    [
        (Regime.FOIA, RightKind.REVIEW, "within 40 working days of the date of this answer"),
        (Regime.FOIA, RightKind.REVIEW, "within 20 working days"),
        (Regime.FOIA, RightKind.REVIEW, "foi@trust.example or to FOI Office, 1 Road, AB1 2CD."),
        (Regime.FOIA, RightKind.COMPLAINT, "Section 50 of the Act"),
        (Regime.FOIA, RightKind.COMPLAINT, "ask the Information Commission to decide"),
        (
            Regime.FOIA,
            RightKind.COMPLAINT,
            "write to 2 Lane, EF3 4GH, call 0303 1 or go to https://regulator.example.",
        ),
        (Regime.EIR, RightKind.REVIEW, "Regulation 11"),
        (Regime.EIR, RightKind.REVIEW, "40 working days after the day on which you believe"),
        (Regime.EIR, RightKind.REVIEW, "no later than 40 working days after we hear from you"),
        (Regime.EIR, RightKind.COMPLAINT, "which regulation 18 extends"),
    ],
)
def test_rights_say_what_the_law_gives(regime: Regime, kind: RightKind, phrase: str) -> None:
    assert phrase in texts(regime, Outcome.DISCLOSED)[kind]


@pytest.mark.parametrize("outcome", Outcome)
def test_reuse_is_explained_exactly_where_something_is_released(outcome: Outcome) -> None:
    assert (RightKind.REUSE in texts(Regime.FOIA, outcome)) == (
        outcome in {Outcome.DISCLOSED, Outcome.DISCLOSED_IN_PART}
    )


@pytest.mark.parametrize("regime", Regime)
def test_every_outcome_of_a_law_has_its_sentence(regime: Regime) -> None:
    assert set(FINDINGS[regime]) == set(outcomes_under(regime))


@pytest.mark.parametrize(
    ("regime", "outcome", "provision"),
    [
        (Regime.FOIA, Outcome.NOT_HELD, "Section 1(1)(a)"),
        (Regime.EIR, Outcome.NOT_HELD, "regulation 12(4)(a)"),
        (Regime.FOIA, Outcome.ALREADY_AVAILABLE, "Section 21(1)"),
        (Regime.EIR, Outcome.ALREADY_AVAILABLE, "regulation 6(1)(b)"),
    ],
)
def test_a_finding_names_its_provision(regime: Regime, outcome: Outcome, provision: str) -> None:
    question = answered(regime, number="1", text="What?", answer="", outcome=outcome)

    assert provision in question.finding


def test_a_question_without_outcome_has_no_finding() -> None:
    assert answered(Regime.FOIA, number="1", text="", answer="", outcome=None).finding == ""


@pytest.mark.parametrize(
    ("places", "sentence"),
    [
        ([], ""),
        (
            ["the register"],
            "We searched the register, and found nothing that answers this question.",
        ),
        (
            ["the register", "the log", "the files"],
            "We searched the register, the log and the "
            "files, and found nothing that answers this question.",
        ),
    ],
)
def test_a_search_in_vain_is_summed_up(places: list[str], sentence: str) -> None:
    assert search_summary(places) == sentence

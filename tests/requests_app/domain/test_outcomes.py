"""The one table: which outcome agrees with which claims and law, and what a case counts as."""

from itertools import combinations

import pytest

from requests_app.domain.case_outcome import case_outcome
from requests_app.domain.letter_content import LetterKind
from requests_app.domain.letter_wording import FINDINGS
from requests_app.domain.outcomes import (
    CONSISTENCY,
    COUNTED_AS,
    CaseOutcome,
    Outcome,
    answered_as,
    clash,
    contradiction,
    outcomes_under,
)
from requests_app.domain.regime import Regime
from requests_app.domain.workflow import State

NEEDS_A_CLAIM = {Outcome.WITHHELD, Outcome.DISCLOSED_IN_PART}
TAKES_A_CLAIM = NEEDS_A_CLAIM | {Outcome.ALREADY_AVAILABLE}
OF_THE_ACT = {Outcome.VEXATIOUS, Outcome.REPEATED}


@pytest.mark.parametrize("outcome", list(Outcome), ids=str)
def test_an_outcome_agrees_with_its_claims_and_no_others(outcome: Outcome) -> None:
    denies = outcome is Outcome.NEITHER_CONFIRMED_NOR_DENIED
    assert bool(contradiction(outcome, withholding=0, denying=0)) == (
        outcome in NEEDS_A_CLAIM or denies
    )
    assert bool(contradiction(outcome, withholding=1, denying=0)) == (outcome not in TAKES_A_CLAIM)
    assert bool(contradiction(outcome, withholding=0, denying=1)) != denies
    assert contradiction(outcome, withholding=1, denying=1)


@pytest.mark.parametrize("outcome", list(Outcome), ids=str)
def test_a_clash_is_what_stands_in_the_way_and_not_what_is_lacking(outcome: Outcome) -> None:
    assert clash(outcome, withholding=0, denying=0) is None
    assert bool(clash(outcome, withholding=1, denying=0)) == (outcome not in TAKES_A_CLAIM)


def test_section_14_is_of_the_act_alone() -> None:
    assert set(outcomes_under(Regime.FOIA)) == set(Outcome)
    assert set(outcomes_under(Regime.EIR)) == set(Outcome) - OF_THE_ACT
    for outcome in OF_THE_ACT:
        said = clash(outcome, withholding=0, denying=0, regime=Regime.EIR)
        assert said is not None
        assert "the law of this case does not know" in said


@pytest.mark.parametrize("outcome", [Outcome.TOO_COSTLY, Outcome.TOO_COSTLY_TO_SAY])
def test_cost_is_a_claim_that_is_weighed_under_the_regulations(outcome: Outcome) -> None:
    said = contradiction(outcome, withholding=0, denying=0, regime=Regime.EIR)
    assert said is not None
    assert "regulation 12(4)(b)" in said
    assert contradiction(outcome, withholding=1, denying=0, regime=Regime.EIR) is None
    assert contradiction(outcome, withholding=0, denying=0, regime=Regime.FOIA) is None


def test_the_letter_has_a_sentence_for_each_outcome_of_its_law_and_no_other() -> None:
    for regime in Regime:
        assert set(FINDINGS[regime]) == set(outcomes_under(regime))


def test_every_outcome_has_its_row_and_its_count() -> None:
    assert set(CONSISTENCY) == set(COUNTED_AS) == set(Outcome)
    assert contradiction(None, withholding=3, denying=3) is None


@pytest.mark.parametrize(
    ("outcomes", "counted"),
    [
        ((), None),
        ((Outcome.DISCLOSED,), CaseOutcome.DISCLOSED),
        ((Outcome.DISCLOSED, Outcome.NOT_HELD), CaseOutcome.DISCLOSED),
        ((Outcome.DISCLOSED, Outcome.ALREADY_AVAILABLE), CaseOutcome.DISCLOSED),
        ((Outcome.NOT_HELD, Outcome.ALREADY_AVAILABLE), CaseOutcome.ALREADY_AVAILABLE),
        ((Outcome.DISCLOSED, Outcome.WITHHELD), CaseOutcome.DISCLOSED_IN_PART),
        ((Outcome.DISCLOSED, Outcome.TOO_COSTLY), CaseOutcome.DISCLOSED_IN_PART),
        ((Outcome.NOT_HELD, Outcome.WITHHELD), CaseOutcome.WITHHELD),
        ((Outcome.WITHHELD, Outcome.TOO_COSTLY), CaseOutcome.WITHHELD),
        ((Outcome.TOO_COSTLY, Outcome.TOO_COSTLY_TO_SAY), CaseOutcome.TOO_COSTLY),
        ((Outcome.VEXATIOUS, Outcome.REPEATED), CaseOutcome.VEXATIOUS_OR_REPEATED),
        ((Outcome.DISCLOSED_IN_PART, Outcome.NOT_HELD), CaseOutcome.DISCLOSED_IN_PART),
    ],
)
def test_a_request_counts_as_what_its_questions_came_to(
    outcomes: tuple[Outcome, ...], counted: CaseOutcome | None
) -> None:
    assert answered_as(outcomes) is counted
    assert case_outcome(State.ANSWERED, outcomes, ()) is counted


def test_any_mixture_counts_as_something_and_the_order_does_not_matter() -> None:
    for pair in combinations(Outcome, 2):
        assert answered_as(pair) is answered_as(tuple(reversed(pair)))
        assert answered_as(pair) is not None


@pytest.mark.parametrize(
    ("state", "letters", "counted"),
    [
        (State.REDIRECTED, (), CaseOutcome.TRANSFERRED),
        (State.WITHDRAWN, (), CaseOutcome.WITHDRAWN),
        (State.CLOSED_WITHOUT_NOTICE, (), CaseOutcome.VEXATIOUS_OR_REPEATED),
        (State.LAPSED, (LetterKind.LAPSE,), CaseOutcome.NOT_CLARIFIED),
        (State.LAPSED, (LetterKind.FEES_NOTICE, LetterKind.FEE_LAPSE), CaseOutcome.LAPSED),
        (State.DRAFTING, (), None),
    ],
)
def test_a_request_that_ended_on_another_way_counts_as_that(
    state: State, letters: tuple[LetterKind, ...], counted: CaseOutcome | None
) -> None:
    assert case_outcome(state, [Outcome.DISCLOSED], letters) is counted

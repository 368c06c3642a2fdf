"""What a review finds: what it comes to, what is still to be written, what contradicts."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests_app.domain.regime import Regime
from requests_app.domain.review_findings import (
    BREACHES,
    Breach,
    Finding,
    Found,
    OnClaim,
    OnQuestion,
    breaches_from,
    contradictions,
    overall,
    to_finish,
)

UPHELD, VARIED, OVERTURNED = Finding.UPHELD, Finding.VARIED, Finding.OVERTURNED
FOUND = Found(
    questions=(OnQuestion("1", UPHELD, "Rightly so.", ""), OnQuestion("2", VARIED, "In part.", "")),
    claims=(
        OnClaim("2", "s.43(2)", "section 43(2)", OVERTURNED, "It is over."),
        OnClaim("2", "s.40(2)(3A)", "section 40(2) and (3A)", UPHELD, "They are people."),
    ),
    breaches=(),
    opening="I read it.",
    handling="",
)


@given(st.lists(st.sampled_from(Finding), min_size=1))
def test_the_whole_is_what_all_are_or_else_varied(findings: list[Finding]) -> None:
    assert overall(findings) == (findings[0] if len(set(findings)) == 1 else VARIED)


def test_there_is_no_result_until_everything_has_a_finding() -> None:
    assert FOUND.result is VARIED
    assert replace(FOUND, questions=(OnQuestion("1", None, "", ""),)).result is None
    assert Found((), (), (), "", "").result is None


def test_every_breach_has_its_rule_in_both_laws() -> None:
    assert list(BREACHES) == list(Breach)
    for rule in BREACHES.values():
        assert rule.cited(Regime.FOIA).startswith("section ")
        assert rule.cited(Regime.EIR).startswith("regulation ")
    assert breaches_from(["not_helped", "answered_late", "unknown"]) == (
        Breach.ANSWERED_LATE,
        Breach.NOT_HELPED,
    )


def test_complete_findings_need_nothing() -> None:
    assert to_finish(FOUND, regime=Regime.FOIA, was_late=False) == ()
    assert contradictions(FOUND, file_count=1) == ()


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (replace(FOUND, opening=" "), "Write what you looked at"),
        (replace(FOUND, questions=(OnQuestion("1", None, "", ""),)), "finding on question 1"),
        (replace(FOUND, questions=(OnQuestion("1", UPHELD, " ", ""),)), "Say why"),
        (
            replace(FOUND, claims=(OnClaim("2", "s.43(2)", "", None, ""),)),
            "Choose a finding on s.43(2) (question 2)",
        ),
        (replace(FOUND, claims=(OnClaim("2", "s.43(2)", "", UPHELD, ""),)), "Say why"),
    ],
)
def test_what_is_missing_is_named(found: Found, said: str) -> None:
    (only,) = to_finish(found, regime=Regime.FOIA, was_late=False)
    assert said in only


def test_a_late_answer_is_a_breach_that_has_to_be_recorded() -> None:
    assert "due date" in to_finish(FOUND, regime=Regime.FOIA, was_late=True)[0]
    owned = replace(FOUND, breaches=(Breach.ANSWERED_LATE,))
    assert to_finish(owned, regime=Regime.FOIA, was_late=True) == ()


def test_the_regulations_ask_for_action_and_period_only_where_we_failed() -> None:
    assert "11(5)" in to_finish(FOUND, regime=Regime.EIR, was_late=False)[0]
    done = replace(FOUND, action="We send it.", action_by=date(2026, 12, 1))
    assert to_finish(done, regime=Regime.EIR, was_late=False) == ()
    upheld = replace(
        FOUND,
        questions=(OnQuestion("1", UPHELD, "Rightly so.", ""),),
        claims=(),
    )
    assert to_finish(upheld, regime=Regime.EIR, was_late=False) == ()


@pytest.mark.parametrize(
    ("questions", "files", "said"),
    [
        ((OnQuestion("2", UPHELD, "So.", ""),), 0, "s.43(2) on it is not"),
        ((OnQuestion("2", OVERTURNED, "So.", "It."),), 0, "an exemption on it is upheld"),
        ((OnQuestion("1", UPHELD, "So.", "It."), FOUND.questions[1]), 1, "something is given now"),
        ((FOUND.questions[0], OnQuestion("2", VARIED, "So.", "")), 0, "Add the file"),
    ],
)
def test_findings_that_do_not_agree_are_named(
    questions: tuple[OnQuestion, ...], files: int, said: str
) -> None:
    found = contradictions(replace(FOUND, questions=questions), file_count=files)
    assert any(said in each for each in found)


def test_a_file_beside_findings_that_all_uphold_is_a_contradiction() -> None:
    upheld = replace(
        FOUND,
        questions=(OnQuestion("1", UPHELD, "So.", ""),),
        claims=(),
    )
    assert "a file is released" in contradictions(upheld, file_count=1)[0]

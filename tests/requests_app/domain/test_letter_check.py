"""Our own letters held against the law, and against what was decided."""

from datetime import date

import pytest

from exemptions.domain.claim import Claim, paragraphs
from exemptions.domain.notice import NoticeKind
from exemptions.domain.register import provision
from requests_app.domain.letter_check import citation_faults, findings_on, notice_kind, notices_in
from requests_app.domain.letter_content import Authority, LetterContent, Regulator
from requests_app.domain.letter_wording import (
    answered,
    response_letter,
)
from requests_app.domain.outcomes import CONSISTENCY, Outcome, contradiction
from requests_app.domain.regime import Regime

DAY = date(2018, 7, 24)
TODAY = date(2026, 11, 25)
TRUST = Authority("A Trust", ("1 Road", "AB1 2CD"), "foi@trust.example", "01632 960 120", "")
REGULATOR = Regulator(
    "Information Commissioner", ("2 Lane", "SK9 5AF"), "https://regulator.example", "0303 1"
)
NAMES = Claim(
    row=provision("s.40(2)(3A)", TODAY),
    what="the letters about single patients",
    why="There were two, and who they are could be worked out. They are personal data.",
    answers={
        "interest": "There is a legitimate interest in how the hospital deals with the police.",
        "necessity": "The number, which we give, serves it without the letters.",
        "rights": "Patients expect us to keep this to ourselves, and disclosure would be unfair.",
    },
)


def letter(*answers: tuple[Outcome, str], regime: Regime = Regime.FOIA) -> LetterContent:
    return response_letter(
        reference="FOI-2018-00042",
        subject="Collaborations",
        regime=regime,
        received_on=DAY,
        authority=TRUST,
        regulator=REGULATOR,
        opening="Thank you for your request, which we received on Tuesday 24 July 2018.",
        context="",
        questions=[
            answered(regime, number=str(number), text="How?", answer=text, outcome=outcome)
            for number, (outcome, text) in enumerate(answers, start=1)
        ],
        closing="Please ask us for help if anything is unclear: foi@trust.example.",
        enclosures=[],
    )


def test_our_own_letter_for_the_request_of_2018_passes() -> None:
    ours = letter(
        (Outcome.DISCLOSED, "The procedure is attached."),
        (Outcome.DISCLOSED, "Two incidents in the quarter."),
        (Outcome.WITHHELD, paragraphs(NAMES)),
    )

    assert notice_kind(ours) is NoticeKind.PARTIAL
    assert findings_on(ours) == ()
    assert citation_faults(ours, [NAMES]) == ()


@pytest.mark.parametrize(
    ("outcomes", "regime", "kind"),
    [
        ([Outcome.DISCLOSED], Regime.FOIA, NoticeKind.DISCLOSURE),
        ([Outcome.NOT_HELD], Regime.FOIA, NoticeKind.NOT_HELD),
        ([Outcome.DISCLOSED, Outcome.NOT_HELD], Regime.FOIA, NoticeKind.DISCLOSURE),
        ([Outcome.WITHHELD, Outcome.NOT_HELD], Regime.FOIA, NoticeKind.REFUSAL),
        ([Outcome.WITHHELD, Outcome.DISCLOSED], Regime.FOIA, NoticeKind.PARTIAL),
        ([Outcome.DISCLOSED_IN_PART], Regime.FOIA, NoticeKind.PARTIAL),
        ([Outcome.TOO_COSTLY], Regime.FOIA, NoticeKind.COST_REFUSAL),
        ([Outcome.NEITHER_CONFIRMED_NOR_DENIED], Regime.FOIA, NoticeKind.NCND),
        ([Outcome.NOT_HELD], Regime.EIR, NoticeKind.EIR_REFUSAL),
        ([Outcome.DISCLOSED], Regime.EIR, NoticeKind.DISCLOSURE),
    ],
)
def test_a_response_is_held_against_what_it_is(
    outcomes: list[Outcome], regime: Regime, kind: NoticeKind
) -> None:
    assert notice_kind(letter(*((each, "Words.") for each in outcomes), regime=regime)) is kind


@pytest.mark.parametrize(
    ("outcomes", "kinds"),
    [
        ([Outcome.DISCLOSED], [NoticeKind.DISCLOSURE]),
        ([Outcome.NOT_HELD], [NoticeKind.NOT_HELD]),
        ([Outcome.DISCLOSED, Outcome.NOT_HELD], [NoticeKind.DISCLOSURE, NoticeKind.NOT_HELD]),
        (
            [Outcome.WITHHELD, Outcome.TOO_COSTLY, Outcome.NEITHER_CONFIRMED_NOR_DENIED],
            [NoticeKind.REFUSAL, NoticeKind.COST_REFUSAL, NoticeKind.NCND],
        ),
    ],
)
def test_each_notice_within_a_letter_is_held_against_its_own_rules(
    outcomes: list[Outcome], kinds: list[NoticeKind]
) -> None:
    found = notices_in(letter(*((each, "Words.") for each in outcomes)))

    assert [kind for kind, _ in found] == kinds
    # Together they are the letter: no question is left out, and none is checked twice.
    numbers = [question.number for _, part in found for question in part.questions]
    assert sorted(numbers) == [str(number) for number in range(1, len(outcomes) + 1)]


def test_what_is_disclosed_beside_it_does_not_make_a_denial_or_a_refusal_complete() -> None:
    ours = letter(
        (Outcome.DISCLOSED, "Four beds. We searched the bed register for it."),
        (Outcome.NOT_HELD, "None."),
        (Outcome.TOO_COSTLY, "It is too much."),
    )

    said = {finding.message for finding in findings_on(ours)}
    assert "Say where we looked, or why there is nothing to find." in said
    assert "Say what we could supply within the limit, or how to narrow it." in said


def test_the_letter_under_the_regulations_is_one_notice() -> None:
    ours = letter((Outcome.DISCLOSED, "A."), (Outcome.NOT_HELD, "B."), regime=Regime.EIR)

    assert notices_in(ours) == ((NoticeKind.EIR_REFUSAL, ours),)


def test_a_decision_that_the_letter_does_not_cite_is_said() -> None:
    silent = letter((Outcome.WITHHELD, "We keep this to ourselves."))

    assert citation_faults(silent, [NAMES]) == (
        "The claim of s.40(2)(3A) was decided, and the letter does not cite it.",
    )


def test_a_citation_that_nobody_decided_is_said() -> None:
    bold = letter((Outcome.WITHHELD, f"{paragraphs(NAMES)}\n\nAlso exempt under section 42(1)."))

    assert citation_faults(bold, [NAMES]) == (
        "The letter cites section 42(1), and no such claim was decided. Claim it or take it out.",
    )


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_says_which_claims_it_agrees_with(outcome: Outcome) -> None:
    rule = CONSISTENCY[outcome]
    right = {"withholding": int(rule.withholds is True), "denying": int(rule.denies is True)}

    assert contradiction(outcome, **right) is None
    if rule.withholds is not None:
        flipped = {**right, "withholding": 1 - right["withholding"]}
        assert contradiction(outcome, **flipped)
    if rule.denies is not None:
        assert contradiction(outcome, **{**right, "denying": 1 - right["denying"]})
    assert contradiction(None, withholding=5, denying=5) is None

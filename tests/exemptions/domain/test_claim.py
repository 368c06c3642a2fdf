"""Each exemption through its own questions to words that a check of the letter accepts."""

from dataclasses import replace
from datetime import date

import pytest

from exemptions.domain.claim import (
    Claim,
    Likelihood,
    asked_by,
    asks_likelihood,
    paragraphs,
    shortcomings,
    written,
)
from exemptions.domain.notice import NoticeKind
from exemptions.domain.notice_check import check_notice
from exemptions.domain.provision import Availability, Basis, Law, Provision, Standing
from exemptions.domain.public_interest import Balance, Weighing
from exemptions.domain.qualified_opinion import Opinion
from exemptions.domain.register import in_force, provision

TODAY = date(2026, 11, 25)
RIGHTS = (
    "\n\nYou can ask us for an internal review within 40 working days: foi@trust.example.\n\n"
    "You can then complain to the Information Commissioner, Wycliffe House, Wilmslow, SK9 5AF."
)
WEIGHED = Weighing(
    "Openness about how public money is spent.",
    "Disclosure would harm the next tender.",
    Balance.WITHHOLD,
    "The tender is open until May.",
    TODAY,
)
OPINION = Opinion(
    by="A. Chief, Chief Executive",
    on=date(2026, 11, 20),
    limb="",
    likelihood=Likelihood.WOULD.value,
    reasons="Colleagues would no longer write down what they think.",
    is_engaged=True,
)
USABLE = [
    row
    for row in in_force(TODAY)
    if row.availability is not Availability.NOT_AVAILABLE
    and row.code not in ("reg.5(3)", "reg.6(1)(b)", "s.39")
]


def whole(row: Provision) -> Claim:
    answers = {each.name: f"Because of {each.name}, it would be harmed." for each in asked_by(row)}
    if "where" in answers:
        answers["where"] = "You can find it at https://trust.example/report."
    if "enactment" in answers:
        answers["enactment"] = "It is forbidden by section 5 of the Statistics Act 1999."
    if "finished" in answers:
        answers["finished"] = "March 2027"
    limb = written(row.limbs[0]) if row.names_limb else ""
    return Claim(
        row=row,
        what="the unit prices",
        why="They would tell every bidder what we pay.",
        limb=limb,
        likelihood=Likelihood.WOULD if asks_likelihood(row) else None,
        answers=answers,
        weighing=WEIGHED if row.standing is Standing.QUALIFIED else None,
        decided_by="The director" if row.standing is Standing.QUALIFIED else "",
        opinion=replace(OPINION, limb=limb) if row.basis is Basis.OPINION else None,
        is_on_emissions=False if row.emissions_bar else None,
    )


@pytest.mark.parametrize("row", USABLE, ids=lambda row: row.code)
def test_a_whole_claim_makes_a_letter_that_the_law_accepts(row: Provision) -> None:
    claim = whole(row)
    kind = NoticeKind.REFUSAL if row.law is Law.FOIA else NoticeKind.EIR_REFUSAL

    check = check_notice(kind, paragraphs(claim) + RIGHTS)

    assert shortcomings(claim, TODAY) == ()
    assert check.complete, check.findings


@pytest.mark.parametrize(
    "row",
    [row for row in USABLE if row.law is Law.FOIA and row.confirm_or_deny],
    ids=lambda row: row.code,
)
def test_a_claim_that_denies_makes_a_letter_that_the_law_accepts(row: Provision) -> None:
    claim = replace(
        whole(row), denies=True, what="such a record", limb="", answers={
            **whole(row).answers, "where": "", "source": "", "harm": "It would tell them."
        },
        why="Saying yes or no would by itself tell people who is a patient.",
    )  # fmt: skip
    check = check_notice(NoticeKind.NCND, paragraphs(claim) + RIGHTS)

    assert check.complete, (check.findings, paragraphs(claim))


@pytest.mark.parametrize("row", USABLE, ids=lambda row: row.code)
def test_every_part_that_is_left_out_is_asked_for(row: Provision) -> None:
    claim = whole(row)
    assert shortcomings(replace(claim, what=" "), TODAY)
    assert shortcomings(replace(claim, why=""), TODAY) == (f"Say why {row.code} applies.",)
    for asked in asked_by(row):
        left_out = {**claim.answers, asked.name: ""}
        assert shortcomings(replace(claim, answers=left_out), TODAY) == (f"Answer: {asked.label}",)
    if claim.likelihood:
        assert shortcomings(replace(claim, likelihood=None), TODAY)
    if row.emissions_bar:
        assert shortcomings(replace(claim, is_on_emissions=None), TODAY)
        assert "reg" in shortcomings(replace(claim, is_on_emissions=True), TODAY)[0]
    if row.names_limb:
        assert shortcomings(replace(claim, limb=""), TODAY)
    if claim.weighing:
        assert shortcomings(replace(claim, weighing=None), TODAY) == (
            "The public interest is not decided yet. Ask for the decision.",
        )
        assert shortcomings(replace(claim, decided_by=""), TODAY)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"on": date(2026, 11, 26)}, "The opinion has to be given before the refusal."),
        ({"is_engaged": False}, "does not find that section 36 is engaged"),
        ({"limb": "(2)(b)(i)"}, "The opinion is on (2)(b)(i) and the claim on the whole."),
        ({"likelihood": "would be likely to"}, "They have to say the same."),
        ({"reasons": " "}, "The opinion has no reasons."),
    ],
)
def test_a_claim_of_section_36_rests_on_an_opinion_that_bears_it(
    change: dict[str, object], said: str
) -> None:
    claim = whole(provision("s.36(2)(c)", TODAY))
    weak = replace(claim, opinion=replace(OPINION, **change))  # type: ignore[arg-type]

    assert len(shortcomings(weak, TODAY)) == 1
    assert said in shortcomings(weak, TODAY)[0]
    assert shortcomings(replace(claim, opinion=None), TODAY) == (
        "The qualified person has not given an opinion yet. Ask for it.",
    )


def test_an_opinion_of_the_day_of_the_refusal_is_in_time() -> None:
    claim = whole(provision("s.36(2)(c)", TODAY))

    assert shortcomings(replace(claim, opinion=replace(OPINION, on=TODAY)), TODAY) == ()


def test_statistics_need_no_opinion() -> None:
    claim = replace(whole(provision("s.36(2)(c)", TODAY)), opinion=None, is_statistical=True)

    assert shortcomings(claim, TODAY) == ()
    assert check_notice(NoticeKind.REFUSAL, paragraphs(claim) + RIGHTS).complete


@pytest.mark.parametrize(
    ("code", "change", "said"),
    [
        ("s.33", {}, "An NHS Trust cannot rely on s.33."),
        ("s.43(1)", {"denies": True}, "always leaves the duty to say whether it is held"),
        ("s.42(1)", {"record_year": 2005}, "A record of 2005 is too old"),
        ("s.37(1)(a)", {"record_year": 2005}, "whether the person is alive"),
    ],
)
def test_what_the_law_does_not_allow_is_said(
    code: str, change: dict[str, object], said: str
) -> None:
    claim = replace(whole(provision(code, TODAY)), **change)  # type: ignore[arg-type]

    assert said in " ".join(shortcomings(claim, TODAY))


def test_a_royal_record_stays_exempt_while_the_person_lives() -> None:
    claim = whole(provision("s.37(1)(aa)", TODAY))

    assert shortcomings(replace(claim, record_year=2006), TODAY) == ()
    old = replace(claim, record_year=2005, why="It is a letter of the heir, who is alive.")
    assert shortcomings(old, TODAY) == ()


def test_the_letter_prints_the_answers_in_the_order_of_the_questions() -> None:
    claim = whole(provision("s.40(2)(3A)", TODAY))
    answers = {"rights": "Third.", "interest": "First.", "necessity": "Second."}

    words = paragraphs(replace(claim, answers=answers))

    assert words.index("First.") < words.index("Second.") < words.index("Third.")

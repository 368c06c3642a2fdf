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
from exemptions.domain.provision import Availability, Law, Provision, Standing
from exemptions.domain.public_interest import Balance, Weighing
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
USABLE = [
    row
    for row in in_force(TODAY)
    if row.availability is not Availability.NOT_AVAILABLE
    and row.code not in ("reg.5(3)", "reg.6(1)(b)", "s.39")
]


def whole(row: Provision) -> Claim:
    answers = {each.name: f"Because of {each.name}, it would be harmed." for each in asked_by(row)}
    if "opinion_on" in answers:
        answers["opinion_on"] = "2026-11-20"
    if "where" in answers:
        answers["where"] = "You can find it at https://trust.example/report."
    if "enactment" in answers:
        answers["enactment"] = "It is forbidden by section 5 of the Statistics Act 1999."
    if "finished" in answers:
        answers["finished"] = "March 2027"
    return Claim(
        row=row,
        what="the unit prices",
        why="They would tell every bidder what we pay.",
        limb=written(row.limbs[0]) if row.names_limb else "",
        likelihood=Likelihood.WOULD if asks_likelihood(row) else None,
        answers=answers,
        weighing=WEIGHED if row.standing is Standing.QUALIFIED else None,
        decided_by="The director" if row.standing is Standing.QUALIFIED else "",
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
    if row.names_limb:
        assert shortcomings(replace(claim, limb=""), TODAY)
    if claim.weighing:
        assert shortcomings(replace(claim, weighing=None), TODAY) == ("Weigh the public interest.",)
        assert shortcomings(replace(claim, decided_by=""), TODAY)


def test_an_opinion_comes_before_the_refusal() -> None:
    claim = whole(provision("s.36(2)(c)", TODAY))
    late = replace(claim, answers={**claim.answers, "opinion_on": "2026-11-26"})

    assert shortcomings(late, TODAY) == ("The opinion has to be given before the refusal.",)


@pytest.mark.parametrize(
    ("code", "change", "said"),
    [
        ("s.33", {}, "An NHS Trust cannot rely on s.33."),
        ("s.43(1)", {"denies": True}, "always leaves the duty to say whether it is held"),
        ("s.42(1)", {"record_year": 2005}, "A record of 2005 is too old"),
    ],
)
def test_what_the_law_does_not_allow_is_said(
    code: str, change: dict[str, object], said: str
) -> None:
    claim = replace(whole(provision(code, TODAY)), **change)  # type: ignore[arg-type]

    assert said in " ".join(shortcomings(claim, TODAY))

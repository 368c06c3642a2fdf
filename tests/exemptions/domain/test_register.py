"""Every provision of the register, field by field, as the Act and the Regulations have it."""

from datetime import date, timedelta

import pytest

from exemptions.domain.citation import read_citation
from exemptions.domain.provision import (
    Archive,
    Availability,
    Basis,
    Decider,
    Law,
    Provision,
    Standing,
)
from exemptions.domain.register import (
    REGISTER,
    by_slug,
    covered_by,
    in_force,
    lifting_confirmation,
    provision,
)

TODAY = date(2026, 11, 22)
CLASS, PREJUDICE, CONDITIONAL = Basis.CLASS, Basis.PREJUDICE, Basis.CONDITIONAL
NECESSITY, OPINION = Basis.NECESSITY, Basis.OPINION
A, Q, F = Standing.ABSOLUTE, Standing.QUALIFIED, Standing.FORMALLY_QUALIFIED

FOIA = [
    ("s.21", CLASS, A, "", None),
    ("s.22", Basis.CLASS_AND_REASONABLE, Q, "22(2)", None),
    ("s.22A", PREJUDICE, Q, "22A(2)", None),
    ("s.23", CLASS, A, "23(5)", None),
    ("s.24", NECESSITY, Q, "24(2)", None),
    ("s.26(1)", PREJUDICE, Q, "26(3)", None),
    ("s.27(1)", PREJUDICE, Q, "27(4)(a)", None),
    ("s.27(2)", CLASS, Q, "27(4)(b)", None),
    ("s.28", PREJUDICE, Q, "28(3)", 30),
    ("s.29(1)", PREJUDICE, Q, "29(2)", None),
    ("s.30(1)", CLASS, Q, "30(3)", 20),
    ("s.30(2)", CLASS, Q, "30(3)", None),
    ("s.31(1)", PREJUDICE, Q, "31(3)", 100),
    ("s.32", CLASS, A, "32(3)", 20),
    ("s.33", PREJUDICE, Q, "33(3)", 20),
    ("s.34", NECESSITY, A, "34(2)", None),
    ("s.35(1)", CLASS, Q, "35(3)", 20),
    ("s.36(2)(a)", OPINION, Q, "36(3)", 20),
    ("s.36(2)(a)(ii)", OPINION, Q, "36(3)", 30),
    ("s.36(2)(b)", OPINION, Q, "36(3)", 20),
    ("s.36(2)(c)", OPINION, Q, "36(3)", 20),
    ("s.37(1)(a)", CLASS, A, "37(2)", 20),
    ("s.37(1)(aa)", CLASS, A, "37(2)", 20),
    ("s.37(1)(ab)", CLASS, A, "37(2)", 20),
    ("s.37(1)(ac)", CLASS, Q, "37(2)", 20),
    ("s.37(1)(ad)", CLASS, Q, "37(2)", 20),
    ("s.37(1)(b)", CLASS, Q, "37(2)", 60),
    ("s.38(1)", PREJUDICE, Q, "38(2)", None),
    ("s.39", Basis.FORMAL, F, "39(2)", None),
    ("s.40(1)", CLASS, A, "40(5A)", None),
    ("s.40(2)(3A)", CONDITIONAL, A, "40(5B)(a)", None),
    ("s.40(2)(3B)", CONDITIONAL, Q, "40(5B)(b)", None),
    ("s.40(2)(4A)", CONDITIONAL, Q, "40(5B)(c) 40(5B)(d)", None),
    ("s.41(1)", CONDITIONAL, A, "41(2)", None),
    ("s.42(1)", CLASS, Q, "42(2)", 20),
    ("s.43(1)", CLASS, Q, "", 30),
    ("s.43(2)", PREJUDICE, Q, "43(3)", 30),
    ("s.44(1)", CLASS, A, "44(2)", None),
]
EIR = [
    ("reg.12(4)(a)", CLASS, F, "", False),
    ("reg.12(4)(b)", CLASS, Q, "", False),
    ("reg.12(4)(c)", CLASS, Q, "", False),
    ("reg.12(4)(d)", CLASS, Q, "", False),
    ("reg.12(4)(e)", CLASS, Q, "", False),
    ("reg.12(5)(a)", Basis.ADVERSE_EFFECT, Q, "12(6)", False),
    ("reg.12(5)(b)", Basis.ADVERSE_EFFECT, Q, "", False),
    ("reg.12(5)(c)", Basis.ADVERSE_EFFECT, Q, "", False),
    ("reg.12(5)(d)", Basis.ADVERSE_EFFECT, Q, "", True),
    ("reg.12(5)(e)", Basis.ADVERSE_EFFECT, Q, "", True),
    ("reg.12(5)(f)", Basis.ADVERSE_EFFECT, Q, "", True),
    ("reg.12(5)(g)", Basis.ADVERSE_EFFECT, Q, "", True),
    ("reg.13(1)(2A)", CONDITIONAL, A, "13(5A) 13(5B)(a)", False),
    ("reg.13(1)(2B)", CONDITIONAL, Q, "13(5A) 13(5B)(b)", False),
    ("reg.13(1)(3A)", CONDITIONAL, Q, "13(5A) 13(5B)(c)", False),
    ("reg.5(3)", Basis.FORMAL, A, "", False),
    ("reg.6(1)(b)", Basis.FORMAL, A, "", False),
]


def row(code: str) -> Provision:
    return provision(code, TODAY)


@pytest.mark.parametrize(("code", "basis", "standing", "ncnd", "years"), FOIA)
def test_an_exemption_stands_as_in_part_two(
    code: str, basis: Basis, standing: Standing, ncnd: str, years: int | None
) -> None:
    found = row(code)
    assert (found.basis, found.standing, found.historical.years) == (basis, standing, years)
    assert found.confirm_or_deny == tuple(ncnd.split())
    assert found.emissions_bar is False


@pytest.mark.parametrize(("code", "basis", "standing", "ncnd", "barred"), EIR)
def test_an_exception_stands_as_in_the_regulations(
    code: str, basis: Basis, standing: Standing, ncnd: str, barred: bool
) -> None:
    found = row(code)
    assert (found.basis, found.standing, found.emissions_bar) == (basis, standing, barred)
    assert found.confirm_or_deny == tuple(ncnd.split())


def test_the_register_holds_these_and_no_others() -> None:
    assert [each.code for each in in_force(TODAY, Law.FOIA)] == [case[0] for case in FOIA]
    assert [each.code for each in in_force(TODAY, Law.EIR)] == [case[0] for case in EIR]


def test_absolute_is_what_section_2_names_and_nothing_else() -> None:
    absolute = [each.code for each in in_force(TODAY, Law.FOIA) if each.standing is A]
    assert absolute == [
        "s.21", "s.23", "s.32", "s.34", "s.37(1)(a)", "s.37(1)(aa)", "s.37(1)(ab)", "s.40(1)",
        "s.40(2)(3A)", "s.41(1)", "s.44(1)",
    ]  # fmt: skip


def test_two_exemptions_never_lift_the_duty_to_confirm_or_deny() -> None:
    always = [each.code for each in in_force(TODAY, Law.FOIA) if not each.confirm_or_deny]
    assert always == ["s.21", "s.43(1)"]


def test_a_trust_cannot_use_what_is_for_governments_and_auditors() -> None:
    closed = [e.code for e in in_force(TODAY) if e.availability is Availability.NOT_AVAILABLE]
    assert closed == ["s.33", "s.35(1)", "s.36(2)(a)(ii)"]


def test_only_section_36_waits_for_the_qualified_person() -> None:
    opinion = {e.section for e in in_force(TODAY) if e.decider is Decider.QUALIFIED_PERSON}
    assert opinion == {"36"}
    assert {e.section for e in in_force(TODAY) if e.basis is OPINION} == {"36"}


def test_whatever_is_weighed_has_somebody_who_decides() -> None:
    undecided = [
        each.code
        for each in in_force(TODAY)
        if each.weighs_public_interest and each.decider is Decider.OFFICE
    ]
    assert undecided == []


def test_the_archive_changes_sections_21_22_and_23_only() -> None:
    changed = {
        e.code: e.historical.archive
        for e in in_force(TODAY)
        if e.historical.archive is not Archive.NO_CHANGE
    }
    assert changed == {
        "s.21": Archive.NOT_EXEMPT,
        "s.22": Archive.NOT_EXEMPT,
        "s.23": Archive.QUALIFIED,
    }


def test_codes_and_addresses_are_unique_on_any_day() -> None:
    for day in (date(2010, 1, 1), date(2018, 5, 24), date(2018, 5, 25), TODAY):
        rows = in_force(day)
        assert len({each.code for each in rows}) == len({each.slug for each in rows}) == len(rows)


@pytest.mark.parametrize(
    ("code", "before", "first_day"),
    [
        ("s.22A", date(2014, 9, 30), date(2014, 10, 1)),
        ("s.40(2)(3A)", date(2018, 5, 24), date(2018, 5, 25)),
        ("s.37(1)(ac)", date(2011, 1, 18), date(2011, 1, 19)),
    ],
)
def test_a_provision_begins_on_its_day(code: str, before: date, first_day: date) -> None:
    assert provision(code, first_day).code == code
    with pytest.raises(KeyError):
        provision(code, before)


def test_communications_with_the_sovereign_became_absolute_in_2011() -> None:
    assert provision("s.37(1)(a)", date(2011, 1, 18)).standing is Q
    assert provision("s.37(1)(a)", date(2011, 1, 19)).standing is A


@pytest.mark.parametrize(
    ("cited", "codes"),
    [
        ("s.43(2)", ["s.43(2)"]),
        ("s.43", ["s.43(1)", "s.43(2)"]),
        ("s.42", ["s.42(1)"]),
        ("s.40(3A)(a)", ["s.40(2)(3A)"]),
        ("s.40(2)", ["s.40(2)(3A)", "s.40(2)(3B)", "s.40(2)(4A)"]),
        ("s.36(2)(a)(ii)", ["s.36(2)(a)(ii)"]),
        ("s.36(2)(a)(i)", ["s.36(2)(a)"]),
        ("s.31(1)(g)", ["s.31(1)"]),
        ("s.32(1)(c)", ["s.32"]),
        ("s.25", []),
        ("s.43(9)", []),
        ("s.1", []),
    ],
)
def test_a_citation_finds_its_rows(cited: str, codes: list[str]) -> None:
    found = covered_by(read_citation(cited), Law.FOIA, TODAY)
    assert [each.code for each in found] == codes


@pytest.mark.parametrize(
    ("cited", "codes"),
    [
        ("s.43(3)", ["s.43(2)"]),
        ("s.40(5B)(a)(i)", ["s.40(2)(3A)"]),
        ("s.30(3)", ["s.30(1)", "s.30(2)"]),
        ("s.21(5)", []),
        ("s.43(1)", []),
        ("s.43", []),
    ],
)
def test_a_citation_finds_what_it_lets_us_neither_confirm_nor_deny(
    cited: str, codes: list[str]
) -> None:
    found = lifting_confirmation(read_citation(cited), Law.FOIA, TODAY)
    assert [each.code for each in found] == codes


def test_an_address_finds_its_row() -> None:
    assert by_slug("s40-2-3A", TODAY).cited == "section 40(2) and (3A)"
    assert by_slug("reg12-5-e", TODAY).cited == "regulation 12(5)(e)"
    with pytest.raises(KeyError):
        by_slug("s40-2-3C", TODAY)


def test_every_limb_lies_within_its_provision() -> None:
    for each in REGISTER:
        for limb in each.limbs:
            assert limb.parts[: len(each.via or each.parts)] == (each.via or each.parts)
            assert limb.subject


DECIDES = {
    "s.22": Decider.PUBLIC_INTEREST,
    "s.22A": Decider.PUBLIC_INTEREST,
    "s.23": Decider.MINISTER,
    "s.24": Decider.MINISTER,
    "s.34": Decider.HOUSE,
    **dict.fromkeys(
        (
            "s.26(1)", "s.27(1)", "s.27(2)", "s.28", "s.29(1)", "s.30(1)", "s.30(2)", "s.31(1)",
            "s.33", "s.35(1)", "s.37(1)(ac)", "s.37(1)(ad)", "s.37(1)(b)", "s.38(1)",
            "s.40(2)(3B)", "s.40(2)(4A)", "s.42(1)", "s.43(1)", "s.43(2)",
            "reg.12(4)(b)", "reg.12(4)(c)", "reg.12(4)(d)", "reg.12(4)(e)", "reg.12(5)(a)",
            "reg.12(5)(b)", "reg.12(5)(c)", "reg.12(5)(d)", "reg.12(5)(e)", "reg.12(5)(f)",
            "reg.12(5)(g)", "reg.13(1)(2B)", "reg.13(1)(3A)",
        ),
        Decider.PUBLIC_INTEREST,
    ),
    **dict.fromkeys(
        ("s.36(2)(a)", "s.36(2)(a)(ii)", "s.36(2)(b)", "s.36(2)(c)"), Decider.QUALIFIED_PERSON
    ),
}  # fmt: skip
"""Who decides, where it is not the FOI office by itself."""
RARE = {
    "s.23", "s.24", "s.26(1)", "s.27(1)", "s.27(2)", "s.28", "s.29(1)", "s.30(1)", "s.30(2)",
    "s.34", "s.36(2)(a)", "s.37(1)(a)", "s.37(1)(aa)", "s.37(1)(ab)",
    "s.37(1)(ac)", "s.37(1)(ad)",
}  # fmt: skip
"""What an authority of our kind hardly ever has."""
LIMBS_TO_NAME = {"s.31(1)": 9, "s.36(2)(b)": 2}
"""Provisions of which a claim has to name a paragraph, and how many there are."""
AFTER_DEATH = {"s.37(1)(a)", "s.37(1)(aa)", "s.37(1)(ab)", "s.37(1)(ac)", "s.37(1)(ad)"}


@pytest.mark.parametrize("found", in_force(TODAY), ids=lambda each: each.code)
def test_each_provision_says_who_decides_for_whom_it_is_and_what_a_claim_names(
    found: Provision,
) -> None:
    assert found.decider is DECIDES.get(found.code, Decider.OFFICE)
    assert found.names_limb == (found.code in LIMBS_TO_NAME)
    assert len(found.limbs) == LIMBS_TO_NAME.get(found.code, len(found.limbs))
    assert found.historical.years_after_death == (5 if found.code in AFTER_DEATH else None)
    if found.availability is not Availability.NOT_AVAILABLE:
        assert (found.availability is Availability.RARE) == (found.code in RARE)


@pytest.mark.parametrize(
    ("code", "last_day"),
    [
        ("s.40(2)(3)(a)(i)", date(2018, 5, 24)),
        ("s.40(2)(3)(a)(ii)", date(2018, 5, 24)),
    ],
)
def test_what_was_repealed_is_law_to_its_last_day_and_no_longer(code: str, last_day: date) -> None:
    assert provision(code, last_day).until == last_day
    with pytest.raises(KeyError):
        provision(code, last_day + timedelta(days=1))


@pytest.mark.parametrize("code", ["reg.13(1)(2A)", "reg.13(1)(2B)", "reg.13(1)(3A)"])
def test_regulation_13_as_it_stands_began_with_the_act_of_2018(code: str) -> None:
    assert provision(code, date(2018, 5, 25)).code == code
    with pytest.raises(KeyError):
        provision(code, date(2018, 5, 24))


def test_nothing_of_the_register_was_law_before_2005() -> None:
    assert in_force(date(2004, 12, 31)) == ()
    assert in_force(date(2005, 1, 1)) != ()

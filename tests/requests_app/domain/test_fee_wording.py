"""What applicants read about fees holds what the law asks for."""

from datetime import date
from decimal import Decimal

import pytest

from requests_app.domain.fee_quote import Provision, Quote, QuoteLine
from requests_app.domain.fee_wording import fees_notice, lapse_notice, unbound_by, word_for
from requests_app.domain.letter_composing import (
    About,
    composed,
    contact_on_paper,
    faults_of_letter,
    standard,
)
from requests_app.domain.letter_content import Authority, LetterContent, Regulator
from requests_app.domain.letter_kinds import TemplateKind
from requests_app.domain.regime import Regime

AUTHORITY = Authority(
    "Harrowdene NHS Trust", ("Station Road", "HD1 4QX"), "foi@trust.example", "01632 960120", ""
)
REGULATOR = Regulator(
    "Information Commissioner", ("Wycliffe House",), "https://ico.org.uk", "0303 123 1113"
)
GIVEN_ON = date(2026, 11, 5)
LAST_DAY = date(2027, 2, 4)
WAYS = ("by cheque, payable to the Trust", "by card: call 01632 960120")


def letter(kind: TemplateKind, provision: Provision, own: dict[str, str]) -> LetterContent:
    about = About(
        reference="FOI-2026-00042",
        subject="The planning file",
        regime=provision.regime,
        received_on=date(2026, 11, 2),
        authority=AUTHORITY,
        regulator=REGULATOR,
        contact=contact_on_paper(AUTHORITY, "FOI-2026-00042"),
    )
    return composed(kind, standard(kind), about, own, dated=GIVEN_ON)


def notice(
    provision: Provision, amount: str = "26.50", last_day: date | None = LAST_DAY
) -> LetterContent:
    lines = (
        QuoteLine("Paper: £20.00", Decimal("20.00")),
        QuoteLine("Postage: £6.50", Decimal("6.50")),
    )
    own = fees_notice(Quote(provision, lines), Decimal(amount), how_to_pay=WAYS, last_day=last_day)
    return letter(TemplateKind.FEES_NOTICE, provision, own)


def lapsed(provision: Provision, paid: int = 0) -> str:
    own = lapse_notice(provision, Decimal("26.50"), GIVEN_ON, LAST_DAY, Decimal(paid))
    return letter(TemplateKind.FEE_LAPSE, provision, own).opening


@pytest.mark.parametrize(
    ("provision", "last_day"),
    [(Provision.S9, LAST_DAY), (Provision.S13, None), (Provision.EIR, date(2027, 2, 3))],
)
def test_a_notice_holds_what_binds_it(provision: Provision, last_day: date | None) -> None:
    said = notice(provision, last_day=last_day)

    found = faults_of_letter(TemplateKind.FEES_NOTICE, said, aside=unbound_by(provision))

    assert [(each.rule, each.message) for each in found] == []
    assert [right.kind for right in said.rights] == ["review", "complaint"]


def test_only_section_9_gives_three_months_to_pay() -> None:
    short = notice(Provision.S9, last_day=date(2027, 1, 4))

    assert faults_of_letter(TemplateKind.FEES_NOTICE, short, aside=unbound_by(Provision.S9))
    assert unbound_by(Provision.S9) == frozenset()


def test_a_notice_says_how_much_why_how_and_until_when() -> None:
    said = notice(Provision.S9).opening
    assert "Section 9 of the Freedom of Information Act 2000" in said
    assert "Section 13" not in said
    assert "The fee is £26.50." in said
    assert "- Paper: £20.00\n- Postage: £6.50" in said
    assert "- by cheque, payable to the Trust\n- by card" in said
    assert "The last day to pay is Thursday 4 February 2027." in said
    assert "We ask for" not in said


def test_less_may_be_asked_for_than_the_sum() -> None:
    assert "- We ask for £10.00 of £26.50." in notice(Provision.S9, "10.00").opening


def test_over_the_limit_there_is_no_last_day() -> None:
    said = notice(Provision.S13, last_day=None).opening
    assert "last day" not in said
    assert "Section 13" in said


def test_the_letter_that_ends_a_request_names_its_rule_and_the_way_on() -> None:
    said = lapsed(Provision.S9)
    assert "Section 9(2) of the Freedom of Information Act 2000" in said
    assert "to be paid by Thursday 4 February 2027" in said
    assert "That is a new request" in said
    assert "give that back" not in said
    part = lapsed(Provision.EIR, 5)
    assert "Regulation 8(5)" in part
    assert "You have paid £5.00 of it. We will give that back to you." in part


def test_it_is_a_fee_under_the_act_and_a_charge_under_the_regulations() -> None:
    assert [word_for(each) for each in Provision] == ["fee", "fee", "charge"]
    assert {each.regime for each in Provision} == {Regime.FOIA, Regime.EIR}

"""What applicants read about fees holds what the law asks for."""

from datetime import date
from decimal import Decimal

import pytest

from exemptions.domain.notice import NoticeKind
from exemptions.domain.notice_check import check_notice
from requests_app.domain.fee_quote import Provision, Quote, QuoteLine
from requests_app.domain.fee_wording import fees_notice, lapse_letter, word_for
from requests_app.domain.letter_content import Authority, Regulator
from requests_app.domain.letter_wording import rights
from requests_app.domain.regime import Regime

AUTHORITY = Authority(
    "Harrowdene NHS Trust", ("Station Road", "HD1 4QX"), "foi@trust.example", "01632 960120", ""
)
REGULATOR = Regulator(
    "Information Commissioner", ("Wycliffe House",), "https://ico.org.uk", "0303 123 1113"
)
LAST_DAY = date(2027, 2, 4)
WAYS = ("by cheque, payable to the Trust", "by card: call 01632 960120")


def notice(provision: Provision, amount: str = "26.50", last_day: date | None = LAST_DAY) -> str:
    lines = (
        QuoteLine("Paper: £20.00", Decimal("20.00")),
        QuoteLine("Postage: £6.50", Decimal("6.50")),
    )
    return fees_notice(Quote(provision, lines), Decimal(amount), how_to_pay=WAYS, last_day=last_day)


@pytest.mark.parametrize("provision", [Provision.S9, Provision.EIR])
def test_a_notice_holds_what_the_check_of_notices_asks_for(provision: Provision) -> None:
    regime = provision.regime
    said = "\n\n".join(
        [
            "Our reference FOI-2026-00042. 5 November 2026.",
            notice(provision),
            *(f"{r.heading}\n\n{r.text}" for r in rights(regime, AUTHORITY, REGULATOR, ())),
        ]
    )
    found = check_notice(NoticeKind.FEES_NOTICE, said)
    assert [(each.rule, each.message) for each in found.findings if each.severity != "advice"] == []


def test_a_notice_says_how_much_why_how_and_until_when() -> None:
    said = notice(Provision.S9)
    assert "The fee is £26.50." in said
    assert "- Paper: £20.00\n- Postage: £6.50" in said
    assert "- by cheque, payable to the Trust\n- by card" in said
    assert "The last day to pay is Thursday 4 February 2027." in said
    assert "We ask for" not in said


def test_less_may_be_asked_for_than_the_sum() -> None:
    assert "- We ask for £10.00 of £26.50." in notice(Provision.S9, "10.00")


def test_over_the_limit_there_is_no_last_day() -> None:
    said = notice(Provision.S13, last_day=None)
    assert "last day" not in said
    assert "Section 13" in said


def test_the_letter_that_ends_a_request_names_its_rule_and_the_way_on() -> None:
    asked = date(2026, 11, 5)
    said = lapse_letter(Provision.S9, Decimal("26.50"), asked, LAST_DAY, Decimal(0))
    assert "Section 9(2) of the Freedom of Information Act 2000" in said
    assert "to be paid by Thursday 4 February 2027" in said
    assert "That is a new request" in said
    assert "give that back" not in said
    part = lapse_letter(Provision.EIR, Decimal("26.50"), asked, LAST_DAY, Decimal(5))
    assert "Regulation 8(5)" in part
    assert "You have paid £5.00 of it. We will give that back to you." in part


def test_it_is_a_fee_under_the_act_and_a_charge_under_the_regulations() -> None:
    assert [word_for(each) for each in Provision] == ["fee", "fee", "charge"]
    assert {each.regime for each in Provision} == {Regime.FOIA, Regime.EIR}

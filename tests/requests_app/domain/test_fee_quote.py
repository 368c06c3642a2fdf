"""How a fee is worked out."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests_app.domain.cost_activities import Activity
from requests_app.domain.cost_limit import Assessment, Work, assess
from requests_app.domain.errors import RuleBroken
from requests_app.domain.fee_quote import Paper, Provision, Quote, quote
from requests_app.domain.fees import Outlay, Tariff
from requests_app.domain.regime import Regime


def own(hours: str) -> Assessment:
    return assess([Work(Activity.LOCATE, Decimal(hours))])


POST = Outlay("Postage", Decimal("6.50"), Decimal(1))


def words(found: Quote) -> list[str]:
    return [line.words for line in found.lines]


def test_within_the_limit_only_expenses_are_charged() -> None:
    found = quote(Provision.S9, own=own("10"), outlays=[POST], paper=Paper(120, 2))
    assert (found.total, words(found)) == (
        Decimal("30.50"),
        [
            "Paper: 120 sheets × 2 further copies × 10p, the first copy being free: £24.00",
            "Postage: £6.50",
        ],
    )


def test_over_the_limit_all_hours_and_handing_over_are_charged() -> None:
    found = quote(Provision.S13, own=own("20"), outlays=[POST])
    assert (found.total, words(found)[0]) == (
        Decimal("531.50"),
        "Finding and taking out the information, at £25.00 for each hour: £500.00",
    )


def test_environmental_information_is_charged_with_its_staff_time() -> None:
    assert quote(Provision.EIR, own=own("2"), outlays=[POST]).total == Decimal("81.50")


@pytest.mark.parametrize(
    ("provision", "hours", "sentence"),
    [
        (
            Provision.S13,
            "18",
            "The estimate is £450.00, within the limit of £450.00. Section 13 is for what costs "
            "more; use section 9.",
        ),
        (
            Provision.S9,
            "18.01",
            "The estimate is £450.25, over the limit of £450.00. Use section 13, or refuse under "
            "section 12.",
        ),
    ],
)
def test_each_section_has_its_side_of_the_limit(
    provision: Provision, hours: str, sentence: str
) -> None:
    with pytest.raises(RuleBroken) as refusal:
        quote(provision, own=own(hours), outlays=[POST])
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("provision", "hours", "total"),
    [(Provision.S9, "1", 0), (Provision.S13, "20", 500), (Provision.EIR, "2", 50)],
)
def test_a_reasonable_adjustment_is_never_paid_for(
    provision: Provision, hours: str, total: int
) -> None:
    found = quote(
        provision, own=own(hours), outlays=[POST], paper=Paper(120, 2), is_adjustment=True
    )
    assert found.total == total


def test_what_costs_nothing_has_no_line() -> None:
    free = quote(Provision.S9, own=own("1"), paper=Paper(120, 0), outlays=[Outlay("Mail")])
    assert (free.lines, free.total) == ((), 0)
    for_carer = Paper(120, 1, for_carer=True)
    assert quote(Provision.S9, own=own("1"), paper=for_carer).total == 0
    capped = Paper(120, 1, actual_cost=Decimal(8))
    assert quote(Provision.S9, own=own("1"), paper=capped).total == 8


@given(
    st.lists(
        st.builds(Outlay, st.just("Post"), st.decimals(0, 99, places=3), st.decimals(0, 9)),
        max_size=6,
    )
)
def test_a_quote_within_the_limit_never_exceeds_the_expenses(outlays: list[Outlay]) -> None:
    found = quote(Provision.S9, own=own("1"), outlays=outlays)
    assert found.total <= sum(each.expense for each in outlays)


def test_each_provision_belongs_to_a_law_and_s13_has_no_clock() -> None:
    assert {each: (each.regime, each.stops_the_clock) for each in Provision} == {
        Provision.S9: (Regime.FOIA, True),
        Provision.S13: (Regime.FOIA, False),
        Provision.EIR: (Regime.EIR, True),
    }
    assert [each.label.split(":")[0] for each in Provision] == [
        "Section 9",
        "Section 13",
        "Regulation 8",
    ]


def test_the_provisions_keep_the_names_that_are_stored() -> None:
    assert [each.value for each in Provision] == ["s9", "s13", "eir"]


def test_the_words_name_the_price_of_a_sheet_and_one_copy_is_one() -> None:
    dear = Tariff(sheet=Decimal("1.25"), ceiling=Decimal(250), source="the policy")
    (line,) = quote(Provision.S9, own=own("1"), paper=Paper(10, 1), tariff=dear).lines
    assert line.words == (
        "Paper: 10 sheets × 1 further copy × 125p, the first copy being free: £12.50"
    )


@pytest.mark.parametrize(
    ("paper", "why"),
    [
        (Paper(186, 1, Decimal("14.90")),
         ", but no more than the £14.90 that it costs us: £14.90"),
        (Paper(3_000, 1), ", but no more than £250.00 in all: £250.00"),
        (Paper(10, 1, Decimal("1.00")), "the first copy being free: £1.00"),
    ],
)  # fmt: skip
def test_a_sum_that_is_less_than_the_tariff_says_why(paper: Paper, why: str) -> None:
    line, _ = quote(Provision.S9, own=own("1"), outlays=[POST], paper=paper).lines

    assert line.words.endswith(why)

"""What an applicant may be asked to pay."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests_app.domain.cost_activities import Activity
from requests_app.domain.cost_limit import Assessment, Work, assess
from requests_app.domain.cost_terms import FIRST_TERMS
from requests_app.domain.fees import (
    HANDING_OVER,
    SUPPLYING,
    TARIFF,
    EirItem,
    EirWork,
    Outlay,
    Tariff,
    charge_for_other_medium,
    charge_for_paper,
    is_over_limit,
    most_under_eir,
    most_under_s9,
    most_under_s13,
)

RATE = FIRST_TERMS.rate
HOURS = st.decimals(0, 100, places=4)
POUNDS = st.decimals(0, 1000, places=3)
OUTLAYS = st.lists(st.builds(Outlay, st.just("post"), POUNDS, HOURS), max_size=6)
EIR_WORK = st.lists(st.builds(EirWork, st.sampled_from(EirItem), HOURS, POUNDS), max_size=6)


def own(hours: str) -> Assessment:
    return assess([Work(Activity.LOCATE, Decimal(hours)), Work(Activity.REDACT, Decimal(50))])


def pence(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.01"))


@given(OUTLAYS)
def test_a_fee_within_the_limit_never_exceeds_the_expenses(outlays: list[Outlay]) -> None:
    fee = most_under_s9(outlays)
    assert 0 <= sum(each.expense for each in outlays) - fee < Decimal("0.01")
    assert fee == pence(fee)


@given(HOURS, OUTLAYS, st.decimals(0, 900, places=2))
def test_a_fee_over_the_limit_never_exceeds_this_requests_own_cost(
    hours: Decimal, outlays: list[Outlay], siblings: Decimal
) -> None:
    assessed = assess([Work(Activity.LOCATE, hours)])
    fee = most_under_s13(assessed, outlays, siblings=siblings)
    actual = assessed.cost + sum(each.cost(RATE) for each in outlays)
    assert 0 <= fee <= actual
    assert fee == pence(fee)


@given(
    st.integers(0, 5000), st.integers(0, 50), st.none() | POUNDS, st.booleans(), st.booleans()
)  # fmt: skip
def test_a_charge_for_paper_never_exceeds_the_tariff_its_ceiling_or_the_actual_cost(
    sheets: int, copies: int, actual: Decimal | None, carer: bool, adjustment: bool
) -> None:
    charge = charge_for_paper(
        sheets, copies, actual_cost=actual, for_carer=carer, is_adjustment=adjustment
    )
    assert 0 <= charge <= min(Decimal(sheets * copies) / 10, 250)
    assert actual is None or charge <= actual
    assert charge == 0 or not (carer or adjustment)


@given(POUNDS)
def test_another_medium_never_costs_more_than_it_cost(actual: Decimal) -> None:
    assert 0 <= actual - charge_for_other_medium(actual) < Decimal("0.01")


@given(EIR_WORK)
def test_an_eir_charge_never_exceeds_what_supplying_costs(work: list[EirWork]) -> None:
    charge = most_under_eir(work, RATE)
    supplying = [each for each in work if each.item in SUPPLYING]
    actual = sum((each.hours * RATE + each.expense for each in supplying), Decimal(0))
    assert 0 <= actual - charge < Decimal("0.01")
    assert charge == most_under_eir(supplying, RATE)


def test_an_outlay_costs_its_expense_and_its_hours() -> None:
    assert Outlay("scanning", Decimal("6.50"), Decimal(2)).cost(RATE) == Decimal("56.50")
    assert Outlay("post") == Outlay("post", Decimal(0), Decimal(0))
    assert EirWork(EirItem.POST) == EirWork(EirItem.POST, Decimal(0), Decimal(0))


def test_staff_time_is_free_within_the_limit_and_charged_over_it() -> None:
    outlays = [Outlay("post", Decimal("6.50")), Outlay("printing", hours=Decimal(3))]
    assert most_under_s9(outlays) == Decimal("6.50")
    assert most_under_s13(own("18.01"), outlays) == Decimal("450.25") + Decimal("81.50")


def test_at_the_limit_there_is_no_fee_for_staff_time() -> None:
    assert most_under_s13(own("18"), [Outlay("post", Decimal(5))]) == 0


def test_costs_of_others_open_the_fee_and_do_not_enter_it() -> None:
    assert is_over_limit(own("12"), Decimal("150.00")) is False
    assert is_over_limit(own("12"), Decimal("150.01")) is True
    assert is_over_limit(own("18.01")) is True
    assert is_over_limit(own("18")) is False
    fee = most_under_s13(own("12"), [Outlay("post", Decimal(5))], siblings=Decimal(250))
    assert fee == Decimal("305.00")


def test_a_reasonable_adjustment_is_never_paid_for() -> None:
    outlays = [Outlay("Braille", Decimal(85), Decimal(1))]
    items = [EirWork(EirItem.CONVERT_FORMAT, Decimal(1)), EirWork(EirItem.LOCATE, Decimal(1))]
    assert most_under_s9(outlays, is_adjustment=True) == 0
    assert most_under_s13(own("20"), outlays, is_adjustment=True) == 500
    assert charge_for_paper(120, 1, is_adjustment=True) == 0
    assert charge_for_other_medium(Decimal("4.50"), is_adjustment=True) == 0
    assert most_under_eir(items, RATE, is_adjustment=True) == 25
    assert most_under_eir(items, RATE) == 50


@pytest.mark.parametrize(
    ("sheets", "copies", "actual", "charge"),
    [
        (120, 0, None, "0.00"),
        (120, 3, None, "36.00"),
        (2500, 1, None, "250.00"),
        (2501, 1, None, "250.00"),
        (2499, 1, None, "249.90"),
        (120, 1, "8.005", "8.00"),
        (120, 1, "12.01", "12.00"),
    ],
)
def test_further_copies_cost_10p_a_sheet_up_to_the_ceiling_and_the_actual_cost(
    sheets: int, copies: int, actual: str | None, charge: str
) -> None:
    cost = None if actual is None else Decimal(actual)
    assert str(charge_for_paper(sheets, copies, actual_cost=cost)) == charge


def test_another_tariff_is_another_charge() -> None:
    tariff = Tariff(sheet=Decimal("0.05"), ceiling=Decimal(5), source="policy 2027")
    assert charge_for_paper(60, 1, tariff=tariff) == 3
    assert charge_for_paper(600, 1, tariff=tariff) == 5
    assert (TARIFF.sheet, TARIFF.ceiling, TARIFF.source) == (
        Decimal("0.10"),
        Decimal(250),
        "the authority's policy, 5.5",
    )


def test_a_copy_for_a_carer_is_free() -> None:
    assert charge_for_paper(120, 1, for_carer=True) == 0


def test_without_a_published_schedule_there_is_no_eir_charge() -> None:
    work = [EirWork(EirItem.LOCATE, Decimal(30))]
    assert most_under_eir(work, RATE, is_schedule_published=False) == 0
    assert most_under_eir(work, RATE) == 750


def test_looking_at_it_and_registers_and_deciding_are_free_under_the_eir() -> None:
    assert set(EirItem) - SUPPLYING == {
        EirItem.INSPECT_IN_SITU,
        EirItem.PUBLIC_REGISTER,
        EirItem.DATABASE,
        EirItem.OVERHEADS,
        EirItem.REDACT,
        EirItem.CONSIDER_EXCEPTIONS,
        EirItem.PUBLIC_INTEREST_TEST,
        EirItem.LEGAL_ADVICE,
    }
    assert HANDING_OVER < SUPPLYING


def test_the_items_of_a_charge_keep_the_names_that_other_programs_use() -> None:
    assert len(EirItem) == 19
    assert {item.value for item in EirItem} == {item.name.lower() for item in EirItem}

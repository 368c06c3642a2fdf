"""What Pay says of a payment, held against what was asked for."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests_app.domain.card_payment import (
    CardStatus,
    SeenPayment,
    counted_day,
    from_pence,
    in_pence,
    objection,
)

SEEN = SeenPayment(
    provider_id="hu20",
    reference="FOI-2026-00007",
    amount=Decimal("26.50"),
    status=CardStatus.SUCCESS,
    next_url="",
    taken_on=None,
    refundable=Decimal("26.50"),
    refunded=Decimal(0),
)
ASKED = date(2026, 11, 5)
TODAY = date(2026, 11, 16)


@given(st.integers(min_value=0, max_value=10_000_000))
def test_pence_come_back_as_they_went(pence: int) -> None:
    assert in_pence(from_pence(pence)) == pence


@pytest.mark.parametrize("amount", ["0.001", "26.505", "-0.005"])
def test_a_part_of_a_penny_is_never_asked_for(amount: str) -> None:
    with pytest.raises(ValueError, match="no whole number of pence"):
        in_pence(Decimal(amount))


def test_pence_are_exact() -> None:
    assert (in_pence(Decimal("26.50")), from_pence(2650)) == (2650, Decimal("26.50"))
    assert in_pence(Decimal("0.29")) == 29


def test_money_has_moved_in_one_state_and_four_are_final() -> None:
    finished = {status for status in CardStatus if status.is_finished}
    assert finished == {
        CardStatus.SUCCESS, CardStatus.FAILED, CardStatus.CANCELLED, CardStatus.ERROR,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, ""),
        ({"provider_id": "hu21"}, "about another payment"),
        ({"reference": "FOI-2026-00008"}, "belongs to another case"),
        ({"amount": Decimal("26.51")}, "speaks of £26.50, and £26.51 was asked for"),
    ],
)
def test_what_is_not_ours_is_named(changed: dict[str, object], words: str) -> None:
    ours: dict[str, object] = {
        "provider_id": SEEN.provider_id, "reference": SEEN.reference, "amount": SEEN.amount,
    }  # fmt: skip
    said = objection(SEEN, **(ours | changed))  # type: ignore[arg-type]
    assert words in said
    assert bool(said) == bool(words)


@pytest.mark.parametrize(
    ("taken", "counted"),
    [
        (date(2026, 11, 14), date(2026, 11, 14)),
        (None, TODAY),
        (date(2026, 11, 17), TODAY),
        (date(2026, 11, 4), ASKED),
        (ASKED, ASKED),
    ],
)
def test_the_day_the_card_was_charged_counts(taken: date | None, counted: date) -> None:
    assert counted_day(taken, asked_on=ASKED, today=TODAY) == counted

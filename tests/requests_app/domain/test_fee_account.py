"""What is paid of a fee, and from which day."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from requests_app.domain.fee_account import Received, account

DAY = date(2026, 11, 5)
RECEIVED = st.lists(
    st.builds(
        Received,
        st.dates(DAY, DAY + timedelta(days=90)),
        st.decimals("0.01", 100, places=2),
        st.booleans(),
    ),
    max_size=8,
)


def came(amount: str, days: int, *, is_dishonoured: bool = False) -> Received:
    return Received(DAY + timedelta(days=days), Decimal(amount), is_dishonoured)


@given(st.decimals("0.01", 300, places=2), RECEIVED)
def test_what_is_paid_and_owed_adds_up_to_the_penny(
    asked: Decimal, received: list[Received]
) -> None:
    found = account(asked, received)
    assert found.paid == sum(each.amount for each in received if not each.is_dishonoured)
    assert found.owed - found.over == asked - found.paid
    assert min(found.owed, found.over) == 0
    assert (found.paid_in_full_on is not None) == (found.paid >= asked)


@given(RECEIVED)
def test_the_order_in_which_payments_are_recorded_does_not_matter(received: list[Received]) -> None:
    assert account(Decimal(50), received) == account(Decimal(50), received[::-1])


def test_it_is_paid_on_the_day_the_last_penny_came() -> None:
    parts = [came("10.00", 9), came("6.49", 3), came("10.01", 5)]
    found = account(Decimal("26.50"), parts)
    assert (found.paid_in_full_on, found.owed) == (DAY + timedelta(days=9), 0)
    assert account(Decimal("26.51"), parts).paid_in_full_on is None


def test_a_dishonoured_payment_was_never_made() -> None:
    found = account(Decimal(20), [came("20", 1, is_dishonoured=True), came("5", 2)])
    assert (found.paid, found.owed, found.paid_in_full_on) == (5, 15, None)


def test_what_was_given_back_is_not_held() -> None:
    found = account(Decimal(20), [came("25", 1)], Decimal(5))
    assert (found.over, found.held, found.owed) == (0, 20, 0)
    assert account(Decimal(20), [came("25", 1)]).over == 5


def test_money_stands_until_the_bank_refuses_it() -> None:
    assert account(Decimal(10), [Received(DAY, Decimal(10))]).paid_in_full_on == DAY

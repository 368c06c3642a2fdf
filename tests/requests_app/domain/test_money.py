"""Pounds and pence, exact underneath and whole pennies on the page."""

from decimal import Decimal

import pytest

from requests_app.domain.money import NOTHING, at_most, exact_pounds, pounds, to_the_penny


@pytest.mark.parametrize(
    ("amount", "shown", "asked"),
    [
        ("8.325", "8.33", "8.32"),
        ("8.3249", "8.32", "8.32"),
        ("8", "8.00", "8.00"),
        ("0", "0.00", "0.00"),
    ],
)
def test_a_sum_is_shown_to_the_penny_and_asked_for_below_it(
    amount: str, shown: str, asked: str
) -> None:
    assert (str(to_the_penny(Decimal(amount))), str(at_most(Decimal(amount)))) == (shown, asked)


def test_thousands_are_easy_to_read() -> None:
    assert pounds(Decimal("1250")) == "£1,250.00"


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("450.0025", "£450.0025"),
        ("450.002500", "£450.0025"),
        ("450.000", "£450.00"),
        ("1450.0001", "£1,450.0001"),
    ],
)
def test_parts_of_a_penny_are_not_hidden_where_they_decide(amount: str, words: str) -> None:
    assert exact_pounds(Decimal(amount)) == words


def test_nothing_is_no_pounds_and_no_pence() -> None:
    assert (NOTHING, str(NOTHING)) == (Decimal(0), "0.00")

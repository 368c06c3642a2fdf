"""When costs are added up."""

from decimal import Decimal
from itertools import product

import pytest

from requests_app.domain.aggregation import Link, attributed_costs

COSTS = (Decimal(150), Decimal(175), Decimal(150))


@pytest.mark.parametrize(
    ("same", "concert", "similar", "within"), list(product([True, False], repeat=4))
)
def test_all_three_tests_have_to_be_met(
    same: bool, concert: bool, similar: bool, within: bool
) -> None:
    link = Link(same, concert, similar, within)
    aggregates = (same or concert) and similar and within
    assert link.aggregates is aggregates
    assert attributed_costs(COSTS, link) == ((Decimal(475),) * 3 if aggregates else COSTS)


def test_what_is_missing_is_said() -> None:
    assert Link(False, False, False, False).missing == (
        "They come from different people who do not act together (reg 5(1)(b)).",
        "They do not ask for the same or similar information (reg 5(2)(a)).",
        "They did not come within sixty consecutive working days (reg 5(2)(b)).",
    )
    assert Link(False, True, True, True).missing == ()


def test_no_request_costs_nothing() -> None:
    assert attributed_costs((), Link(True, True, True, True)) == ()

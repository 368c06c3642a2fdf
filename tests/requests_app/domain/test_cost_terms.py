"""The limits and the rate, from the day each came into force."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from requests_app.domain.cost_terms import FIRST_TERMS, Authority, CostTerms, NoTerms, terms_on

LOWERED = replace(FIRST_TERMS, since=date(2027, 4, 1), limit=Decimal("300.00"), source="SI 2027/1")


def test_the_first_terms_are_those_of_2005() -> None:
    assert (FIRST_TERMS.since, FIRST_TERMS.rate) == (date(2005, 1, 1), Decimal(25))
    assert [FIRST_TERMS.limit_of(kind) for kind in Authority] == [Decimal(450), Decimal(600)]
    assert FIRST_TERMS.source == "SI 2004/3244 reg 3, reg 4(4)"


@pytest.mark.parametrize(
    ("day", "limit"),
    [
        (date(2005, 1, 1), 450),
        (date(2027, 3, 31), 450),
        (date(2027, 4, 1), 300),
        (date(2030, 1, 1), 300),
    ],
)
@pytest.mark.parametrize("table", [(FIRST_TERMS, LOWERED), (LOWERED, FIRST_TERMS)])
def test_the_terms_are_those_in_force_on_the_day(
    day: date, limit: int, table: tuple[CostTerms, ...]
) -> None:
    assert terms_on(day, table).limit == limit


def test_before_the_first_day_there_is_no_limit() -> None:
    with pytest.raises(NoTerms, match=r"^There was no cost limit yet on 2004-12-31\.$"):
        terms_on(date(2004, 12, 31))


def test_without_a_table_the_first_terms_hold() -> None:
    assert terms_on(date(2026, 11, 25)) is FIRST_TERMS


def test_the_kinds_of_authority_keep_their_names() -> None:
    assert [kind.value for kind in Authority] == ["other", "part1"]

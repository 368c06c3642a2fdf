"""The Secretary of State before old records are refused; the words to a third party."""

from datetime import date

import pytest

from exemptions.domain.register import provision
from requests_app.domain.consultation import (
    ClaimOnRecord,
    minister_not_consulted,
    words_to_third_party,
)

TODAY = date(2026, 11, 25)


def on_record(code: str, year: int | None, item: int = 1) -> ClaimOnRecord:
    return ClaimOnRecord("1", (item, None, ""), provision(code, TODAY), year)


@pytest.mark.parametrize(
    ("claims", "is_asked"),
    [
        ([on_record("s.43(2)", 2005)], True),
        ([on_record("s.43(2)", 2006)], False),
        ([on_record("s.43(2)", None)], False),
        ([on_record("s.41(1)", 1990)], False),
        ([on_record("s.43(2)", 2005), on_record("s.41(1)", 2005)], False),
        ([on_record("s.43(2)", 2005), on_record("s.41(1)", 2005, item=2)], True),
        ([on_record("reg.12(5)(e)", 2005)], True),
        ([], False),
    ],
)
def test_the_minister_is_asked_of_historical_records_on_qualified_grounds_alone(
    claims: list[ClaimOnRecord], is_asked: bool
) -> None:
    assert bool(minister_not_consulted(claims, (), TODAY)) == is_asked
    assert minister_not_consulted(claims, {"1"}, TODAY) == ()


def test_a_record_becomes_historical_at_the_end_of_its_twentieth_year() -> None:
    claims = [on_record("s.43(2)", 2006)]
    assert minister_not_consulted(claims, (), date(2026, 12, 31)) == ()
    assert minister_not_consulted(claims, (), date(2027, 1, 1)) != ()


def test_a_file_of_several_years_counts_as_its_latest() -> None:
    claims = [on_record("s.43(2)", 2005), on_record("s.42(1)", 2010)]
    assert minister_not_consulted(claims, (), TODAY) == ()


def test_the_words_say_what_is_asked_by_when_and_that_it_is_no_veto() -> None:
    words = words_to_third_party("Who won the tender?", "your prices", TODAY, "The Trust")
    for said in ("Who won the tender?", "your prices", "25 November 2026", "your own evidence",
                 "does not stop", "The decision is ours"):  # fmt: skip
        assert said in words
    assert "information that concerns you" in words_to_third_party("Who?", " ", TODAY, "The Trust")

"""When an exemption ends with the age of the record."""

from datetime import date

import pytest

from exemptions.domain.historical_end import consults_minister, has_lapsed, is_historical


@pytest.mark.parametrize(
    ("cited", "years"),
    [
        ("s.28", 30), ("s.30(1)(a)", 20), ("s.31", 100), ("s.32", 20), ("s.33", 20), ("s.35", 20),
        ("s.36", 20), ("s.36(2)(b)(i)", 20), ("s.36(2)(a)(ii)", 30), ("s.37(1)(b)", 60),
        ("s.42", 20), ("s.43(1)", 30), ("s.43(2)", 30),
    ],
)  # fmt: skip
def test_an_exemption_ends_with_its_years(cited: str, years: int) -> None:
    last_day = date(1900 + years, 12, 31)
    assert has_lapsed(cited, 1900, last_day) is False
    assert has_lapsed(cited, 1900, last_day.replace(year=last_day.year + 1, month=1)) is True


@pytest.mark.parametrize("cited", ["s.21", "s.23", "s.24", "s.30(2)", "s.38", "s.40(2)", "s.44"])
def test_other_exemptions_never_end_with_age(cited: str) -> None:
    assert has_lapsed(cited, 1900, date(2026, 1, 1)) is False


@pytest.mark.parametrize(
    ("cited", "message"),
    [
        ("s.30", "Say which limb of s.30"),
        ("s.37(1)", "Say which limb of s.37"),
        ("s.37(1)(a)", "five years after a death"),
        ("s.12", "not an exemption"),
    ],
)
def test_what_the_year_alone_cannot_decide_is_refused(cited: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        has_lapsed(cited, 1900, date(2026, 1, 1))


def test_within_twenty_years_a_death_does_not_matter() -> None:
    assert has_lapsed("s.37(1)(a)", 2006, date(2026, 12, 31)) is False


def test_a_minister_is_consulted_for_old_records_on_qualified_grounds_only() -> None:
    assert consults_minister(is_historical=True, every_ground_is_qualified=True)
    assert not consults_minister(is_historical=True, every_ground_is_qualified=False)
    assert not consults_minister(is_historical=False, every_ground_is_qualified=True)


def test_a_record_is_historical_after_twenty_whole_years() -> None:
    assert not is_historical(2005, date(2025, 12, 31))
    assert is_historical(2005, date(2026, 1, 1))

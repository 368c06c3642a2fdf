"""The end of the calendar is told long before a date could meet it."""

from datetime import date

import pytest

from requests_app.domain.calendar_end import calendar_warning, no_date_words
from requests_app.domain.uk_calendar import built_in_calendar
from requests_app.domain.working_days import Calendar


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2027, 11, 27), ""),
        (date(2027, 11, 28), "Enter the bank holidays of 2029"),
        (date(2028, 12, 31), "The calendar ends with 2028."),
        (date(2029, 1, 1), "The calendar ended with 2028"),
    ],
)
def test_the_warning_comes_four_hundred_days_before_the_end(today: date, words: str) -> None:
    said = calendar_warning(built_in_calendar(), today)
    assert words in said
    assert bool(said) == bool(words)


def test_an_empty_calendar_is_a_warning_on_any_day() -> None:
    assert "is empty" in calendar_warning(Calendar(0, -1, ()), date(2026, 1, 1))


def test_a_request_past_the_end_hears_what_is_to_be_done() -> None:
    assert no_date_words(built_in_calendar()) == (
        "No date can be worked out: the calendar ends on 31 December 2028. Enter the bank "
        "holidays of 2029 and cover that year."
    )
    assert "is empty" in no_date_words(Calendar(0, -1, ()))

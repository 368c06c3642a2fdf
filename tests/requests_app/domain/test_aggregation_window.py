"""Sixty consecutive working days, both ends counted (Fees Regulations reg 5(2)(b))."""

from datetime import date

import pytest

from requests_app.domain.aggregation_window import is_within_window, last_day_in_window
from requests_app.domain.uk_calendar import built_in_calendar

CALENDAR = built_in_calendar()


@pytest.mark.parametrize(
    ("first", "last"),
    [
        # Twelve weeks of five days end on 22 September; 13 July, 3 and 31 August are holidays in
        # one of the nations.
        (date(2026, 7, 1), date(2026, 9, 25)),
        # A Saturday is no working day: the Monday after it is the first.
        (date(2026, 9, 5), date(2026, 11, 27)),
        (date(2026, 9, 7), date(2026, 11, 27)),
    ],
)
def test_the_sixtieth_working_day_is_the_last_and_the_next_is_outside(
    first: date, last: date
) -> None:
    assert last_day_in_window(first, CALENDAR) == last
    assert CALENDAR.working_days_between(first, last) == 60
    assert is_within_window(first, last, CALENDAR)
    assert not is_within_window(first, date.fromordinal(last.toordinal() + 1), CALENDAR)
    assert is_within_window(first, first, CALENDAR)

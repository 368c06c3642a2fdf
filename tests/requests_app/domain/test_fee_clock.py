"""How long there is to pay."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests_app.domain.fee_clock import is_paid_in_time, last_day_to_pay
from requests_app.domain.regime import Regime
from requests_app.domain.uk_calendar import built_in_calendar

CALENDAR = built_in_calendar()


@pytest.mark.parametrize(
    ("given_on", "last_day"),
    [
        (date(2026, 8, 31), date(2026, 11, 30)),
        (date(2026, 9, 1), date(2026, 11, 30)),
        (date(2026, 11, 29), date(2027, 2, 28)),
        (date(2026, 11, 30), date(2027, 2, 28)),
        (date(2027, 11, 30), date(2028, 2, 29)),
        (date(2026, 10, 1), date(2026, 12, 30)),
        (date(2026, 10, 2), date(2027, 1, 1)),
        (date(2026, 1, 1), date(2026, 3, 31)),
    ],
)
def test_three_months_beginning_with_a_day_end_where_the_months_end(
    given_on: date, last_day: date
) -> None:
    assert last_day_to_pay(given_on, CALENDAR, Regime.FOIA) == last_day


@given(st.dates(date(2015, 1, 5), date(2027, 12, 31)), st.integers(0, 130))
def test_what_is_in_time_is_what_is_paid_by_the_last_day(asked_on: date, later: int) -> None:
    paid_on = date.fromordinal(asked_on.toordinal() + later)
    for regime in Regime:
        last_day = last_day_to_pay(asked_on, CALENDAR, regime)
        assert is_paid_in_time(asked_on, paid_on, CALENDAR, regime) == (paid_on <= last_day)


def test_a_prompt_payment_needs_no_calendar_of_the_year_to_come() -> None:
    assert is_paid_in_time(date(2028, 12, 1), date(2028, 12, 4), CALENDAR, Regime.EIR)


@pytest.mark.parametrize(
    ("regime", "asked_on", "last_day"),
    [
        (Regime.FOIA, date(2026, 11, 5), date(2027, 2, 4)),
        # Sixty working days after a Thursday, without the four days of Christmas and New Year.
        (Regime.EIR, date(2026, 11, 5), date(2027, 2, 4)),
        # Twelve weeks end on 24 August; 15 June, 13 July and 3 August are holidays somewhere.
        (Regime.EIR, date(2026, 6, 1), date(2026, 8, 27)),
    ],
)
def test_the_last_day_itself_is_in_time_and_the_next_is_not(
    regime: Regime, asked_on: date, last_day: date
) -> None:
    after = CALENDAR.nth_working_day_after(last_day, 1)
    assert last_day_to_pay(asked_on, CALENDAR, regime) == last_day
    assert is_paid_in_time(asked_on, last_day, CALENDAR, regime)
    assert not is_paid_in_time(asked_on, after, CALENDAR, regime)

"""How long an applicant has to pay: a fee under FOIA, a charge under EIR."""

from datetime import date, timedelta

from requests_app.domain.months import months_after
from requests_app.domain.regime import Regime
from requests_app.domain.working_days import Calendar

MONTHS_TO_PAY = 3
"""FOIA s.9(2)."""
CHARGE_DAYS = 60
"""Working days to pay a charge: EIR reg 8(5)."""


def last_day_to_pay(asked_on: date, calendar: Calendar, regime: Regime) -> date:
    """Return the last day on which a payment asked for on `asked_on` is in time.

    FOIA s.9(2): three months beginning with that day, weekends and all. EIR reg 8(5): the 60th
    working day after it. Raises CalendarEnds where that lies past the calendar.
    """
    if regime is Regime.EIR:
        return calendar.nth_working_day_after(asked_on, CHARGE_DAYS)
    # A period "beginning with" a day is one that runs from the end of the day before. Taking the
    # day off afterwards instead would end it a day early where the month is a short one.
    return months_after(asked_on - timedelta(days=1), MONTHS_TO_PAY)


def is_paid_in_time(asked_on: date, paid_on: date, calendar: Calendar, regime: Regime) -> bool:
    """Whether a payment keeps the request alive (FOIA s.9(2); EIR reg 8(5))."""
    if regime is Regime.FOIA:
        return paid_on <= last_day_to_pay(asked_on, calendar, regime)
    # Counted back from the payment, so that a prompt one needs no calendar of the future.
    day = timedelta(days=1)
    return calendar.working_days_between(asked_on + day, paid_on - day) < CHARGE_DAYS

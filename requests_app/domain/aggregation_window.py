"""Whether two requests came close enough together to add up their costs."""

from datetime import date, timedelta

from requests_app.domain.working_days import Calendar

WINDOW_DAYS = 60
"""Consecutive working days, both ends counted: Fees Regulations 2004 reg 5(2)(b)."""


def last_day_in_window(first_received_on: date, calendar: Calendar) -> date:
    """Return the 60th working day, counting the day of the first request if it is one."""
    return calendar.nth_working_day_after(first_received_on - timedelta(days=1), WINDOW_DAYS)


def is_within_window(first_received_on: date, second_received_on: date, calendar: Calendar) -> bool:
    """Whether a later request may be added. One that comes at a weekend after day 60 may not."""
    return second_received_on <= last_day_in_window(first_received_on, calendar)

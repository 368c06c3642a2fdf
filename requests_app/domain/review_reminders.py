"""When a day that comes after the answer is called to mind: before, on, and until it is done."""

from datetime import date

from requests_app.domain.working_days import Calendar

DAYS_BEFORE = frozenset({5, 1})
DAYS_LATE = frozenset({1, 3})
REPEAT_EVERY = 5
"""Working days after which a day that was missed is called to mind again, for good."""
DIRECTOR_FROM = 5
"""Working days late from which the Director of Corporate Affairs hears of it too."""


def working_days_to(due_on: date, today: date, calendar: Calendar) -> int:
    """Return the working days from `today` to `due_on`; negative once the day is over."""
    if due_on >= today:
        return calendar.working_days_between(today, due_on) - calendar.is_working_day(today)
    return -calendar.working_days_between(due_on, today) + calendar.is_working_day(due_on)


def is_called_to_mind(due_on: date, today: date, calendar: Calendar) -> bool:
    """Whether a working morning is one on which people hear of `due_on`."""
    if not calendar.is_working_day(today):
        return False
    days = working_days_to(due_on, today, calendar)
    if days >= 0:
        return days == 0 or days in DAYS_BEFORE
    return -days in DAYS_LATE or -days % REPEAT_EVERY == 0

"""How near the end of the calendar is: beyond it no date is worked out (R26)."""

from datetime import date, timedelta

from requests_app.domain.working_days import Calendar

WARNING_DAYS = 400
"""Calendar days. The longest period of all is an extended request whose charge is paid late: some
100 working days; the warning comes well before the first request could meet the end."""


def no_date_words(calendar: Calendar) -> str:
    """Say why a request that came too late for the calendar has no due date yet."""
    if calendar.last_year < calendar.first_year:
        return "No date can be worked out: the calendar is empty."
    return (
        f"No date can be worked out: the calendar ends on 31 December {calendar.last_year}. "
        f"Enter the bank holidays of {calendar.last_year + 1} and cover that year."
    )


def calendar_warning(calendar: Calendar, today: date) -> str:
    """Return what is to be done about the end of the calendar, or "" while it is far away."""
    if calendar.last_year < calendar.first_year:
        return "The calendar is empty. No due date can be worked out until it is filled."
    ends_on = date(calendar.last_year, 12, 31)
    if today > ends_on:
        return f"The calendar ended with {calendar.last_year}: no new due date can be worked out."
    if today + timedelta(days=WARNING_DAYS) <= ends_on:
        return ""
    return (
        f"The calendar ends with {calendar.last_year}. Enter the bank holidays of "
        f"{calendar.last_year + 1} and cover that year, or due dates cannot be worked out."
    )

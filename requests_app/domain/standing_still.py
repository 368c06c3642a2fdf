"""From when on something that nobody has touched stands still."""

from datetime import date, timedelta

from requests_app.domain.working_days import Calendar


def untouched_since(calendar: Calendar, today: date) -> date:
    """Return the last working day before `today`.

    What came before that day has been here for more than a whole working day. Outside the
    calendar nothing can be counted, and whatever is older than today has waited long.
    """
    day = today - timedelta(days=1)
    while calendar.first_year <= day.year <= calendar.last_year:
        if calendar.is_working_day(day):
            return day
        day -= timedelta(days=1)
    return today

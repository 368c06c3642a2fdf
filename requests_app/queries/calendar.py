"""The calendar as it stands in the database."""

from functools import lru_cache

from requests_app.domain.working_days import Calendar, Holiday, Nation
from requests_app.models import CalendarYear, NonWorkingDay


def stored_calendar() -> Calendar:
    """Return the calendar of the table: two small queries, and no copy that can grow stale."""
    years = sorted(CalendarYear.objects.values_list("year", flat=True))
    rows = tuple(
        (day, name, tuple(nations))
        for day, name, nations in NonWorkingDay.objects.values_list("day", "name", "nations")
    )
    return _calendar(years[0] if years else 0, years[-1] if years else -1, rows)


# Keyed by the rows themselves: a changed table is a different key, in every process at once.
@lru_cache(maxsize=4)
def _calendar(first_year: int, last_year: int, rows: tuple[tuple, ...]) -> Calendar:  # type: ignore[type-arg]
    holidays = tuple(
        Holiday(day=day, name=name, nations=frozenset(Nation(nation) for nation in nations))
        for day, name, nations in rows
    )
    return Calendar(first_year=first_year, last_year=last_year, holidays=holidays)

"""The calendar as it stands in the database."""

import json
from datetime import date
from functools import lru_cache

from requests_app.domain.working_days import Calendar, Holiday, Nation
from requests_app.queries.prepared import read_prepared

ROWS = """
    SELECT
        (SELECT min(year) FROM requests_app_calendaryear),
        (SELECT max(year) FROM requests_app_calendaryear),
        (SELECT json_agg(json_build_array(day, name, nations))::text
            FROM requests_app_nonworkingday)
"""


def stored_calendar() -> Calendar:
    """Return the calendar of the table: one small query, and no copy that can grow stale."""
    ((first_year, last_year, rows),) = read_prepared(ROWS)
    return _calendar(first_year or 0, last_year or -1, rows or "[]")


# Keyed by the rows themselves: a changed table is a different key, in every process at once.
@lru_cache(maxsize=4)
def _calendar(first_year: int, last_year: int, rows: str) -> Calendar:
    holidays = tuple(
        Holiday(
            day=date.fromisoformat(day),
            name=name,
            nations=frozenset(Nation(nation) for nation in nations),
        )
        for day, name, nations in json.loads(rows)
    )
    return Calendar(first_year=first_year, last_year=last_year, holidays=holidays)

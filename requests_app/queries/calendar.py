"""The calendar as it stands in the database."""

import json
from datetime import date
from functools import lru_cache

from django.db import connection

from requests_app.domain.working_days import Calendar, Holiday, Nation

ROWS = """
    SELECT
        (SELECT min(year) FROM requests_app_calendaryear),
        (SELECT max(year) FROM requests_app_calendaryear),
        (SELECT json_agg(json_build_array(day, name, nations))::text
            FROM requests_app_nonworkingday)
"""


def stored_calendar() -> Calendar:
    """Return the calendar of the table: one small query, and no copy that can grow stale."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS)
        first_year, last_year, rows = cursor.fetchone()
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

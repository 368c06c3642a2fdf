"""The built-in calendar: the non-working days of the four nations, united."""

from datetime import date
from functools import cache

import holidays

from requests_app.domain.working_days import Calendar, Holiday, Nation

FIRST_YEAR, LAST_YEAR = 2015, 2028
SUBDIVISIONS = {
    Nation.ENGLAND: "ENG",
    Nation.WALES: "WLS",
    Nation.SCOTLAND: "SCT",
    Nation.NORTHERN_IRELAND: "NIR",
}


@cache
def built_in_calendar() -> Calendar:
    """Return the calendar for 2015 to 2028, from the `holidays` package.

    The package's table for "GB" alone leaves out more than half of the days, so each nation is
    asked for. It lists an anniversary at a weekend beside its substitute; only the substitute is
    a bank holiday (Banking and Financial Dealings Act 1971, Sch. 1), so weekends are left out.
    """
    names: dict[date, str] = {}
    nations: dict[date, set[Nation]] = {}
    for nation, code in SUBDIVISIONS.items():
        found = holidays.country_holidays(
            "GB", subdiv=code, years=range(FIRST_YEAR, LAST_YEAR + 1), language="en_GB"
        )
        for day, name in found.items():
            if day.weekday() < 5:
                names.setdefault(day, name.replace("(observed)", "(substitute day)"))
                nations.setdefault(day, set()).add(nation)
    return Calendar(
        first_year=FIRST_YEAR,
        last_year=LAST_YEAR,
        holidays=tuple(Holiday(day, names[day], frozenset(nations[day])) for day in sorted(names)),
    )

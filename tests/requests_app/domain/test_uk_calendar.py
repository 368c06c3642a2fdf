"""The built-in calendar against the government's own table, nation by nation."""

import json
from datetime import date
from pathlib import Path

import pytest

from requests_app.domain.uk_calendar import built_in_calendar
from requests_app.domain.working_days import Nation

TABLE = json.loads(
    (Path(__file__).parents[2] / "data" / "golden" / "bank_holidays.json").read_text("utf-8")
)
DIVISIONS = {
    "england-and-wales": (Nation.ENGLAND, Nation.WALES),
    "scotland": (Nation.SCOTLAND,),
    "northern-ireland": (Nation.NORTHERN_IRELAND,),
}


@pytest.mark.parametrize("division", DIVISIONS)
def test_each_nation_has_exactly_the_holidays_of_the_official_table(division: str) -> None:
    official = {date.fromisoformat(event["date"]) for event in TABLE[division]["events"]}
    for nation in DIVISIONS[division]:
        ours = {each.day for each in built_in_calendar().holidays if nation in each.nations}
        assert ours == official


def test_the_calendar_covers_the_years_of_the_official_table_and_no_others() -> None:
    years = {event["date"][:4] for division in DIVISIONS for event in TABLE[division]["events"]}
    calendar = built_in_calendar()
    assert (str(calendar.first_year), str(calendar.last_year)) == (min(years), max(years))


def test_a_holiday_is_named_with_its_nation() -> None:
    calendar = built_in_calendar()
    assert {
        day: calendar.why_not(day)
        for day in (date(2026, 7, 13), date(2026, 8, 3), date(2026, 8, 31), date(2026, 12, 25))
    } == {
        date(2026, 7, 13): "Battle of the Boyne (substitute day) (Northern Ireland)",
        date(2026, 8, 3): "Summer Bank Holiday (Scotland)",
        date(2026, 8, 31): "Late Summer Bank Holiday (England, Wales and Northern Ireland)",
        date(2026, 12, 25): "Christmas Day (the whole United Kingdom)",
    }

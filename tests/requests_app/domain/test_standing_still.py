"""What has been here for more than a whole working day."""

from datetime import date

import pytest

from requests_app.domain.standing_still import untouched_since
from requests_app.domain.uk_calendar import built_in_calendar
from requests_app.domain.working_days import CalendarEnds

CALENDAR = built_in_calendar()


@pytest.mark.parametrize(
    ("today", "since"),
    [
        (date(2026, 11, 25), date(2026, 11, 24)),
        (date(2026, 11, 23), date(2026, 11, 20)),
        # Christmas, Boxing Day's substitute and a weekend lie between.
        (date(2026, 12, 29), date(2026, 12, 24)),
        # Outside the calendar nothing can be counted.
        (date(2099, 1, 1), date(2099, 1, 1)),
    ],
)
def test_it_is_the_last_working_day_before_today(today: date, since: date) -> None:
    assert untouched_since(CALENDAR, today) == since


@pytest.mark.parametrize("today", [date(2026, 11, 25), date(2026, 12, 29), date(2027, 1, 4)])
@pytest.mark.parametrize("back", range(12))
def test_what_is_older_has_seen_a_whole_working_day_go_by(today: date, back: int) -> None:
    day = date.fromordinal(today.toordinal() - back)
    try:
        is_over = CALENDAR.nth_working_day_after(day, 1) < today
    except CalendarEnds:
        is_over = True

    assert (day < untouched_since(CALENDAR, today)) is is_over

"""When a day after the answer is called to mind."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from requests_app.domain.review_reminders import is_called_to_mind, working_days_to
from requests_app.domain.uk_calendar import built_in_calendar

DUE = date(2026, 6, 17)
CALENDAR = built_in_calendar()


def test_it_is_called_to_mind_before_on_and_after_the_day_and_never_forgotten() -> None:
    mornings = [DUE + timedelta(days=each) for each in range(-14, 40)]
    told = [day for day in mornings if is_called_to_mind(DUE, day, CALENDAR)]
    assert told == [
        date(2026, 6, 9),
        date(2026, 6, 16),
        DUE,
        date(2026, 6, 18),
        date(2026, 6, 22),
        date(2026, 6, 24),
        date(2026, 7, 1),
        date(2026, 7, 8),
        date(2026, 7, 16),
        date(2026, 7, 23),
    ]


@given(st.dates(date(2025, 1, 1), date(2026, 12, 1)), st.integers(-60, 60))
def test_nobody_hears_on_a_day_off_and_the_count_changes_its_sign_at_the_day(
    due_on: date, away: int
) -> None:
    today = due_on + timedelta(days=away)
    days = working_days_to(due_on, today, CALENDAR)
    assert (days > 0) <= (today < due_on)
    assert (days < 0) <= (today > due_on)
    if is_called_to_mind(due_on, today, CALENDAR):
        assert CALENDAR.is_working_day(today)

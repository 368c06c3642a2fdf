"""The morning's work for reviews: what is near or late is asked for once, through the outbox."""

from datetime import datetime

from django.conf import settings

from requests_app.domain.london import LONDON, london_day
from requests_app.domain.review_reminders import is_called_to_mind
from requests_app.queries.calendar import stored_calendar
from requests_app.queries.complaints import regulator_days
from requests_app.queries.review_days import review_days
from requests_app.services import outbox


def make_round(*, at: datetime) -> int:
    """Ask for today's reminders of reviews, once each a morning; return how many are due."""
    today, calendar = london_day(at), stored_calendar()
    is_early = at.astimezone(LONDON).hour < settings.REMINDER_HOUR
    if is_early or not calendar.is_working_day(today):
        return 0
    due = [day for day in review_days() if is_called_to_mind(day.due_on, today, calendar)]
    for day in due:
        # The day is part of the key: a second round of the same morning finds the first one.
        key = f"remind-of-review:{day.review_id}:{today.isoformat()}"
        outbox.enqueue("remind_of_review", day.review_id, key=key, at=at)
    asked = {
        day.case_id
        for day in regulator_days(today)
        if day.is_ours and is_called_to_mind(day.day, today, calendar)
    }
    for case_id in asked:
        key = f"remind-of-regulator:{case_id}:{today.isoformat()}"
        outbox.enqueue("remind_of_regulator", case_id, key=key, at=at)
    return len(due) + len(asked)

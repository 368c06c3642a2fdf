"""The clocks of reviews, worked out from their facts and one calendar."""

from requests_app.domain.regime import Regime
from requests_app.domain.review_clock import ReviewReading, read_review
from requests_app.domain.working_days import Calendar
from requests_app.models import Review


def review_reading(review: Review, calendar: Calendar) -> ReviewReading:
    """Return the clock of a review; raise `CalendarEnds` where its calendar does."""
    return read_review(
        regime=Regime(review.case.regime),
        responded_on=review.answer.dated,
        asked_on=review.asked_on,
        calendar=calendar,
        believed_on=review.believed_on,
        extended_until=review.extended_until,
        answered_on=review.closed_on if review.outcome_letter_id else None,
    )

"""What falls due after an answer: outcomes of reviews. Who asked is not read."""

from dataclasses import dataclass
from datetime import date

from requests_app.domain.review_workflow import ReviewState
from requests_app.models import Review
from requests_app.models.review import REVIEW_CLOSED_STATES
from requests_app.queries.calendar import stored_calendar
from requests_app.queries.review_clock import review_reading

OUTCOME = "The outcome of the review"
SIGNATURE = "The signature on the outcome of the review"
DECISION = "Whether a late review is taken up"


@dataclass(frozen=True)
class ReviewDay:
    """One review that is owed. `holder_id` has it now; None means the FOI office."""

    review_id: int
    case_id: int
    reference: str
    subject: str
    owner_id: int | None
    due_on: date
    step: str
    holder_id: int | None


def review_days() -> list[ReviewDay]:
    """Return every open review with its day, in two queries for any number."""
    calendar = stored_calendar()
    rows = Review.objects.exclude(state__in=REVIEW_CLOSED_STATES).select_related("case", "answer")
    return [
        ReviewDay(
            review_id=review.pk,
            case_id=review.case_id,
            reference=review.case.reference,
            subject=review.case.subject,
            owner_id=review.case.owner_id,
            due_on=review_reading(review, calendar).due_on,
            step=_step(review),
            holder_id=_holder(review),
        )
        for review in rows.order_by("pk")
    ]


def _step(review: Review) -> str:
    state = ReviewState(review.state)
    if state is ReviewState.LATE:
        return DECISION
    return SIGNATURE if state is ReviewState.AWAITING_SIGNATURE else OUTCOME


def _holder(review: Review) -> int | None:
    state = ReviewState(review.state)
    if state is ReviewState.UNDER_WAY:
        return review.reviewer_id
    return review.signatory_id if state is ReviewState.AWAITING_SIGNATURE else None


def open_reviews() -> int:
    """Return how many reviews are open."""
    return Review.objects.exclude(state__in=REVIEW_CLOSED_STATES).count()

"""Whether an answer can be reviewed: what the service refuses, the page does not offer."""

from requests_app.domain.letter_content import LetterKind
from requests_app.domain.review_workflow import ReviewState
from requests_app.domain.workflow import State
from requests_app.models import Case, Letter, Review
from requests_app.models.review import REVIEW_CLOSED_STATES


def standing_answer(case: Case) -> Letter | None:
    """Return the answer that stands, or None where there is none to review."""
    if State(case.state) is not State.ANSWERED:
        return None
    return Letter.objects.filter(
        case=case, kind=LetterKind.RESPONSE.value, withdrawn_at__isnull=True
    ).last()


def why_not_reviewed(case: Case) -> str:
    """Return why no review of a case can be recorded now, or "" where one can."""
    answer = standing_answer(case)
    if answer is None:
        return "There is no answer to review: the request has not been answered."
    if Review.objects.filter(case=case).exclude(state__in=REVIEW_CLOSED_STATES).exists():
        return "A review of this answer is under way already."
    if Review.objects.filter(answer=answer, state=ReviewState.ANSWERED).exists():
        return (
            "This answer has been reviewed. There is one stage of review; the next is the "
            "regulator."
        )
    return ""

"""The page of one review, and the list of a person's reviews. Who asked is not read."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from requests_app import permissions
from requests_app.domain.outcomes import Outcome
from requests_app.domain.regime import Regime
from requests_app.domain.review_clock import ReviewReading, explain_review
from requests_app.domain.review_findings import BREACHES, Finding, breaches_from
from requests_app.domain.review_workflow import (
    KNOWS_APPLICANT,
    ReviewAct,
    ReviewState,
    next_of_review,
    review_objections,
    review_rows_from,
)
from requests_app.models import (
    Claim,
    ClaimFinding,
    Document,
    DocumentRole,
    Question,
    QuestionFinding,
    Review,
    User,
)
from requests_app.models.review import REVIEW_CLOSED_STATES
from requests_app.queries.calendar import stored_calendar
from requests_app.queries.review_clock import review_reading
from requests_app.queries.review_content import released_files, under_review
from requests_app.queries.review_facts import needs_signature, review_facts


@dataclass(frozen=True)
class QuestionLine:
    """One question: what was answered, what was claimed, and what the review finds."""

    question: Question
    outcome: str
    answer: str
    finding: QuestionFinding | None
    claims: tuple[tuple[Claim, ClaimFinding | None], ...]


@dataclass(frozen=True)
class ReviewPage:
    """All that the page shows. `objections` are, for each act open to the person, what is in its
    way; an act that is not there is not open.
    """

    state: ReviewState
    reading: ReviewReading
    lines: tuple[str, ...]
    questions: list[QuestionLine]
    breaches: list[tuple[str, str]]
    found_files: list[Document]
    released: list[Document]
    needs_signature: bool
    objections: dict[str, tuple[str, ...]]


def review_page(review: Review, person: User) -> ReviewPage:
    """Read the page of `review` for `person`."""
    state = ReviewState(review.state)
    reading = review_reading(review, stored_calendar())
    released = released_files(review)
    regime = Regime(review.case.regime)
    return ReviewPage(
        state=state,
        reading=reading,
        lines=explain_review(reading),
        questions=_questions(review),
        breaches=[
            (BREACHES[breach].said, BREACHES[breach].cited(regime))
            for breach in breaches_from(review.breaches)
        ],
        found_files=list(
            Document.objects.filter(
                case=review.case_id, role=DocumentRole.FOUND, removed_at__isnull=True
            )
        ),
        released=released,
        needs_signature=needs_signature(bool(released)),
        objections=_objections(review, state, person),
    )


def _questions(review: Review) -> list[QuestionLine]:
    looked_at = under_review(review)
    on_questions = {row.question_id: row for row in review.question_findings.all()}
    on_claims = {row.claim_id: row for row in review.claim_findings.all()}
    lines = []
    for question in looked_at.questions:
        answer = looked_at.answers.get(question.pk)
        lines.append(
            QuestionLine(
                question,
                Outcome(answer.outcome).label if answer and answer.outcome else "",
                answer.text if answer else "",
                on_questions.get(question.pk),
                tuple(
                    (claim, on_claims.get(claim.pk))
                    for claim in looked_at.claims
                    if claim.question_id == question.pk
                ),
            )
        )
    return lines


def _objections(review: Review, state: ReviewState, person: User) -> dict[str, tuple[str, ...]]:
    rows = [
        row
        for row in review_rows_from(state)
        if permissions.may_on_review(person, row.power, review)
    ]
    if not rows:
        return {}
    knows = any(row.power in KNOWS_APPLICANT for row in rows)
    facts = review_facts(review, person, knows_applicant=knows)
    found = {row.act.value: review_objections(row, facts) for row in rows}
    # Choosing somebody is the remedy for whoever stands there now, so that is no objection to it.
    for act in (ReviewAct.APPOINT, ReviewAct.OVERRIDE, ReviewAct.REFUSE_LATE):
        if act in found:
            found[act] = ()
    return found


@dataclass(frozen=True)
class ReviewLine:
    """One review of a list."""

    review: Review
    due_on: date
    is_late: bool
    next: str


def review_lines(reviews: QuerySet[Review], today: date) -> tuple[list[ReviewLine], list[Review]]:
    """Return the open reviews, what is due first at the top, and the latest that are closed.

    In a fixed number of queries for any number of reviews.
    """
    calendar = stored_calendar()
    rows = reviews.select_related("case", "answer", "reviewer", "signatory")
    lines = []
    for review in rows.exclude(state__in=REVIEW_CLOSED_STATES):
        due_on = review_reading(review, calendar).due_on
        lines.append(ReviewLine(review, due_on, due_on < today, what_is_next(review)))
    lines.sort(key=lambda line: (line.due_on, line.review.pk))
    closed = rows.filter(state__in=REVIEW_CLOSED_STATES).order_by("-closed_on", "-pk")[:30]
    return lines, list(closed)


def what_is_next(review: Review) -> str:
    """Return what has to happen next, in a few words."""
    state = ReviewState(review.state)
    who = review.signatory if state is ReviewState.AWAITING_SIGNATURE else review.reviewer
    return next_of_review(state, who.full_name if who else "")


def result_of(review: Review) -> str:
    """Return what a review came to, in a word; empty while it is open."""
    if ReviewState(review.state) is not ReviewState.ANSWERED:
        return ReviewState(review.state).label if not review.is_open else ""
    found = {Finding(each.finding) for each in review.question_findings.all() if each.finding}
    if not found:
        return ""
    return found.pop().label if len(found) == 1 else Finding.VARIED.label

"""What became of an answer, in one story: asked, answered, reviewed. Who asked is not read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from requests_app.domain.letter_content import LetterKind
from requests_app.domain.review_workflow import ReviewState
from requests_app.models import Case, Letter, Review
from requests_app.queries.calendar import stored_calendar
from requests_app.queries.review_clock import review_reading
from requests_app.queries.review_page import result_of, what_is_next


@dataclass(frozen=True)
class Chapter:
    """One thing that happened, or is awaited: `state` is done, now or todo."""

    label: str
    day: date | None
    state: str
    note: str = ""
    url: str = ""
    link: str = ""
    warning: str = ""


def story(case: Case) -> list[Chapter]:
    """Return the chapters of a case that was answered, in their order; none before that."""
    answers = list(Letter.objects.filter(case=case, kind=LetterKind.RESPONSE.value).order_by("pk"))
    if not answers:
        return []
    chapters = [Chapter("Asked", case.received_on, "done")]
    for letter in answers:
        url = reverse("letter-pdf", args=[case.reference, letter.pk]) if letter.pdf_sha256 else ""
        chapters.append(Chapter("Answered", letter.dated, "done", url=url, link="Our letter"))
    for review in (
        Review.objects.filter(case=case)
        .select_related("case", "answer", "reviewer", "signatory", "override_by", "outcome_letter")
        .prefetch_related("question_findings")
    ):
        chapters += _of_review(review)
    return chapters


def _of_review(review: Review) -> Iterator[Chapter]:
    reading = review_reading(review, stored_calendar())
    page = reverse("review", args=[review.pk])
    late = "" if reading.was_asked_in_time else "after the last day to ask"
    yield Chapter("Review asked for", review.asked_on, "done", note=late, url=page, link="Review")
    warning = _exception(review)
    if review.is_open:
        day = f"{reading.due_on.day} {reading.due_on:%B %Y}"
        yield Chapter(
            ReviewState(review.state).label,
            None,
            "now",
            note=f"{what_is_next(review)}; due {day}",
            warning=warning,
        )
        return
    label = "Review" if ReviewState(review.state) is ReviewState.ANSWERED else "Review closed"
    letter = review.outcome_letter
    url = (
        reverse("letter-pdf", args=[review.case.reference, letter.pk])
        if letter and letter.pdf_sha256
        else ""
    )
    yield Chapter(
        label,
        review.closed_on,
        "done",
        note=result_of(review).lower(),
        url=url,
        link="The outcome",
        warning=warning,
    )


def _exception(review: Review) -> str:
    if review.override_by is None or review.reviewer is None:
        return ""
    return (
        f"{review.reviewer.full_name} {' and '.join(review.override_of)}. "
        f"{review.override_by.full_name} allowed the review all the same: {review.override_reason}"
    )

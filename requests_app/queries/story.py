"""What became of an answer, in one story: asked, answered, reviewed, before the regulator and the
tribunal. Who asked is not read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from requests_app.domain.letter_content import LetterKind
from requests_app.domain.regulator import NoticeKind, Party
from requests_app.domain.review_workflow import ReviewState
from requests_app.models import Case, Complaint, Letter, Review
from requests_app.queries.calendar import stored_calendar
from requests_app.queries.complaints import complaints_of
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
    for complaint in complaints_of(case):
        chapters += _of_complaint(case, complaint)
    return chapters


def _of_complaint(case: Case, row: Complaint) -> Iterator[Chapter]:
    page = reverse("complaints", args=[case.reference])
    yield Chapter(
        "Complaint to the regulator", row.received_on, "done", note=row.number, url=page,
        link="The regulator",
    )  # fmt: skip
    if row.answered_on:
        yield Chapter("We answered the regulator", row.answered_on, "done")
    elif row.closed_on is None:
        yield Chapter(
            "Our response to the regulator", None, "now", note=f"due {_in_words(row.respond_by)}"
        )
    for notice in row.notices.all():
        kind = NoticeKind(notice.kind).label
        note = " ".join(filter(None, (notice.number, notice.finding)))
        yield Chapter(kind, notice.dated, "done", note=note)
        for step in notice.steps.all():
            if step.done_on is None and row.closed_on is None:
                yield Chapter(step.text, None, "now", note=f"due {_in_words(step.due_on)}")
        for appeal in notice.appeals.all():
            by = Party(appeal.by).label
            yield Chapter("Appeal to the tribunal", appeal.lodged_on, "done", note=by.lower())
            if appeal.ruled_on:
                yield Chapter("The tribunal ruled", appeal.ruled_on, "done", note=appeal.finding)
            else:
                yield Chapter("The tribunal's ruling", None, "now", note="awaited")
    if row.closed_on:
        yield Chapter("Complaint closed", row.closed_on, "done")


def _in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _of_review(review: Review) -> Iterator[Chapter]:
    reading = review_reading(review, stored_calendar())
    page = reverse("review", args=[review.pk])
    late = "" if reading.was_asked_in_time else "after the last day to ask"
    yield Chapter("Review asked for", review.asked_on, "done", note=late, url=page, link="Review")
    warning = _exception(review)
    if review.is_open:
        day = _in_words(reading.due_on)
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

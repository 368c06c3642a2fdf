"""What an applicant may see of a request: where it stands, why, and the answer."""

from dataclasses import dataclass
from datetime import date

from requests_app.domain.applicant_review import (
    review_sentence,
    time_to_ask,
    why_this_review_date,
)
from requests_app.domain.applicant_status import Step, needed, sentence, steps, why_this_date
from requests_app.domain.clock_strip import ClockStrip
from requests_app.domain.letter_content import LetterKind
from requests_app.domain.review_clock import DAYS_TO_ASK
from requests_app.domain.review_workflow import ReviewState
from requests_app.domain.workflow import State
from requests_app.domain.working_days import CalendarEnds
from requests_app.models import Case, Document, DocumentRole, Letter, Review
from requests_app.queries.calendar import stored_calendar
from requests_app.queries.clock_reading import LawDates, both_laws, drawn, reading_or_none
from requests_app.queries.fee_account import FeeOwed, fee_owed
from requests_app.queries.related_cases import standing_merging
from requests_app.queries.review_clock import review_reading
from requests_app.queries.tracking import tracking_path

WITHOUT_A_CLOCK = (
    State.INCOMPLETE,
    State.REDIRECTED,
    State.WITHDRAWN,
    State.LAPSED,
    State.CLOSED_WITHOUT_NOTICE,
    State.MERGED,
)


@dataclass(frozen=True)
class Answer:
    """The letter that answered a request, and the files that went with it."""

    letter: Letter
    files: tuple[Document, ...]


@dataclass(frozen=True)
class ReviewShown:
    """The latest review, and its outcome once the letter is made."""

    sentence: str
    lines: tuple[str, ...]
    outcome: Answer | None


@dataclass(frozen=True)
class KeptUnder:
    """The applicant's own other request, under which this one is dealt with, and its secret way."""

    reference: str
    path: str


@dataclass(frozen=True)
class ApplicantPage:
    """The whole page. `needed` is what we wait for from the applicant.

    `is_answered` without an `answer` means that the letter is still being made into a PDF.
    `may_ask` says until when a review can be asked for; empty where it cannot.
    """

    reference: str
    subject: str
    sentence: str
    needed: str
    steps: tuple[Step, ...]
    strip: ClockStrip | None
    lines: tuple[str, ...]
    laws: tuple[LawDates, ...]
    is_answered: bool
    answer: Answer | None
    fee: FeeOwed | None
    review: ReviewShown | None
    may_ask: str
    kept: KeptUnder | None = None


def applicant_page(case: Case, today: date) -> ApplicantPage:
    """Return what the applicant sees of `case`. Nothing internal is read."""
    state = State(case.state)
    calendar = stored_calendar()
    reading = reading_or_none(case, calendar)
    has_clock = state not in WITHOUT_A_CLOCK
    review = latest_review(case) if state is State.ANSWERED else None
    return ApplicantPage(
        reference=case.reference,
        subject=case.subject,
        sentence=sentence(state, reading, case.closed_on, today),
        needed=needed(state, reading),
        steps=steps(state, reading, case.closed_on, received_on=case.received_on),
        strip=drawn(reading, calendar, today, answered_on=case.closed_on)
        if has_clock and reading
        else None,
        lines=why_this_date(reading) if has_clock and reading else (),
        laws=both_laws(case, calendar) if has_clock and reading and not state.is_closed else (),
        is_answered=state is State.ANSWERED,
        answer=the_answer(case),
        fee=fee_owed(case, today),
        review=_shown(review, today) if review else None,
        may_ask=_may_ask(case, review, today),
        kept=_kept_under(case),
    )


def _kept_under(case: Case) -> KeptUnder | None:
    # Only what is one applicant's is ever merged, so that the way tells nothing to anybody else.
    merging = standing_merging(case)
    return KeptUnder(merging.into.reference, tracking_path(merging.into)) if merging else None


def latest_review(case: Case) -> Review | None:
    """Return the latest review of the answer that stands."""
    return (
        Review.objects.filter(case=case, answer__withdrawn_at__isnull=True)
        .select_related("case", "answer", "outcome_letter")
        .last()
    )


def _shown(review: Review, today: date) -> ReviewShown:
    state = ReviewState(review.state)
    reading = review_reading(review, stored_calendar())
    return ReviewShown(
        sentence=review_sentence(state, reading, today),
        lines=why_this_review_date(reading)
        if review.is_open and state is not ReviewState.LATE
        else (),
        outcome=the_outcome(review),
    )


def the_outcome(review: Review) -> Answer | None:
    """Return the outcome of a review once its PDF is made, with what it releases."""
    letter = review.outcome_letter
    if letter is None or not letter.pdf:
        return None
    released = letter.enclosures.filter(role=DocumentRole.REVIEW, removed_at__isnull=True)
    return Answer(letter, tuple(released.order_by("pk")))


def _may_ask(case: Case, review: Review | None, today: date) -> str:
    if State(case.state) is not State.ANSWERED or case.closed_on is None:
        return ""
    if review is not None and ReviewState(review.state) is not ReviewState.WITHDRAWN:
        return ""
    try:
        last_day = stored_calendar().nth_working_day_after(case.closed_on, DAYS_TO_ASK)
    except CalendarEnds:
        last_day = None
    return time_to_ask(last_day, today)


def the_answer(case: Case) -> Answer | None:
    """Return the latest answer to an answered request once its PDF is made, else None.

    An earlier answer is never shown in its place: it was reopened because it was wrong.
    """
    if State(case.state) is not State.ANSWERED:
        return None
    letter = (
        Letter.objects.filter(case=case, kind=LetterKind.RESPONSE.value, withdrawn_at__isnull=True)
        .order_by("pk")
        .last()
    )
    if letter is None or not letter.pdf:
        return None
    released = letter.enclosures.filter(role=DocumentRole.RELEASE, removed_at__isnull=True)
    return Answer(letter, tuple(released.order_by("pk")))

"""What an applicant may see of a request: where it stands, why, and the answer."""

from dataclasses import dataclass
from datetime import date

from requests_app.domain.applicant_status import Step, needed, sentence, steps, why_this_date
from requests_app.domain.clock_strip import ClockStrip
from requests_app.domain.letter_content import LetterKind
from requests_app.domain.workflow import State
from requests_app.models import Case, Document, DocumentRole, Letter
from requests_app.queries.calendar import stored_calendar
from requests_app.queries.clock_reading import drawn, reading_or_none
from requests_app.queries.fee_account import FeeOwed, fee_owed

WITHOUT_A_CLOCK = (State.INCOMPLETE, State.REDIRECTED, State.WITHDRAWN, State.LAPSED)


@dataclass(frozen=True)
class Answer:
    """The letter that answered a request, and the files that went with it."""

    letter: Letter
    files: tuple[Document, ...]


@dataclass(frozen=True)
class ApplicantPage:
    """The whole page. `needed` is what we wait for from the applicant.

    `is_answered` without an `answer` means that the letter is still being made into a PDF.
    """

    reference: str
    subject: str
    sentence: str
    needed: str
    steps: tuple[Step, ...]
    strip: ClockStrip | None
    lines: tuple[str, ...]
    is_answered: bool
    answer: Answer | None
    fee: FeeOwed | None


def applicant_page(case: Case, today: date) -> ApplicantPage:
    """Return what the applicant sees of `case`. Nothing internal is read."""
    state = State(case.state)
    calendar = stored_calendar()
    reading = reading_or_none(case, calendar)
    has_clock = state not in WITHOUT_A_CLOCK
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
        is_answered=state is State.ANSWERED,
        answer=the_answer(case),
        fee=fee_owed(case, today),
    )


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

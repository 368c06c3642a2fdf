"""What an applicant may see of a request: where it stands, why, and the answer."""

from dataclasses import dataclass
from datetime import date

from requests_app.domain.clock_strip import ClockStrip, clock_strip
from requests_app.domain.letter_content import LetterKind
from requests_app.domain.regime import Regime
from requests_app.domain.workflow import State
from requests_app.models import Case, Document, Letter
from requests_app.queries.calendar import stored_calendar
from requests_app.queries.clock_reading import clock_reading


@dataclass(frozen=True)
class Step:
    """One step of the way. `state` is done, now or todo."""

    label: str
    state: str
    note: str = ""


@dataclass(frozen=True)
class ApplicantPage:
    """The whole page. `needed` is what we wait for from the applicant."""

    sentence: str
    needed: str
    steps: tuple[Step, ...]
    strip: ClockStrip | None
    lines: tuple[str, ...]
    letter: Letter | None
    files: tuple[Document, ...]


STEPS = (
    ("We have your request", {State.RECEIVED, State.INCOMPLETE}),
    ("We have accepted it", {State.ACCEPTED}),
    ("We are looking for the information", {State.WITH_DEPARTMENTS}),
    ("We are writing the answer", {State.DRAFTING}),
    ("The answer is being checked", {State.AWAITING_SIGN_OFF, State.READY}),
    ("The answer is sent", {State.ANSWERED}),
)
DOING = {
    State.RECEIVED: "We have your request and are reading it.",
    State.ACCEPTED: "We have accepted your request.",
    State.WITH_DEPARTMENTS: "We are looking for the information.",
    State.DRAFTING: "We are writing the answer.",
    State.AWAITING_SIGN_OFF: "The answer is being checked.",
    State.READY: "The answer is about to be sent.",
}


def applicant_page(case: Case, today: date) -> ApplicantPage:
    """Return what the applicant sees of `case`. Nothing internal is read."""
    state = State(case.state)
    has_clock = state not in (State.INCOMPLETE, State.REDIRECTED, State.WITHDRAWN)
    strip = None
    if has_clock and case.due_on:
        calendar = stored_calendar()
        strip = clock_strip(
            clock_reading(case, calendar), calendar, today=today, answered_on=case.closed_on
        )
    letter = _answer(case) if state is State.ANSWERED else None
    return ApplicantPage(
        sentence=_sentence(case, state, today),
        needed=_needed(state),
        steps=_steps(state),
        strip=strip,
        lines=_lines(case),
        letter=letter,
        files=tuple(letter.enclosures.order_by("pk")) if letter else (),
    )


def _answer(case: Case) -> Letter | None:
    return (
        Letter.objects.filter(case=case, kind=LetterKind.RESPONSE.value, withdrawn_at__isnull=True)
        .exclude(pdf="")
        .order_by("-pk")
        .first()
    )


def _sentence(case: Case, state: State, today: date) -> str:
    if state is State.ANSWERED:
        return f"We answered on {_in_full(case.closed_on)}."
    if state is State.INCOMPLETE:
        return "We cannot start yet: something is missing."
    if state is State.REDIRECTED:
        return "Your message is dealt with by another team. We have written to you about it."
    if state is State.WITHDRAWN:
        return "This request is closed, because we were told that an answer is no longer needed."
    if case.due_on and case.due_on < today:
        return (
            f"{DOING[state]} Our answer was due on {_in_full(case.due_on)}. "
            "We are sorry that it is late."
        )
    return f"{DOING[state]} We will answer by {_in_full(case.due_on)}."


def _needed(state: State) -> str:
    if state is State.INCOMPLETE:
        return (
            "We have written to you about what the request still needs. Reply to that message, "
            "and we will start at once."
        )
    return ""


def _steps(state: State) -> tuple[Step, ...]:
    at = next((n for n, (_, states) in enumerate(STEPS) if state in states), None)
    if at is None:
        return ()
    last = len(STEPS) - 1
    return tuple(
        Step(label, "done" if n < at or at == last else "now" if n == at else "todo")
        for n, (label, _) in enumerate(STEPS)
    )


def _lines(case: Case) -> tuple[str, ...]:
    if not case.due_on:
        return ()
    law = (
        "section 10(1) of the Freedom of Information Act 2000"
        if case.regime == Regime.FOIA.value
        else "regulation 5(2) of the Environmental Information Regulations 2004"
    )
    return (
        f"We received your request on {_in_full(case.received_on)}. That day is not counted.",
        "We then count 20 working days: no Saturday, no Sunday, and no bank holiday in "
        "England, Wales, Scotland or Northern Ireland.",
        f"The twentieth is {_in_full(case.due_on)}. This is {law}.",
    )


def _in_full(day: date | None) -> str:
    return f"{day:%A} {day.day} {day:%B %Y}" if day else "a day we will tell you"

"""Everything the case page shows, in a fixed number of queries.

What only the FOI office may know (who asked, messages, notes) is read for the FOI office alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Prefetch

from requests_app.domain.calendar_end import no_date_words
from requests_app.domain.case_outcome import case_outcome
from requests_app.domain.clock_explanation import explain
from requests_app.domain.clock_strip import ClockStrip
from requests_app.domain.letter_content import LetterKind
from requests_app.domain.outcomes import CaseOutcome, Outcome
from requests_app.domain.statutory_clock import ClockReading
from requests_app.domain.workflow import State
from requests_app.models import (
    Applicant,
    Case,
    Clarification,
    Commission,
    Consultation,
    Document,
    Letter,
    Message,
    MessageKind,
    Note,
    Question,
    QuestionReturn,
    VexatiousProposal,
)
from requests_app.queries.calendar import stored_calendar
from requests_app.queries.clarifications import open_clarifications
from requests_app.queries.clock_ledger import LedgerRow, clock_ledger
from requests_app.queries.clock_reading import LawDates, both_laws, drawn, reading_or_none
from requests_app.queries.request_message import messages_of
from requests_app.queries.steps_page import StepsPage, steps_page
from requests_app.queries.story import Chapter, story
from requests_app.queries.vexatious_evidence import standing_proposal


@dataclass(frozen=True)
class QuestionLine:
    """One question and how far each department has come with it."""

    question: Question
    returns: list[QuestionReturn]

    @property
    def departments(self) -> str:
        """The departments that have or had it."""
        return ", ".join(found.commission.department.name for found in self.returns)

    @property
    def minutes(self) -> int:
        """Counted minutes noted so far, by all departments."""
        return sum(time.minutes for found in self.returns for time in found.times.all())


@dataclass(frozen=True)
class CasePage:
    """The page. The last five are empty for everybody but the FOI office.

    `no_date` says why there is none, where the calendar ends too early.
    """

    strip: ClockStrip | None
    lines: tuple[str, ...]
    reading: ClockReading | None
    no_date: str
    laws: tuple[LawDates, ...]
    ledger: list[LedgerRow]
    waiting: list[Clarification]
    questions: list[QuestionLine]
    commissions: list[Commission]
    letters: list[Letter]
    steps: StepsPage
    story: list[Chapter]
    outcome: CaseOutcome | None = None
    applicant: Applicant | None = None
    messages: list[Message] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    consultations: list[Consultation] = field(default_factory=list)
    proposal: VexatiousProposal | None = None


def case_page(case: Case, today: date, *, for_office: bool) -> CasePage:
    """Read the page of `case`."""
    commissions = list(case.commissions.select_related("department", "returned_by").order_by("pk"))
    shown: dict[str, Any] = {}
    if for_office:
        shown = {
            "applicant": Applicant.objects.get(pk=case.applicant_id),
            "messages": list(
                messages_of(case)
                .exclude(kind=MessageKind.INTERNAL)
                .select_related("case", "delivery")
                .prefetch_related("documents")
            ),
            "notes": list(Note.objects.filter(case=case).select_related("author")),
            "consultations": list(
                Consultation.objects.filter(question__case=case).select_related("question")
            ),
            "proposal": standing_proposal(case),
        }
    steps = steps_page(case, today)
    reading, strip, no_date = _clock(case, today, steps.milestones)
    questions, letters = _questions(case), list(Letter.objects.filter(case=case))
    return CasePage(
        strip=strip,
        lines=explain(reading) if reading else (),
        reading=reading,
        no_date=no_date,
        laws=both_laws(case, stored_calendar()) if strip else (),
        ledger=clock_ledger(case),
        waiting=list(open_clarifications(case)),
        questions=questions,
        outcome=_outcome(case, questions, letters),
        commissions=commissions,
        letters=letters,
        steps=steps,
        story=story(case),
        **shown,
    )


def _questions(case: Case) -> list[QuestionLine]:
    returns = (
        QuestionReturn.objects.select_related("commission__department")
        .prefetch_related(
            "searches",
            "times",
            Prefetch("documents", queryset=Document.objects.filter(removed_at__isnull=True)),
        )
        .order_by("commission_id")
    )
    questions = case.questions.select_related("answer").prefetch_related(
        Prefetch("returns", queryset=returns, to_attr="found")
    )
    return [QuestionLine(question, question.found) for question in questions]


def _outcome(
    case: Case, questions: list[QuestionLine], letters: list[Letter]
) -> CaseOutcome | None:
    answers = [getattr(line.question, "answer", None) for line in questions]
    return case_outcome(
        State(case.state),
        [Outcome(answer.outcome) for answer in answers if answer and answer.outcome],
        {LetterKind(letter.kind) for letter in letters},
    )


def _clock(
    case: Case, today: date, milestones: Mapping[date, tuple[str, ...]]
) -> tuple[ClockReading | None, ClockStrip | None, str]:
    state = State(case.state)
    if state in (
        State.INCOMPLETE,
        State.REDIRECTED,
        State.WITHDRAWN,
        State.LAPSED,
        State.CLOSED_WITHOUT_NOTICE,
        State.MERGED,
    ):
        return None, None, ""
    calendar = stored_calendar()
    reading = reading_or_none(case, calendar)
    strip = drawn(reading, calendar, today, milestones=milestones) if reading else None
    return reading, strip, "" if strip else no_date_words(calendar)

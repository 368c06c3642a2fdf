"""Requests that look like one of ours, with the evidence. For the FOI office alone.

PostgreSQL finds them by trigrams (near copies) and by full text (the same telling words), each
through an index; what is alike is then measured question by question.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from django.contrib.postgres.search import SearchQuery, TrigramSimilarity
from django.db.models import Q, QuerySet

from requests_app.domain.aggregation_window import WINDOW_DAYS, is_within_window
from requests_app.domain.similar_requests import (
    Likeness,
    Timing,
    searched_words,
    strongest,
    word_share,
)
from requests_app.domain.workflow import State
from requests_app.domain.working_days import Calendar, CalendarEnds
from requests_app.models import Case, Question, RequestLink
from requests_app.models.searched import LANGUAGE, searched
from requests_app.queries.calendar import stored_calendar

MOST_QUESTIONS = 20
MOST_FOUND = 50
LONGEST_SEARCH = 600
"""Characters of a question that are searched for."""
NEAR = timedelta(days=120)
"""Calendar days on either side within which sixty working days lie."""
REPEATED_WITHIN = timedelta(days=730)
TOGETHER = 3
"""How many of the longest words have to stand in a question for full text to find it."""


@dataclass(frozen=True)
class Similar:
    """Another request, why it looks alike, and what was decided about it."""

    case: Case
    is_same_person: bool
    is_same_organisation: bool
    likenesses: tuple[Likeness, ...]
    timing: Timing
    decision: RequestLink | None

    @property
    def was_answered(self) -> bool:
        """Whether it was complied with, which s.14(2) asks for."""
        return self.case.state == State.ANSWERED

    @property
    def score(self) -> float:
        """How alike the most alike questions are."""
        return self.likenesses[0].score


def similar_requests(case: Case) -> list[Similar]:
    """Return the requests that look like `case`, the most alike first."""
    questions = list(case.questions.all()[:MOST_QUESTIONS])
    found: dict[int, list[Likeness]] = {}
    cases: dict[int, Case] = {}
    for question in questions:
        for other in _candidates(case, question.text):
            cases[other.case_id] = other.case
            found.setdefault(other.case_id, []).append(
                Likeness(
                    question.number,
                    question.text,
                    other.number,
                    other.text,
                    float(other.trigrams),  # type: ignore[attr-defined]
                    word_share(question.text, other.text),
                )
            )
    decisions = {
        link.other_id: link
        for link in RequestLink.objects.filter(
            case=case, superseded_at__isnull=True
        ).select_related("decided_by")
    }
    calendar = stored_calendar()
    shown = [
        _similar(case, cases[pk], strongest(likenesses), decisions.get(pk), calendar)
        for pk, likenesses in found.items()
        if strongest(likenesses)
    ]
    return sorted(shown, key=lambda each: -each.score)


def alike(text: str) -> QuerySet[Question]:
    """Return the questions like `text`, each with its `trigrams`, the most like first.

    Both ways of looking have an index.
    """
    words = searched_words(text)
    beginning = text[:LONGEST_SEARCH]
    found = Q(text__trigram_similar=beginning)
    if words:
        found |= Q(vector=_any_of(words))
    return (
        Question.objects.annotate(
            vector=searched("text"),
            trigrams=TrigramSimilarity("text", beginning),
        )
        .filter(found)
        .order_by("-trigrams", "pk")
    )


def _candidates(case: Case, text: str) -> Iterable[Question]:
    near = Q(case__received_on__range=(case.received_on - NEAR, case.received_on + NEAR))
    same = Q(
        case__applicant=case.applicant_id,
        case__received_on__range=(case.received_on - REPEATED_WITHIN, case.received_on),
    )
    return (
        alike(text)
        .filter(near | same)
        .exclude(case=case)
        .select_related("case__applicant")[:MOST_FOUND]
    )


def _any_of(words: tuple[str, ...]) -> SearchQuery:
    """Ask for any `TOGETHER` of the words in one question."""
    groups = [" & ".join(group) for group in combinations(words, min(TOGETHER, len(words)))]
    raw = " | ".join(f"({group})" for group in groups)
    return SearchQuery(raw, search_type="raw", config=LANGUAGE)


def _similar(
    case: Case,
    other: Case,
    likenesses: tuple[Likeness, ...],
    decision: RequestLink | None,
    calendar: Calendar,
) -> Similar:
    ours, theirs = case.applicant, other.applicant
    organisation = ours.organisation.strip().casefold()
    return Similar(
        case=other,
        is_same_person=ours.pk == theirs.pk
        or bool(ours.email and ours.email.casefold() == theirs.email.casefold()),
        is_same_organisation=bool(
            organisation and organisation == theirs.organisation.strip().casefold()
        ),
        likenesses=likenesses,
        timing=timing(case, other, calendar),
        decision=decision,
    )


def timing(case: Case, other: Case, calendar: Calendar) -> Timing:
    """Return when two requests came, by the calendar; outside it they are not in the window."""
    first, second = sorted((case.received_on, other.received_on))
    try:
        days = calendar.working_days_between(first, second)
        is_within = is_within_window(first, second, calendar)
    except CalendarEnds:
        days, is_within = WINDOW_DAYS + 1, False
    return Timing(
        received_on=case.received_on,
        other_received_on=other.received_on,
        working_days=days,
        is_within_window=is_within,
        came_after_deadline=_is_after(other.received_on, case.statutory_due_on),
    )


def _is_after(day: date, deadline: date | None) -> bool:
    return deadline is not None and day > deadline


def added_up_with(case: Case) -> list[Case]:
    """Return the cases whose costs the manager has added to those of `case`, and the reverse."""
    links = RequestLink.objects.filter(
        Q(case=case) | Q(other=case), decision="added_up", superseded_at__isnull=True
    ).select_related("case", "other")
    return [link.other if link.case_id == case.pk else link.case for link in links]

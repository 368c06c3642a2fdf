"""Requests that look like one of ours, with the evidence. For the FOI office alone.

PostgreSQL finds them by the words that tell most: those that stand in few questions, as it has
counted them itself, each through the index of the full text. Only the best of what is found is
then measured, by trigrams and by words, question by question.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.postgres.search import SearchQuery, TrigramSimilarity
from django.db import connection
from django.db.models import FloatField, Q, QuerySet, Value

from requests_app.domain.aggregation_window import WINDOW_DAYS, is_within_window
from requests_app.domain.regime import Regime
from requests_app.domain.similar_requests import (
    FEW,
    WORTH_ANOTHER_LOOK,
    Group,
    Likeness,
    Timing,
    is_about_the_same,
    strongest,
    telling_groups,
    word_share,
)
from requests_app.domain.workflow import State
from requests_app.domain.working_days import Calendar, CalendarEnds
from requests_app.models import Case, Question, RequestLink
from requests_app.models.searched import LANGUAGE, searched
from requests_app.queries.calendar import stored_calendar

MOST_QUESTIONS = 20
MOST_FOUND = 80
LONGEST_SEARCH = 600
"""Characters of a question that are searched for."""
NEAR = timedelta(days=120)
"""Calendar days on either side within which sixty working days lie."""
REPEATED_WITHIN = timedelta(days=730)
INDEX = "question_words"
STEMS = "SELECT tsvector_to_array(to_tsvector(%s::regconfig, text)) FROM unnest(%s::text[]) AS text"
QUESTIONS = "SELECT reltuples FROM pg_class WHERE oid = to_regclass(%s)"
SHARES = """
SELECT word, share
FROM pg_stats, unnest(most_common_elems::text::text[], most_common_elem_freqs) AS _(word, share)
WHERE schemaname = current_schema() AND tablename = %s AND word = ANY(%s)
"""
"""In what share of the questions a word stands, for the commoner words."""


@dataclass(frozen=True)
class Similar:
    """Another request, why it looks alike, and what was decided about it."""

    case: Case
    is_same_person: bool
    is_same_organisation: bool
    likenesses: tuple[Likeness, ...]
    timing: Timing
    decision: RequestLink | None
    is_under_the_act: bool = True

    @property
    def was_answered(self) -> bool:
        """Whether it was complied with, which s.14(2) asks for."""
        return self.case.state == State.ANSWERED

    @property
    def may_be_repeated(self) -> bool:
        """Whether a person has to ask if this one repeats the other (s.14(2))."""
        return (
            self.is_same_person
            and self.was_answered
            and self.is_under_the_act
            and self.timing.other_received_on <= self.timing.received_on
        )

    @property
    def may_be_added_up(self) -> bool:
        """Whether a person has to ask if the costs of both count for each (Fees Regs reg 5).

        Of different people only where they act together, which no figure shows.
        """
        return (
            self.is_under_the_act
            and self.timing.is_within_window
            and not self.timing.came_after_deadline
        )

    @property
    def score(self) -> float:
        """How alike the most alike questions are."""
        return self.likenesses[0].score


def similar_requests(case: Case, most_questions: int = MOST_QUESTIONS) -> list[Similar]:
    """Return the requests that look like `case`, the most alike first.

    Those of the last months, those of the same person, and those of anybody that were answered:
    an answer may serve again. Only so many of its questions are looked for.
    """
    questions = list(case.questions.all()[:most_questions])
    found: dict[int, list[Likeness]] = {}
    cases: dict[int, Case] = {}
    among = looked_through(case)
    texts = [question.text for question in questions]
    for question, groups in zip(questions, groups_of(texts), strict=True):
        for other in alike(question.text, groups, among.select_related("case__applicant")):
            cases[other.case_id] = other.case
            found.setdefault(other.case_id, []).append(
                Likeness(
                    question.number,
                    question.text,
                    other.number,
                    other.text,
                    float(other.trigrams),  # type: ignore[attr-defined]
                    word_share(question.text, other.text),
                    question.pk,
                    other.pk,
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
        if is_about_the_same(strongest(likenesses), case.subject, cases[pk].subject)
    ]
    return sorted(filter(_is_shown, shown), key=lambda each: -each.score)


def looked_through(case: Case) -> QuerySet[Question]:
    """Return the questions of other requests that could matter to `case`."""
    near = Q(case__received_on__range=(case.received_on - NEAR, case.received_on + NEAR))
    same = Q(
        case__applicant=case.applicant_id,
        case__received_on__range=(case.received_on - REPEATED_WITHIN, case.received_on),
    )
    answered = Q(case__state=State.ANSWERED, case__received_on__lte=case.received_on)
    # A duplicate is shown by the case that it was merged into.
    there = Question.objects.filter(near | same | answered).exclude(case__state=State.MERGED)
    return there.exclude(case=case)


def _is_shown(each: Similar) -> bool:
    """Whether it is near in time, of the same person, or so much alike that it may serve."""
    is_near = abs(each.timing.other_received_on - each.timing.received_on) <= NEAR
    return is_near or each.is_same_person or each.score >= WORTH_ANOTHER_LOOK


def stems_of(texts: list[str]) -> list[list[str]]:
    """Return the stems of the words of each text, as the index of the full text knows them."""
    with connection.cursor() as cursor:
        cursor.execute(STEMS, [LANGUAGE, texts])
        return [row[0] for row in cursor.fetchall()]


def groups_of(texts: list[str]) -> list[tuple[Group, ...]]:
    """Return for each text the words to look for."""
    stems = stems_of([text[:LONGEST_SEARCH] for text in texts])
    with connection.cursor() as cursor:
        cursor.execute(QUESTIONS, [INDEX])
        counted = cursor.fetchone()
        cursor.execute(SHARES, [INDEX, list({stem for each in stems for stem in each})])
        shares: Mapping[str, float] = dict(cursor.fetchall())
    questions = int(counted[0]) if counted else 0
    return [
        telling_groups((stem for stem in each if stem.isalnum()), shares, questions)
        for each in stems
    ]


def candidates(groups: tuple[Group, ...]) -> QuerySet[Question, tuple[int, float]]:
    """Return pairs of a question and the weight of a group that stands in it, by the index.

    Of all questions: to ask at each whose it is would take longer than to find it.
    """
    parts = [
        Question.objects.annotate(vector=searched("text"), weight=Value(group.weight, FloatField()))
        .filter(vector=SearchQuery(" & ".join(group.words), search_type="raw", config="simple"))
        .order_by()
        .values_list("pk", "weight")[:FEW]
        for group in groups
    ]
    return parts[0].union(*parts[1:], all=True)


def alike(text: str, groups: tuple[Group, ...], among: QuerySet[Question]) -> list[Question]:
    """Return those of `among` most like `text`, each with its `trigrams`, the most like first.

    Where many are alike, the latest are looked at.
    """
    if not groups:
        return []
    found: defaultdict[int, float] = defaultdict(float)
    for pk, weight in candidates(groups):
        found[pk] += weight
    best = sorted(found, key=lambda pk: (-found[pk], -pk))[:MOST_FOUND]
    measured = TrigramSimilarity("text", text[:LONGEST_SEARCH])
    return list(among.filter(pk__in=best).annotate(trigrams=measured).order_by("-trigrams", "pk"))


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
        is_under_the_act=Regime.EIR not in (case.regime, other.regime),
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
    links = (
        RequestLink.objects.filter(
            Q(case=case) | Q(other=case), decision="added_up", superseded_at__isnull=True
        )
        # A duplicate costs nothing of its own.
        .exclude(Q(case__state=State.MERGED) | Q(other__state=State.MERGED))
        .select_related("case", "other")
    )
    return [link.other if link.case_id == case.pk else link.case for link in links]

"""Whether a case is a duplicate of another, with all that a person needs in order to say so."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from requests_app.domain.clock_facts import ClockFact, EntryKind
from requests_app.domain.clock_what_if import Supposed, WhatIf, what_if
from requests_app.domain.errors import RuleBroken
from requests_app.domain.letter_content import LetterKind
from requests_app.domain.merging import (
    Side,
    WhoAsked,
    are_two_aliases,
    day_that_counts,
    is_same_applicant,
    why_not_merged,
)
from requests_app.domain.regime import Regime
from requests_app.domain.similar_requests import Likeness, word_share
from requests_app.domain.workflow import CLOSED, Action, State, row_for
from requests_app.domain.working_days import CalendarEnds
from requests_app.models import (
    Applicant,
    Case,
    ClockEntry,
    Complaint,
    Consultation,
    FeeNotice,
    Letter,
    Question,
    Splitting,
    VexatiousProposal,
)
from requests_app.models.vexatious import ProposalState
from requests_app.queries.calendar import stored_calendar
from requests_app.queries.clock_reading import facts_of, leading_count
from requests_app.queries.related_cases import duplicates_of

MOST_SHOWN = 10
SAME = 0.6
"""From this share of common words on, a question is taken to be asked in both; a person reads."""


@dataclass(frozen=True)
class SideBySide:
    """A question of the duplicate, and the one of the case that stays that is most like it."""

    question: Question
    other: Question | None


@dataclass(frozen=True)
class Possible:
    """Another case of the same applicant, and what merging into it would do."""

    case: Case
    questions: tuple[SideBySide, ...]
    counts_from: date
    what_if: WhatIf | None
    why_not: tuple[str, ...]

    @property
    def only_here(self) -> str:
        """The numbers of the questions that the other case does not seem to ask."""
        return ", ".join(one.question.number for one in self.questions if one.other is None)

    @property
    def is_alike(self) -> bool:
        """Whether the other case seems to ask any of it."""
        return any(one.other for one in self.questions)


def possible_mergings(case: Case, today: date) -> list[Possible]:
    """Return the open cases of the same applicant, each with what merging into it would do.

    Those that ask for the like stand first.

    A fixed number of queries for any number of them.
    """
    others, duplicate = _same_applicants_cases(case), _tied_side(case)
    theirs = list(case.questions.all())
    moved = _moved(case, others, today)
    found = [
        Possible(
            other,
            tuple(SideBySide(one, _most_like(one, other.questions.all())) for one in theirs),
            counts_from(case, other),
            moved.get(other.pk),
            _objections(case, duplicate, other),
        )
        for other in others
    ]
    return sorted(found, key=lambda one: not one.is_alike)


def _moved(case: Case, others: Iterable[Case], today: date) -> dict[int, WhatIf]:
    """Return what would become of the dates of those that `case` came before, by their numbers."""
    later = {one.pk: one for one in others if counts_from(case, one) < one.received_on}
    if not later:
        return {}
    calendar, leads = stored_calendar(), leading_count()
    found = {}
    for pk, facts in facts_of(later).items():
        receipts = tuple(fact for fact in facts if fact.kind is EntryKind.RECEIVED)
        day = ClockFact(EntryKind.RECEIVED, counts_from(case, later[pk]), None)
        step = Supposed("Once they are merged", (day,), without=receipts)
        # Past the calendar there is no date to show, and none is guessed.
        with suppress(CalendarEnds):
            found[pk] = what_if(
                facts, [step], calendar, regime=Regime(later[pk].regime), leads=leads, today=today
            )
    return found


def _same_applicants_cases(case: Case) -> list[Case]:
    asked = case.applicant
    by_address = Q(pk=asked.pk)
    if asked.email:
        by_address |= Q(email__iexact=asked.email)
    if asked.postal_address.strip():
        by_address |= Q(postal_address__iexact=asked.postal_address)
    people = [who for who in Applicant.objects.filter(by_address) if is_same(asked, who)]
    return list(
        Case.objects.filter(applicant__in=people)
        .exclude(state__in=CLOSED)
        .exclude(pk=case.pk)
        .select_related("applicant")
        .prefetch_related("questions")
        .order_by("received_on", "pk")[:MOST_SHOWN]
    )


def _most_like(one: Question, others: Iterable[Question]) -> Question | None:
    pairs = [
        (Likeness("", one.text, "", other.text, 0, word_share(one.text, other.text)), other)
        for other in others
    ]
    alike = [(each, other) for each, other in pairs if each.is_copy or each.words >= SAME]
    return max(alike, key=lambda pair: (pair[0].is_copy, pair[0].words))[1] if alike else None


def who(applicant: Applicant) -> WhoAsked:
    """Return an applicant as the rules know one."""
    return WhoAsked(applicant.pk, applicant.name, applicant.email, applicant.postal_address)


def is_same(one: Applicant, other: Applicant) -> bool:
    """Whether two rows are one applicant."""
    return is_same_applicant(who(one), who(other))


def counts_from(duplicate: Case, kept: Case) -> date:
    """Return the day of receipt of both, once they are one."""
    return day_that_counts(_side(duplicate), _side(kept))


def objections_to(duplicate: Case, kept: Case) -> tuple[str, ...]:
    """Return why `duplicate` cannot be merged into `kept`; nothing where it can."""
    return _objections(duplicate, _tied_side(duplicate), kept)


def _objections(duplicate: Case, tied: Side, kept: Case) -> tuple[str, ...]:
    said = []
    for case, action in ((duplicate, Action.MERGE), (kept, Action.TAKE_IN_DUPLICATE)):
        try:
            row_for(action, State(case.state))
        except RuleBroken:
            said.append(f"{case.reference} is at “{State(case.state).label}”.")
    one, other = who(duplicate.applicant), who(kept.applicant)
    same, aliases = is_same_applicant(one, other), are_two_aliases(one, other)
    return (
        *said,
        *why_not_merged(tied, _side(kept), is_same=same, has_two_aliases=aliases),
    )


def _side(case: Case) -> Side:
    return Side(case.reference, State(case.state), Regime(case.regime), case.received_on)


def _tied_side(case: Case) -> Side:
    took_in = duplicates_of(case)
    return replace(
        _side(case),
        ties=ties_of(case),
        took_in=tuple(took_in.values_list("case__reference", flat=True)),
        is_split_off=Splitting.objects.filter(case=case, ended_at__isnull=True).exists(),
    )


def ties_of(case: Case) -> tuple[str, ...]:
    """Return what was done under this reference that somebody outside counts on."""
    moved = ClockEntry.objects.filter(
        case=case, counters__isnull=True, countered_by__isnull=True
    ).exclude(kind=EntryKind.RECEIVED.value)
    letters = Letter.objects.filter(case=case, withdrawn_at__isnull=True).exclude(
        kind=LetterKind.ACKNOWLEDGEMENT.value
    )
    pending = (ProposalState.WAITING, ProposalState.APPROVED)
    found = (
        (
            moved.exists(),
            "Its clock was stopped or prolonged. Take that entry back first, or merge the other "
            "case into this one.",
        ),
        (
            letters.exists(),
            "A letter went out under its reference. Merge the other case into this one.",
        ),
        (
            FeeNotice.objects.filter(case=case, cancelled_at__isnull=True).exists(),
            "A fee was asked for under its reference. Cancel it first.",
        ),
        (
            VexatiousProposal.objects.filter(case=case, state__in=pending).exists(),
            "Section 14 was proposed on it. Take the proposal back first.",
        ),
        (
            Consultation.objects.filter(question__case=case).exists(),
            "A third party was consulted on it. Merge the other case into this one.",
        ),
        (
            Complaint.objects.filter(case=case).exists(),
            "The regulator knows it by its reference. Merge the other case into this one.",
        ),
    )
    return tuple(words for is_so, words in found if is_so)

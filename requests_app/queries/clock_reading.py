"""A case's clock, read from its ledger."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from requests_app.domain.clock_strip import ClockStrip, clock_strip
from requests_app.domain.letter_wording import STATUTE
from requests_app.domain.regime import Regime
from requests_app.domain.statutory_clock import (
    ClockFact,
    ClockReading,
    Effect,
    EntryKind,
    work_out,
)
from requests_app.domain.two_laws import work_out_leading, work_out_other
from requests_app.domain.working_days import Calendar, CalendarEnds
from requests_app.models import Case, ClockEntry, Question


def leading_count() -> Effect:
    """Return which of the two counts people work to, as the authority has set it."""
    return Effect.SUSPEND if settings.CLOCK_LEADS == "policy" else Effect.RESTART


def clock_facts(case: Case) -> tuple[ClockFact, ...]:
    """Return the entries that stand: neither countered nor counter-entries themselves."""
    standing = ClockEntry.objects.filter(
        case=case, countered_by__isnull=True, counters__isnull=True
    )
    return tuple(
        ClockFact(EntryKind(kind), on, until)
        for kind, on, until in standing.values_list("kind", "on", "until")
    )


def facts_of(case_ids: Iterable[int]) -> dict[int, list[ClockFact]]:
    """Return the entries that stand of many cases, in one query."""
    facts: dict[int, list[ClockFact]] = {pk: [] for pk in case_ids}
    standing = ClockEntry.objects.filter(
        case__in=facts, countered_by__isnull=True, counters__isnull=True
    )
    for case_id, kind, on, until in standing.values_list("case_id", "kind", "on", "until"):
        facts[case_id].append(ClockFact(EntryKind(kind), on, until))
    return facts


def hybrids(case_ids: Iterable[int]) -> frozenset[int]:
    """Return those of the cases that have a question under the other law than their own."""
    found = Question.objects.filter(case__in=case_ids).exclude(regime="")
    return frozenset(found.values_list("case_id", flat=True))


def clock_reading(case: Case, calendar: Calendar) -> ClockReading:
    """Work out the dates that people work to; of two laws the earlier that binds."""
    return work_out_leading(
        clock_facts(case),
        calendar,
        regime=Regime(case.regime),
        leads=leading_count(),
        is_hybrid=bool(hybrids([case.pk])),
    )


def own_reading(case: Case, calendar: Calendar) -> ClockReading:
    """Work out the dates by the law of the case itself, whatever its questions are under."""
    return work_out(clock_facts(case), calendar, regime=Regime(case.regime), leads=leading_count())


@dataclass(frozen=True)
class LawDates:
    """One of the two laws of a case: its questions, and the dates that it gives them."""

    law: str
    questions: tuple[str, ...]
    reading: ClockReading

    @property
    def words(self) -> str:
        """The questions and the law, in words."""
        one = len(self.questions) == 1
        return f"Question{'' if one else 's'} {', '.join(self.questions)}: {self.law}"


def both_laws(case: Case, calendar: Calendar) -> tuple[LawDates, ...]:
    """Return the dates of each law of a case that is under two; empty for all others.

    Raises CalendarEnds rather than guess.
    """
    numbers: dict[str, list[str]] = {}
    for question in case.questions.all():
        numbers.setdefault(question.regime or case.regime, []).append(question.number)
    if len(numbers) < 2:
        return ()
    regime, leads, facts = Regime(case.regime), leading_count(), clock_facts(case)
    readings = (
        work_out(facts, calendar, regime=regime, leads=leads),
        work_out_other(facts, calendar, regime=regime, leads=leads),
    )
    return tuple(
        LawDates(STATUTE[each.regime], tuple(numbers[each.regime.value]), each) for each in readings
    )


def reading_or_none(case: Case, calendar: Calendar) -> ClockReading | None:
    """Work out the dates of `case`; None where they would lie past the calendar."""
    try:
        return clock_reading(case, calendar)
    except CalendarEnds:
        return None


def readings_of(cases: Iterable[Case], calendar: Calendar) -> dict[int, ClockReading]:
    """Work out the dates of many cases at once, in one query.

    A case whose dates would lie past the calendar is left out: no date is better than a guess.
    """
    by_case = {case.pk: case for case in cases}
    facts = facts_of(by_case)
    leads = leading_count()
    of_both = hybrids(by_case)
    readings: dict[int, ClockReading] = {}
    for pk, entries in facts.items():
        regime = Regime(by_case[pk].regime)
        with suppress(CalendarEnds):
            if entries:
                readings[pk] = work_out_leading(
                    entries, calendar, regime=regime, leads=leads, is_hybrid=pk in of_both
                )
    return readings


def drawn(
    reading: ClockReading,
    calendar: Calendar,
    today: date,
    *,
    milestones: Mapping[date, tuple[str, ...]] | None = None,
    answered_on: date | None = None,
) -> ClockStrip | None:
    """Draw up the strip of a case; None where it would run past the calendar."""
    try:
        return clock_strip(
            reading, calendar, today=today, milestones=milestones, answered_on=answered_on
        )
    except CalendarEnds:
        return None

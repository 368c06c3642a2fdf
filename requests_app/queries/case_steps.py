"""The steps of many cases at once: a fixed number of queries, whatever their number."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum

from requests_app.domain.case_steps import CaseDays, Part, Progress, Step, case_days, steps_of
from requests_app.domain.cost_activities import COUNTED
from requests_app.domain.cost_terms import CostTerms
from requests_app.domain.milestone_plan import Milestone
from requests_app.domain.regime import Regime
from requests_app.domain.statutory_clock import ClockFact, Effect, EntryKind
from requests_app.domain.two_laws import work_out_leading
from requests_app.domain.workflow import State
from requests_app.domain.working_days import Calendar
from requests_app.models import (
    Case,
    ClockEntry,
    Commission,
    Draft,
    EstimateLine,
    Held,
    NarrowingOffer,
    SignOff,
    SignOffOutcome,
    TickedStep,
    TimeSpent,
)
from requests_app.models.case import CLOSED_STATES
from requests_app.queries.clock_reading import hybrids
from requests_app.queries.cost_terms import our_kind, stored_terms

BATCH = 2_000
SUBJECT_NOT_CHECKED = frozenset({State.RECEIVED, State.INCOMPLETE, State.ACCEPTED})
"""States in which nobody has yet seen to it that the subject names no applicant."""


@dataclass(frozen=True)
class CaseLine:
    """What a reminder says of a case, and who has it. Who asked is no part of it."""

    pk: int
    reference: str
    subject: str
    state: State
    regime: str
    owner_id: int | None
    has_press_interest: bool | None
    statutory_due_on: date | None
    signatory_id: int | None = None
    sign_off_id: int | None = None


@dataclass(frozen=True)
class StepsOfCase:
    """A case and its steps; none where its calendar ends or its ledger has no receipt."""

    case: CaseLine
    steps: tuple[Step, ...]


COLUMNS = (
    "pk", "reference", "subject", "state", "regime", "owner_id", "has_press_interest",
    "statutory_due_on",
)  # fmt: skip


def open_cases() -> QuerySet[Case]:
    """Return the cases that are owed anything. Put as the index of the morning's round has it."""
    return Case.objects.exclude(state__in=CLOSED_STATES)


class StepReader:
    """Reads steps with one plan and one calendar. What cases have in common is worked out once."""

    def __init__(self, plan: tuple[Milestone, ...], calendar: Calendar, today: date) -> None:
        self.plan, self.calendar, self.today = plan, calendar, today
        self._terms = stored_terms(today)
        self._days: dict[tuple[object, ...], CaseDays | None] = {}

    def read(self, cases: QuerySet[Case]) -> Iterator[StepsOfCase]:
        """Yield the steps of each case, in the order of the cases."""
        rows = list(cases.values_list(*COLUMNS))
        for start in range(0, len(rows), BATCH):
            yield from self._batch(rows[start : start + BATCH])

    def _batch(self, rows: Collection[tuple[Any, ...]]) -> Iterator[StepsOfCase]:
        ids = [row[0] for row in rows]
        facts = _facts(ids)
        parts = _parts(ids)
        drafted = set(Draft.objects.filter(case__in=ids).values_list("case_id", flat=True))
        over = _over_cost_limit(ids, self._terms)
        offered = set(NarrowingOffer.objects.filter(case__in=ids).values_list("case_id", flat=True))
        ticked = _ticked(ids)
        of_both = hybrids(ids)
        signing = {
            case_id: (signatory_id, pk)
            for case_id, signatory_id, pk in SignOff.objects.filter(
                case__in=ids, outcome=SignOffOutcome.PENDING
            ).values_list("case_id", "signatory_id", "pk")
        }
        for row in rows:
            line = _line(row, signing)
            days = self._days_of(facts.get(line.pk, ()), line.regime, is_hybrid=line.pk in of_both)
            progress = Progress(
                state=line.state,
                has_press_interest=line.has_press_interest,
                is_over_cost_limit=line.pk in over,
                has_narrowing_offer=line.pk in offered,
                has_draft=line.pk in drafted,
                parts=tuple(parts.get(line.pk, ())),
                ticked=frozenset(ticked.get(line.pk, ())),
            )
            yield StepsOfCase(line, steps_of(progress, days, self.plan) if days else ())

    def _days_of(
        self, facts: Iterable[ClockFact], regime: str, *, is_hybrid: bool
    ) -> CaseDays | None:
        key = (regime, is_hybrid, *facts)
        if key not in self._days:
            self._days[key] = self._work_out(facts, Regime(regime), is_hybrid=is_hybrid)
        return self._days[key]

    def _work_out(
        self, facts: Iterable[ClockFact], regime: Regime, *, is_hybrid: bool
    ) -> CaseDays | None:
        # No receipt, or a day past the calendar (CalendarEnds): no day is better than a wrong one.
        try:
            reading = work_out_leading(
                facts, self.calendar, regime=regime, leads=Effect.RESTART, is_hybrid=is_hybrid
            )
            return case_days(reading, self.plan, self.today)
        except ValueError:
            return None


def _line(row: tuple[Any, ...], signing: dict[int, tuple[int, int]]) -> CaseLine:
    pk, reference, subject, state, regime, owner_id, press, by_law = row
    signatory_id, sign_off_id = signing.get(pk, (None, None))
    return CaseLine(
        pk, reference, subject, State(state), regime, owner_id, press, by_law,
        signatory_id, sign_off_id,
    )  # fmt: skip


def _facts(ids: list[int]) -> dict[int, tuple[ClockFact, ...]]:
    entries = ClockEntry.objects.filter(
        case__in=ids, countered_by__isnull=True, counters__isnull=True
    ).order_by("case_id", "on", "pk")
    found: dict[int, list[ClockFact]] = defaultdict(list)
    for case_id, kind, on, until in entries.values_list("case_id", "kind", "on", "until"):
        found[case_id].append(ClockFact(EntryKind(kind), on, until))
    return {case_id: tuple(facts) for case_id, facts in found.items()}


def _parts(ids: list[int]) -> dict[int, list[Part]]:
    rows = (
        Commission.objects.filter(case__in=ids, returned_at__isnull=True)
        .annotate(
            asked=Count("returns"),
            known=Count("returns", filter=Q(returns__held__in=(Held.HELD, Held.NOT_HELD))),
        )
        .order_by("pk")
    )
    found: dict[int, list[Part]] = defaultdict(list)
    for row in rows.values_list(
        "case_id", "pk", "department_id", "received_on", "estimate_due_on", "answer_due_on",
        "asked", "known",
    ):  # fmt: skip
        case_id, pk, department_id, received_on, estimate_by, answer_by, asked, known = row
        found[case_id].append(
            Part(pk, department_id, received_on, estimate_by, answer_by, knows_held=asked == known)
        )
    return found


def _over_cost_limit(ids: list[int], terms: CostTerms) -> set[int]:
    """Return the cases of which the estimate, or the time spent already, is past the limit."""
    estimated = (
        EstimateLine.objects.filter(
            estimate__case__in=ids,
            estimate__superseded_at__isnull=True,
            estimate__scope=0,
            activity__in=COUNTED,
        )
        .values_list("estimate__case_id")
        .annotate(hours=Sum(F("hours_expected") * F("persons")), expense=Sum("expense"))
    )
    spent = (
        TimeSpent.objects.filter(question_return__question__case__in=ids)
        .values_list("question_return__question__case_id")
        .annotate(minutes=Sum("minutes"))
    )
    limit = terms.limit_of(our_kind())
    over = {pk for pk, hours, expense in estimated if hours * terms.rate + expense > limit}
    return over | {pk for pk, minutes in spent if minutes * terms.rate > limit * 60}


def _ticked(ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for case_id, key in TickedStep.objects.filter(case__in=ids).values_list(
        "case_id", "milestone__key"
    ):
        found[case_id].append(key)
    return found

"""Works out the dates of all open cases at once, as after a change of the calendar."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from itertools import groupby, islice
from operator import itemgetter
from typing import Any, NamedTuple

from django.db import connection, transaction

from requests_app.domain.milestones import department_limits
from requests_app.domain.regime import Regime
from requests_app.domain.statutory_clock import ClockFact, ClockReading, EntryKind
from requests_app.domain.two_laws import work_out_leading
from requests_app.domain.workflow import OPEN
from requests_app.domain.working_days import CalendarEnds
from requests_app.models import Case, ClockEntry, Commission
from requests_app.models.case import LOOK_NOW
from requests_app.queries.calendar import stored_calendar
from requests_app.queries.clock_reading import hybrids, leading_count
from requests_app.queries.milestone_plan import stored_allowance
from requests_app.services.clock import Dates, dates_of, refresh

CASES_A_WRITE = 5_000
CASE_COLUMNS = (
    "case_id",
    "case__version",
    "case__reference",
    "case__regime",
    "case__received_on",
    "case__due_on",
    "case__statutory_due_on",
)
FACT_COLUMNS = ("kind", "on", "until")
Facts = tuple[tuple[str, date, date | None], ...]
WRITE_DATES = """
    UPDATE requests_app_case AS c
    SET received_on = n.received_on, due_on = n.due_on, statutory_due_on = n.statutory_due_on,
        reminders_from = %s
    FROM unnest(%s::bigint[], %s::bigint[], %s::date[], %s::date[], %s::date[])
        AS n (id, version, received_on, due_on, statutory_due_on)
    WHERE c.id = n.id AND c.version = n.version
    RETURNING c.id
"""
WRITE_LIMITS = """
    UPDATE requests_app_commission AS c
    SET estimate_due_on = n.estimate_due_on, answer_due_on = n.answer_due_on
    FROM unnest(%s::bigint[], %s::date[], %s::date[]) AS n (id, estimate_due_on, answer_due_on)
    WHERE c.id = n.id
"""


class Moved(NamedTuple):
    """A case whose dates are others now; `due_before` and `due_on` are the day people work to."""

    case_id: int
    reference: str
    due_before: date | None
    due_on: date | None


class _Limits(NamedTuple):
    """The days that a department is held to."""

    commission_id: int
    estimate_due_on: date
    answer_due_on: date


class _Change(NamedTuple):
    """What to write, and the version of the case that it was worked out from."""

    moved: Moved
    version: int
    before: Dates
    dates: Dates
    limits: tuple[_Limits, ...]


@transaction.atomic
def recompute_open() -> list[Moved]:
    """Write the dates of every open case that are others by today's calendar; say which moved.

    The limits of its departments move with it. One query reads all the ledgers, one what
    departments owe, and two write each few thousand cases. A case that somebody
    changes in between keeps what they wrote and is worked out again by itself. Raises
    CalendarEnds, with nothing written, rather than guess; a case that has no date yet for that
    very reason goes on waiting.
    """
    moved: list[Moved] = []
    changes = _changes(_standing_entries(), _owed_by_departments())
    while batch := list(islice(changes, CASES_A_WRITE)):
        written = _write(batch)
        for change in batch:
            if change.moved.case_id not in written:
                moved += filter(None, [recompute(change.moved.case_id)])
            elif change.dates != change.before:
                moved.append(change.moved)
    return moved


@transaction.atomic
def recompute(case_id: int) -> Moved | None:
    """Work out the dates of one case again; return what moved."""
    case = Case.objects.select_for_update().get(pk=case_id)
    before = Dates(case.received_on, case.due_on, case.statutory_due_on)
    refresh(case)
    if before == Dates(case.received_on, case.due_on, case.statutory_due_on):
        return None
    return Moved(case_id, case.reference, before.due_on, case.due_on)


def _standing_entries() -> Iterator[tuple[Any, ...]]:
    """Yield each standing entry of the open cases beside what stands on its case."""
    return (
        ClockEntry.objects.filter(
            case__state__in=OPEN, countered_by__isnull=True, counters__isnull=True
        )
        .order_by("case_id", "on", "pk")
        .values_list(*CASE_COLUMNS, *FACT_COLUMNS)
        .iterator(chunk_size=CASES_A_WRITE)
    )


def _owed_by_departments() -> dict[int, list[tuple[date, _Limits]]]:
    """Return what departments still owe, by case: the day they were asked, and their limits."""
    owed: dict[int, list[tuple[date, _Limits]]] = {}
    rows = Commission.objects.filter(case__state__in=OPEN, returned_at__isnull=True)
    for row in rows:
        limits = _Limits(row.pk, row.estimate_due_on, row.answer_due_on)
        owed.setdefault(row.case_id, []).append((row.received_on, limits))
    return owed


def _changes(
    entries: Iterable[tuple[Any, ...]], owed: Mapping[int, list[tuple[date, _Limits]]]
) -> Iterator[_Change]:
    calendar, leads, allowance = stored_calendar(), leading_count(), stored_allowance()

    # Most cases of a day have the same ledger: received, and nothing else.
    @cache
    def read(regime: str, is_hybrid: bool, facts: Facts) -> ClockReading:
        entered = [ClockFact(EntryKind(kind), on, until) for kind, on, until in facts]
        return work_out_leading(
            entered, calendar, regime=Regime(regime), leads=leads, is_hybrid=is_hybrid
        )

    @cache
    def limits(
        regime: str, is_hybrid: bool, facts: Facts, asked_on: date
    ) -> tuple[date, date] | None:
        reading = read(regime, is_hybrid, facts)
        if reading.policy.waiting_for:
            return None
        found = department_limits(
            reading, calendar, department_received_on=asked_on, allowance=allowance
        )
        return found.estimate_by, found.draft_by

    of_both = hybrids(Case.objects.filter(state__in=OPEN).values_list("pk", flat=True))
    split = len(CASE_COLUMNS)
    for case, rows in groupby(entries, key=itemgetter(slice(split))):
        case_id, version, reference, regime, *stored = case
        facts = tuple(row[split:] for row in rows)
        laws = (regime, case_id in of_both)
        before = Dates(*stored)
        try:
            dates = dates_of(read(*laws, facts))
        except CalendarEnds:
            if before.statutory_due_on is None:
                # It waits for its year, and holds up nobody else's date.
                continue
            raise
        moved_limits = tuple(
            _Limits(row.commission_id, *now)
            for asked_on, row in owed.get(case_id, ())
            if (now := limits(*laws, facts, asked_on)) and now != row[1:]
        )
        if dates != before or moved_limits:
            moved = Moved(case_id, reference, before.due_on, dates.due_on)
            yield _Change(moved, version, before, dates, moved_limits)


def _write(changes: list[_Change]) -> set[int]:
    """Write what became of the cases that are still as they were read; return which those are."""
    with connection.cursor() as cursor:
        cursor.execute(
            WRITE_DATES,
            [
                LOOK_NOW,
                [change.moved.case_id for change in changes],
                [change.version for change in changes],
                [change.dates.received_on for change in changes],
                [change.dates.due_on for change in changes],
                [change.dates.statutory_due_on for change in changes],
            ],
        )
        written = {case_id for (case_id,) in cursor.fetchall()}
        limits = [row for each in changes if each.moved.case_id in written for row in each.limits]
        if limits:
            cursor.execute(WRITE_LIMITS, [list(column) for column in zip(*limits, strict=True)])
        return written

"""Every open case worked out again after a new holiday, beside PostgreSQL rewriting the column."""

from collections.abc import Callable
from datetime import date
from time import perf_counter

from django.db import connection, transaction
from django.utils import timezone

from bench.measuring import Row, Table, Timing, beside
from bench.population import Population
from bench.sizes import Size
from requests_app.domain.workflow import OPEN
from requests_app.models import Case, NonWorkingDay
from requests_app.queries.calendar import stored_calendar
from requests_app.services.recomputing import recompute, recompute_open

REWRITE = "PostgreSQL alone: `UPDATE … SET due_on = due_on + 1`"
RECOMPUTE = "every open case, after a new holiday"
ONE_BY_ONE = "the same, case by case"
ROUNDS = 3
SAMPLE = 200


def measure(size: Size, population: Population) -> Table:
    """Time both in turn, on tables that are vacuumed before each."""
    population.grow_to(size.open_cases)
    open_cases = Case.objects.filter(state__in=OPEN).count()
    holidays = _coming_working_days(2 * ROUNDS + 1)
    seconds: dict[str, list[float]] = {REWRITE: [], RECOMPUTE: [], ONE_BY_ONE: []}
    for _ in range(ROUNDS):
        seconds[REWRITE].append(_timed(_rewrite))
        recompute_open()
        _proclaim(holidays.pop())
        seconds[RECOMPUTE].append(_timed(lambda: _moves(open_cases)))
        _proclaim(holidays.pop())
        seconds[ONE_BY_ONE].append(_timed(_sample_one_by_one) * open_cases / SAMPLE)
        recompute_open()
    rows: tuple[Row, ...] = beside(
        REWRITE,
        {name: Timing(min(taken), sorted(taken)[ROUNDS // 2]) for name, taken in seconds.items()},
        aims={RECOMPUTE: 4},
        notes={ONE_BY_ONE: f"{SAMPLE} of them, times {open_cases // SAMPLE}"},
    )
    return Table(
        title=f"A new holiday with {open_cases:,} open cases",
        yardstick="PostgreSQL rewrites the due date of the same rows",
        rows=rows,
    )


def _coming_working_days(count: int) -> list[date]:
    """Return working days that lie before the due date of every case, the last first."""
    calendar = stored_calendar()
    first = min(Case.objects.filter(state__in=OPEN).values_list("received_on", flat=True))
    days = [calendar.nth_working_day_after(first, n) for n in range(1, 20)]
    return days[-count:]


def _proclaim(day: date) -> None:
    NonWorkingDay.objects.create(
        day=day, name="A holiday", nations=["wales"], source="", added_at=timezone.now()
    )


def _timed(act: Callable[[], object]) -> float:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE requests_app_case")
    began = perf_counter()
    act()
    return perf_counter() - began


def _rewrite() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE requests_app_case SET due_on = due_on + 1 WHERE state = ANY(%s)", [list(OPEN)]
        )


def _moves(expected: int) -> None:
    moved = len(recompute_open())
    assert moved == expected, f"{moved} of {expected} cases moved"


def _sample_one_by_one() -> None:
    for case_id in Case.objects.filter(state__in=OPEN).values_list("pk", flat=True)[:SAMPLE]:
        recompute(case_id)

"""The numbers, each with the filter of the inbox that opens its cases. Who asked is not read."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q
from django.db.models.functions import TruncMonth

from requests_app.domain.workflow import CLOSED, State
from requests_app.models import Case, Commission
from requests_app.queries.review_report import (
    ExemptionFate,
    ReviewNumbers,
    exemption_fates,
    review_numbers,
)

GOOD, ADEQUATE = 95, 90
"""Percent answered in time: the regulator's bands for the latest quarter (R162)."""
MONTHS_SHOWN = 12
UNANSWERED = (
    State.REDIRECTED.value,
    State.WITHDRAWN.value,
    State.LAPSED.value,
    State.CLOSED_WITHOUT_NOTICE.value,
    State.MERGED.value,
)
# A duplicate is no second request: it is counted where it was merged.
COUNTED = ~Q(state=State.MERGED.value)


@dataclass(frozen=True)
class Timeliness:
    """How many of the answers of a period were in time."""

    answered: int
    in_time: int

    @property
    def percent(self) -> int | None:
        """Whole percent, rounded down so that 94.9 is not called good; None without answers."""
        return self.in_time * 100 // self.answered if self.answered else None

    @property
    def band(self) -> str:
        """The regulator's word for it."""
        if self.percent is None:
            return ""
        if self.percent >= GOOD:
            return "good"
        return "adequate" if self.percent >= ADEQUATE else "unsatisfactory"


@dataclass(frozen=True)
class Month:
    """One month's requests and answers."""

    first_day: date
    received: int
    answered: int
    in_time: int


@dataclass(frozen=True)
class Workload:
    """What one department owes."""

    department: str
    open: int
    late: int


@dataclass(frozen=True)
class Reports:
    """All that the page shows. Days are Europe/London days."""

    since: date
    quarter: Timeliness
    open: int
    overdue: int
    received: int
    months: tuple[Month, ...]
    workload: tuple[Workload, ...]
    reviews: ReviewNumbers
    fates: tuple[ExemptionFate, ...]


def reports(today: date) -> Reports:
    """Return the numbers of the last twelve months, and of the last quarter."""
    first = _months_back(today, MONTHS_SHOWN - 1)
    since = today - timedelta(days=91)
    in_time = Q(closed_on__lte=F("statutory_due_on"))
    answered = Case.objects.filter(state=State.ANSWERED.value)
    quarter = answered.filter(closed_on__gte=since).aggregate(
        answered=Count("pk"), in_time=Count("pk", filter=in_time)
    )
    counts = Case.objects.aggregate(
        open=Count("pk", filter=_open()),
        overdue=Count("pk", filter=_open() & Q(statutory_due_on__lt=today)),
        received=Count("pk", filter=Q(received_on__gte=since) & COUNTED),
    )
    return Reports(
        since=since,
        quarter=Timeliness(**quarter),
        months=_months(first, today, in_time),
        workload=_workload(today),
        reviews=review_numbers(first),
        fates=tuple(exemption_fates(today)),
        **counts,
    )


def _open() -> Q:
    return ~Q(state__in=(State.ANSWERED.value, *UNANSWERED))


def _months_back(day: date, months: int) -> date:
    index = day.year * 12 + day.month - 1 - months
    return date(index // 12, index % 12 + 1, 1)


def _months(first: date, today: date, in_time: Q) -> tuple[Month, ...]:
    received = dict(
        Case.objects.filter(COUNTED, received_on__gte=first)
        .annotate(month=TruncMonth("received_on"))
        .values_list("month")
        .annotate(every=Count("pk"))
        .order_by("month")
    )
    answered = {
        month: (every, good)
        for month, every, good in Case.objects.filter(
            state=State.ANSWERED.value, closed_on__gte=first
        )
        .annotate(month=TruncMonth("closed_on"))
        .values_list("month")
        .annotate(every=Count("pk"), good=Count("pk", filter=in_time))
        .order_by("month")
    }
    days = [_months_back(today, back) for back in range(MONTHS_SHOWN - 1, -1, -1)]
    return tuple(Month(day, received.get(day, 0), *answered.get(day, (0, 0))) for day in days)


def _workload(today: date) -> tuple[Workload, ...]:
    rows = (
        Commission.objects.filter(returned_at__isnull=True)
        .exclude(case__state__in=CLOSED)
        .values_list("department__name")
        .annotate(owed=Count("pk"), late=Count("pk", filter=Q(answer_due_on__lt=today)))
        .order_by("-owed", "department__name")
    )
    return tuple(Workload(*row) for row in rows)

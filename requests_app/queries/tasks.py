"""What departments were asked, for the people who have a seat there. Who asked is not read."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from requests_app.domain.workflow import CLOSED
from requests_app.models import Commission, Document, Held, QuestionReturn

RECENT = 20


@dataclass(frozen=True)
class Limit:
    """One of a department's two limits: what it is for, and its last day."""

    what: str
    by: date
    is_late: bool


@dataclass(frozen=True)
class Owed:
    """A task that waits for a department, and how far it has come."""

    commission: Commission
    question_count: int
    begun_count: int
    limits: tuple[Limit, ...]

    @property
    def is_late(self) -> bool:
        """Whether one of its limits has passed."""
        return any(limit.is_late for limit in self.limits)


@dataclass(frozen=True)
class Tasks:
    """What is owed, soonest first, what was sent lately, and what nobody needs any more."""

    owed: list[Owed]
    sent: list[Commission]
    not_needed: list[Commission]


def tasks_of(commissions: QuerySet[Commission], today: date) -> Tasks:
    """Return the tasks among `commissions`."""
    rows = commissions.select_related("case", "department")
    unsent = rows.filter(returned_at__isnull=True)
    counted = unsent.exclude(case__state__in=CLOSED).annotate(
        question_count=Count("returns"),
        begun_count=Count("returns", filter=~Q(returns__held="")),
        known_count=Count("returns", filter=Q(returns__held__in=(Held.HELD, Held.NOT_HELD))),
    )
    owed = [
        Owed(
            row,
            row.question_count,
            row.begun_count,
            limits_of(row, knows_held=row.known_count == row.question_count, today=today),
        )
        for row in counted.order_by("answer_due_on", "pk")
    ]
    sent = rows.filter(returned_at__isnull=False).order_by("-returned_at")
    # The case was closed over it: nothing is owed, whatever the day that was once given.
    not_needed = unsent.filter(case__state__in=CLOSED).order_by("-case__closed_on", "-pk")
    return Tasks(owed, list(sent[:RECENT]), list(not_needed[:RECENT]))


def returns_of(commission: Commission) -> list[QuestionReturn]:
    """Return the questions of a commission with everything that was found for them."""
    return list(
        commission.returns.select_related("question").prefetch_related(
            "searches",
            "times",
            "question__estimates",
            Prefetch("documents", queryset=Document.objects.filter(removed_at__isnull=True)),
        )
    )


def limits_of(row: Commission, *, knows_held: bool, today: date) -> tuple[Limit, ...]:
    """Return what the department has to do next and by when, the nearest first.

    `knows_held`: it has said for each question whether it holds it, so that only the
    answer is left to send.
    """
    answer = Limit("Send your answer", row.answer_due_on, row.answer_due_on < today)
    if knows_held or row.estimate_due_on == row.answer_due_on:
        return (answer,)
    estimate = Limit("Say whether you hold it", row.estimate_due_on, row.estimate_due_on < today)
    return estimate, answer

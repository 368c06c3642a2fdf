"""What departments were asked, for the people who have a seat there. Who asked is not read."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from requests_app.models import Commission, Document, QuestionReturn

RECENT = 20


@dataclass(frozen=True)
class Tasks:
    """What is owed, soonest first, and what was sent lately."""

    owed: list[Commission]
    sent: list[Commission]


def tasks_of(commissions: QuerySet[Commission]) -> Tasks:
    """Return the tasks among `commissions`, with how many questions are answered so far."""
    rows = commissions.select_related("case", "department").annotate(
        question_count=Count("returns"),
        answered_count=Count("returns", filter=~Q(returns__held="")),
    )
    return Tasks(
        owed=list(rows.filter(returned_at__isnull=True).order_by("answer_due_on", "pk")),
        sent=list(rows.filter(returned_at__isnull=False).order_by("-returned_at")[:RECENT]),
    )


def returns_of(commission: Commission) -> list[QuestionReturn]:
    """Return the questions of a commission with everything that was found for them."""
    return list(
        commission.returns.select_related("question").prefetch_related(
            "searches",
            "times",
            Prefetch("documents", queryset=Document.objects.filter(removed_at__isnull=True)),
        )
    )


def limit_words(row: Commission, today: date) -> tuple[str, date]:
    """Return which of the two limits comes next, and its day."""
    if row.estimate_due_on >= today and row.answer_due_on != row.estimate_due_on:
        return "Say whether you hold it", row.estimate_due_on
    return "Send your answer", row.answer_due_on

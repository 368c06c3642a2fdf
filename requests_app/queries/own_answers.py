"""What a department answered before to questions like those it has now. Who asked is not read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import QuerySet

from requests_app.domain import earlier_answer
from requests_app.domain.london import london_day
from requests_app.domain.similar_requests import WORTH_ANOTHER_LOOK, telling_words
from requests_app.models import Case, Commission, Held, Question, QuestionReturn

MOST_READ = 400
"""So many of a department's latest answers are looked through."""


@dataclass(frozen=True)
class OwnAnswer:
    """The department's own answer to a question like one of now, and what speaks against it."""

    row: QuestionReturn
    age: str
    warnings: tuple[str, ...]


def own_answers(
    case: Case, questions: Sequence[Question], among: QuerySet[Commission], today: date
) -> dict[int, OwnAnswer]:
    """Return for each question, by its key, the likest that the department answered: one query.

    `among` are the commissions that the person may see, of the department: its own words and no
    other's, of cases it was asked about.
    """
    rows = list(
        QuestionReturn.objects.filter(
            commission__in=among, commission__returned_at__isnull=False, held=Held.HELD
        )
        .exclude(answer="")
        .exclude(question__case=case)
        .select_related("question__case", "commission")
        .order_by("-commission__returned_at", "-pk")[:MOST_READ]
    )
    words = [telling_words(row.question.text) for row in rows]
    found = {}
    for question in questions:
        asked = telling_words(question.text)
        shares = [_share(asked, each) for each in words]
        best = max(shares, default=0.0)
        if best >= WORTH_ANOTHER_LOOK:
            found[question.pk] = _own(case, question, rows[shares.index(best)], today)
    return found


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of words in common, where at least one of them is not a number."""
    common = one & other
    if all(word.isdigit() for word in common):
        return 0.0
    return len(common) / len(one | other)


def _own(case: Case, question: Question, row: QuestionReturn, today: date) -> OwnAnswer:
    assert row.commission.returned_at is not None
    returned_on = london_day(row.commission.returned_at)
    return OwnAnswer(
        row,
        earlier_answer.age_words(returned_on, today),
        earlier_answer.warnings(
            question.text,
            row.question.text,
            received_then=row.question.case.received_on,
            sent_on=returned_on,
            today=today,
            months=settings.EARLIER_ANSWER_MONTHS,
            is_same_law=row.question.law == (question.regime or case.regime),
        ),
    )

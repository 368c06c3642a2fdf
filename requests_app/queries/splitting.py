"""Which questions of a case may still become a case of their own."""

from collections.abc import Iterable, Sequence

from requests_app.models import (
    Answer,
    Claim,
    Consultation,
    Estimate,
    Question,
    QuestionFinding,
    QuestionReturn,
    ReusedAnswer,
)

WORK = (Answer, Claim, Consultation, Estimate, QuestionFinding, QuestionReturn, ReusedAnswer)
"""Whatever stands beside a question once somebody has begun with it."""


def at_work(questions: Iterable[Question]) -> tuple[str, ...]:
    """Return the numbers of those that somebody works on or has answered."""
    chosen = list(questions)
    busy: set[int] = set()
    for model in WORK:
        rows = model.objects.filter(question__in=chosen)
        busy |= set(rows.values_list("question_id", flat=True))
    return tuple(question.number for question in chosen if question.pk in busy)


def parts_left_behind(every: Sequence[Question], chosen: Sequence[Question]) -> tuple[str, ...]:
    """Return the numbers of the parts that would be parted from the question they belong to."""
    moves = {question.number for question in chosen}
    numbers = {question.number for question in every}
    return tuple(
        part.number
        for part in every
        if part.parent_number in numbers
        and (part.number in moves) is not (part.parent_number in moves)
    )

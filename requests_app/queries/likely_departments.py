"""Where a question may belong: by the areas that departments cover, and by earlier questions."""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from typing import Any

from django.contrib.postgres.search import CombinedSearchQuery, SearchQuery
from django.db.models import QuerySet, Value

from requests_app.domain.likely_departments import Suggestion, suggestions, telling_words
from requests_app.models import Department, Question, QuestionReturn
from requests_app.models.searched import LANGUAGE, searched

WORDS_LOOKED_FOR = 4
MOST_EARLIER = 50
MOST_LOOKED_UP = 40


def likely_departments(questions: Sequence[Question]) -> dict[int, tuple[Suggestion, ...]]:
    """Return the likeliest departments of each question by its key; for none where none is.

    Two queries, however many questions: one for the departments, one for earlier questions.
    """
    if not questions:
        return {}
    areas = dict(
        Department.objects.filter(is_active=True)
        .order_by("name")
        .values_list("name", "areas_covered")
    )
    earlier = _earlier(questions)
    return {
        question.pk: suggestions(question.text, areas, earlier.get(question.pk, {}))
        for question in questions
    }


def _earlier(questions: Sequence[Question]) -> dict[int, Counter[str]]:
    """Return how often each department was asked what shares two telling words, by question."""
    returned = QuestionReturn.objects.exclude(question__case=questions[0].case_id).filter(
        commission__declined_reason=""
    )
    parts = [
        returned.filter(question__in=_found(query))
        .annotate(like=Value(question.pk))
        .order_by("-pk")
        .values_list("like", "commission__department__name")[:MOST_EARLIER]
        for question in questions[:MOST_LOOKED_UP]
        if (query := _sharing_words(question.text)) is not None
    ]
    counted: dict[int, Counter[str]] = {}
    for like, department in parts[0].union(*parts[1:], all=True) if parts else ():
        counted.setdefault(like, Counter())[department] += 1
    return counted


def _found(query: SearchQuery | CombinedSearchQuery) -> QuerySet[Question, Any]:
    rows = Question.objects.annotate(searched=searched("text")).filter(searched=query)
    return rows.order_by("-pk").values("pk")[: MOST_EARLIER * 4]


def _sharing_words(text: str) -> SearchQuery | CombinedSearchQuery | None:
    """Return a search for what has two of the longest telling words of a question."""
    words = sorted(telling_words(text), key=len, reverse=True)[:WORDS_LOOKED_FOR]
    found: SearchQuery | CombinedSearchQuery | None = None
    for pair in combinations(words, 2):
        both = SearchQuery(" ".join(pair), config=LANGUAGE)
        found = both if found is None else found | both
    return found

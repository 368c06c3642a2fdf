"""What is published already: the list, and what of it a request asks for."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F, QuerySet

from requests_app.domain.publication_scheme import SchemeClass, is_out_of_reach, likeness
from requests_app.domain.similar_requests import telling_words
from requests_app.models import Case, Publication, Question, ReplyBy
from requests_app.models.searched import searched
from requests_app.queries.similar_requests import stems_of

MOST_READ, MOST_SHOWN = 50, 5


@dataclass(frozen=True)
class Published:
    """An entry that a question asks for, as it seems; how well it fits, 0 to 1."""

    row: Publication
    question: Question
    score: float
    is_out_of_reach: bool


def already_published(case: Case, questions: Sequence[Question]) -> tuple[Published, ...]:
    """Return what seems to be published of what is asked, the best first: three queries."""
    stems = _stems([question.text for question in questions])
    wanted = sorted(set().union(*stems)) if stems else []
    if not wanted:
        return ()
    offered = Publication.objects.filter(withdrawn_at__isnull=True)
    rows = list(holding(wanted, offered)[:MOST_READ])
    if not rows:
        return ()
    words = _stems([text for row in rows for text in (row.title, f"{row.title} {row.summary}")])
    titles, wholes = words[::2], words[1::2]
    found = []
    for row, title, whole in zip(rows, titles, wholes, strict=True):
        scores = [likeness(asked, title, whole) for asked in stems]
        best = max(scores)
        if best:
            found.append(
                Published(
                    row,
                    questions[scores.index(best)],
                    best,
                    is_out_of_reach(row.where, is_by_post=case.reply_by == ReplyBy.POST),
                )
            )
    found.sort(key=lambda each: (-each.score, each.row.title))
    return tuple(found[:MOST_SHOWN])


def holding(stems: Sequence[str], among: QuerySet[Publication]) -> QuerySet[Publication]:
    """Return the entries with any of these stems, those with most of them first, by the index."""
    query = SearchQuery(" | ".join(stems), search_type="raw", config="simple")
    return (
        among.annotate(vector=searched("title", "summary"))
        .filter(vector=query)
        .annotate(rank=SearchRank(F("vector"), query))
        .order_by("-rank", "pk")
    )


def _stems(texts: Sequence[str]) -> list[set[str]]:
    """Return the stems of the words of each text that tell what it is about."""
    telling = [" ".join(sorted(telling_words(text))) for text in texts]
    return [{stem for stem in each if stem.isalnum()} for each in stems_of(telling)]


@dataclass(frozen=True)
class SchemePart:
    """One class of the scheme and what stands in it."""

    scheme_class: SchemeClass
    rows: tuple[Publication, ...]


def by_class() -> tuple[SchemePart, ...]:
    """Return what is published, class by class, those with nothing in them too: one query."""
    rows = list(Publication.objects.filter(withdrawn_at__isnull=True).select_related("case"))
    return tuple(
        SchemePart(each, tuple(row for row in rows if row.scheme_class == each))
        for each in SchemeClass
    )

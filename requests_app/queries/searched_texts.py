"""Texts that hold the words, part by part, in a bounded time however common the words are.

PostgreSQL has counted its words and tells how many texts to expect. Few are all fetched by the
index of the full text, and ranked. Very many are never fetched or sorted: the latest are read
backwards, as many as should hold enough of them, and where they do not, the index gives some.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection, transaction
from django.db.models import BigIntegerField, F, FloatField, Max, Model, Q, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from requests_app.models import Case, DocumentWords, Message, MessageKind, Question, SearchedPart
from requests_app.models.searched import LANGUAGE, searched

MOST_RANKED = 500
"""Texts of one part. Where there are more, the latest stand first and none is ranked."""
MOST_TRIED = 20_000
"""Expected texts of one part of which it is tried whether they are few: of a word that it has not
counted PostgreSQL expects thousands."""
DEARER = 16
"""So many texts are fetched by the index in the time in which one is read backwards, and its words
taken apart again."""
MORE_THAN_DUE = 1.5
"""Words are not spread evenly: so many times the texts are read that should be enough."""
SIZES = "SELECT relname, reltuples FROM pg_class WHERE oid = ANY(%s::regclass[])"
INDEXABLE = "SELECT querytree(websearch_to_tsquery(%s::regconfig, %s))"
Rows = QuerySet[Any, Any]


@dataclass(frozen=True)
class _Source:
    """Where the words of a part stand, what they belong to, and which are not to be shown."""

    words: Combinable
    case: str
    message: str | None
    at: str
    kept: Q = field(default_factory=Q)


SOURCES: Mapping[SearchedPart, _Source] = {
    SearchedPart.SUBJECT: _Source(searched("subject"), "pk", None, "opened_at"),
    SearchedPart.QUESTION: _Source(searched("text"), "case_id", None, "case__opened_at"),
    SearchedPart.MESSAGE: _Source(searched("text"), "case_id", "pk", "happened_at"),
    SearchedPart.FILE: _Source(
        F("stems"), "document__message__case_id", "document__message_id",
        "document__message__happened_at", kept=Q(document__removed_at__isnull=True),
    ),
}  # fmt: skip


MODELS: Mapping[SearchedPart, type[Model]] = {
    SearchedPart.SUBJECT: Case,
    SearchedPart.QUESTION: Question,
    SearchedPart.MESSAGE: Message,
    SearchedPart.FILE: DocumentWords,
}


@dataclass(frozen=True)
class Expected:
    """How many texts of a part should hold the words, and how many there are at all."""

    holding: int
    every: int

    def to_read(self, most: int) -> int:
        """Return how many texts to read backwards for `most` that hold the words.

        0 where it is quicker to fetch all of them by the index.
        """
        if not self.holding:
            return 0
        due = most * max(self.every, self.holding) / self.holding
        return math.ceil(due * MORE_THAN_DUE) if due * DEARER < self.holding else 0


@dataclass(frozen=True)
class Hit:
    """One text that holds the words: which, on what, from when, and how well it fits."""

    part: SearchedPart
    pk: int
    case_id: int | None
    message_id: int | None
    at: datetime
    rank: float = 0.0


@dataclass(frozen=True)
class Hits:
    """What was found. `is_ranked` where all was found, and the best stands first by its rank."""

    every: tuple[Hit, ...]
    is_ranked: bool


def query_of(*several: str) -> SearchQuery:
    """Return what is asked of the index: texts with all words of one of `several`."""
    first, *others = (
        SearchQuery(words, search_type="websearch", config=LANGUAGE) for words in several if words
    )
    for other in others:
        first |= other
    return first


def asks_for_words(words: str) -> bool:
    """Whether there is a word that has to stand in a text: "the" is none, and "-beds" is not.

    Without one PostgreSQL would have to read every text that there is.
    """
    with connection.cursor() as cursor:
        cursor.execute(INDEXABLE, [LANGUAGE, words])
        return cursor.fetchone()[0] not in ("", "T")


def every_text() -> dict[SearchedPart, Rows]:
    """Return all that there is, as the FOI office searches it."""
    return {
        SearchedPart.SUBJECT: Case.objects.all(),
        SearchedPart.QUESTION: Question.objects.all(),
        # What we write to colleagues each morning tells of cases, and is no text of theirs.
        SearchedPart.MESSAGE: Message.objects.exclude(kind=MessageKind.DIGEST),
        SearchedPart.FILE: DocumentWords.objects.all(),
    }


def holding(part: SearchedPart, rows: Rows, query: SearchQuery) -> Rows:
    """Return those of the texts of a part that hold the words, in no order."""
    found: Rows = rows.annotate(searched=SOURCES[part].words).filter(searched=query).order_by()
    return found


def expect(texts: Mapping[SearchedPart, Rows], query: SearchQuery) -> dict[SearchedPart, Expected]:
    """Return about how many texts of each part hold the words, as PostgreSQL expects."""
    tables = {part: rows.model._meta.db_table for part, rows in texts.items()}
    with connection.cursor() as cursor:
        cursor.execute(SIZES, [list(tables.values())])
        sizes = dict(cursor.fetchall())
    expected = {}
    for part, rows in texts.items():
        (plan,) = json.loads(holding(part, rows, query).explain(format="json"))
        expected[part] = Expected(int(plan["Plan"]["Plan Rows"]), int(sizes[tables[part]]))
    return expected


def find(texts: Mapping[SearchedPart, Rows], query: SearchQuery, *, most: int) -> Hits:
    """Return the texts that hold the words: all of them, ranked, or the `most` latest of a part."""
    expected = expect(texts, query)
    if all(one.holding <= MOST_TRIED for one in expected.values()):
        few = {
            part: _some(holding(part, rows, query), MOST_RANKED + 1) for part, rows in texts.items()
        }
        if all(len(pks) <= MOST_RANKED for pks in few.values()):
            every = (hit for part, pks in few.items() for hit in _hits(part, pks, query))
            return Hits(tuple(every), is_ranked=True)
    every = (
        hit
        for part, rows in texts.items()
        for hit in latest(part, rows, query, expected=expected[part], most=most)
    )
    return Hits(tuple(every), is_ranked=False)


def latest(
    part: SearchedPart, rows: Rows, query: SearchQuery, *, expected: Expected, most: int
) -> list[Hit]:
    """Return the latest texts of a part that hold the words, the latest first."""
    found = holding(part, rows, query)
    to_read = expected.to_read(most)
    if not to_read:
        # By a sum, which no index is in the order of: they are fetched by their words.
        return _hits(part, _pks(found.order_by((F("pk") + 0).desc())[:most]))
    pks = _pks(found.filter(pk__gt=_newest(rows.model) - to_read).order_by("-pk")[:most])
    if len(pks) < most:
        pks = sorted({*pks, *_some(found, most)}, reverse=True)[:most]
    return _hits(part, pks)


def _some(found: Rows, most: int) -> list[int]:
    """Return some of what is found, by the index of its words."""
    with transaction.atomic(), connection.cursor() as cursor:
        # Without an order the whole table would be read as soon as the words are thought common.
        cursor.execute("SET LOCAL enable_seqscan = off")
        pks = _pks(found[:most])
        cursor.execute("SET LOCAL enable_seqscan = on")
    return pks


def _pks(found: Rows) -> list[int]:
    return list(found.values_list("pk", flat=True))


def _hits(part: SearchedPart, pks: list[int], query: SearchQuery | None = None) -> list[Hit]:
    """Return what has to be known of some texts, the latest first; their ranks for a query."""
    if not pks:
        return []
    source = SOURCES[part]
    rank = SearchRank(source.words, query, normalization=Value(1)) if query else Value(0.0)
    rows = MODELS[part]._default_manager.filter(source.kept, pk__in=pks).order_by("-pk")
    fields = rows.values_list(
        "pk",
        F(source.case),
        F(source.message) if source.message else Value(None, BigIntegerField()),
        F(source.at),
        Cast(rank, FloatField()),
    )
    return [Hit(part, *row) for row in fields]


def _newest(model: type[Model]) -> int:
    return int(model._default_manager.aggregate(newest=Max("pk"))["newest"] or 0)

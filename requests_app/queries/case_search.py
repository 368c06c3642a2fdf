"""Cases found by words: in subject, questions and, for the FOI office, mail and the files in it.

PostgreSQL does the looking: its full text knows "closed" and "closing" for one word, and the
words that are known put a slip of the hand right. Each part is found by an index of its own, and
the parts are put together as numbers of cases, so that no search reads every case.
"""

from django.db.models import Q, QuerySet
from django.db.models.functions import Upper

from requests_app.domain.reference import find_references
from requests_app.models import Applicant, Case, SearchedPart
from requests_app.queries.searched_texts import (
    SOURCES,
    Rows,
    asks_for_words,
    every_text,
    expect,
    holding,
    latest,
    query_of,
)
from requests_app.queries.vocabulary import EXACT, corrected, learnt_subjects

SHORTEST_GUESS = 4
MOST_PEOPLE = 1000
MOST_NAMES = 3
"""Words that may be somebody's name, with a slip in it."""
MOST_TEXTS = 20_000
"""Texts of one part whose cases are put together. Where there are more, the latest."""
MOST_LATEST = 300
"""Texts of one part that are looked at then."""
OPEN = (SearchedPart.SUBJECT, SearchedPart.QUESTION)


def found_by(words: str, *, sees_applicant: bool) -> Q:
    """Return which cases the words find; who asked and what they wrote only for the FOI office.

    Of words that `are_common`, the cases with the latest texts.
    """
    by_name = named(words).order_by().values("pk")
    people = [asked_by(words).order_by().values("pk")] if sees_applicant else []
    if not asks_for_words(words):
        return Q(pk__in=by_name.union(*people))
    texts = _texts(sees_applicant=sees_applicant)
    query = query_of(words, corrected(words, sees_messages=sees_applicant))
    expected = expect(texts, query)
    if any(one.holding > MOST_TEXTS for one in expected.values()):
        hits = (
            latest(part, rows, query, expected=expected[part], most=MOST_LATEST)
            for part, rows in texts.items()
        )
        return Q(pk__in={hit.case_id for several in hits for hit in several if hit.case_id})
    parts = (
        holding(part, rows, query).filter(SOURCES[part].kept).values(SOURCES[part].case)
        for part, rows in texts.items()
    )
    return Q(pk__in=by_name.union(*people, *parts))


def are_common(words: str, *, sees_applicant: bool) -> bool:
    """Whether the words stand in so many texts that only the latest are looked at."""
    if not asks_for_words(words):
        return False
    expected = expect(_texts(sees_applicant=sees_applicant), query_of(words))
    return any(one.holding > MOST_TEXTS for one in expected.values())


def _texts(*, sees_applicant: bool) -> dict[SearchedPart, Rows]:
    return {part: rows for part, rows in every_text().items() if sees_applicant or part in OPEN}


def named(words: str) -> QuerySet[Case]:
    """Return the cases that the words name: by reference, or nearly by a subject that is new."""
    return Case.objects.filter(by_reference(words) | nearly(words))


def by_reference(words: str) -> Q:
    """Return which cases have a reference like the words."""
    found = Q(reference__in=find_references(words))
    # Letters alone stand in every reference.
    if any(letter.isdigit() for letter in words):
        found |= Q(reference__contains=words.upper())
    return found


def nearly(words: str) -> Q:
    """Return which cases have a subject that looks like the words: of older ones they are known."""
    if not may_be_a_slip(words):
        return Q(pk__in=())
    return Q(pk__gt=learnt_subjects(), subject__trigram_word_similar=words)


def asked_by(words: str) -> QuerySet[Case]:
    """Return the cases of the applicants whose name or address the words are, or nearly are."""
    every = Applicant.objects.order_by()
    # Each by its own index: put together in one condition, every applicant would be read.
    ways = [every.filter(name__icontains=words), every.filter(email__icontains=words)]
    if may_be_a_slip(words) and len(words.split()) <= MOST_NAMES:
        like = every.annotate(capitals=Upper("name"))
        ways.append(like.filter(capitals__trigram_word_similar=words))
    people = {pk for way in ways for pk in way.values_list("pk", flat=True)[:MOST_PEOPLE]}
    return Case.objects.filter(applicant__in=people)


def may_be_a_slip(words: str) -> bool:
    """Whether likeness may count: not for a few letters, nor beside "-this" or a quote."""
    return len(words) >= SHORTEST_GUESS and not EXACT.search(words)

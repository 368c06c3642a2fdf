"""What was meant by words that stand nowhere: the known words that are a slip of the hand away."""

import re

from django.db import connection

from requests_app.domain.near_words import Known, meant
from requests_app.models import SearchedPart, WordsLearnt
from requests_app.models.searched import LANGUAGE

WORD = re.compile(r"(?<![\w-])[A-Za-z]{4,30}(?![\w-])")
EXACT = re.compile(r"\"|(?:^|\s)-|\bOR\b")
"""Where words are meant as they stand: in quotes, or beside "-this" and OR."""
MOST_WORDS = 10
FAR_COMMONER = 100
"""A word that stands in few texts is taken for a slip where another is so many times commoner."""
NEAR = """
SELECT asked.word, near.word, near.texts,
    to_tsvector(%(language)s::regconfig, asked.word)
        = to_tsvector(%(language)s::regconfig, near.word)
FROM unnest(%(words)s::text[]) AS asked (word)
CROSS JOIN LATERAL (
    SELECT word, {texts} AS texts FROM requests_app_knownword AS known
    WHERE known.word %% asked.word AND {texts} > 0
        AND length(known.word) BETWEEN length(asked.word) - 2 AND length(asked.word) + 2
    ORDER BY similarity(known.word, asked.word) DESC, {texts} DESC LIMIT 20
) AS near
"""


def corrected(words: str, *, sees_messages: bool, or_rare: bool = False) -> str:
    """Return the words with each unknown one put right, or "" where there is nothing to put right.

    With `or_rare` also a word that stands in few texts, where one like it stands in very many.
    Without `sees_messages` only words of subjects and questions are known.
    """
    if EXACT.search(words):
        return ""
    asked = list(dict.fromkeys(one.lower() for one in WORD.findall(words)))[:MOST_WORDS]
    right = _right(asked, sees_messages=sees_messages, or_rare=or_rare) if asked else {}
    if not right:
        return ""
    return WORD.sub(lambda found: right.get(found[0].lower(), found[0]), words)


def learnt_subjects() -> int:
    """Return up to which case the words of the subjects are known."""
    row = WordsLearnt.objects.filter(part=SearchedPart.SUBJECT).first()
    return row.up_to if row else 0


def _right(asked: list[str], *, sees_messages: bool, or_rare: bool) -> dict[str, str]:
    column = "texts" if sees_messages else "open_texts"
    with connection.cursor() as cursor:
        cursor.execute(NEAR.format(texts=column), {"words": asked, "language": LANGUAGE})
        rows = cursor.fetchall()
    right = {}
    for word in asked:
        near = [Known(other, texts) for one, other, texts, _ in rows if one == word]
        # The search takes words of one stem for one word.
        same = sum(texts for one, _, texts, is_same in rows if one == word and is_same)
        others = [one for one in near if not _is_same(rows, word, one.word)]
        found = meant(word, others)
        if found and (not same or (or_rare and same * FAR_COMMONER <= found.texts)):
            right[word] = found.word
    return right


def _is_same(rows: list[tuple[str, str, int, bool]], word: str, other: str) -> bool:
    return any(one == word and two == other and same for one, two, _, same in rows)

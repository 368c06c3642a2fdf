"""What makes two requests look alike, in evidence that a person can judge.

Reg 5(2)(a) asks for "the same or similar information, to any extent"; s.14(2) for an identical or
substantially similar request. Both are decided by a person: this only finds and shows.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

_WORD = re.compile(r"[a-z0-9]{4,}")
_COMMON = frozenset(
    [
        "about",
        "also",
        "asked",
        "been",
        "between",
        "could",
        "does",
        "each",
        "every",
        "from",
        "have",
        "held",
        "hold",
        "information",
        "into",
        "many",
        "more",
        "much",
        "number",
        "over",
        "please",
        "provide",
        "request",
        "since",
        "such",
        "than",
        "that",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "trust",
        "under",
        "were",
        "what",
        "when",
        "where",
        "which",
        "with",
        "would",
        "year",
        "years",
        "your",
    ]
)
MOST_WORDS = 6
"""How many of a question's longest words are looked for."""
LIKE = 0.3
"""From this share of common trigrams or words on, two questions are shown side by side."""


def telling_words(text: str) -> frozenset[str]:
    """Return the words of a question that say what it is about."""
    return frozenset(_WORD.findall(text.lower())) - _COMMON


def searched_words(text: str) -> tuple[str, ...]:
    """Return the longest telling words, in a steady order, for the full text search."""
    return tuple(sorted(telling_words(text), key=lambda word: (-len(word), word))[:MOST_WORDS])


def shared_words(one: str, other: str) -> tuple[str, ...]:
    """Return the telling words that stand in both questions."""
    return tuple(sorted(telling_words(one) & telling_words(other)))


def word_share(one: str, other: str) -> float:
    """Return the share of telling words in common, 0 to 1."""
    first, second = telling_words(one), telling_words(other)
    return len(first & second) / len(first | second) if first | second else 0.0


@dataclass(frozen=True)
class Likeness:
    """One question beside another that looks like it. `trigrams` and `words` are 0 to 1."""

    number: str
    text: str
    other_number: str
    other_text: str
    trigrams: float
    words: float

    @property
    def score(self) -> float:
        """The better of the two measures."""
        return max(self.trigrams, self.words)

    @property
    def shared(self) -> tuple[str, ...]:
        """The words that stand in both."""
        return shared_words(self.text, self.other_text)

    @property
    def is_copy(self) -> bool:
        """Whether the words are the same, letter case and spaces aside."""
        return " ".join(self.text.lower().split()) == " ".join(self.other_text.lower().split())


@dataclass(frozen=True)
class Timing:
    """When two requests came: the later one within the window or not, and before what deadline."""

    received_on: date
    other_received_on: date
    working_days: int
    is_within_window: bool
    came_after_deadline: bool


def strongest(found: Iterable[Likeness]) -> tuple[Likeness, ...]:
    """Return what is alike enough to be shown, the most alike first."""
    alike = (each for each in found if each.score >= LIKE)
    return tuple(sorted(alike, key=lambda each: -each.score))

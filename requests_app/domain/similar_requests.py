"""What makes two requests look alike, in evidence that a person can judge.

Reg 5(2)(a) asks for "the same or similar information, to any extent"; s.14(2) for an identical or
substantially similar request. Both are decided by a person: this only finds and shows.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from math import log, prod

_WORD = re.compile(r"[a-z0-9]{4,}")
_COMMON = frozenset(
    [
        "about",
        "also",
        "annual",
        "annually",
        "asked",
        "been",
        "between",
        "breakdown",
        "broken",
        "calendar",
        "copies",
        "copy",
        "could",
        "currently",
        "daily",
        "date",
        "dates",
        "days",
        "does",
        "down",
        "during",
        "each",
        "every",
        "financial",
        "first",
        "five",
        "four",
        "from",
        "have",
        "held",
        "hold",
        "information",
        "into",
        "last",
        "latest",
        "like",
        "list",
        "made",
        "many",
        "month",
        "monthly",
        "months",
        "more",
        "much",
        "next",
        "number",
        "over",
        "past",
        "period",
        "please",
        "previous",
        "provide",
        "quarter",
        "recent",
        "recorded",
        "request",
        "send",
        "sent",
        "seven",
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
        "three",
        "total",
        "trust",
        "twelve",
        "under",
        "until",
        "week",
        "weekly",
        "weeks",
        "were",
        "what",
        "when",
        "where",
        "whether",
        "which",
        "with",
        "would",
        "year",
        "years",
        "your",
    ]
)
"""Words of asking, of counting and of time: they stand in questions about anything."""
LIKE = 0.3
"""From this share of common trigrams or words on, two questions are shown side by side."""
MUCH_ALIKE, MANY_SHARED = 0.6, 3
"""A share, and a number of telling words in common, that need no word of the subject."""
WORTH_ANOTHER_LOOK = 0.5
"""From here on what somebody else was answered long ago is shown: its answer may serve again."""
MOST_SINGLE, ENOUGH_SINGLE, MOST_COMMON, MOST_TOGETHER = 8, 4, 4, 4
FEW = 400
"""As many questions may stand behind one group of words."""


@dataclass(frozen=True)
class Group:
    """Words that are looked for together, and how much it tells to find them all in a question.

    `weight` is the logarithm of how rare they are: what stands in one question of a thousand
    tells half as much as what stands in one of a million.
    """

    words: tuple[str, ...]
    weight: float


def telling_groups(
    words: Iterable[str], shares: Mapping[str, float], questions: int
) -> tuple[Group, ...]:
    """Return what to look for, so that no search reads much: the rare words each by itself.

    Where those are not many, common ones are looked for two at once, or more, until hardly more
    than `FEW` of all `questions` are likely to have them. `shares` says in what share of the
    questions a word stands; one that is not in it is rare.
    """
    every = max(questions, 1)
    known = sorted((shares.get(word, 0.0), word) for word in set(words))
    groups = [_group([(share, word)], every) for share, word in known if share * every <= FEW][
        :MOST_SINGLE
    ]
    if len(groups) >= ENOUGH_SINGLE:
        return tuple(groups)
    common = [(share, word) for share, word in known if share * every > FEW][:MOST_COMMON]
    for size in range(2, min(MOST_TOGETHER, len(common)) + 1):
        found = [
            group
            for several in combinations(common, size)
            if (group := _group(several, every)).weight >= log(every / FEW)
        ]
        groups += found
        if found:
            break
    if not groups and common:
        groups = [_group(common, every)]
    return tuple(groups)


def _group(several: Iterable[tuple[float, str]], every: int) -> Group:
    """Put words together as if each stood where it does by chance."""
    pairs = list(several)
    likely = prod(share for share, _ in pairs) * every
    return Group(tuple(word for _, word in pairs), log(every / max(likely, 1.0)))


def telling_words(text: str) -> frozenset[str]:
    """Return the words of a question that say what it is about."""
    return frozenset(_WORD.findall(text.lower())) - _COMMON


def shared_words(one: str, other: str) -> tuple[str, ...]:
    """Return the telling words that stand in both questions."""
    return tuple(sorted(telling_words(one) & telling_words(other)))


def word_share(one: str, other: str) -> float:
    """Return the share of telling words in common, 0 to 1."""
    first, second = telling_words(one), telling_words(other)
    return len(first & second) / len(first | second) if first | second else 0.0


@dataclass(frozen=True)
class Likeness:
    """One question beside another that looks like it. `trigrams` and `words` are 0 to 1.

    `key` and `other_key` are those of the stored questions, where they are stored.
    """

    number: str
    text: str
    other_number: str
    other_text: str
    trigrams: float
    words: float
    key: int = 0
    other_key: int = 0

    @property
    def score(self) -> float:
        """The better of the two measures."""
        return max(self.trigrams, self.words)

    @property
    def shared(self) -> tuple[str, ...]:
        """The words that stand in both."""
        return shared_words(self.text, self.other_text)

    @property
    def is_telling(self) -> bool:
        """Whether it can be said what is in common: the way of asking, or a year, is nothing."""
        says_something = any(not word.isdigit() for word in self.shared)
        return self.score >= LIKE and (says_something or self.is_copy)

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

    @property
    def days(self) -> int:
        """The calendar days between the two."""
        return abs((self.received_on - self.other_received_on).days)


def is_about_the_same(likenesses: Iterable[Likeness], subject: str, other_subject: str) -> bool:
    """Whether two requests share what they are about, and not only a way of asking for it.

    Who holds the contract for cleaning is asked in the words of who holds that for car parks:
    one shared word must be of either subject, unless the questions are much alike by themselves.
    """
    about = telling_words(f"{subject} {other_subject}")
    return any(
        each.is_copy
        or each.score >= MUCH_ALIKE
        or len(each.shared) >= MANY_SHARED
        or not about.isdisjoint(each.shared)
        for each in likenesses
    )


def strongest(found: Iterable[Likeness]) -> tuple[Likeness, ...]:
    """Return what is alike enough to be shown, the most alike first."""
    telling = (each for each in found if each.is_telling)
    return tuple(sorted(telling, key=lambda each: -each.score))

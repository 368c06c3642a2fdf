"""Which departments may hold the answer to a question: a suggestion, with its evidence."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

MOST_SUGGESTED = 3
ENOUGH_EARLIER = 2
_WORD = re.compile(r"[a-z][a-z'’-]{2,}")
_ENDINGS = ("ings", "ing", "ies", "ied", "ers", "er", "es", "ed", "s", "y", "e")
_COMMON = frozenset(
    [
        "the",
        "and",
        "for",
        "with",
        "from",
        "that",
        "this",
        "what",
        "which",
        "who",
        "how",
        "many",
        "much",
        "were",
        "was",
        "are",
        "has",
        "have",
        "had",
        "all",
        "any",
        "each",
        "per",
        "your",
        "you",
        "our",
        "their",
        "its",
        "not",
        "please",
        "provide",
        "send",
        "number",
        "total",
        "list",
        "copy",
        "details",
        "information",
        "data",
        "year",
        "years",
        "month",
        "months",
        "trust",
        "hospital",
        "hospitals",
        "nhs",
        "staff",
        "services",
        "service",
        "department",
        "other",
        "held",
        "following",
        "between",
        "since",
        "last",
        "under",
        "about",
        "into",
        "been",
    ]
)


@dataclass(frozen=True)
class Suggestion:
    """A department, and why it may hold the answer, in words."""

    department: str
    why: str


def stem(word: str) -> str:
    """Return the beginning that forms of one word share, near enough for a suggestion."""
    word = word.replace("’", "'").removesuffix("'s").strip("'-")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def telling_words(text: str) -> tuple[str, ...]:
    """Return the words of a question that say what it is about, each once, in their order."""
    found = (word for word in _WORD.findall(text.lower()) if word not in _COMMON)
    return tuple(dict.fromkeys(found))


def suggestions(
    question: str, areas: Mapping[str, str], earlier: Mapping[str, int]
) -> tuple[Suggestion, ...]:
    """Return the likeliest departments for a question, the likeliest first.

    `areas` are the areas covered of each department, divided by commas; `earlier` is how often
    each was asked a similar question before. A department with neither is not suggested.
    """
    said = {stem(word) for word in telling_words(question)}
    scored = []
    for department, covered in areas.items():
        matched = [area for area in _areas(covered) if _is_about(area, said)]
        times = earlier.get(department, 0)
        if not matched and times < ENOUGH_EARLIER:
            continue
        reasons = []
        if matched:
            reasons.append(f"covers {' and '.join(matched[:2])}")
        if times:
            reasons.append(f"had {times} similar question{'' if times == 1 else 's'} before")
        scored.append((3 * len(matched) + min(times, 10), department, ", ".join(reasons)))
    scored.sort(key=lambda one: (-one[0], one[1]))
    return tuple(Suggestion(department, why) for _, department, why in scored[:MOST_SUGGESTED])


def _areas(covered: str) -> Iterable[str]:
    return (area.strip() for area in re.split(r"[,;\n]| and ", covered) if area.strip())


def _is_about(area: str, said: set[str]) -> bool:
    """Whether every telling word of an area stands in the question."""
    words = {stem(word) for word in telling_words(area)}
    return bool(words) and words <= said

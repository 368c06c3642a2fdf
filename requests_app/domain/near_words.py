"""Which known word was meant by one that is not known: by the slips between the two."""

from collections.abc import Iterable
from dataclasses import dataclass

SHORT = 5
"""Letters. In a word of no more, one slip is allowed; in a longer one, two."""


@dataclass(frozen=True)
class Known:
    """A word that stands in so many texts."""

    word: str
    texts: int


def slips_between(one: str, other: str) -> int:
    """Return how many letters were left out, put in, mistaken, or swapped with their neighbour."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        before, last, row = row, before, [i]
        for j, wanted in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1]


def meant(word: str, known: Iterable[Known]) -> Known | None:
    """Return the known word that is nearest, of equals the commonest; None where none is near."""
    allowed = 1 if len(word) <= SHORT else 2
    near = [(slips_between(word, one.word), -one.texts, one) for one in known]
    best = min(near, key=lambda found: found[:2], default=None)
    return best[2] if best and 0 < best[0] <= allowed else None

"""The pages of a file on which a claim lies: “3”, “3 to 5”, “2, 4-6 and 9”."""

import re
from itertools import pairwise

MOST = 9_999
_PART = re.compile(r"(?:pages? |pp?\.? ?)?(\d{1,4})(?: ?(?:to|-|–) ?(\d{1,4}))?", re.IGNORECASE)


def page_ranges(text: str) -> tuple[tuple[int, int], ...]:
    """Return the first and last page of each range, in order; none for an empty text.

    Raises ValueError, in the words the officer reads, where it is no list of pages.
    """
    found = []
    for part in re.split(r",|;| and |&", " ".join(text.split())):
        if not part.strip():
            continue
        match = _PART.fullmatch(part.strip())
        if match is None:
            raise ValueError("Write the pages as numbers, for example 3 to 5, 8.")
        first, last = int(match[1]), int(match[2] or match[1])
        if not 1 <= first <= last:
            raise ValueError(f"Pages {first} to {last} are in the wrong order.")
        found.append((first, last))
    ranges = sorted(found)
    for (_, last), (first, _) in pairwise(ranges):
        if first <= last:
            raise ValueError(f"Page {first} is named twice.")
    return tuple(ranges)


def written(ranges: tuple[tuple[int, int], ...]) -> str:
    """Return the ranges as a letter prints them: 3 to 5, 8."""
    return ", ".join(str(a) if a == b else f"{a} to {b}" for a, b in ranges)

"""The reference of a case: how it is made, and how it is found in what people write."""

import re

_WRITTEN = re.compile(r"\b([A-Z]{2,6})[\s\-/]*(20\d\d|2[oO0]\d\d)[\s\-/]*([0-9oOlI]{1,6})\b", re.I)
_MISTYPED = str.maketrans("oOlI", "0011")


def case_reference(year: int, number: int, prefix: str = "FOI") -> str:
    """Return a reference such as FOI-2026-00042."""
    return f"{prefix}-{year}-{number:05d}"


def find_references(text: str) -> tuple[str, ...]:
    """Return the references in `text`, tolerant of case, spaces and mistyped digits."""
    found = []
    for prefix, year, number in _WRITTEN.findall(text[:100_000]):
        digits = number.translate(_MISTYPED)
        found.append(case_reference(int(year.translate(_MISTYPED)), int(digits), prefix.upper()))
    return tuple(dict.fromkeys(found))

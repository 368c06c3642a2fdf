"""The reference of a case: how it is made, and how it is found in what people write."""

import re

_WRITTEN = re.compile(r"\b([A-Z]{2,6})[\s\-/]*(20\d\d|2[oO0]\d\d)[\s\-/]*([0-9oOlI]{1,6})\b", re.I)
_EXACT = re.compile(r"(?<![A-Z0-9])([A-Z]{2,6})[ _\-/]?(20\d\d)[ _\-/]?(\d{5,6})(?!\d)", re.I)
_NEARLY = re.compile(
    r"(?<![A-Z0-9])([A-Z0-9]{2,6})([\s_\-/.]{0,3})([0-9OLI]{3,4})([\s_\-/.]{1,3})"
    r"([0-9OLI]{3,6})(?![0-9A-Z])",
    re.I,
)
_MISTYPED = str.maketrans("oOlLiI", "001111")
LONGEST_READ = 100_000
MOST_LIKELY = 200


def case_reference(year: int, number: int, prefix: str = "FOI") -> str:
    """Return a reference such as FOI-2026-00042."""
    return f"{prefix}-{year}-{number:05d}"


def find_references(text: str) -> tuple[str, ...]:
    """Return the references in `text`, tolerant of case, spaces and mistyped digits."""
    found = []
    for prefix, year, number in _WRITTEN.findall(text[:LONGEST_READ]):
        digits = number.translate(_MISTYPED)
        found.append(case_reference(int(year.translate(_MISTYPED)), int(digits), prefix.upper()))
    return tuple(dict.fromkeys(found))


def exact_references(text: str) -> tuple[str, ...]:
    """Return the references that are written in `text` as they should be: nothing is guessed."""
    found = _EXACT.findall(text[:LONGEST_READ])
    return tuple(
        dict.fromkeys(
            case_reference(int(year), int(number), prefix.upper()) for prefix, year, number in found
        )
    )


def likely_references(text: str, *, prefix: str, this_year: int) -> tuple[str, ...]:
    """Return what a mistyped reference in `text` may have meant, the likeliest first.

    Read are 0 for O and 1 for l, a digit too few or too many, two digits turned round, a year
    or a prefix that is not quite ours.
    """
    found = [one for one in find_references(text) if one.startswith(f"{prefix}-")]
    for written, first, year, second, number in _NEARLY.findall(text[:LONGEST_READ]):
        # "for 2025 1200 beds" is no reference: a word that is only nearly ours needs its dash.
        has_dash = bool({*first, *second} & {*"-/_"})
        if not _is_prefix(written.upper(), prefix, may_slip=has_dash):
            continue
        digits = number.translate(_MISTYPED)
        meant = year.translate(_MISTYPED)
        years = [int(meant)] if re.fullmatch(r"20\d\d", meant) else [this_year, this_year - 1]
        for candidate in [digits.zfill(5)[-5:], *_one_off(digits)]:
            found += [case_reference(one, int(candidate), prefix) for one in years]
        if len(found) > MOST_LIKELY:
            break
    return tuple(dict.fromkeys(found))[:MOST_LIKELY]


def _is_prefix(written: str, prefix: str, *, may_slip: bool) -> bool:
    """Whether a word was meant as our prefix; with one wrong sign at most where it `may_slip`."""
    signs, meant = written.translate(_MISTYPED), prefix.translate(_MISTYPED)
    same = sum(a == b for a, b in zip(signs, meant, strict=False))
    slips = max(len(signs), len(meant)) - same
    return slips <= (1 if may_slip else 0)


def _one_off(digits: str) -> list[str]:
    """Return the numbers of five digits that are one slip of the hand away."""
    if len(digits) == 4:
        places = range(5)
        return [digits[:at] + str(one) + digits[at:] for at in places for one in range(10)]
    if len(digits) == 6:
        return [digits[:at] + digits[at + 1 :] for at in range(6)]
    if len(digits) == 5:
        return [digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :] for at in range(4)]
    return []

"""The lines of a request: greeting, body, ending, and which lines begin a numbered part."""

import re
from dataclasses import dataclass
from enum import StrEnum

LONGEST_LINE = 20_000

GREETING = re.compile(
    r"^(dear|hello|hi|hey|good (morning|afternoon|evening)|to whom it may concern)\b.{0,80}$", re.I
)
ENDING = re.compile(
    r"^(yours\s+(faithfully|sincerely|truly|etc)|(kind|best|warm|many)\s+(regards|wishes|thanks)|"
    r"with\s+(kind|best)\s+(regards|wishes)|regards|sincerely|faithfully|"
    r"(many\s+)?thanks(\s+(in advance|again|very much|for your (help|time)))?|"
    r"thank\s+you(\s+(in advance|very much|for your (help|time|assistance)))?|cheers)"
    r"\s*[,.!]*$",
    re.I,
)
FOOTER = re.compile(r"^(-{2,}\s*$|_{5,}|-{5,}|={5,}|\*{5,}|sent from my |get outlook for )", re.I)
QUOTED = re.compile(r"^(>|on .{5,120} wrote:$|-{3,} ?original message|from: .+@)", re.I)
THANKS = re.compile(r"^(many\s+)?thank(s| you)\b.{0,60}[.!]?$", re.I)

_NUMBER = re.compile(
    r"^\s{0,12}(?:(?:q(?:uestion)?\s*)(\d{1,3})\s*[.):\-–]?|\(?(\d{1,3})[.)](?![\d])|(\d{1,3}):)\s+(?=\S)",
    re.I,
)
_LETTER = re.compile(r"^\s{0,12}(?:\(([a-z])\)|([a-z])[.)])\s+(?=\S)")
_ROMAN = re.compile(r"^\s{0,12}(?:\(([ivx]{1,5})\)|([ivx]{1,5})[.)])\s+(?=\S)")
_BULLET = re.compile(r"^\s{0,12}[-*•–·]\s+(?=\S)")
ROMANS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")


class Mark(StrEnum):
    """What a line begins with."""

    NUMBER = "number"
    LETTER = "letter"
    ROMAN = "roman"
    BULLET = "bullet"
    NONE = "none"


@dataclass(frozen=True)
class Line:
    """A line without its mark. `label` is the number, or the letter, as it is written."""

    mark: Mark
    label: str
    text: str


def read_line(raw: str) -> Line:
    """Return what a line begins with, and the rest of it."""
    line = raw[:LONGEST_LINE] if len(raw) > LONGEST_LINE else raw
    if found := _NUMBER.match(line):
        return Line(Mark.NUMBER, next(filter(None, found.groups())), raw[found.end() :].strip())
    if found := _ROMAN.match(line):
        label = found[1] or found[2]
        if label in ROMANS:
            return Line(Mark.ROMAN, label, raw[found.end() :].strip())
    if found := _LETTER.match(line):
        return Line(Mark.LETTER, found[1] or found[2], raw[found.end() :].strip())
    if found := _BULLET.match(line):
        return Line(Mark.BULLET, "-", raw[found.end() :].strip())
    return Line(Mark.NONE, "", raw.strip())


@dataclass(frozen=True)
class Body:
    """The lines between greeting and ending, and what comes after the ending."""

    lines: tuple[str, ...]
    after: tuple[str, ...]


def body_of(text: str) -> Body:
    """Return the lines that hold the request; greeting, ending, name and footer are apart."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").split("\n")
    start = next((n for n, line in enumerate(lines) if line.strip()), 0)
    if start < len(lines) and GREETING.match(lines[start].strip()):
        start += 1
    end = len(lines)
    for number in range(start, len(lines)):
        stripped = lines[number].strip()
        if ENDING.match(stripped) or FOOTER.match(stripped) or QUOTED.match(stripped):
            end = number
            break
    if end <= start or not any(line.strip() for line in lines[start:end]):
        # An ending right at the top is none: everything is kept.
        end = len(lines)
    return Body(tuple(lines[start:end]), tuple(lines[end:]))

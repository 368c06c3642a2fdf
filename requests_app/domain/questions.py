"""Splits a request into its numbered and lettered parts. No line of it is lost."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from requests_app.domain.request_layout import ROMANS, THANKS, Line, Mark, body_of, read_line
from requests_app.domain.request_wishes import narrower_scopes, order_of_priority, preferred_form

MOST_QUESTIONS = 300
SHORTEST_NAME = 4


@dataclass(frozen=True)
class SplitQuestion:
    """One part of a request; `parent` is the number of the question it belongs to."""

    number: str
    parent: str | None
    text: str
    narrower_scopes: tuple[str, ...] = ()


@dataclass(frozen=True)
class SplitRequest:
    """A request in its parts, without greeting, signature or name.

    `opening` is what stands before the first question, `closing` what follows the last.
    """

    opening: str
    questions: tuple[SplitQuestion, ...]
    order_of_priority: str
    preferred_form: str
    closing: str


@dataclass
class _Part:
    number: str
    parent: str | None
    lines: list[str] = field(default_factory=list)


@dataclass
class _Reading:
    """The request as far as it has been read."""

    opening: list[str] = field(default_factory=list)
    parts: list[_Part] = field(default_factory=list)
    closing: list[str] = field(default_factory=list)

    def begin(self, number: str, parent: str | None, text: str) -> None:
        self.parts.append(_Part(number, parent, [text]))

    def go_on(self, text: str) -> None:
        (self.parts[-1].lines if self.parts else self.opening).append(text)

    @property
    def top(self) -> str:
        """The number of the question that is being read."""
        return self.parts[-1].parent or self.parts[-1].number


def split_request(
    text: str, *, applicant_name: str = "", applicant_address: str = ""
) -> SplitRequest:
    """Split `text` into its questions; a text without numbers is one question."""
    body = body_of(text)
    lines = [line for line in body.lines if not _is_the_applicant(line, applicant_name)]
    reading = _read(lines)
    if not reading.parts:
        words = _joined(reading.opening)
        reading.parts = [_Part("1", None, [words or "(The request has no text.)"])]
        reading.opening = []
    _part_with_closing(reading)
    opening, closing = _joined(reading.opening), _joined(reading.closing)
    around = f"{opening}\n{closing}"
    whole = "\n".join(lines)
    return SplitRequest(
        opening=opening,
        questions=tuple(
            SplitQuestion(part.number, part.parent, words, narrower_scopes(words))
            for part in reading.parts
            for words in (_joined(part.lines),)
        ),
        order_of_priority=order_of_priority(around) or order_of_priority(whole),
        preferred_form=preferred_form(around) or preferred_form(whole),
        closing=closing,
    )


def _read(lines: list[str]) -> _Reading:
    reading = _Reading()
    bullets = _bullets_are_questions(lines)
    for raw in lines:
        line = read_line(raw)
        if len(reading.parts) >= MOST_QUESTIONS:
            reading.go_on(raw.strip())
        elif line.mark is Mark.NUMBER and _follows(line, reading):
            reading.begin(line.label.lstrip("0") or "0", None, line.text)
        elif line.mark in (Mark.LETTER, Mark.ROMAN) and (label := _part_label(line, reading)):
            reading.begin(reading.top + label, reading.top, line.text)
        elif line.mark is Mark.BULLET and bullets:
            reading.begin(str(len(reading.parts) + 1), None, line.text)
        else:
            reading.go_on(raw.strip())
    return reading


def _follows(line: Line, reading: _Reading) -> bool:
    """Whether a number is the next one: 1 at first, then one or two on. A year is not."""
    number = int(line.label)
    if not reading.parts:
        return number in (0, 1)
    tops = [part.number for part in reading.parts if part.parent is None]
    last = int(tops[-1])
    return last < number <= last + 2


def _part_label(line: Line, reading: _Reading) -> str:
    """Return the label of a lettered part if it comes next under its question, or ""."""
    if not reading.parts:
        return ""
    parts = [part for part in reading.parts if part.parent == reading.top]
    expected = len(parts)
    last = parts[-1].number.removeprefix(reading.top) if parts else ""
    label = line.label.lower()
    is_letter = len(label) == 1 and ord(label) - ord("a") == expected
    is_roman = line.mark is Mark.ROMAN and _roman(label) == expected
    goes_on = bool(last) and len(last) == 1 and len(label) == 1 and ord(label) == ord(last) + 1
    return label if is_letter or is_roman or goes_on else ""


def _roman(label: str) -> int:
    return ROMANS.index(label)


def _bullets_are_questions(lines: list[str]) -> bool:
    """Whether bullets number the request: at least two of them, and no numbers."""
    marks = [read_line(line).mark for line in lines[:2000]]
    return Mark.NUMBER not in marks and marks.count(Mark.BULLET) >= 2


def _part_with_closing(reading: _Reading) -> None:
    """Take the paragraphs about the whole request off the end of the last question.

    A paragraph after a blank line that asks nothing and speaks of the answer, its form or
    its cost, belongs to the request as a whole.
    """
    last = reading.parts[-1]
    paragraphs = _paragraphs(last.lines)
    while len(paragraphs) > 1 and _is_about_the_whole(paragraphs[-1]):
        reading.closing.insert(0, paragraphs.pop())
        reading.closing.insert(1, "")
    last.lines = [line for paragraph in paragraphs for line in (paragraph, "")]


_ABOUT_THE_WHOLE = re.compile(
    r"\b((i|we) (would|will|look|am|are|understand|hope|wish|prefer|do not mind)|"
    r"please (let|could|note|send|provide|"
    r"reply|respond|acknowledge|confirm)|if (you|any|this|my|the)|thank|answers?|reply|response|"
    r"format|e-?mail|spreadsheet|section \d|20 working days|internal review)\b",
    re.I,
)


def _is_about_the_whole(paragraph: str) -> bool:
    if THANKS.match(paragraph):
        return True
    return "?" not in paragraph and bool(_ABOUT_THE_WHOLE.match(paragraph))


def _paragraphs(lines: list[str]) -> list[str]:
    paragraphs: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            paragraphs[-1].append(line.strip())
        elif paragraphs[-1]:
            paragraphs.append([])
    return ["\n".join(one) for one in paragraphs if one]


def _joined(lines: list[str]) -> str:
    """Return wrapped lines as paragraphs; a table, a list or a short line keeps its own line."""
    out: list[str] = []
    for paragraph in _paragraphs([piece for line in lines for piece in line.split("\n")]):
        pieces = paragraph.split("\n")
        text = pieces[0]
        for before, piece in pairwise(pieces):
            keeps = len(before) < 45 or "\t" in piece or read_line(piece).mark is not Mark.NONE
            text += ("\n" if keeps else " ") + piece
        out.append(text)
    return "\n\n".join(out)


def _is_the_applicant(line: str, name: str) -> bool:
    """Whether a line of the body is nothing but the applicant's name."""
    return bool(name.strip()) and line.strip(" ,.").casefold() == name.strip().casefold()


def names_applicant(text: str, *, applicant_name: str, applicant_address: str) -> bool:
    """Whether `text` holds who asked: full name, surname, e-mail address or its first part.

    A surname counts where it stands capitalised as a word of its own and has four letters
    or more: shorter ones ("Bed", "Ward" are longer and rare) would raise too many alarms.
    """
    folded = text.casefold()
    name, address = applicant_name.strip(), applicant_address.strip()
    if name and name.casefold() in folded:
        return True
    if address and address.casefold() in folded:
        return True
    first_part = address.partition("@")[0]
    if len(first_part) > SHORTEST_NAME and re.search(
        rf"(?<![\w.]){re.escape(first_part)}(?![\w.])", text, re.I
    ):
        return True
    surname = name.split()[-1] if len(name.split()) > 1 else ""
    if len(surname) < SHORTEST_NAME or not surname[0].isupper():
        return False
    return bool(re.search(rf"(?<!\w){re.escape(surname)}(?!\w)", text))

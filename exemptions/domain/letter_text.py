"""A letter as sentences: what its writer says, apart from what it quotes."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

LONGEST_LETTER = 150_000
"""Characters that are read. What comes after is no letter, and must not cost us a day."""
LONGEST_SENTENCE = 1_500

_MARKS = str.maketrans(
    {
        "‘": "'", "’": "'", "‛": "'", "ʼ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"',
        "–": "-", "—": "-", "‑": "-", "‐": "-", "−": "-", "\u00ad": "", "\u200b": "", "\ufeff": "",
    }
)  # fmt: skip
_MARKDOWN = re.compile(r"^\s{0,3}(?:#{1,6}\s+|>\s?|[-*+•◦▪●]\s+)", re.MULTILINE)
_EMPHASIS = re.compile(r"(\*\*|__|\*|(?<!\w)_|_(?!\w))")
_LINK = re.compile(r"!?\[([^\]]*)\]\(([^)]+)\)")
_HYPHENATED = re.compile(r"(\w)-\n(\w)")
# Not where a sentence ends: s. 40, ss. 21, reg. 12, no. 3, para. 4, e.g., Dr. …
_ABBREVIATION = re.compile(
    r"(?:\b(?:s|ss|reg|regs|r|no|nos|para|paras|art|arts|sch|e\.g|i\.e|dr|mr|mrs|ms|st|vs?|approx"
    r"|cf|viz|etc|ref|tel|p|pp)|\b[A-Z]|^\(?\d{1,3}[a-z]?)\.$",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?][\"')\]]*(?=\s+[\"'(\[]?[A-Z0-9£])")
_ASKED = re.compile(
    r"^(?:(?:in your (?:e-?mail|letter|request)[^.\n]{0,60},? )?(?:you (?:have )?(?:asked|requested"
    r"|wrote|sought|wanted to know)|your (?:original )?(?:request|question|enquiry|query|email)"
    r"(?: (?:was|is|reads?|read|stated|asked|says|said))?|(?:details of )?(?:the )?request(?:ed)?"
    r"(?: details| made| received| wording)?|the (?:information|request) (?:you )?(?:requested"
    r"|asked for|was)|information requested|original request|q(?:uestion)?s?(?: \d+\w?)?)"
    r"[^.\n]{0,140})\s*[:\-]\s*$",
    re.IGNORECASE,
)
_ANSWERED = re.compile(
    r"^(?:\d+[.)]\s*)?(?:(?:our|the|trust|trust's|council|council's|my)\b[^.\n]{0,40})?"
    r"(?:response|reply|answer|decision|answers|responses|findings?|outcome)\b[^.\n]{0,40}$"
    r"|^(?:in response|having considered|i can|we can|the trust|we have|i have|we are|i am"
    r"|this letter|i confirm|we confirm|we hold|we do|thank you|a:)\b",
    re.IGNORECASE,
)
_INLINE_QUOTE = re.compile(r"\"[^\"\n]{12,1500}\"")
# What follows is the mail that the letter answers.
_MAIL_BELOW = re.compile(r"-{2,}\s*Original Message\s*-{2,}.*", re.IGNORECASE | re.DOTALL)
_QUOTED_LINE = re.compile(r"^\s{0,3}>.*$", re.MULTILINE)


@dataclass(frozen=True)
class Sentence:
    """One sentence in plain small letters for reading, and as it was written for showing."""

    plain: str
    written: str
    paragraph: int
    is_heading: bool = False


class LetterText:
    """The words of a letter in the order in which they stand.

    `whole` keeps everything, on one line a paragraph. `own` leaves out what the letter quotes of
    the request, so that an applicant's words are never taken for the authority's.
    """

    def __init__(self, text: str) -> None:
        text = text[:LONGEST_LETTER]
        self.whole = _cleaned(text)
        self.own = _own_words(_cleaned(_QUOTED_LINE.sub("", _MAIL_BELOW.sub("", text))))

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the authority's own words."""
        found: list[Sentence] = []
        for number, paragraph in enumerate(self.own.split("\n")):
            written = paragraph.strip()
            if written:
                parts = _divided(written)
                is_heading = len(parts) == 1 and len(written) < 90 and written[-1] not in ".!?;,"
                found += [
                    Sentence(_plain(part), part, number, is_heading and len(written.split()) < 13)
                    for part in parts
                ]
        return tuple(found)

    @cached_property
    def plain(self) -> str:
        """The authority's own words in small letters, sentence after sentence."""
        return " ".join(sentence.plain for sentence in self.sentences)


def _cleaned(text: str) -> str:
    text = unicodedata.normalize("NFKC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.translate(_MARKS)
    text = _LINK.sub(r"\1 (\2)", text)
    text = _MARKDOWN.sub("", text)
    text = _EMPHASIS.sub("", text)
    text = text.replace("|", " ")
    text = _HYPHENATED.sub(r"\1-\2", text)
    return "\n".join(_joined(text))


def _joined(text: str) -> list[str]:
    """Join the lines of a hard-wrapped paragraph; keep headings, lists and addresses apart."""
    lines: list[str] = []
    for block in re.split(r"\n\s*\n", text):
        current = ""
        for raw in block.split("\n"):
            line = " ".join(raw.split())
            if not line:
                continue
            starts_anew = re.match(r"(?:\(?[a-z0-9]{1,3}[.)]\s|o\s)", line, re.IGNORECASE)
            continues = len(current) >= 45 and current[-1] not in ".:;?!" and not starts_anew
            if current and (continues or line[:1].islower()):
                current += " " + line
            else:
                if current:
                    lines.append(current)
                current = line
        if current:
            lines.append(current)
    return lines


def _own_words(text: str) -> str:
    """Leave out the request as the letter repeats it: after “You asked:”, or between marks."""
    kept: list[str] = []
    pending: list[str] = []
    is_asking = False
    for line in text.split("\n"):
        if _ASKED.match(line) and len(line) < 200:
            kept += [] if is_asking else [line]
            is_asking, pending = True, []
        elif is_asking and _ANSWERED.match(line):
            kept.append(line)
            is_asking, pending = False, []
        elif is_asking:
            pending.append(line)
        else:
            kept.append(line)
    # No answer was marked: what followed may be the answer itself, and nothing is left out.
    kept += pending if is_asking else []
    return _INLINE_QUOTE.sub('"..."', "\n".join(kept))


def _divided(paragraph: str) -> list[str]:
    parts: list[str] = []
    start = 0
    for match in _END.finditer(paragraph):
        if _ABBREVIATION.search(paragraph[start : match.start() + 1]):
            continue
        parts.append(paragraph[start : match.end()].strip())
        start = match.end()
    parts.append(paragraph[start:].strip())
    return [
        part[place : place + LONGEST_SENTENCE]
        for part in parts
        for place in range(0, len(part), LONGEST_SENTENCE)
    ]


# Dots that end no sentence: those of s.40 and of “no. 3” go, those of 1.5 and of an address
# become a raised dot, so that a pattern can stop at every dot that is left.
_SHORT = re.compile(
    r"\b(s|ss|reg|regs|r|no|nos|para|paras|art|arts|dr|mr|mrs|ms|st|approx|tel|ref|vs?|e\.g|i\.e)"
    r"\.(?=\s?\S)"
)
_INNER_DOT = re.compile(r"(?<=\w)\.(?=\w)")


def _plain(text: str) -> str:
    return _INNER_DOT.sub("·", _SHORT.sub(r"\1", " ".join(text.lower().split())))

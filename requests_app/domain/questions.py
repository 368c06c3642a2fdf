"""Splits a request into its numbered parts."""

import re
from dataclasses import dataclass

_NUMBERED = re.compile(r"^\s*(?:Q(?:uestion)?\s*)?(\d{1,2})[.):]\s+(.*)$", re.I)
_LETTERED = re.compile(r"^\s*\(?([a-z])[.)]\s+(.*)$")
_END = re.compile(
    r"^(yours (faithfully|sincerely|truly)|kind regards|regards|many thanks|thank you|thanks|-{5,})",
    re.I,
)


@dataclass(frozen=True)
class SplitQuestion:
    """One part of a request; `parent` is the number of the question it belongs to."""

    number: str
    parent: str | None
    text: str
    narrower_scopes: tuple[str, ...] = ()


@dataclass(frozen=True)
class SplitRequest:
    """A request in its parts, without greeting, signature or name."""

    opening: str
    questions: tuple[SplitQuestion, ...]
    order_of_priority: str
    preferred_form: str
    closing: str


def split_request(
    text: str, *, applicant_name: str = "", applicant_address: str = ""
) -> SplitRequest:
    """Split `text` into its questions."""
    opening: list[str] = []
    parts: list[tuple[str, str | None, list[str]]] = []
    for line in text.splitlines():
        if _END.match(line.strip()):
            break
        numbered, lettered = _NUMBERED.match(line), _LETTERED.match(line)
        if numbered:
            parts.append((numbered[1], None, [numbered[2]]))
        elif lettered and parts:
            top = parts[-1][1] or parts[-1][0]
            parts.append((top + lettered[1], top, [lettered[2]]))
        elif parts and line.strip():
            parts[-1][2].append(line.strip())
        elif line.strip() and not line.lower().startswith("dear"):
            opening.append(line.strip())
    questions = tuple(SplitQuestion(n, p, " ".join(words)) for n, p, words in parts)
    if not questions:
        questions = (SplitQuestion("1", None, " ".join(opening) or "(no text)"),)
        opening = []
    return SplitRequest(" ".join(opening), questions, "", "", "")


def names_applicant(text: str, *, applicant_name: str, applicant_address: str) -> bool:
    """Whether `text` holds the applicant's name or address."""
    words = [word for word in (applicant_name, applicant_address) if word.strip()]
    return any(word.casefold() in text.casefold() for word in words)

"""A letter as a value: every word that leaves, and the seal that a signature is bound to."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from requests_app.domain.outcomes import Outcome
from requests_app.domain.regime import Regime


class LetterKind(StrEnum):
    """What a letter is for."""

    ACKNOWLEDGEMENT = "acknowledgement"
    NARROWING_OFFER = "narrowing_offer"
    CLARIFICATION = "clarification"
    LAPSE = "lapse"
    EXTENSION = "extension"
    FEES_NOTICE = "fees_notice"
    FEE_NEWS = "fee_news"
    FEE_LAPSE = "fee_lapse"
    REDIRECT = "redirect"
    RESPONSE = "response"
    REVIEW_BEGUN = "review_begun"
    REVIEW_LATER = "review_later"
    REVIEW_REFUSED = "review_refused"
    REVIEW_OUTCOME = "review_outcome"


class RightKind(StrEnum):
    """What the reader may do next."""

    REVIEW = "review"
    COMPLAINT = "complaint"
    REUSE = "reuse"


@dataclass(frozen=True)
class Authority:
    """The public authority as its letterhead shows it."""

    name: str
    address_lines: tuple[str, ...]
    foi_email: str
    foi_phone: str
    website: str


@dataclass(frozen=True)
class Regulator:
    """Whoever hears complaints about us; a setting, because the office is being renamed."""

    name: str
    address_lines: tuple[str, ...]
    website: str
    phone: str


@dataclass(frozen=True)
class AnsweredQuestion:
    """One part of the request and what we say to it.

    `finding` is our standard sentence for the outcome, `answer` the officer's own words.
    A question without outcome is either covered by its parent or parts, or still open.
    """

    number: str
    text: str
    answer: str
    outcome: Outcome | None
    finding: str = ""
    parent_number: str = ""


@dataclass(frozen=True)
class EnclosedFile:
    """A file that leaves with the letter. `size` in bytes, `sha256` as 64 hex digits."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Right:
    """Something the reader may do next, under a heading of its own."""

    kind: RightKind
    heading: str
    text: str


@dataclass(frozen=True)
class LetterContent:
    """Every word of a letter. The applicant's name is not among them.

    `context` is what the request says about all of its questions. `dated` is the day of
    issue, None until then. Texts are plain: paragraphs, and lines that begin "- " or "1. ".
    """

    kind: LetterKind
    reference: str
    subject: str
    regime: Regime
    received_on: date
    authority: Authority
    regulator: Regulator
    opening: str
    context: str
    questions: tuple[AnsweredQuestion, ...]
    closing: str
    enclosures: tuple[EnclosedFile, ...]
    rights: tuple[Right, ...]
    dated: date | None = None


def digest(content: LetterContent) -> str:
    """Return the SHA-256 (64 hex digits) over all that is signed: words, files, outcomes.

    The day of issue is left out: it is not known when the letter is signed.
    """
    signed = to_data(content)
    del signed["dated"]
    canonical = json.dumps(signed, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def to_data(content: LetterContent) -> dict[str, Any]:
    """Return the letter as plain JSON data, days as ISO 8601."""
    data = asdict(content)
    data["received_on"] = content.received_on.isoformat()
    data["dated"] = content.dated.isoformat() if content.dated else None
    return data


def from_data(data: Mapping[str, Any]) -> LetterContent:
    """Return the letter that `to_data` wrote; raise KeyError or ValueError on anything else."""
    return LetterContent(
        kind=LetterKind(data["kind"]),
        reference=data["reference"],
        subject=data["subject"],
        regime=Regime(data["regime"]),
        received_on=date.fromisoformat(data["received_on"]),
        authority=Authority(**_with_lines(data["authority"])),
        regulator=Regulator(**_with_lines(data["regulator"])),
        opening=data["opening"],
        context=data["context"],
        questions=tuple(_question(question) for question in data["questions"]),
        closing=data["closing"],
        enclosures=tuple(EnclosedFile(**file) for file in data["enclosures"]),
        rights=tuple(
            Right(RightKind(right["kind"]), right["heading"], right["text"])
            for right in data["rights"]
        ),
        dated=date.fromisoformat(data["dated"]) if data["dated"] else None,
    )


def _with_lines(party: Mapping[str, Any]) -> dict[str, Any]:
    return {**party, "address_lines": tuple(party["address_lines"])}


def _question(question: Mapping[str, Any]) -> AnsweredQuestion:
    outcome = Outcome(question["outcome"]) if question["outcome"] else None
    return AnsweredQuestion(**{**question, "outcome": outcome})

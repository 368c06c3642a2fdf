"""What a check of a letter says: its kind, its findings, its citations."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from exemptions.domain.letter_text import LetterText
from exemptions.domain.statute_references import Reference


class NoticeKind(StrEnum):
    """The letters that the law or the authority's policy ask something of."""

    ACKNOWLEDGEMENT = "acknowledgement"
    CLARIFICATION = "clarification"
    FEES_NOTICE = "fees_notice"
    DISCLOSURE = "disclosure"
    PARTIAL = "partial"
    REFUSAL = "refusal"
    NCND = "ncnd"
    PIT_EXTENSION = "pit_extension"
    COST_REFUSAL = "cost_refusal"
    VEXATIOUS = "vexatious"
    NOT_HELD = "not_held"
    TRANSFER = "transfer"
    EIR_REFUSAL = "eir_refusal"
    EIR_EXTENSION = "eir_extension"
    REVIEW_OUTCOME = "review_outcome"

    @property
    def label(self) -> str:
        """Its name on a page."""
        return _LABELS[self]


_LABELS = {
    NoticeKind.ACKNOWLEDGEMENT: "Acknowledgement",
    NoticeKind.CLARIFICATION: "Request for clarification",
    NoticeKind.FEES_NOTICE: "Fees notice",
    NoticeKind.DISCLOSURE: "Disclosure",
    NoticeKind.PARTIAL: "Disclosure in part",
    NoticeKind.REFUSAL: "Refusal",
    NoticeKind.NCND: "Neither confirm nor deny",
    NoticeKind.PIT_EXTENSION: "More time for the public interest test",
    NoticeKind.COST_REFUSAL: "Refusal on cost",
    NoticeKind.VEXATIOUS: "Refusal as vexatious or repeated",
    NoticeKind.NOT_HELD: "Not held",
    NoticeKind.TRANSFER: "Transfer or redirection",
    NoticeKind.EIR_REFUSAL: "Refusal under the EIR",
    NoticeKind.EIR_EXTENSION: "More time under the EIR",
    NoticeKind.REVIEW_OUTCOME: "Outcome of an internal review",
}


class Severity(StrEnum):
    """How much a finding weighs. Advice leaves a letter complete."""

    MISSING = "missing"
    WRONG = "wrong"
    ADVICE = "advice"


THE_LETTER = "the letter as a whole"


@dataclass(frozen=True)
class Finding:
    """One thing about a letter: the provision, how serious, what to do, and where."""

    rule: str
    severity: Severity
    message: str
    where: str = THE_LETTER


def missing(rule: str, message: str, where: str = THE_LETTER) -> Finding:
    """Return a finding that something the law asks for is not there."""
    return Finding(rule, Severity.MISSING, message, where)


def wrong(rule: str, message: str, where: str = THE_LETTER) -> Finding:
    """Return a finding that the letter says something the law does not bear out."""
    return Finding(rule, Severity.WRONG, message, where)


def advice(rule: str, message: str, where: str = THE_LETTER) -> Finding:
    """Return a finding that the letter could be better, and may leave as it is."""
    return Finding(rule, Severity.ADVICE, message, where)


@dataclass(frozen=True)
class ReadLetter:
    """A letter ready to be checked: its words, and the provisions it cites in its own words."""

    text: LetterText
    references: tuple[Reference, ...]


@dataclass(frozen=True)
class NoticeCheck:
    """The outcome of a check."""

    kind: NoticeKind
    findings: tuple[Finding, ...]
    citations: tuple[Reference, ...]

    @property
    def complete(self) -> bool:
        """Whether nothing is missing or wrong."""
        return all(finding.severity is Severity.ADVICE for finding in self.findings)

    def to_data(self) -> dict[str, Any]:
        """Return the check as plain JSON data."""
        return {
            "kind": self.kind.value,
            "complete": self.complete,
            "findings": [
                {
                    "rule": finding.rule,
                    "severity": finding.severity.value,
                    "message": finding.message,
                    "where": finding.where,
                }
                for finding in self.findings
            ],
            "citations": [
                {
                    "text": reference.text,
                    "act": reference.act.name,
                    "section": reference.written,
                    "known": reference.known,
                }
                for reference in self.citations
            ],
        }

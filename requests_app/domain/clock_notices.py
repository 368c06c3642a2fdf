"""What fills the notices of the clock: it stops, a request lapses, more time is taken."""

from dataclasses import dataclass
from datetime import date

from requests_app.domain.letter_kinds import TemplateKind
from requests_app.domain.letter_wording import in_full


@dataclass(frozen=True)
class Told:
    """A letter of a kind, and what fills its template."""

    kind: TemplateKind
    own: dict[str, str]


def clarification(unclear: str, why: str, help_offered: str, close_after: date) -> Told:
    """Return what is asked of the applicant (FOIA s.1(3), EIR reg 9(2))."""
    return Told(
        TemplateKind.CLARIFICATION,
        {
            "unclear": unclear,
            "why": why,
            "help_offered": help_offered,
            "close_after": in_full(close_after),
        },
    )


def lapse(asked_on: date, close_after: date) -> Told:
    """Return the notice that a request was closed because no reply came."""
    return Told(
        TemplateKind.LAPSE, {"asked_on": in_full(asked_on), "close_after": in_full(close_after)}
    )


def public_interest(provision: str, why: str, estimate: date, *, is_first: bool) -> Told:
    """Return the notice that the public interest is still being weighed (FOIA s.17(1), (2)).

    It states that an exemption is relied on, which one and why, that no decision has been
    reached, and when it is expected.
    """
    return Told(
        TemplateKind.PIT_EXTENSION,
        {
            "provision": provision.removeprefix("s.").removeprefix("section "),
            "why": why,
            "estimate": in_full(estimate),
            "again": "" if is_first else "yes",
        },
    )


def bulk(complexity: str, volume: str, due_on: date) -> Told:
    """Return the notice that an environmental request takes up to 40 working days (reg 7)."""
    return Told(
        TemplateKind.EIR_EXTENSION,
        {"complexity": complexity, "volume": volume, "due_on": in_full(due_on)},
    )

"""When a request need not be answered: vexatious (FOIA s.14(1)) or repeated (s.14(2)).

It is the request that is one or the other, never the person. Neither is an exemption: nothing is
weighed against the public interest, but the four themes are looked at as a whole (Dransfield
[2012] UKUT 440 (AAC), [2015] EWCA Civ 454).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from requests_app.domain.regime import Regime


class Ground(StrEnum):
    """On which limb of s.14 a refusal rests."""

    VEXATIOUS = "vexatious"
    REPEATED = "repeated"

    @property
    def cited(self) -> str:
        """The provision."""
        return "section 14(1)" if self is Ground.VEXATIOUS else "section 14(2)"

    @property
    def words(self) -> str:
        """What the request is, in the words of a page."""
        return "vexatious" if self is Ground.VEXATIOUS else "repeated"


@dataclass(frozen=True)
class Earlier:
    """What is known of the request that this one repeats, or of the notice given for it."""

    is_same_person: bool
    came_before: bool
    was_answered: bool
    was_refused_under_section_14: bool


@dataclass(frozen=True)
class Reasons:
    """What the office has written: the four themes, the whole, and why the interval is short."""

    burden: str = ""
    motive: str = ""
    value: str = ""
    distress: str = ""
    conclusion: str = ""
    interval: str = ""

    def texts(self) -> tuple[str, ...]:
        """Return every text."""
        return (
            self.burden, self.motive, self.value, self.distress, self.conclusion, self.interval,
        )  # fmt: skip


def shortcomings(
    ground: Ground, regime: Regime, reasons: Reasons, repeats: Earlier | None
) -> tuple[str, ...]:
    """Return why a refusal cannot be proposed yet, in the words the officer reads."""
    if regime is Regime.EIR:
        return (
            "Section 14 is of the Act alone. Under the Regulations claim regulation 12(4)(b), "
            "which is weighed and always refused in writing.",
        )
    found = [said for text in reasons.texts() if (said := blames_the_person(text))][:1]
    if ground is Ground.VEXATIOUS:
        found += [
            said
            for text, said in (
                (reasons.burden, "Write what burden the request brings, or that it brings none."),
                (reasons.motive, "Write what can be said of its motive, or that nothing can."),
                (reasons.value, "Write what value or serious purpose it has."),
                (reasons.distress, "Write whether it harasses or distresses staff, or not."),
            )
            if not text.strip()
        ]
    else:
        found += _repeated(repeats)
        if not reasons.interval.strip():
            found.append("Write why no reasonable time has passed since the earlier request.")
    if not reasons.conclusion.strip():
        found.append("Write what it comes to, taken as a whole.")
    return tuple(found)


def _repeated(repeats: Earlier | None) -> list[str]:
    if repeats is None:
        return ["Choose the earlier request that this one repeats."]
    found = []
    if not repeats.is_same_person:
        found.append("Only a request of the same person can be a repeated one (section 14(2)).")
    if not repeats.came_before:
        found.append("The request that it repeats has to have come before it.")
    if not repeats.was_answered:
        found.append(
            "The earlier request was not complied with, so this one does not repeat it "
            "(section 14(2))."
        )
    return found


def no_further_notice(earlier: Earlier | None, why_unreasonable: str) -> tuple[str, ...]:
    """Return which conditions of s.17(6) do not hold. Only where all do is no notice given.

    The first, that we rely on s.14, is the decision itself.
    """
    found = []
    if earlier is None:
        found.append("Choose the earlier request that was refused under section 14.")
    else:
        if not earlier.is_same_person or not earlier.came_before:
            found.append("The earlier notice has to have gone to the same person, for a request "
                         "before this one (section 17(6)(b)).")  # fmt: skip
        if not earlier.was_refused_under_section_14:
            found.append(
                "No notice under section 14 was given for that request, so this one needs a "
                "notice (section 17(6)(b))."
            )
    if not why_unreasonable.strip():
        found.append(
            "Write why it would be unreasonable to expect another notice, in all the "
            "circumstances (section 17(6)(c))."
        )
    return tuple(found)


_PERSON = (
    r"(?:applicant|requester|requestor|person|individual|man|woman|complainant|correspondent"
    r"|campaigner|he|she|they)"
)
_INSULT = r"(?:vexatious|a nuisance|unreasonable|obsessive|a crank|a troublemaker)"
_BLAMES = re.compile(
    rf"\b{_PERSON}\b(?: who)? (?:is|are|was|were|has been|have been|has become)(?: being)?"
    rf"(?: \w+ly)? {_INSULT}\b"
    rf"|\b(?:vexatious|obsessive|nuisance) {_PERSON}s?\b",
    re.IGNORECASE,
)


def blames_the_person(text: str) -> str | None:
    """Return in words where a text calls the person what only the request can be."""
    found = _BLAMES.search(" ".join(text.split()))
    if found is None:
        return None
    return (
        f"It is the request that can be vexatious, never the person. Reword “{found[0]}” to say "
        "what the request does."
    )


def section_14_undecided(
    outcomes: Iterable[tuple[str, Ground]], approved: Iterable[Ground]
) -> tuple[str, ...]:
    """Return the questions that are refused under s.14 without an approved decision."""
    decided = set(approved)
    return tuple(number for number, ground in outcomes if ground not in decided)

"""What the authority decided about one question."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from requests_app.domain.regime import Regime
from requests_app.domain.vexatious import Ground


class Outcome(StrEnum):
    """The result for one question; `label` is how pages and reports name it."""

    DISCLOSED = "disclosed"
    DISCLOSED_IN_PART = "disclosed_in_part"
    WITHHELD = "withheld"
    NOT_HELD = "not_held"
    ALREADY_AVAILABLE = "already_available"
    TOO_COSTLY = "too_costly"
    TOO_COSTLY_TO_SAY = "too_costly_to_say"
    NEITHER_CONFIRMED_NOR_DENIED = "neither_confirmed_nor_denied"
    VEXATIOUS = "vexatious"
    REPEATED = "repeated"

    @property
    def label(self) -> str:
        """Its name on the page: the words of its value."""
        return self.value.replace("_", " ").capitalize()

    @property
    def releases_information(self) -> bool:
        """Whether the letter itself hands over information, in whole or in part."""
        return self in (Outcome.DISCLOSED, Outcome.DISCLOSED_IN_PART)


BOTH_LAWS = frozenset(Regime)
FOIA_ALONE = frozenset({Regime.FOIA})


@dataclass(frozen=True)
class Consistency:
    """What an outcome agrees with: claims that withhold, claims that do not say, the law."""

    withholds: bool | None
    denies: bool | None
    laws: frozenset[Regime] = BOTH_LAWS
    asks: str = "an exemption that withholds"


# True: at least one is needed. False: none may stand. None: either will do.
CONSISTENCY: dict[Outcome, Consistency] = {
    Outcome.DISCLOSED: Consistency(withholds=False, denies=False),
    Outcome.DISCLOSED_IN_PART: Consistency(withholds=True, denies=False),
    Outcome.WITHHELD: Consistency(withholds=True, denies=False),
    Outcome.NOT_HELD: Consistency(withholds=False, denies=False),
    Outcome.ALREADY_AVAILABLE: Consistency(withholds=None, denies=False),
    Outcome.TOO_COSTLY: Consistency(withholds=False, denies=False),
    Outcome.TOO_COSTLY_TO_SAY: Consistency(withholds=False, denies=False),
    Outcome.NEITHER_CONFIRMED_NOR_DENIED: Consistency(withholds=False, denies=True),
    Outcome.VEXATIOUS: Consistency(withholds=False, denies=False, laws=FOIA_ALONE),
    Outcome.REPEATED: Consistency(withholds=False, denies=False, laws=FOIA_ALONE),
}
"""The one table of which outcome agrees with which claims: form, guard and letter use it."""
_UNREASONABLE = Consistency(
    withholds=True, denies=False, asks="a claim of regulation 12(4)(b), which is weighed"
)
UNDER_THE_REGULATIONS: dict[Outcome, Consistency] = {
    Outcome.TOO_COSTLY: _UNREASONABLE,
    Outcome.TOO_COSTLY_TO_SAY: _UNREASONABLE,
}
"""Rows that differ under the EIR: there is no s.12, and every exception is weighed (reg 12(1))."""


def contradiction(
    outcome: Outcome | None, *, withholding: int, denying: int, regime: Regime = Regime.FOIA
) -> str | None:
    """Return in words how an outcome contradicts the law of its case or the number of its claims.

    Both what is claimed and may not be, and what is not claimed and has to be.
    """
    return clash(outcome, withholding=withholding, denying=denying, regime=regime) or _lack(
        outcome, withholding=withholding, denying=denying, regime=regime
    )


def clash(
    outcome: Outcome | None, *, withholding: int, denying: int, regime: Regime = Regime.FOIA
) -> str | None:
    """Return in words what cannot stand beside an outcome; what is still lacking is not said."""
    if outcome is None:
        return None
    rule = rule_for(outcome, regime)
    name = outcome.label.lower()
    if regime not in rule.laws:
        return f"is “{name}”, which the law of this case does not know. Choose another outcome."
    for wanted, count, what in (
        (rule.withholds, withholding, "an exemption that withholds"),
        (rule.denies, denying, "a claim to neither confirm nor deny"),
    ):
        if wanted is False and count:
            return (
                f"is “{name}”, and {what} is claimed on it. Take the claim away, or choose "
                "another outcome."
            )
    return None


def _lack(outcome: Outcome | None, *, withholding: int, denying: int, regime: Regime) -> str | None:
    if outcome is None:
        return None
    rule = rule_for(outcome, regime)
    for wanted, count, what in (
        (rule.withholds, withholding, rule.asks),
        (rule.denies, denying, "a claim to neither confirm nor deny"),
    ):
        if wanted is True and not count:
            return (
                f"is “{outcome.label.lower()}”, and that needs {what}. Claim one, or choose "
                "another outcome."
            )
    return None


def rule_for(outcome: Outcome, regime: Regime) -> Consistency:
    """Return the row of the table that holds for an outcome under the law of a case."""
    if regime is Regime.EIR:
        return UNDER_THE_REGULATIONS.get(outcome, CONSISTENCY[outcome])
    return CONSISTENCY[outcome]


def outcomes_under(regime: Regime) -> tuple[Outcome, ...]:
    """Return the outcomes that the law of a case knows."""
    return tuple(outcome for outcome in Outcome if regime in CONSISTENCY[outcome].laws)


SECTION_14 = {Outcome.VEXATIOUS: Ground.VEXATIOUS, Outcome.REPEATED: Ground.REPEATED}
"""The outcomes that a second person has to have decided, and on which ground."""
REFUSED_FOR_COST = frozenset({Outcome.TOO_COSTLY, Outcome.TOO_COSTLY_TO_SAY})
"""FOIA s.12(1) and (2); under the EIR both are reg 12(4)(b)."""


class CaseOutcome(StrEnum):
    """What became of a whole request, as it is counted (R161)."""

    DISCLOSED = "disclosed"
    DISCLOSED_IN_PART = "disclosed_in_part"
    WITHHELD = "withheld"
    NOT_HELD = "not_held"
    ALREADY_AVAILABLE = "already_available"
    NEITHER_CONFIRMED_NOR_DENIED = "neither_confirmed_nor_denied"
    TOO_COSTLY = "too_costly"
    VEXATIOUS_OR_REPEATED = "vexatious_or_repeated"
    NOT_CLARIFIED = "not_clarified"
    TRANSFERRED = "transferred"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"

    @property
    def label(self) -> str:
        """Its name on the page."""
        return self.value.replace("_", " ").capitalize()


COUNTED_AS: dict[Outcome, CaseOutcome] = {
    Outcome.DISCLOSED: CaseOutcome.DISCLOSED,
    Outcome.DISCLOSED_IN_PART: CaseOutcome.DISCLOSED_IN_PART,
    Outcome.WITHHELD: CaseOutcome.WITHHELD,
    Outcome.NOT_HELD: CaseOutcome.NOT_HELD,
    Outcome.ALREADY_AVAILABLE: CaseOutcome.ALREADY_AVAILABLE,
    Outcome.NEITHER_CONFIRMED_NOR_DENIED: CaseOutcome.NEITHER_CONFIRMED_NOR_DENIED,
    Outcome.TOO_COSTLY: CaseOutcome.TOO_COSTLY,
    Outcome.TOO_COSTLY_TO_SAY: CaseOutcome.TOO_COSTLY,
    Outcome.VEXATIOUS: CaseOutcome.VEXATIOUS_OR_REPEATED,
    Outcome.REPEATED: CaseOutcome.VEXATIOUS_OR_REPEATED,
}
"""What a request is that has this outcome for all of its questions."""
NOT_REFUSED = frozenset(
    {CaseOutcome.DISCLOSED, CaseOutcome.NOT_HELD, CaseOutcome.ALREADY_AVAILABLE}
)
"""What leaves nothing that we hold unanswered."""


def answered_as(outcomes: Iterable[Outcome]) -> CaseOutcome | None:
    """Return the outcome of an answered request from those of its questions, None for none.

    Something given and something refused is a disclosure in part; everything that is held given
    is a full one; several grounds of refusal together count as withheld.
    """
    found = {COUNTED_AS[outcome] for outcome in outcomes}
    if not found:
        return None
    if len(found) == 1:
        return next(iter(found))
    if found <= NOT_REFUSED:
        return (
            CaseOutcome.DISCLOSED
            if CaseOutcome.DISCLOSED in found
            else CaseOutcome.ALREADY_AVAILABLE
        )
    if found & {CaseOutcome.DISCLOSED, CaseOutcome.DISCLOSED_IN_PART}:
        return CaseOutcome.DISCLOSED_IN_PART
    refused = found - NOT_REFUSED
    return next(iter(refused)) if len(refused) == 1 else CaseOutcome.WITHHELD

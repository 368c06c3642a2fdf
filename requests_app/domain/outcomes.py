"""What the authority decided about one question."""

from dataclasses import dataclass
from enum import StrEnum


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

    @property
    def label(self) -> str:
        """Its name on the page: the words of its value."""
        return self.value.replace("_", " ").capitalize()

    @property
    def releases_information(self) -> bool:
        """Whether the letter itself hands over information, in whole or in part."""
        return self in (Outcome.DISCLOSED, Outcome.DISCLOSED_IN_PART)


@dataclass(frozen=True)
class Consistency:
    """Which claims an outcome agrees with: those that withhold, those that do not say."""

    withholds: bool | None
    denies: bool | None


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
}
"""The one table of which outcome agrees with which claims: form, guard and letter use it."""


def contradiction(outcome: Outcome | None, *, withholding: int, denying: int) -> str | None:
    """Return in words how an outcome and the number of its claims contradict each other."""
    if outcome is None:
        return None
    rule = CONSISTENCY[outcome]
    name = outcome.label.lower()
    for wanted, count, what in (
        (rule.withholds, withholding, "an exemption that withholds"),
        (rule.denies, denying, "a claim to neither confirm nor deny"),
    ):
        if wanted is True and not count:
            return f"is “{name}”, and that needs {what}. Claim one, or choose another outcome."
        if wanted is False and count:
            return (
                f"is “{name}”, and {what} is claimed on it. Take the claim away, or choose "
                "another outcome."
            )
    return None


REFUSED_FOR_COST = frozenset({Outcome.TOO_COSTLY, Outcome.TOO_COSTLY_TO_SAY})
"""FOIA s.12(1) and (2); under the EIR both are reg 12(4)(b)."""

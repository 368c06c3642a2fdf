"""What the authority decided about one question."""

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

    @property
    def label(self) -> str:
        """Its name on the page: the words of its value."""
        return self.value.replace("_", " ").capitalize()

    @property
    def releases_information(self) -> bool:
        """Whether the letter itself hands over information, in whole or in part."""
        return self in (Outcome.DISCLOSED, Outcome.DISCLOSED_IN_PART)


AVAILABLE_NOW: tuple[Outcome, ...] = (
    Outcome.DISCLOSED,
    Outcome.NOT_HELD,
    Outcome.ALREADY_AVAILABLE,
    Outcome.TOO_COSTLY,
    Outcome.TOO_COSTLY_TO_SAY,
)
"""What an officer may choose: the others need an exemption to be claimed and reasoned."""
REFUSED_FOR_COST = frozenset({Outcome.TOO_COSTLY, Outcome.TOO_COSTLY_TO_SAY})
"""FOIA s.12(1) and (2); under the EIR both are reg 12(4)(b)."""

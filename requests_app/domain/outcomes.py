"""What the authority decided about one question."""

from enum import StrEnum


class Outcome(StrEnum):
    """The result for one question; `label` is how pages and reports name it."""

    label: str

    def __new__(cls, value: str, label: str) -> "Outcome":
        """Make an outcome that knows its name on the page."""
        outcome = str.__new__(cls, value)
        outcome._value_ = value
        outcome.label = label
        return outcome

    DISCLOSED = "disclosed", "Disclosed"
    DISCLOSED_IN_PART = "disclosed_in_part", "Disclosed in part"
    WITHHELD = "withheld", "Withheld"
    NOT_HELD = "not_held", "Not held"
    ALREADY_AVAILABLE = "already_available", "Already available"

    @property
    def releases_information(self) -> bool:
        """Whether the letter itself hands over information, in whole or in part."""
        return self in (Outcome.DISCLOSED, Outcome.DISCLOSED_IN_PART)


AVAILABLE_NOW: tuple[Outcome, ...] = (
    Outcome.DISCLOSED,
    Outcome.NOT_HELD,
    Outcome.ALREADY_AVAILABLE,
)
"""What an officer may choose: the others need an exemption to be claimed and reasoned."""

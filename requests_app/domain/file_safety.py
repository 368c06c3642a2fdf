"""What is known about the safety of a received file."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Safety(StrEnum):
    """The state of a received file, in the words of the command-line contract.

    `UNSCANNED`: nothing bad was seen, and no virus scanner has looked. `CLEAN`: one has.
    """

    CLEAN = "clean"
    UNSCANNED = "unscanned"
    UNREADABLE = "unreadable"
    LOCKED = "locked"
    QUARANTINED = "quarantined"

    @property
    def gravity(self) -> int:
        """Its place among the states, the gravest last."""
        return list(Safety).index(self)


@dataclass(frozen=True)
class Verdict:
    """A state and the sentence that says why, without naming anybody."""

    safety: Safety
    reason: str = ""


NOTHING_SEEN = Verdict(Safety.UNSCANNED)


def gravest(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the gravest verdict, the first of equals; nothing seen where there is none."""
    return max(verdicts, key=lambda one: one.safety.gravity, default=NOTHING_SEEN)

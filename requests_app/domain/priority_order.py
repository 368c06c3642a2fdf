"""What can be answered within the limit, where the applicant said in which order.

The questions are taken in the applicant's order; of each, the first scope that still fits. The
first that fits in none ends it: a later, cheaper one is not taken instead, but offered (s.16).
This is good practice under FOIA s.16, not a rule of s.12.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Scope:
    """One version of a question, and what it costs in pounds."""

    name: str
    cost: Decimal


@dataclass(frozen=True)
class Part:
    """A question: as it was asked, then the narrower versions, in the applicant's order."""

    name: str
    scopes: tuple[Scope, ...]


@dataclass(frozen=True)
class Rung:
    """One question on the ladder.

    `taken` is the scope that is answered, None from where the ladder stops. `used` is what all
    the questions so far cost, in pounds.
    """

    part: Part
    taken: Scope | None
    used: Decimal

    @property
    def passed_over(self) -> tuple[Scope, ...]:
        """The scopes that did not fit before the one that is taken."""
        if self.taken is None:
            return self.part.scopes
        return self.part.scopes[: self.part.scopes.index(self.taken)]


@dataclass(frozen=True)
class Ladder:
    """The questions in the applicant's order, up to where the limit stops them."""

    rungs: tuple[Rung, ...]
    limit: Decimal

    @property
    def answered(self) -> tuple[Rung, ...]:
        """The questions that fit."""
        return tuple(rung for rung in self.rungs if rung.taken)

    @property
    def stops_at(self) -> Part | None:
        """The first question that does not fit, or None where all do."""
        return next((rung.part for rung in self.rungs if not rung.taken), None)

    @property
    def used(self) -> Decimal:
        """What the questions that fit cost together."""
        return self.rungs[-1].used if self.rungs else Decimal(0)

    @property
    def headroom(self) -> Decimal:
        """What is left of the limit."""
        return self.limit - self.used


def ladder(parts: Sequence[Part], limit: Decimal) -> Ladder:
    """Take the questions in their order until the limit (in pounds) stops them."""
    rungs: list[Rung] = []
    used, has_stopped = Decimal(0), False
    for part in parts:
        fitting = (scope for scope in part.scopes if used + scope.cost <= limit)
        taken = None if has_stopped else next(fitting, None)
        has_stopped = taken is None
        used += taken.cost if taken else 0
        rungs.append(Rung(part, taken, used))
    return Ladder(tuple(rungs), limit)

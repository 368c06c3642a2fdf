"""What the clock is told: dated facts, and the periods they add up to."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class EntryKind(StrEnum):
    """What a dated fact on the ledger is. The values are stored."""

    RECEIVED = "received"
    CLARIFICATION_ASKED = "clarification_asked"
    CLARIFICATION_RECEIVED = "clarification_received"
    FEE_ASKED = "fee_asked"
    FEE_RECEIVED = "fee_received"
    EXTENDED = "extended"
    ANSWERED = "answered"


@dataclass(frozen=True)
class ClockFact:
    """Something that happened on a day, and that the dates follow from.

    `until` is the day that an extension promised the decision for.
    """

    kind: EntryKind
    on: date
    until: date | None = None


class Cause(StrEnum):
    """Whom the clock waits for: further information, or a fee (under EIR a charge)."""

    CLARIFICATION = "clarification"
    FEE = "fee"


@dataclass(frozen=True)
class Pause:
    """From the day the applicant was asked to the day they answered, both included.

    `ended_on` is None while there is no answer.
    """

    cause: Cause
    began_on: date
    ended_on: date | None = None

    def covers(self, day: date) -> bool:
        """Whether `day` lies within it."""
        return self.began_on <= day and (self.ended_on is None or day <= self.ended_on)


@dataclass(frozen=True)
class History:
    """Everything the dates of one case follow from.

    `extended_on` is the day the applicant was told of an extension: for the public interest test
    (FOIA s.17(2)) or for complexity and volume (EIR reg 7). `extended_until` is the estimate they
    were given last.
    """

    received_on: date
    pauses: tuple[Pause, ...] = ()
    extended_on: date | None = None
    answered_on: date | None = None
    extended_until: date | None = None


def history_of(facts: Iterable[ClockFact]) -> History:
    """Put the facts together, in whatever order they come.

    An answer belongs to the oldest open question of its kind; one that nobody asked for moves
    nothing. Raises ValueError without a day of receipt.
    """
    days: defaultdict[EntryKind, list[date]] = defaultdict(list)
    estimates: list[tuple[date, date]] = []
    for fact in facts:
        days[fact.kind].append(fact.on)
        if fact.until and fact.kind is EntryKind.EXTENDED:
            estimates.append((fact.on, fact.until))
    if not days[EntryKind.RECEIVED]:
        raise ValueError("The ledger has no day of receipt.")
    return History(
        received_on=min(days[EntryKind.RECEIVED]),
        pauses=(
            *_pauses(
                Cause.CLARIFICATION,
                days[EntryKind.CLARIFICATION_ASKED],
                days[EntryKind.CLARIFICATION_RECEIVED],
            ),
            *_pauses(Cause.FEE, days[EntryKind.FEE_ASKED], days[EntryKind.FEE_RECEIVED]),
        ),
        extended_on=min(days[EntryKind.EXTENDED], default=None),
        answered_on=max(days[EntryKind.ANSWERED], default=None),
        extended_until=max(estimates)[1] if estimates else None,
    )


def _pauses(cause: Cause, asked: list[date], answered: list[date]) -> Iterable[Pause]:
    answers = sorted(answered, reverse=True)
    for began_on in sorted(asked):
        # An answer from before this question is from before every later one, too.
        while answers and answers[-1] < began_on:
            answers.pop()
        yield Pause(cause, began_on, answers.pop() if answers else None)

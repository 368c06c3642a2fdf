"""What the clock is told: dated facts, and the periods they add up to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class EntryKind(StrEnum):
    """What a dated fact on the ledger is. The values are stored."""

    RECEIVED = "received"
    CLARIFICATION_ASKED = "clarification_asked"
    CLARIFICATION_RECEIVED = "clarification_received"
    FEE_ASKED = "fee_asked"
    FEE_RECEIVED = "fee_received"
    EXTENDED = "extended"
    ANSWERED = "answered"


_RECEIVED, _ASKED, _REPLIED, _BILLED, _PAID, _, _ANSWERED = EntryKind
"""By their own names: a member is slow to reach through its class, and a hundred thousand ledgers
are read at a time."""


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


class Pause(NamedTuple):
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
    received: list[date] = []
    answered: list[date] = []
    told: list[date] = []
    estimates: list[tuple[date, date]] = []
    asked: list[date] = []
    replied: list[date] = []
    billed: list[date] = []
    paid: list[date] = []
    # One `is` after the other: to look it up by its kind would hash that each time, in Python.
    for fact in facts:
        kind, on = fact.kind, fact.on
        if kind is _RECEIVED:
            received.append(on)
        elif kind is _ASKED:
            asked.append(on)
        elif kind is _REPLIED:
            replied.append(on)
        elif kind is _BILLED:
            billed.append(on)
        elif kind is _PAID:
            paid.append(on)
        elif kind is _ANSWERED:
            answered.append(on)
        else:
            told.append(on)
            if fact.until:
                estimates.append((on, fact.until))
    if not received:
        raise ValueError("The ledger has no day of receipt.")
    return History(
        received_on=min(received),
        pauses=(
            *_pauses(Cause.CLARIFICATION, asked, replied),
            *_pauses(Cause.FEE, billed, paid),
        ),
        extended_on=min(told) if told else None,
        answered_on=max(answered) if answered else None,
        extended_until=max(estimates)[1] if estimates else None,
    )


def _pauses(cause: Cause, asked: list[date], answered: list[date]) -> list[Pause]:
    asked.sort()
    answered.sort(reverse=True)
    pauses = []
    for began_on in asked:
        # An answer from before this question is from before every later one, too.
        while answered and answered[-1] < began_on:
            answered.pop()
        pauses.append(Pause(cause, began_on, answered.pop() if answered else None))
    return pauses

"""A case on paper, as a value: everything that the case file says. Who asked is no part of it."""

from dataclasses import dataclass
from datetime import date

from requests_app.domain.clock_strip import ClockStrip
from requests_app.domain.letter_content import Authority


@dataclass(frozen=True)
class LedgerLine:
    """One entry of the clock: its day, what happened, who entered it and when."""

    on: date
    what: str
    entered: str


@dataclass(frozen=True)
class StepLine:
    """One step; `by` is None while the clock waits."""

    name: str
    by: date | None
    stands: str


@dataclass(frozen=True)
class TrailDay:
    """What was done on one day, each act as a sentence with its time."""

    day: date
    acts: tuple[str, ...]


@dataclass(frozen=True)
class CaseRecord:
    """What the case file says on the day it is made.

    `works_to` and `statutory` are None where the clock waits, or where there is no clock
    (`has_dates`). `laws` has a line for each of two laws. `left_out` counts the days of the trail
    that are too old for it.
    """

    reference: str
    subject: str
    statute: str
    state: str
    authority: Authority
    made_on: date
    received: str
    closed_on: date | None
    has_dates: bool
    works_to: date | None
    statutory: date | None
    no_date: str
    laws: tuple[str, ...]
    explanation: tuple[str, ...]
    strip: ClockStrip | None
    ledger: tuple[LedgerLine, ...]
    steps: tuple[StepLine, ...]
    trail: tuple[TrailDay, ...]
    left_out: int

    @property
    def title(self) -> str:
        """The name of the document."""
        return f"{self.reference}: case file of {self.made_on.day} {self.made_on:%B %Y}"

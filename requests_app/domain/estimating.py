"""An estimate that can be read a year later: what, how long, from which sample, at what cost.

The Commissioner expects an estimate under FOIA s.12 to be sensible, realistic and supported by
cogent evidence; a timed sample is such evidence. The figures stand beside their arithmetic.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from requests_app.domain.cost_activities import Activity
from requests_app.domain.cost_limit import Assessment, Work, assess
from requests_app.domain.cost_terms import Authority, CostTerms
from requests_app.domain.errors import RuleBroken
from requests_app.domain.money import pounds

HUNDREDTH = Decimal("0.01")
MOST_HOURS = 10_000
"""Of one person for one activity: five years of it."""


@dataclass(frozen=True)
class Spread:
    """Three figures of one kind: at the least, as expected, at the most."""

    low: Decimal
    expected: Decimal
    high: Decimal

    @property
    def is_in_order(self) -> bool:
        """Whether none is below nothing and each is at least the one before."""
        return 0 <= self.low <= self.expected <= self.high

    @property
    def is_one_figure(self) -> bool:
        """Whether all three are the same."""
        return self.low == self.high


@dataclass(frozen=True)
class Sample:
    """How long one record takes, timed on some of them.

    `records` is how many there are in all, `timed` how many were timed, `chosen` how those were
    chosen, `minutes` how long one of them took.
    """

    records: int
    timed: int
    chosen: str
    minutes: Spread

    def hours(self) -> Spread:
        """Return the hours that all the records take, to the hundredth of an hour."""
        return Spread(
            *(
                (self.records * minutes / 60).quantize(HUNDREDTH, ROUND_HALF_UP)
                for minutes in (self.minutes.low, self.minutes.expected, self.minutes.high)
            )
        )


@dataclass(frozen=True)
class Line:
    """One activity of an estimate: hours of each of `persons`, `expense` in pounds at cost."""

    activity: Activity
    hours: Spread
    persons: int = 1
    expense: Decimal = Decimal(0)
    sample: Sample | None = None

    def work(self, hours: Decimal) -> Work:
        """Return it with one of its three figures of hours."""
        return Work(self.activity, hours, self.persons, self.expense)

    @property
    def expected(self) -> Work:
        """What it is expected to take."""
        return self.work(self.hours.expected)


def sampled(
    activity: Activity, sample: Sample, *, persons: int = 1, expense: Decimal = Decimal(0)
) -> Line:
    """Return a line whose hours follow from a timed sample."""
    return Line(activity, sample.hours(), persons, expense, sample)


def refuse_absurd(lines: Iterable[Line]) -> None:
    """Raise RuleBroken, in the words the person reads, for figures that cannot be meant."""
    for line in lines:
        name = line.activity.label
        if not line.hours.is_in_order:
            raise RuleBroken(
                f"{name}: the hours have to go from the least to the most, and not below 0."
            )
        if line.hours.high > MOST_HOURS:
            raise RuleBroken(f"{name}: {MOST_HOURS:,} hours is the most that can be estimated.")
        if line.persons < 1:
            raise RuleBroken(f"{name}: at least one person does it.")
        if line.expense < 0:
            raise RuleBroken(f"{name}: other costs cannot be less than 0.")
        if line.sample and not 1 <= line.sample.timed <= line.sample.records:
            raise RuleBroken(
                f"{name}: between 1 and all {line.sample.records:,} of the records can be timed."
            )


class Standing(StrEnum):
    """How an estimate stands to the limit."""

    WITHIN = "within"
    NEAR = "near"
    OVER = "over"

    @property
    def label(self) -> str:
        """Its name on the page."""
        return {
            Standing.WITHIN: "Within the limit",
            Standing.NEAR: "Near the limit",
            Standing.OVER: "Over the limit",
        }[self]


@dataclass(frozen=True)
class Reading:
    """The three readings of an estimate; it is judged by what is expected."""

    low: Assessment
    expected: Assessment
    high: Assessment

    @property
    def standing(self) -> Standing:
        """Over, near (nearly reached, or passed if it takes the most), or within."""
        if self.expected.exceeds_limit:
            return Standing.OVER
        if self.expected.is_near_limit or self.high.exceeds_limit:
            return Standing.NEAR
        return Standing.WITHIN


def read(lines: Iterable[Line], terms: CostTerms, authority: Authority) -> Reading:
    """Hold the lines of an estimate against the limit, three times."""
    lines = tuple(lines)
    return Reading(
        *(
            assess([line.work(getattr(line.hours, each)) for line in lines], terms, authority)
            for each in ("low", "expected", "high")
        )
    )


def arithmetic(line: Line, rate: Decimal) -> str:
    """Return the sum of one line in words and figures, as it is kept and printed."""
    hours = _counted(line.hours, "hour")
    if line.sample:
        hours = (
            f"{line.sample.records:,} records × {_counted(line.sample.minutes, 'minute')} = {hours}"
        )
    people = f" × {line.persons} people" if line.persons > 1 else ""
    if not line.activity.counts:
        return f"{hours}{people}"
    outlay = f" + {pounds(line.expense)} at cost" if line.expense else ""
    total = pounds(line.expected.cost(rate))
    return f"{hours}{people} × {pounds(rate)} an hour{outlay} = {total}"


def method(sample: Sample) -> str:
    """Return how a sample was taken, in a sentence."""
    return f"{sample.timed:,} of the {sample.records:,} records were timed. {sample.chosen}"


def _counted(spread: Spread, unit: str) -> str:
    """Return figures with their unit: 5 (3 to 8) minutes, 1 hour."""
    expected = _plain(spread.expected)
    if spread.is_one_figure:
        return f"{expected} {unit}" if expected == "1" else f"{expected} {unit}s"
    return f"{expected} ({_plain(spread.low)} to {_plain(spread.high)}) {unit}s"


def _plain(number: Decimal) -> str:
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

"""Whether answering would cost more than the appropriate limit: FOIA s.12.

Only the four activities of Fees Regulations reg 4(3) count: at one rate for each person's hour,
whoever the person is (reg 4(4)), and at cost for what is not time. "Would exceed" is strict: a
request that costs exactly the limit has to be answered.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from requests_app.domain.cost_activities import Activity
from requests_app.domain.cost_terms import FIRST_TERMS, Authority, CostTerms

NEAR_THE_LIMIT = Decimal("0.9")
"""Our own: from this share of the limit on an estimate is shown to the FOI manager at once."""


@dataclass(frozen=True)
class Work:
    """Some work of one kind: hours of each of `persons`, and `expense` in pounds at cost."""

    activity: Activity
    hours: Decimal = Decimal(0)
    persons: int = 1
    expense: Decimal = Decimal(0)

    @property
    def person_hours(self) -> Decimal:
        """The hours of all the people together."""
        return self.hours * self.persons

    def cost(self, rate: Decimal) -> Decimal:
        """Return what it costs in pounds, exactly (reg 4(4))."""
        return self.person_hours * rate + self.expense


@dataclass(frozen=True)
class Assessment:
    """What counts of an estimate, in pounds, and what follows from it.

    `determining` is the part of `cost` that finding out whether it is held takes. `limit` and
    `rate` are those it was held against.
    """

    cost: Decimal
    determining: Decimal
    limit: Decimal
    rate: Decimal

    @property
    def hours_equivalent(self) -> Decimal:
        """How many hours of one person the counted cost would buy."""
        return self.cost / self.rate

    @property
    def exceeds_limit(self) -> bool:
        """Whether answering may be refused (s.12(1))."""
        return self.cost > self.limit

    @property
    def may_neither_confirm_nor_deny(self) -> bool:
        """Whether even saying if it is held may be refused (s.12(2))."""
        return self.determining > self.limit

    @property
    def is_near_limit(self) -> bool:
        """Whether so little is left that the FOI manager should look now."""
        return self.cost >= self.limit * NEAR_THE_LIMIT

    @property
    def headroom(self) -> Decimal:
        """What is left of the limit; negative where it is exceeded."""
        return self.limit - self.cost


def counted(work: Iterable[Work]) -> tuple[Work, ...]:
    """Return the work that counts (reg 4(3))."""
    return tuple(each for each in work if each.activity.counts)


def counted_cost(work: Iterable[Work], rate: Decimal) -> Decimal:
    """Return the exact cost in pounds of the work that counts."""
    return sum((each.cost(rate) for each in counted(work)), Decimal(0))


def assess(
    work: Sequence[Work], terms: CostTerms = FIRST_TERMS, authority: Authority = Authority.OTHER
) -> Assessment:
    """Hold an estimate against the limit of the authority."""
    determining = (each for each in work if each.activity is Activity.DETERMINE_HELD)
    return Assessment(
        cost=counted_cost(work, terms.rate),
        determining=counted_cost(determining, terms.rate),
        limit=terms.limit_of(authority),
        rate=terms.rate,
    )

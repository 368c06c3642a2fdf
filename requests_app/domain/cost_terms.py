"""The sums that the Fees Regulations name, each from the day it came into force."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Authority(StrEnum):
    """Two kinds of authority have two limits (reg 3(2), (3))."""

    OTHER = "other"
    PART_1 = "part1"


@dataclass(frozen=True)
class CostTerms:
    """The limits in pounds, the rate in pounds for one person's hour, and since when.

    `limit_part_1` is for FOIA Schedule 1 Part I: government departments, Parliament, the armed
    forces. `limit` is for everybody else.
    """

    since: date
    limit: Decimal
    limit_part_1: Decimal
    rate: Decimal
    source: str

    def limit_of(self, authority: Authority) -> Decimal:
        """Return the appropriate limit of a kind of authority."""
        return self.limit_part_1 if authority is Authority.PART_1 else self.limit


FIRST_TERMS = CostTerms(
    since=date(2005, 1, 1),
    limit=Decimal("450.00"),
    limit_part_1=Decimal("600.00"),
    rate=Decimal("25.00"),
    source="SI 2004/3244 reg 3, reg 4(4)",
)


class NoTerms(ValueError):
    """There was no limit yet on that day."""


def terms_on(day: date, table: Iterable[CostTerms] = (FIRST_TERMS,)) -> CostTerms:
    """Return the terms in force on a day. Raises NoTerms for a day before the first."""
    known = [terms for terms in table if terms.since <= day]
    if not known:
        raise NoTerms(f"There was no cost limit yet on {day.isoformat()}.")
    return max(known, key=lambda terms: terms.since)

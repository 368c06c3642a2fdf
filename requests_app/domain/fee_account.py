"""What has been paid of a fee, what is still owed, and on which day it was paid in full.

A fee counts as paid on the day it is received (FOIA s.9(2), s.10(2)), whenever the bank clears
it, unless it is dishonoured.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from requests_app.domain.money import NOTHING


@dataclass(frozen=True)
class Received:
    """Money that came on a day, in pounds, and whether the bank refused it afterwards."""

    on: date
    amount: Decimal
    is_dishonoured: bool = False


@dataclass(frozen=True)
class Account:
    """One fee: `asked` for, `paid` and `refunded` in pounds.

    `paid_in_full_on` is the day on which what had been received reached what was asked for.
    """

    asked: Decimal
    paid: Decimal
    refunded: Decimal
    paid_in_full_on: date | None

    @property
    def owed(self) -> Decimal:
        """What is still to be paid."""
        return max(self.asked - self.paid, NOTHING)

    @property
    def over(self) -> Decimal:
        """What was paid too much and not yet given back."""
        return max(self.paid - self.refunded - self.asked, NOTHING)

    @property
    def held(self) -> Decimal:
        """What the authority still has of the applicant's money."""
        return self.paid - self.refunded


def account(asked: Decimal, received: Iterable[Received], refunded: Decimal = NOTHING) -> Account:
    """Add up what stands of the payments for a fee of `asked` pounds."""
    paid, paid_in_full_on = NOTHING, None
    good = (each for each in received if not each.is_dishonoured)
    for each in sorted(good, key=lambda each: each.on):
        paid += each.amount
        if paid_in_full_on is None and paid >= asked:
            paid_in_full_on = each.on
    return Account(asked, paid, refunded, paid_in_full_on)

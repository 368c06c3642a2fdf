"""What GOV.UK Pay says of a payment by card, and whether it is the one we asked for.

Pay counts in whole pence. Names and states are those of its documented API.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from requests_app.domain.money import PENNY, pounds

PENCE = 100


class CardStatus(StrEnum):
    """Where a payment stands; money has moved in one state alone."""

    CREATED = "created"
    STARTED = "started"
    SUBMITTED = "submitted"
    CAPTURABLE = "capturable"
    SUCCESS = "success"
    FAILED = "failed"
    CANCELLED = "cancelled"
    ERROR = "error"

    @property
    def is_finished(self) -> bool:
        """Whether nothing more will come of it."""
        return self in FINISHED


FINISHED = frozenset(
    {CardStatus.SUCCESS, CardStatus.FAILED, CardStatus.CANCELLED, CardStatus.ERROR}
)


@dataclass(frozen=True)
class SeenPayment:
    """A payment as Pay tells it. Sums in pounds; `taken_on` is None until the card was charged.

    `next_url` is where the payer goes on, "" once there is nowhere to go. It works once.
    """

    provider_id: str
    reference: str
    amount: Decimal
    status: CardStatus
    next_url: str
    taken_on: date | None
    refundable: Decimal
    refunded: Decimal


def in_pence(amount: Decimal) -> int:
    """Return an amount of pounds in pence. Raises ValueError where a part of a penny is left."""
    pence = amount * PENCE
    if pence != int(pence):
        raise ValueError("This is no whole number of pence.")
    return int(pence)


def from_pence(pence: int) -> Decimal:
    """Return whole pence as pounds."""
    return Decimal(pence) * PENNY


def objection(seen: SeenPayment, *, provider_id: str, reference: str, amount: Decimal) -> str:
    """Say why a payment is not the one we asked for; "" where it is."""
    if seen.provider_id != provider_id:
        return "GOV.UK Pay answered about another payment. Nothing was recorded."
    if seen.reference != reference:
        return "This payment belongs to another case. Nothing was recorded."
    if seen.amount != amount:
        return (
            f"GOV.UK Pay speaks of {pounds(seen.amount)}, and {pounds(amount)} was asked for. "
            "Nothing was recorded."
        )
    return ""


def counted_day(taken_on: date | None, *, asked_on: date, today: date) -> date:
    """Return the day on which a card payment counts as received (FOIA s.9(2)).

    That is the day the card was charged, and today where Pay does not say; never a day before
    the notice or one to come.
    """
    return max(asked_on, min(taken_on or today, today))

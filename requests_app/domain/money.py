"""Pounds and pence. Sums are kept exact; only what is shown or asked for is a whole penny."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

PENNY = Decimal("0.01")
NOTHING = Decimal("0.00")


def to_the_penny(amount: Decimal) -> Decimal:
    """Return an amount as it is shown, half a penny up."""
    return amount.quantize(PENNY, ROUND_HALF_UP)


def at_most(amount: Decimal) -> Decimal:
    """Return the whole pennies of an amount that nobody may be asked to pay more than."""
    return amount.quantize(PENNY, ROUND_DOWN)


def pounds(amount: Decimal) -> str:
    """Return an amount in words' company: £1,250.00."""
    return f"£{to_the_penny(amount):,}"


def exact_pounds(amount: Decimal) -> str:
    """Return an amount with the parts of a penny that rounding would hide: £450.0025."""
    return pounds(amount) if amount == to_the_penny(amount) else f"£{amount.normalize():,f}"

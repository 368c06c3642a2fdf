"""Sums and hours as people read them."""

from decimal import Decimal

from django import template

from requests_app.domain.money import pounds as in_pounds

register = template.Library()


@register.filter
def pounds(amount: Decimal) -> str:
    """`£1,250.00`."""
    return in_pounds(amount)


@register.filter
def hours(number: Decimal) -> str:
    """`1 hour`, `2.5 hours`."""
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return f"{text} hour" if text == "1" else f"{text} hours"


@register.filter
def percent(share: float) -> str:
    """`87%`."""
    return f"{share:.0%}"

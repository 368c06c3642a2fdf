"""Calendar months, as periods that people name."""

from calendar import monthrange
from datetime import date

SHORTEST_MONTH = 28


def months_after(day: date, months: int) -> date:
    """Return the same day some months later, or the last of that month where it has no such day.

    The corresponding-date rule: a month from 31 January ends on 28 or 29 February.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    if day.day <= SHORTEST_MONTH:
        return date(year, month, day.day)
    return date(year, month, min(day.day, monthrange(year, month)[1]))

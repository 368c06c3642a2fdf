"""The day it is in the United Kingdom at a given moment."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def london_day(at: datetime) -> date:
    """Return the Europe/London day of an aware moment: the day the law counts (R27)."""
    return at.astimezone(LONDON).date()

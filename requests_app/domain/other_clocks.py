"""Time limits of other bodies and other laws, for what a Trust may host or have to pass on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from requests_app.domain.statutory_clock import DAYS_TO_RESPOND
from requests_app.domain.working_days import Calendar

SCHOOL_OUTER_DAYS = 60
ARCHIVE_DAYS = 30
HEALTH_RECORD_DAYS, RECENT_HEALTH_RECORD_DAYS = 40, 21
"""Calendar days, the day of the application included: Access to Health Records Act 1990 s.3(5)."""


@dataclass(frozen=True)
class Closure:
    """Days that are not school days, both ends included."""

    first: date
    last: date


def school_due_on(received_on: date, closures: Iterable[Closure], calendar: Calendar) -> date:
    """Return a school's last day: the 20th working day that is a school day, at most the 60th.

    SI 2004/3364 reg 3; SI 2010/2768 reg 2.
    """
    closures = tuple(closures)
    school_days = 0
    day = received_on
    for _ in range(SCHOOL_OUTER_DAYS):
        day = calendar.nth_working_day_after(day, 1)
        school_days += not any(each.first <= day <= each.last for each in closures)
        if school_days == DAYS_TO_RESPOND:
            break
    return day


def archives_due_on(received_on: date, calendar: Calendar, *, is_unopened_transfer: bool) -> date:
    """Return a place of deposit's last day: the 30th working day for a transferred public record
    that has not been opened, else the 20th (SI 2004/3364 reg 4).
    """
    days = ARCHIVE_DAYS if is_unopened_transfer else DAYS_TO_RESPOND
    return calendar.nth_working_day_after(received_on, days)


def reuse_due_on(received_on: date, calendar: Calendar) -> date:
    """Return the last day to answer a request to re-use: RoPSI 2015 reg 8(1)."""
    return calendar.nth_working_day_after(received_on, DAYS_TO_RESPOND)


def health_record_due_on(applied_on: date, *, is_recent: bool) -> date:
    """Return the last day for a dead patient's record; shorter if all of it is recent."""
    days = RECENT_HEALTH_RECORD_DAYS if is_recent else HEALTH_RECORD_DAYS
    return applied_on + timedelta(days=days - 1)

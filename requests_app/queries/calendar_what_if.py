"""What a day entered into the calendar, or withdrawn, would do to the open cases."""

from dataclasses import dataclass, replace
from datetime import date

from requests_app.domain.clock_strip import ClockStrip
from requests_app.domain.clock_what_if import supposed_strip
from requests_app.domain.workflow import OPEN
from requests_app.domain.working_days import Calendar, CalendarEnds, Holiday, Nation
from requests_app.models import Case
from requests_app.queries.calendar import stored_calendar
from requests_app.queries.clock_reading import readings_of


@dataclass(frozen=True)
class WouldMove:
    """An open case whose dates would move; None where its clock waits.

    `strip` is that of what would be; the first rows alone have one.
    """

    reference: str
    subject: str
    due_now: date | None
    due_then: date | None
    strip: ClockStrip | None


def with_day(calendar: Calendar, day: date, name: str, nations: tuple[Nation, ...]) -> Calendar:
    """Return the calendar with one more day that does not count."""
    new = Holiday(day, name, frozenset(nations))
    return replace(calendar, holidays=(*calendar.holidays, new))


def without_day(calendar: Calendar, day: date) -> Calendar:
    """Return the calendar without an entry of that day."""
    return replace(calendar, holidays=tuple(each for each in calendar.holidays if each.day != day))


def would_move(supposed: Calendar, *, today: date, drawn: int) -> list[WouldMove]:
    """Return the open cases whose dates would be others by the calendar that is supposed.

    Two queries for any number of cases; `drawn` of them get their strip. Raises CalendarEnds
    where one would run past it.
    """
    cases = {case.pk: case for case in Case.objects.filter(state__in=OPEN).order_by("reference")}
    now, then = (readings_of(cases.values(), each) for each in (stored_calendar(), supposed))
    if past := [cases[pk].reference for pk in now if pk not in then]:
        raise CalendarEnds(
            f"The calendar ends with {supposed.last_year}, and {past[0]} would be due after it. "
            "Add the next year's bank holidays first."
        )
    moving = [
        pk
        for pk in cases
        if pk in now
        and (now[pk].due_on, now[pk].policy_due_on) != (then[pk].due_on, then[pk].policy_due_on)
    ]
    return [
        WouldMove(
            cases[pk].reference,
            cases[pk].subject,
            now[pk].leading_due_on,
            then[pk].leading_due_on,
            supposed_strip(then[pk], today, now[pk].leading_due_on) if place < drawn else None,
        )
        for place, pk in enumerate(moving)
    ]

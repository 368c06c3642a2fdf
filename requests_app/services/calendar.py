"""The calendar is changed: a proclaimed day entered or withdrawn, and every open case moved."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from requests_app import permissions
from requests_app.domain.clock_explanation import long_day
from requests_app.domain.errors import RuleBroken
from requests_app.domain.workflow import OPEN
from requests_app.domain.working_days import CalendarEnds, Nation
from requests_app.models import (
    CalendarChange,
    CalendarYear,
    Case,
    MovedDate,
    NonWorkingDay,
    User,
)
from requests_app.queries.calendar import stored_calendar
from requests_app.services import audit, outbox
from requests_app.services.moved_dates import Dates, in_detail
from requests_app.services.recomputing import recompute_open
from requests_app.services.reminders import look_at_every_case_again

CHAIN = "calendar"
FEWEST_DAYS = 8
"""A year that holds fewer bank holidays than England alone has was not entered in full."""


@dataclass(frozen=True)
class NewDay:
    """A day that does not count, with where that stands: a proclamation, a Gazette notice."""

    day: date
    name: str
    nations: tuple[Nation, ...]
    source: str


def enter_day(new: NewDay, *, actor: User, at: datetime) -> CalendarChange:
    """Enter a bank holiday and move every open case by it; answered ones stay as they were."""
    _refuse_stranger(actor)
    _refuse_day(new)
    try:
        with transaction.atomic():
            NonWorkingDay.objects.create(
                day=new.day,
                name=new.name,
                nations=sorted(nation.value for nation in new.nations),
                source=new.source,
                added_at=at,
            )
            return _changed(new, actor, at, is_withdrawal=False)
    except IntegrityError as clash:
        raise RuleBroken(f"{long_day(new.day)} is in the calendar already.") from clash


def withdraw_day(day: date, source: str, *, actor: User, at: datetime) -> CalendarChange:
    """Withdraw a bank holiday that is none after all, and move every open case back."""
    _refuse_stranger(actor)
    if not source.strip():
        raise RuleBroken("Say where it stands that this day is no bank holiday.")
    with transaction.atomic():
        row = NonWorkingDay.objects.select_for_update().filter(day=day).first()
        if row is None:
            raise RuleBroken(f"{long_day(day)} is not in the calendar any more.")
        row.delete()
        gone = NewDay(day, row.name, tuple(Nation(nation) for nation in row.nations), source)
        return _changed(gone, actor, at, is_withdrawal=True)


@transaction.atomic
def cover_year(year: int, source: str, *, actor: User, at: datetime) -> CalendarYear:
    """Let the calendar reach one year further, once that year's bank holidays are entered.

    Every request that waited for that year gets its due date.
    """
    _refuse_stranger(actor)
    if not source.strip():
        raise RuleBroken("Say where the bank holidays of that year are published.")
    last = CalendarYear.objects.select_for_update().order_by("year").last()
    if last is not None and year != last.year + 1:
        raise RuleBroken(f"The calendar ends with {last.year}: the next year is {last.year + 1}.")
    entered = NonWorkingDay.objects.filter(day__year=year).count()
    if entered < FEWEST_DAYS:
        raise RuleBroken(
            f"Only {entered} days of {year} are entered. Enter all bank holidays of the four "
            "nations first: a day that is missing makes dates come too early."
        )
    row = CalendarYear.objects.create(year=year, source=source)
    # Requests that came after the end of the calendar have waited for this.
    dated = recompute_open()
    for moved in dated:
        audit.record(
            moved.reference,
            "cover_year",
            actor=actor,
            at=at,
            year=year,
            due_after=moved.due_on.isoformat() if moved.due_on else "",
        )
    look_at_every_case_again()
    audit.record(CHAIN, "cover_year", actor=actor, at=at, year=year, days=entered, dated=len(dated))
    return row


def _refuse_stranger(actor: User) -> None:
    if not permissions.can_change_calendar(actor):
        raise PermissionDenied("The calendar is the FOI manager's.")


def _refuse_day(new: NewDay) -> None:
    calendar = stored_calendar()
    if not (new.name.strip() and new.source.strip() and new.nations):
        raise RuleBroken("A day needs its name, the nations it belongs to, and its source.")
    if not calendar.first_year <= new.day.year <= calendar.last_year + 1:
        raise RuleBroken(
            f"The calendar covers {calendar.first_year} to {calendar.last_year}. Enter days of "
            f"these years, or of {calendar.last_year + 1}."
        )
    if new.day.weekday() >= 5:
        raise RuleBroken(f"{long_day(new.day)} does not count anyway. Enter its substitute day.")


def _changed(new: NewDay, actor: User, at: datetime, *, is_withdrawal: bool) -> CalendarChange:
    change = CalendarChange.objects.create(
        day=new.day,
        name=new.name,
        nations=sorted(nation.value for nation in new.nations),
        source=new.source,
        is_withdrawal=is_withdrawal,
        made_at=at,
        made_by=actor,
    )
    moved = _move_open_cases(change)
    # Steps may move where no due date does: an estimate given to the applicant stays.
    look_at_every_case_again()
    verb = "withdraw_day" if is_withdrawal else "enter_day"
    for row in moved:
        audit.record(
            row.case.reference,
            verb,
            actor=actor,
            at=at,
            **_moved_detail(row, new.day),
        )
    audit.record(
        CHAIN,
        verb,
        actor=actor,
        at=at,
        day=new.day.isoformat(),
        nations=change.nations,
        change=change.pk,
        moved=len(moved),
    )
    if moved:
        outbox.enqueue("tell_of_moved_dates", change.pk, key=f"moved-dates:{change.pk}", at=at)
    return change


def _moved_detail(row: MovedDate, day: date) -> dict[str, Any]:
    return {
        "day_on": day.isoformat(),
        "change": row.change_id,
        **in_detail(
            Dates(row.due_before, row.statutory_before), Dates(row.due_after, row.statutory_after)
        ),
    }


def _move_open_cases(change: CalendarChange) -> list[MovedDate]:
    before = _dates_of_open_cases()
    try:
        recompute_open()
    except CalendarEnds as end:
        raise RuleBroken(f"A due date would lie past the calendar. {end}") from end
    after = _dates_of_open_cases()
    rows = [
        MovedDate(
            change=change,
            case=case,
            owner_id=case.owner_id,
            due_before=before[pk].due_on,
            due_after=case.due_on,
            statutory_before=before[pk].statutory_due_on,
            statutory_after=case.statutory_due_on,
        )
        for pk, case in after.items()
        if pk in before
        and (before[pk].due_on, before[pk].statutory_due_on) != (case.due_on, case.statutory_due_on)
    ]
    return MovedDate.objects.bulk_create(rows)


def _dates_of_open_cases() -> dict[int, Case]:
    cases = Case.objects.filter(state__in=OPEN).order_by("reference")
    return {
        case.pk: case for case in cases.only("reference", "owner_id", "due_on", "statutory_due_on")
    }

"""The calendar is changed: every open case moves, its owner is told, answered cases stay."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from requests_app.domain.errors import RuleBroken
from requests_app.domain.statutory_clock import EntryKind
from requests_app.domain.workflow import State
from requests_app.domain.working_days import Nation
from requests_app.models import (
    AuditEvent,
    CalendarChange,
    CalendarYear,
    Case,
    Message,
    MovedDate,
    NonWorkingDay,
    OutboxItem,
)
from requests_app.models.case import LOOK_NOW
from requests_app.queries.calendar import stored_calendar
from requests_app.services import calendar, clock
from requests_app.services.calendar import NewDay
from requests_app.tasks.outbox import WORK
from tests.factories import CaseMaker, Cast, at
from tests.requests_app.services.conftest import AtOnce

TODAY = date(2026, 11, 10)
PROCLAIMED = date(2026, 11, 19)
DUE, LATER = date(2026, 12, 1), date(2026, 12, 2)
NEW = NewDay(
    PROCLAIMED, "A day of thanksgiving", (Nation.SCOTLAND,), "The London Gazette, 9 November 2026"
)


@pytest.fixture
def act(cast: Cast) -> dict[str, Any]:
    return {"actor": cast.foi_manager, "at": at(TODAY)}


def dates(case: Case) -> tuple[date | None, date | None]:
    case.refresh_from_db()
    return case.due_on, case.statutory_due_on


def test_a_new_day_moves_the_open_cases_and_leaves_the_answered_ones(
    make_case: CaseMaker, act: dict[str, Any]
) -> None:
    open_case, answered = make_case(State.ACCEPTED), make_case(State.ANSWERED)
    stopped = make_case(State.ACCEPTED)
    make_case.ask(stopped, 3)
    change = calendar.enter_day(NEW, **act)
    assert dates(open_case) == (LATER, LATER)
    assert dates(answered) == (DUE, DUE)
    assert dates(stopped) == (None, None)
    row = MovedDate.objects.get()
    assert (row.change, row.case) == (change, open_case)
    assert (row.due_before, row.due_after) == (DUE, LATER)
    assert (row.statutory_before, row.statutory_after) == (DUE, LATER)
    assert stored_calendar().why_not(PROCLAIMED) == "A day of thanksgiving (Scotland)"
    on_case = AuditEvent.objects.get(chain=open_case.reference, verb="enter_day")
    assert (on_case.detail["due_before"], on_case.detail["due_after"]) == (
        "2026-12-01",
        "2026-12-02",
    )
    assert AuditEvent.objects.get(chain="calendar").detail["moved"] == 1


def test_a_day_that_is_withdrawn_moves_them_back_and_is_remembered(
    make_case: CaseMaker, act: dict[str, Any]
) -> None:
    case = make_case(State.ACCEPTED)
    calendar.enter_day(NEW, **act)
    calendar.withdraw_day(PROCLAIMED, "The London Gazette, 12 November 2026", **act)
    assert dates(case) == (DUE, DUE)
    assert not NonWorkingDay.objects.filter(day=PROCLAIMED).exists()
    assert list(CalendarChange.objects.values_list("is_withdrawal", "source")) == [
        (False, NEW.source),
        (True, "The London Gazette, 12 November 2026"),
    ]
    with pytest.raises(RuleBroken, match="not in the calendar any more"):
        calendar.withdraw_day(PROCLAIMED, "Again", **act)


def test_a_step_that_moves_where_the_due_date_does_not_is_looked_at_again(
    make_case: CaseMaker, act: dict[str, Any]
) -> None:
    case = make_case(State.ACCEPTED)
    promised = date(2026, 12, 18)
    clock.enter(case, EntryKind.EXTENDED, date(2026, 11, 5), until=promised, **act)
    NonWorkingDay.objects.create(
        day=PROCLAIMED, name="x", nations=["scotland"], source="y", added_at=at(TODAY)
    )
    Case.objects.update(reminders_from=date(2026, 12, 1))
    calendar.withdraw_day(PROCLAIMED, "The London Gazette", **act)
    assert dates(case) == (promised, promised)
    assert case.reminders_from == LOOK_NOW
    assert not MovedDate.objects.exists()


def test_each_owner_gets_one_mail_about_their_own_cases(
    make_case: CaseMaker, cast: Cast, act: dict[str, Any]
) -> None:
    mine, other, nobodys = (make_case(State.ACCEPTED) for _ in range(3))
    Case.objects.filter(pk=other.pk).update(owner=cast.foi_administrator)
    Case.objects.filter(pk=nobodys.pk).update(owner=None)
    change = calendar.enter_day(NEW, **act)
    assert OutboxItem.objects.filter(work="tell_of_moved_dates", subject_id=change.pk).count() == 1
    WORK["tell_of_moved_dates"](change.pk, at(TODAY))
    WORK["tell_of_moved_dates"](change.pk, at(TODAY))
    mails = {mail.recipient: mail for mail in Message.objects.filter(case=None)}
    assert set(mails) == {cast.foi_manager.email, cast.foi_administrator.email}
    to_manager = mails[cast.foi_manager.email]
    assert to_manager.subject == "2 due dates moved: A day of thanksgiving, 19 November 2026"
    assert mine.reference in to_manager.text
    assert nobodys.reference in to_manager.text
    assert other.reference not in to_manager.text
    assert "Tue 1 Dec 2026 before, Wed 2 Dec 2026 now" in to_manager.text
    assert NEW.source in to_manager.text
    assert OutboxItem.objects.filter(work="deliver").count() >= 2
    assert make_case.email not in to_manager.text


def test_a_change_that_moves_nothing_tells_nobody(act: dict[str, Any]) -> None:
    calendar.enter_day(NEW, **act)
    assert not OutboxItem.objects.filter(work="tell_of_moved_dates").exists()


@pytest.mark.parametrize(
    ("new", "words"),
    [
        (NewDay(date(2026, 12, 25), "x", NEW.nations, "y"), "in the calendar already"),
        (NewDay(date(2026, 11, 21), "x", NEW.nations, "y"), "does not count anyway"),
        (NewDay(date(2031, 1, 1), "x", NEW.nations, "y"), "covers 2015 to 2028"),
        (NewDay(date(2014, 12, 31), "x", NEW.nations, "y"), "covers 2015 to 2028"),
        (NewDay(PROCLAIMED, " ", NEW.nations, "y"), "needs its name"),
        (NewDay(PROCLAIMED, "x", (), "y"), "needs its name"),
        (NewDay(PROCLAIMED, "x", NEW.nations, ""), "its source"),
    ],
)
def test_a_day_that_makes_no_sense_is_refused_and_moves_nothing(
    make_case: CaseMaker, act: dict[str, Any], new: NewDay, words: str
) -> None:
    case = make_case(State.ACCEPTED)
    days = NonWorkingDay.objects.count()
    with pytest.raises(RuleBroken, match=words):
        calendar.enter_day(new, **act)
    assert (NonWorkingDay.objects.count(), CalendarChange.objects.count()) == (days, 0)
    assert dates(case) == (DUE, DUE)


def test_withdrawing_needs_a_source(act: dict[str, Any]) -> None:
    with pytest.raises(RuleBroken, match="Say where it stands"):
        calendar.withdraw_day(date(2026, 12, 25), " ", **act)
    assert NonWorkingDay.objects.filter(day=date(2026, 12, 25)).exists()


def test_a_date_pushed_past_the_calendar_undoes_the_change(
    make_case: CaseMaker, act: dict[str, Any]
) -> None:
    make_case.received_on = date(2028, 11, 28)
    case = make_case(State.RECEIVED)
    assert dates(case)[0] == date(2028, 12, 29)
    with pytest.raises(RuleBroken, match="past the calendar"):
        calendar.enter_day(NewDay(date(2028, 12, 11), "x", NEW.nations, "y"), **act)
    assert not NonWorkingDay.objects.filter(day=date(2028, 12, 11)).exists()
    assert dates(case)[0] == date(2028, 12, 29)


@pytest.mark.parametrize(
    "who", ["foi_administrator", "auditor", "director", "system_administrator", "superuser"]
)
def test_the_calendar_is_the_foi_managers_alone(cast: Cast, who: str) -> None:
    other: dict[str, Any] = {"actor": cast.people[who], "at": at(TODAY)}
    with pytest.raises(PermissionDenied):
        calendar.enter_day(NEW, **other)
    with pytest.raises(PermissionDenied):
        calendar.withdraw_day(date(2026, 12, 25), "x", **other)
    with pytest.raises(PermissionDenied):
        calendar.cover_year(2029, "x", **other)
    assert CalendarChange.objects.count() == 0


def test_two_managers_at_once_enter_a_day_once(
    at_once: AtOnce, make_case: CaseMaker, act: dict[str, Any]
) -> None:
    case = make_case(State.ACCEPTED)
    found = at_once(lambda: calendar.enter_day(NEW, **act), lambda: calendar.enter_day(NEW, **act))
    assert sorted(type(each).__name__ for each in found) == ["CalendarChange", "RuleBroken"]
    assert MovedDate.objects.count() == 1
    assert dates(case) == (LATER, LATER)


def test_a_year_is_covered_once_its_days_are_entered(act: dict[str, Any]) -> None:
    with pytest.raises(RuleBroken, match="the next year is 2029"):
        calendar.cover_year(2030, "gov.uk", **act)
    with pytest.raises(RuleBroken, match="Only 0 days of 2029"):
        calendar.cover_year(2029, "gov.uk", **act)
    for n in range(8):
        day = date(2029, 1 + n, 1 + 2 * (n == 3) + 2 * (n == 6))
        while day.weekday() >= 5:
            day = day.replace(day=day.day + 1)
        calendar.enter_day(NewDay(day, "A holiday", NEW.nations, "gov.uk"), **act)
    with pytest.raises(RuleBroken, match="Say where"):
        calendar.cover_year(2029, "", **act)
    calendar.cover_year(2029, "gov.uk/bank-holidays", **act)
    assert CalendarYear.objects.get(year=2029).source == "gov.uk/bank-holidays"
    assert stored_calendar().last_year == 2029

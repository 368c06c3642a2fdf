"""A request that comes too late for the calendar is taken in, waits, and gets its date."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from requests_app.domain.errors import RuleBroken
from requests_app.domain.regime import Regime
from requests_app.domain.workflow import State
from requests_app.domain.working_days import Nation
from requests_app.models import AuditEvent, Case, ClockEntry, Message, User
from requests_app.queries.alarms import alarms
from requests_app.queries.tracking import tracking_path
from requests_app.services import calendar, triage
from requests_app.services.calendar import NewDay
from requests_app.services.recomputing import recompute_open
from tests.factories import APPLICANT_NAME, CaseMaker, Cast, at

AsPerson = Callable[[User], Client]
CAME = date(2028, 12, 28)
NO_DATE = "No date can be worked out: the calendar ends on 31 December 2028."


@pytest.fixture(autouse=True)
def the_day_it_came() -> Iterator[None]:
    with time_machine.travel(at(CAME, 12), tick=False):
        yield


@pytest.fixture
def late(make_case: CaseMaker) -> Case:
    make_case.received_on = CAME
    return make_case()


def enter_2029(act: dict[str, Any]) -> None:
    day, entered = date(2029, 1, 1), 0
    while entered < 8:
        calendar.enter_day(NewDay(day, "A holiday", (Nation.WALES,), "gov.uk"), **act)
        entered, day = entered + 1, day + timedelta(days=35)


def test_it_is_taken_in_whole_and_has_no_date(late: Case) -> None:
    assert (late.state, late.received_on) == (State.RECEIVED, CAME)
    assert (late.due_on, late.statutory_due_on) == (None, None)
    assert ClockEntry.objects.get(case=late).on == CAME
    assert Message.objects.filter(case=late).count() == 1
    assert late.questions.count() == 4
    assert AuditEvent.objects.get(chain=late.reference).detail["due_on"] == ""


def test_the_inbox_its_page_the_alarm_and_the_health_check_say_why(
    late: Case, cast: Cast, as_person: AsPerson
) -> None:
    browser = as_person(cast.foi_manager)
    inbox = browser.get(reverse("inbox")).content.decode()
    assert "No date" in inbox
    assert "the calendar ends with 2028" in inbox
    mail = browser.get(reverse("inbox"), {"tab": "mail"}).content.decode()
    assert f"1 request has no due date. {NO_DATE}" in mail
    page = browser.get(reverse("case", args=[late.reference])).content.decode()
    assert NO_DATE in page
    assert reverse("working-days") in page
    assert "The calendar ends with 2028" in Client().get("/healthz").json()["calendar"]
    assert browser.get(reverse("triage", args=[late.reference])).status_code == 200
    assert browser.get("/calendar/?month=2028-11&whose=all").status_code == 200


def test_other_cases_are_listed_beside_it_with_their_dates(
    make_case: CaseMaker, late: Case, cast: Cast, as_person: AsPerson
) -> None:
    make_case.received_on = date(2028, 11, 28)
    dated = make_case()
    inbox = as_person(cast.foi_manager).get(reverse("inbox")).content.decode()
    assert dated.reference in inbox
    assert "due tomorrow" in inbox


def test_the_applicant_is_told_that_the_date_follows(late: Case, client: Client) -> None:
    page = client.get(tracking_path(late)).content.decode()
    assert "We will write to you by when we answer." in page


def test_it_cannot_be_accepted_until_it_has_a_date(late: Case, cast: Cast) -> None:
    decision = triage.Acceptance(Regime(late.regime), late.subject, has_press_interest=False)
    with pytest.raises(RuleBroken, match="Add the next year's bank holidays first"):
        triage.accept(late.pk, decision, actor=cast.foi_manager, at=at(CAME))
    late.refresh_from_db()
    assert late.state == State.RECEIVED


def test_it_gets_its_date_when_the_year_is_covered_and_the_trail_says_so(
    late: Case, cast: Cast
) -> None:
    act: dict[str, Any] = {"actor": cast.foi_manager, "at": at(CAME)}
    enter_2029(act)
    late.refresh_from_db()
    assert late.due_on is None
    calendar.cover_year(2029, "gov.uk", **act)
    late.refresh_from_db()
    # From 29 December: 1 January is a holiday, so day 20 is Friday 26 January.
    assert (late.due_on, late.statutory_due_on) == (date(2029, 1, 26), date(2029, 1, 26))
    found = AuditEvent.objects.get(chain=late.reference, verb="cover_year")
    assert (found.detail["year"], found.detail["due_after"]) == (2029, "2029-01-26")
    assert AuditEvent.objects.filter(chain="calendar").last().detail["dated"] == 1
    assert "due date" not in " ".join(alarm.sentence for alarm in alarms(at(CAME)))


def test_a_case_that_has_a_date_is_still_not_pushed_past_the_end(
    make_case: CaseMaker, late: Case, cast: Cast
) -> None:
    make_case.received_on = date(2028, 11, 28)
    dated = make_case()
    new = NewDay(date(2028, 12, 11), "x", (Nation.WALES,), "y")
    with pytest.raises(RuleBroken, match="past the calendar"):
        calendar.enter_day(new, actor=cast.foi_manager, at=at(CAME))
    dated.refresh_from_db()
    assert dated.due_on == date(2028, 12, 29)
    assert recompute_open() == []


def test_what_a_day_would_do_is_shown_while_such_a_request_waits(
    late: Case, cast: Cast, as_person: AsPerson
) -> None:
    day = {
        "day": "11/12/2028", "name": "x", "nations": ["wales"], "source": "y",
    }  # fmt: skip
    page = as_person(cast.foi_manager).post(reverse("enter-day"), day).content.decode()
    assert "No date of an open case moves." in page


def test_who_asked_is_not_in_the_alarm(late: Case) -> None:
    (alarm,) = [each for each in alarms(at(CAME)) if "due date" in each.sentence]
    assert alarm.cases == (late.reference,)
    assert APPLICANT_NAME not in alarm.sentence

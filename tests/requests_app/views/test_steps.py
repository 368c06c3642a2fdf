"""The steps and the reminders of a case on its page."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from requests_app.domain.workflow import State
from requests_app.models import AuditEvent, Milestone, Reminder, TickedStep, User
from requests_app.queries.applicant_page import applicant_page
from requests_app.services import reminders
from requests_app.tasks.outbox import sweep_outbox
from tests.factories import CaseMaker, Cast, at

AsPerson = Callable[[User], Client]
ONE_DAY_LATE = date(2026, 11, 11)


def remind(day: date = ONE_DAY_LATE) -> None:
    with time_machine.travel(at(day), tick=False):
        reminders.make_round(at=at(day))
        sweep_outbox()


def tick(case_reference: str, key: str) -> str:
    return reverse("tick-step", args=[case_reference, Milestone.objects.get(key=key).pk])


def test_the_page_shows_each_step_and_when_each_reminder_was_sent(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    case = make_case(State.WITH_DEPARTMENTS)
    remind()
    with time_machine.travel(at(ONE_DAY_LATE, 12), tick=False):
        page = as_person(cast.foi_manager).get(reverse("case", args=[case.reference]))
    words = " ".join(page.content.decode().split())
    assert "Say what is held" in words
    assert "1 day late" in words
    assert "1 reminder<" in words
    assert 'today 10:00</td> <td class="govuk-table__cell">Department Manager</td>' in words


def test_the_strip_has_a_tick_for_each_step_and_its_table_names_it(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    case = make_case(State.WITH_DEPARTMENTS)
    with time_machine.travel(at(ONE_DAY_LATE, 12), tick=False):
        page = as_person(cast.foi_manager).get(reverse("case", args=[case.reference]))
    words = page.content.decode()
    row, table = words.split('class="clock__row"')[1], words.split("clock-table", 1)[1]
    # Acknowledge, press, estimate, answer and the way from day 12 to day 20.
    assert row.split("</svg>")[0].count('class="clock__tick"') == 10
    for day, said in (
        ("Wed 4 Nov", "Acknowledge, done"),
        ("Tue 10 Nov", "Say what is held (Estates)"),
        ("Tue 1 Dec", "Send the answer; Due"),
    ):
        assert said in table.split(f"{day}</th>")[1].split("</tr>")[0]


def test_the_applicant_sees_none_of_our_own_steps(
    make_case: CaseMaker, cast: Cast, client: Client
) -> None:
    case = make_case(State.WITH_DEPARTMENTS)
    strip = applicant_page(case, ONE_DAY_LATE).strip
    assert strip
    assert {day.milestones for day in strip.days} == {()}


def test_while_the_clock_waits_each_step_says_so_and_what_it_would_be(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    case = make_case(State.WITH_DEPARTMENTS)
    make_case.ask(case, days=2)
    with time_machine.travel(at(ONE_DAY_LATE, 12), tick=False):
        page = as_person(cast.foi_manager).get(reverse("case", args=[case.reference]))
        month = as_person(cast.foi_manager).get("/calendar/?month=2026-12&whose=all")
    words = " ".join(page.content.decode().split())
    assert "no step is due and nobody is reminded" in words
    # Asked on day 2, answered today: 4 to 11 November, six working days, are left out.
    assert 'waiting<span class="quiet small"> · would be Wed 9 Dec</span>' in words
    of_day = month.content.decode().split("Wed 9 Dec</th>")[1].split("</tr>")[0]
    assert "Send the answer" in of_day
    assert "<strong>waiting</strong>" in of_day
    assert "late" not in of_day


def test_the_history_says_whom_it_was_called_to_mind(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    case = make_case(State.WITH_DEPARTMENTS)
    remind()
    page = as_person(cast.auditor).get(reverse("history", args=[case.reference]))
    said = "A reminder went to Department Manager: Say what is held, due on 10 November 2026."
    assert said in page.content.decode()


def test_readers_who_do_not_know_who_asked_see_the_reminders_too(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson, blindfold: Any
) -> None:
    case = make_case(State.WITH_DEPARTMENTS)
    remind()
    for who in (cast.director_of_corporate_affairs, cast.auditor):
        browser = as_person(who)
        with blindfold:
            page = browser.get(reverse("case", args=[case.reference]))
        blindfold.assert_blind(page.content)
        assert "1 reminder<" in page.content.decode()
        assert "This is done" not in page.content.decode()


def test_the_office_ticks_a_step_off_and_takes_it_back(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    make_case.press_interest = True
    case = make_case(State.ACCEPTED)
    browser = as_person(cast.foi_administrator)
    address = tick(case.reference, "copy_request")
    assert f'action="{address}"' in browser.get(f"/cases/{case.reference}/").content.decode()

    browser.post(address, {"done": "yes"})
    browser.post(address, {"done": "yes"})
    assert TickedStep.objects.get().ticked_by == cast.foi_administrator
    remind(date(2026, 11, 4))
    assert not Reminder.objects.filter(milestone__key="copy_request").exists()

    browser.post(address, {"done": "no"})
    assert TickedStep.objects.count() == 0
    remind(date(2026, 11, 5))
    assert Reminder.objects.filter(milestone__key="copy_request").exists()


def test_what_ends_with_an_act_cannot_be_ticked_off(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    case = make_case(State.ACCEPTED)
    response = as_person(cast.foi_manager).post(tick(case.reference, "out"), {"done": "yes"})
    assert response.status_code == 409
    assert "ends with the act itself" in response.content.decode()
    assert TickedStep.objects.count() == 0


@pytest.mark.parametrize(
    "name", ["director_of_corporate_affairs", "auditor", "department_manager", "director"]
)
def test_nobody_else_ticks_anything_off(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson, name: str
) -> None:
    make_case.press_interest = True
    case = make_case(State.ACCEPTED)
    before = AuditEvent.objects.count()
    response = as_person(cast.people[name]).post(
        tick(case.reference, "copy_request"), {"done": "yes"}
    )
    assert response.status_code == 404
    assert (TickedStep.objects.count(), AuditEvent.objects.count()) == (0, before)


def test_the_page_costs_the_same_for_one_reminder_and_for_thirty(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    case = make_case(State.WITH_DEPARTMENTS)
    remind()
    browser = as_person(cast.foi_manager)
    address = reverse("case", args=[case.reference])

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            browser.get(address)
        return len(captured)

    browser.get(address)
    for_one = queries()
    row = Reminder.objects.get()
    Reminder.objects.bulk_create(
        Reminder(
            case=row.case, milestone=row.milestone, commission=row.commission, rung=row.rung,
            turn=turn, holder=row.holder, person=row.person, due_on=row.due_on, digest=row.digest,
        )
        for turn in range(2, 32)
    )  # fmt: skip
    assert queries() == for_one

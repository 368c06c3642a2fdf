"""The calendar's pages: a look at what would move, then the change."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from requests_app.domain.workflow import State
from requests_app.models import CalendarChange, NonWorkingDay, User
from tests.factories import CaseMaker, Cast, at

AsPerson = Callable[[User], Client]
DAY = {
    "day": "19/11/2026",
    "name": "A day of thanksgiving",
    "nations": ["scotland"],
    "source": "The London Gazette, 9 November 2026",
}


@pytest.fixture
def office(cast: Cast, as_person: AsPerson, time_machine: Any) -> Client:
    time_machine.move_to(at(date(2026, 11, 10)))
    return as_person(cast.foi_manager)


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_a_day_is_entered_after_a_look_at_what_moves(make_case: CaseMaker, office: Client) -> None:
    case = make_case(State.ACCEPTED)
    text = text_of(office.post(reverse("enter-day"), DAY))
    assert "1 open case moves" in text
    assert case.reference in text
    assert "Tuesday 1 December 2026" in text
    assert "Wednesday 2 December 2026" in text
    assert CalendarChange.objects.count() == 0
    sure = {**DAY, "sure": "2026-11-19"}
    text = text_of(office.post(reverse("enter-day"), sure, follow=True))
    assert "Thursday 19 November 2026 is entered. 1 open case moved" in text
    assert "A day of thanksgiving" in text
    assert "The London Gazette, 9 November 2026" in text
    history = text_of(office.get(reverse("history", args=[case.reference])))
    assert "entered 19 November 2026 as a bank holiday. Due 1 December 2026 before" in history


def test_another_day_than_the_one_that_was_shown_is_shown_first(office: Client) -> None:
    response = office.post(reverse("enter-day"), {**DAY, "sure": "2026-11-18"})
    assert response.status_code == 200
    assert "No date of an open case moves." in text_of(response)
    assert CalendarChange.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"day": "soon"}, "Write the day as day, month, year"),
        ({"name": ""}, "Write what the day is called."),
        ({"nations": []}, "Choose at least one nation."),
        ({"nations": ["france"]}, "Select a valid choice"),
        ({"source": ""}, "Say where it stands."),
    ],
)
def test_a_day_that_lacks_something_is_shown_again(
    office: Client, typed: dict[str, Any], words: str
) -> None:
    response = office.post(reverse("enter-day"), {**DAY, **typed, "sure": "2026-11-19"})
    assert response.status_code == 422
    assert words in text_of(response)
    assert CalendarChange.objects.count() == 0


def test_a_day_that_is_there_already_is_refused_with_what_was_typed(office: Client) -> None:
    typed = {**DAY, "day": "25/12/2026", "sure": "2026-12-25"}
    response = office.post(reverse("enter-day"), typed)
    assert response.status_code == 409
    assert "is in the calendar already" in text_of(response)
    assert "A day of thanksgiving" in text_of(response)


def test_a_day_is_withdrawn_with_its_source(make_case: CaseMaker, office: Client) -> None:
    make_case(State.ACCEPTED)
    address = reverse("withdraw-day", args=["2026-11-30"])
    assert "Tuesday 1 December 2026" in text_of(office.get(address))
    response = office.post(address, {"source": "The London Gazette"}, follow=True)
    assert "is withdrawn. 1 open case moved" in text_of(response)
    assert not NonWorkingDay.objects.filter(day=date(2026, 11, 30)).exists()
    assert office.get(address).status_code == 404


def test_a_year_that_is_not_entered_is_not_covered(office: Client) -> None:
    response = office.post(reverse("cover-year", args=[2029]), {"source": "gov.uk"})
    assert response.status_code == 409
    assert "Only 0 days of 2029" in text_of(response)
    assert office.get(reverse("cover-year", args=[2031])).status_code == 404


def test_only_the_foi_manager_finds_these_pages(
    cast: Cast, as_person: AsPerson, blindfold: Any, office: Client
) -> None:
    addresses = [
        reverse("enter-day"),
        reverse("withdraw-day", args=["2026-12-25"]),
        reverse("cover-year", args=[2029]),
    ]
    for who, user in cast.people.items():
        for address in addresses:
            with blindfold:
                response = as_person(user).get(address)
            assert response.status_code == (200 if who == "foi_manager" else 404), who
            blindfold.assert_blind(response.content)
    for user in (cast.foi_administrator, cast.auditor):
        page = as_person(user).get(reverse("working-days"))
        assert "Withdraw" not in text_of(page)


def test_the_number_of_queries_does_not_grow_with_the_cases(
    make_case: CaseMaker, office: Client
) -> None:
    counts = []
    for many in (1, 29):
        for _ in range(many):
            make_case(State.RECEIVED)
        with CaptureQueriesContext(connection) as seen:
            assert office.post(reverse("enter-day"), DAY).status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_the_end_of_the_calendar_is_told_on_its_page_and_by_the_health_check(
    cast: Cast, as_person: AsPerson, time_machine: Any
) -> None:
    time_machine.move_to(at(date(2028, 3, 1)))
    text = text_of(as_person(cast.auditor).get(reverse("working-days")))
    assert "Enter the bank holidays of 2029" in text
    said = Client().get("/healthz").json()["calendar"]
    assert "Enter the bank holidays of 2029" in said


def test_far_from_its_end_nothing_is_told(office: Client) -> None:
    assert "Enter the bank holidays of 2029" not in text_of(office.get(reverse("working-days")))
    assert office.get("/healthz").json()["calendar"] == "ok"

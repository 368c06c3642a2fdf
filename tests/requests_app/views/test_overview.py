"""The numbers and the calendar: right, refused in words, as many queries at 30 rows as at 1."""

from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from requests_app.domain.workflow import State
from requests_app.models import CalendarYear, Case, User
from tests.factories import CaseMaker, Cast

AsPerson = Callable[[User], Client]
TODAY = time_machine.travel("2026-11-24 12:00", tick=False)


@pytest.fixture
def reader(cast: Cast, as_person: AsPerson) -> Client:
    return as_person(cast.auditor)


@pytest.mark.parametrize("name", ["reports", "working-days"])
def test_thirty_cases_take_as_many_queries_as_one(
    make_case: CaseMaker, reader: Client, name: str
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert reader.get(reverse(name)).status_code == 200
        return len(captured)

    one = make_case(State.ANSWERED)
    queries()
    at_one = queries()
    Case.objects.bulk_create(
        Case(
            reference=f"FOI-2025-{n:05d}", subject="Beds", channel="mail", state="answered",
            applicant=one.applicant, opened_at=one.opened_at, received_on=one.received_on,
            due_on=one.due_on, closed_on=one.closed_on,
        )
        for n in range(29)
    )  # fmt: skip

    assert queries() == at_one


def test_the_calendar_shows_a_year_with_its_nations(reader: Client) -> None:
    shown = reader.get(reverse("working-days"), {"year": "2018"}).content.decode()

    assert "6 August" in shown
    assert "Scotland" in shown


@pytest.mark.parametrize("year", ["1700", "9999", "0", "-1", "two", "٢٠٢٦", "1" * 400])
def test_a_year_that_is_not_there_is_not_found_or_this_one(reader: Client, year: str) -> None:
    assert reader.get(reverse("working-days"), {"year": year}).status_code in (200, 404)


@pytest.mark.parametrize(
    ("start", "days", "status", "said"),
    [
        ("24/07/2018", "20", 200, "22 August 2018"),
        ("2018-07-24", "20", 200, "22 August 2018"),
        ("", "20", 422, "Write the day of receipt."),
        ("32/01/2026", "20", 422, "Write the day as day, month, year"),
        ("24/07/2018", "0", 422, "Count at least 1 day."),
        ("24/07/2018", "251", 422, "Count at most 250 days."),
        ("24/07/2018", "x", 422, "Write a whole number of days."),
        ("31/12/9999", "20", 200, "The calendar covers"),
    ],
)
def test_days_are_counted_or_refused_in_words(
    reader: Client, start: str, days: str, status: int, said: str
) -> None:
    response = reader.get(reverse("working-days"), {"start": start, "days": days})

    assert response.status_code == status
    assert said in response.content.decode().replace("\xa0", " ")


@TODAY
def test_an_empty_calendar_refuses_to_guess(reader: Client) -> None:
    CalendarYear.objects.all().delete()

    assert reader.get(reverse("working-days")).status_code == 404


@TODAY
def test_the_numbers_count_answers_in_time_and_late(make_case: CaseMaker, reader: Client) -> None:
    make_case(State.ANSWERED)
    make_case.received_on = date(2026, 10, 1)
    make_case(State.WITH_DEPARTMENTS)
    shown = reader.get(reverse("reports")).content.decode()

    assert "100" in shown
    assert "November" in shown or "Nov" in shown

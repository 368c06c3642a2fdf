"""Typing in a request, and sending questions out: every word kept, every refusal in words."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from requests_app.domain.workflow import State
from requests_app.models import Case, ClockEntry, Commission, Department, User
from tests.factories import CaseMaker, Cast

AsPerson = Callable[[User], Client]


@pytest.fixture
def office(cast: Cast, as_person: AsPerson) -> Client:
    return as_person(cast.foi_administrator)


def type_in(browser: Client, **typed: str) -> Any:
    values = {
        "channel": "post", "received_on": timezone.localdate().isoformat(), "name": "A. Writer",
        "postal_address": "1 Ivy Row", "reply_by": "post", "text": "1. How many beds?\n2. Why?",
        **typed,
    }  # fmt: skip
    return browser.post(reverse("new-case"), values)


def test_a_letter_becomes_a_case_and_is_read_once_more(office: Client) -> None:
    response = type_in(office)
    case = Case.objects.get()

    assert response["Location"] == reverse("triage", args=[case.reference])
    assert (case.channel, case.reply_by, case.applicant.postal_address) == (
        "post", "post", "1 Ivy Row",
    )  # fmt: skip
    assert [q.text for q in case.questions.all()] == ["How many beds?", "Why?"]


def test_a_late_entry_says_why(office: Client) -> None:
    day = timezone.localdate() - timedelta(days=4)
    refused = type_in(office, received_on=day.isoformat())
    assert refused.status_code == 422
    assert "Say why it is entered only now." in refused.content.decode()
    assert not Case.objects.exists()

    assert (
        type_in(office, received_on=day.isoformat(), late_entry_reason="Lost.").status_code == 302
    )
    assert ClockEntry.objects.get().reason == "Lost."
    assert Case.objects.get().received_on == day


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"channel": ""}, "Choose how the request came."),
        ({"received_on": ""}, "Write the day it reached us."),
        ({"received_on": "x"}, "Write the day as day, month, year"),
        ({"received_on": (date(2026, 1, 1) + timedelta(days=9999)).isoformat()}, "not come yet"),
        ({"received_on": "01/01/1950", "late_entry_reason": "Old."}, "The calendar covers"),
        ({"email": "x"}, "name@example.org"),
        ({"reply_by": ""}, "Choose where the answer goes."),
        ({"text": ""}, "Type or paste the words of the request."),
        ({"text": "x" * 100_001}, "100,001 characters; 100,000 fit"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    office: Client, typed: dict[str, str], said: str
) -> None:
    response = type_in(office, **{"name": "A. Writer of letters", **typed})

    assert response.status_code == 422
    assert said in response.content.decode()
    assert "A. Writer of letters" in response.content.decode()
    assert not Case.objects.exists()


def test_a_form_with_nothing_in_it_is_asked_for(office: Client) -> None:
    response = office.post(reverse("new-case"))

    assert response.status_code == 422
    assert "Choose how the request came." in response.content.decode()


def send(browser: Client, case: Case, **typed: Any) -> Any:
    values = {"version": case.version, "instructions": "Per ward, please.", **typed}
    return browser.post(reverse("commission", args=[case.reference]), values)


def chosen(case: Case, number: str, *departments: Department) -> dict[str, list[int]]:
    question = case.questions.get(number=number)
    return {f"departments_{question.pk}": [department.pk for department in departments]}


def test_questions_go_to_departments_and_lettered_parts_go_along(
    make_case: CaseMaker, cast: Cast, office: Client
) -> None:
    case = make_case(State.ACCEPTED)
    response = send(
        office, case,
        **chosen(case, "1", cast.department),
        **chosen(case, "2", cast.department, cast.other_department),
        **chosen(case, "2b", cast.department),
    )  # fmt: skip
    asked = {
        row.department.name: [found.question.number for found in row.returns.all()]
        for row in Commission.objects.all()
    }

    assert response["Location"] == reverse("case", args=[case.reference])
    assert asked == {"Estates": ["1", "2", "2a", "2b"], "Finance": ["2", "2a"]}
    assert {row.instructions for row in Commission.objects.all()} == {"Per ward, please."}


@pytest.mark.parametrize("wish", ["nothing", "a department that is closed", "an old page"])
def test_what_cannot_be_sent_is_said_and_kept(
    make_case: CaseMaker, cast: Cast, office: Client, wish: str
) -> None:
    case = make_case(State.ACCEPTED)
    typed: dict[str, Any] = chosen(case, "1", cast.department)
    if wish == "nothing":
        typed = {}
    elif wish == "an old page":
        typed["version"] = case.version - 1
    else:
        Department.objects.update(is_active=False)
    response = send(office, case, **typed)

    assert response.status_code == (409 if wish == "an old page" else 422)
    assert "Per ward, please." in response.content.decode()
    assert not Commission.objects.exists()


def test_the_page_shows_the_limits_and_who_was_asked_already(
    make_case: CaseMaker, office: Client
) -> None:
    case = make_case(State.WITH_DEPARTMENTS)
    shown = office.get(reverse("commission", args=[case.reference])).content.decode()

    for words in ("Estates", "Finance", "beds, buildings, waste"):
        assert words in shown

"""The same words from several people are shown as that, on the two pages of the office."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from requests_app.domain.workflow import State
from requests_app.models import Case, Message, User
from tests.factories import CaseMaker, Cast, at
from tests.requests_app.services.test_linked_requests import BEDS, FIRST_DAY, made

AsPerson = Callable[[User], Client]
PAGES = ("triage", "similar")


@pytest.fixture(autouse=True)
def a_week_later() -> Any:
    with time_machine.travel(at(date(2026, 11, 10)), tick=True):
        yield


@pytest.fixture
def office(cast: Cast, as_person: AsPerson) -> Client:
    return as_person(cast.foi_administrator)


@pytest.fixture
def case(make_case: CaseMaker) -> Case:
    for number, state in enumerate((State.ANSWERED, State.ACCEPTED, State.RECEIVED)):
        made(make_case, BEDS, FIRST_DAY, state, f"other.{number}@example.org")
    return made(make_case, BEDS, state=State.RECEIVED)


def page_of(browser: Client, case: Case, name: str) -> str:
    return browser.get(reverse(name, args=[case.reference])).content.decode()


@pytest.mark.parametrize("name", PAGES)
def test_the_others_are_counted_with_their_dates(case: Case, office: Client, name: str) -> None:
    page = page_of(office, case, name)

    assert "The same words came from 3 other people" in page
    assert "received Tuesday 1 September 2026, answered Saturday 12 September 2026" in page
    assert "Who asks, and why, does not count." in page
    assert "can be used as a draft for" in page


@pytest.mark.parametrize("name", PAGES)
def test_the_same_person_again_is_no_round_robin(
    make_case: CaseMaker, office: Client, name: str
) -> None:
    made(make_case, BEDS, FIRST_DAY, State.ANSWERED)

    assert "The same words came" not in page_of(office, made(make_case, BEDS), name)


@pytest.mark.parametrize("name", PAGES)
def test_another_year_and_long_ago_are_none_either(
    make_case: CaseMaker, office: Client, name: str
) -> None:
    made(make_case, BEDS.replace("2025", "2024"), email="other@example.org")
    made(make_case, BEDS, date(2026, 2, 2), State.ANSWERED, "third@example.org")

    assert "The same words came" not in page_of(office, made(make_case, BEDS), name)


@pytest.mark.parametrize("name", PAGES)
def test_a_message_that_says_so_is_shown_to_be_one(
    make_case: CaseMaker, office: Client, name: str
) -> None:
    case = made(make_case, BEDS, state=State.RECEIVED)
    words = "I am sending this to all NHS trusts."
    Message.objects.filter(case=case).update(text=words)

    page = page_of(office, case, name)

    assert "It says that it went to others too" in page
    assert "“sending this to all NHS trusts”" in page
    assert "You may ask neighbouring Trusts" in page


def test_candidates_are_named_beside_the_first_decision(
    make_case: CaseMaker, office: Client
) -> None:
    made(make_case, BEDS, FIRST_DAY, State.ANSWERED)
    page = page_of(office, made(make_case, BEDS, state=State.RECEIVED), "triage")

    assert "100% alike, 62 days before this one, answered" in page
    assert "How many hospital beds were closed in 2025" in page
    assert "From the same applicant: is it repeated (section 14(2))?" in page
    assert "Costs may be added up (section 12(4))." in page
    assert "Its answer is 59 days old." in page


def test_candidates_stand_with_their_evidence_on_the_page_of_similar_requests(
    make_case: CaseMaker, office: Client
) -> None:
    made(make_case, BEDS, FIRST_DAY, State.ANSWERED)
    made(make_case, BEDS, date(2026, 10, 1), email="other@example.org")
    page = page_of(office, made(make_case, BEDS), "similar")

    assert "62 days before this one: within sixty working days (45, both days counted)" in page
    assert "Is this one repeated (section 14(2))?" in page
    assert "Costs may be added up (section 12(4)).</strong>" in page
    assert "only where they act together" in page

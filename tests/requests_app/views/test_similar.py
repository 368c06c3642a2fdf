"""The page of similar requests, the decision, and the refined request."""

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
from requests_app.models import Case, RequestLink, User
from tests.factories import CaseMaker, Cast, at
from tests.requests_app.services.test_linked_requests import BEDS, FIRST_DAY, PARAPHRASE, made

AsPerson = Callable[[User], Client]


@pytest.fixture(autouse=True)
def a_week_later() -> Any:
    with time_machine.travel(at(date(2026, 11, 10)), tick=True):
        yield


def test_the_page_shows_the_evidence_and_the_manager_decides(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    earlier = made(make_case, PARAPHRASE, FIRST_DAY, State.ANSWERED)
    case = made(make_case, BEDS)
    page_address = reverse("similar", args=[case.reference])
    decide = reverse("decide-link", args=[case.reference, earlier.pk])
    office = as_person(cast.foi_administrator)
    page = office.get(page_address).content.decode()
    assert "Same applicant" in page
    assert "within sixty working days (45, both days counted)" in page
    assert "In both: 2025, beds, closed, hospital, site" in page
    assert decide not in page
    manager = as_person(cast.foi_manager)
    assert decide in manager.get(page_address).content.decode()
    typed = {"version": case.version, "decision": "repeated", "reason": "The same beds."}
    assert manager.post(decide, {**typed, "reason": ""}).status_code == 422
    assert office.post(decide, typed).status_code == 403
    assert manager.post(decide, typed).status_code == 302
    again = manager.post(decide, {**typed, "reason": "Typed again."})
    assert (again.status_code, RequestLink.objects.count()) == (409, 1)
    assert b"Typed again." in again.content
    assert "The same beds." in manager.get(page_address).content.decode()


def test_a_refined_request_is_opened_and_shown_beside_the_first(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    first = made(make_case, BEDS, FIRST_DAY, State.ANSWERED)
    browser = as_person(cast.foi_administrator)
    address = reverse("open-linked", args=[first.reference])
    typed = {"subject": "Beds in May", "received_on": "9/11/2026", "text": "1. Beds in May 2025?"}
    assert browser.post(address, {**typed, "text": ""}).status_code == 422
    assert browser.post(address, {**typed, "received_on": "9/11/2027"}).status_code == 422
    assert browser.post(address, {**typed, "received_on": "1/8/2026"}).status_code == 409
    sent = browser.post(address, typed)
    opened = Case.objects.get(follows=first)
    assert opened.reference in browser.get(sent["Location"]).content.decode()
    here = browser.get(reverse("similar", args=[opened.reference])).content.decode()
    assert f'This request follows <a href="{reverse("case", args=[first.reference])}">' in here


def test_who_asked_similar_things_is_for_the_office_alone(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    case = made(make_case, BEDS)
    for name in ("similar", "open-linked"):
        for who, user in cast.people.items():
            wanted = 200 if who in {"foi_manager", "foi_administrator"} else 404
            address = reverse(name, args=[case.reference])
            assert as_person(user).get(address).status_code == wanted, (name, who)


def test_the_page_keeps_to_its_queries(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    case = made(make_case, BEDS)
    browser, counts = as_person(cast.foi_manager), []
    for more in (1, 14):
        for _ in range(more):
            made(make_case, BEDS, state=State.RECEIVED)
        with CaptureQueriesContext(connection) as captured:
            page = browser.get(reverse("similar", args=[case.reference]))
        assert page.status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]

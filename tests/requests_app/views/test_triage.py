"""The first decision on its page: the message beside it, nothing lost, nothing done twice."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from requests_app.domain.workflow import State
from requests_app.models import Case, OutboxItem, User
from tests.factories import CaseMaker, Cast

AsPerson = Callable[[User], Client]


@pytest.fixture
def office(cast: Cast, as_person: AsPerson) -> Client:
    return as_person(cast.foi_administrator)


def decide(browser: Client, case: Case, **typed: Any) -> Any:
    values = {
        "version": case.version, "route": "foi", "has_press_interest": "no", "subject": "Beds",
        "context": "", **{f"question_{q.number}": q.text for q in case.questions.all()}, **typed,
    }  # fmt: skip
    return browser.post(reverse("triage", args=[case.reference]), values)


def test_the_page_shows_the_message_beside_the_decision(case: Case, office: Client) -> None:
    shown = office.get(reverse("triage", args=[case.reference])).content.decode()

    for words in ("Yours faithfully", case.applicant.name, "How many hospital beds",
                  "environmental information", "press enquiry", "1 December"):  # fmt: skip
        assert words in shown


def test_a_request_is_accepted_and_goes_on_to_the_departments(case: Case, office: Client) -> None:
    response = decide(office, case, question_1="How many beds?", has_press_interest="yes")
    case.refresh_from_db()

    assert response["Location"] == reverse("commission", args=[case.reference])
    assert (case.state, case.subject, case.has_press_interest) == ("accepted", "Beds", True)
    assert case.questions.get(number="1").text == "How many beds?"
    assert [item.work for item in OutboxItem.objects.all()] == ["acknowledge"]


@pytest.mark.parametrize("route", ["own_records", "press", "complaint", "business_as_usual"])
def test_what_is_no_request_goes_elsewhere(case: Case, office: Client, route: str) -> None:
    response = decide(office, case, route=route, has_press_interest="")
    case.refresh_from_db()

    assert response["Location"] == reverse("inbox")
    assert (case.state, case.route) == ("redirected", route)


def test_what_another_authority_holds_goes_there(case: Case, office: Client) -> None:
    council = {"other_authority": "Eastshire County Council", "other_contact": "01632 960 333"}

    bare = decide(office, case, route="other_authority", question_2="What did it all cost?")
    told = decide(office, case, route="other_authority", **council)
    case.refresh_from_db()

    assert bare.status_code == 422
    for words in ("Name the authority that holds it.", "can be reached.", "What did it all cost?"):
        assert words in bare.content.decode()
    assert told["Location"] == reverse("inbox")
    assert (case.state, case.redirection.contact) == ("redirected", "01632 960 333")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"route": ""}, "Choose what it is."),
        ({"has_press_interest": ""}, "Say whether the press could take an interest."),
        ({"subject": ""}, "Write a subject."),
        ({"route": "nonsense"}, "route"),
    ],
)
def test_a_decision_that_lacks_something_is_shown_again_with_every_word(
    case: Case, office: Client, typed: dict[str, str], said: str
) -> None:
    response = decide(office, case, question_2="What did it all cost?", **typed)
    case.refresh_from_db()

    assert response.status_code == 422
    assert said in response.content.decode()
    assert "What did it all cost?" in response.content.decode()
    assert (case.state, OutboxItem.objects.count()) == ("received", 0)


def test_a_request_without_a_name_is_not_accepted_and_the_page_says_what_to_do(
    case: Case, office: Client
) -> None:
    applicant = case.applicant
    applicant.name = ""
    applicant.save()
    response = decide(office, case, question_2="What did it all cost?")
    shown = response.content.decode()

    assert response.status_code == 409
    assert "does not give a name" in shown
    assert "What did it all cost?" in shown
    assert reverse("ask-for-missing", args=[case.reference]) in shown

    response = office.post(
        reverse("ask-for-missing", args=[case.reference]), {"version": case.version}
    )
    case.refresh_from_db()
    assert (response.status_code, case.state) == (302, "incomplete")
    assert [item.work for item in OutboxItem.objects.all()] == ["advise"]


def test_a_stale_page_decides_nothing_and_loses_nothing(case: Case, office: Client) -> None:
    Case.objects.update(version=2)
    response = decide(office, case, question_2="What did it all cost?")

    assert response.status_code == 409
    assert "after you opened the page" in response.content.decode()
    assert "What did it all cost?" in response.content.decode()
    assert Case.objects.get().state == "received"


def test_the_same_click_twice_decides_once(case: Case, office: Client) -> None:
    first, second = decide(office, case), decide(office, case)

    assert (first.status_code, second.status_code) == (302, 409)
    assert "Someone may have moved it on" in second.content.decode()
    assert OutboxItem.objects.count() == 1


@pytest.mark.parametrize("state", [State.ANSWERED, State.WITHDRAWN])
def test_the_page_of_a_decided_case_can_still_be_read(
    make_case: CaseMaker, office: Client, state: State
) -> None:
    case = make_case(state)
    assert office.get(reverse("triage", args=[case.reference])).status_code == 200
    response = office.post(reverse("ask-for-missing", args=[case.reference]))

    assert response.status_code == 409
    assert Case.objects.get().state == state

"""Small acts on a case: each a form, one call, one clear answer."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from requests_app.domain.workflow import State
from requests_app.models import AuditEvent, Case, Note, User
from requests_app.services import case_work
from tests.factories import APPLICANT_EMAIL, APPLICANT_NAME, CaseMaker, Cast

AsPerson = Callable[[User], Client]


@pytest.fixture
def office(cast: Cast, as_person: AsPerson) -> Client:
    return as_person(cast.foi_manager)


def post(browser: Client, name: str, case: Case, /, **typed: Any) -> Any:
    values = {"version": case.version, **typed}
    return browser.post(reverse(name, args=[case.reference]), values)


REASONED = [
    ("withdraw", State.ACCEPTED, "withdrawn"),
    ("reopen", State.ANSWERED, "drafting"),
    ("bring-back", State.WITHDRAWN, "received"),
]


@pytest.mark.parametrize(("name", "state", "then"), REASONED)
def test_an_act_with_a_reason_is_done_and_said(
    make_case: CaseMaker, office: Client, name: str, state: State, then: str
) -> None:
    case = make_case(state)
    response = post(office, name, case, reason="They rang us.")
    case.refresh_from_db()

    assert response.status_code == 302
    assert response["Location"] == reverse("case", args=[case.reference])
    assert case.state == then
    assert Note.objects.filter(text="They rang us.").exists()


@pytest.mark.parametrize(("name", "state", "then"), REASONED)
def test_an_act_without_a_reason_asks_for_it_and_does_nothing(
    make_case: CaseMaker, office: Client, name: str, state: State, then: str
) -> None:
    case = make_case(state)
    response = post(office, name, case, reason="  ")
    case.refresh_from_db()

    assert response.status_code == 422
    assert "Say why. It stands in the history." in response.content.decode()
    assert case.state == state


@pytest.mark.parametrize(("name", "state", "then"), REASONED)
def test_an_act_on_an_old_page_keeps_what_was_typed(
    make_case: CaseMaker, office: Client, name: str, state: State, then: str
) -> None:
    case = make_case(state)
    Case.objects.update(version=case.version + 1)
    response = post(office, name, case, reason="They rang us twice.")
    case.refresh_from_db()

    assert response.status_code == 409
    shown = response.content.decode()
    assert "after you opened the page" in shown
    assert "They rang us twice." in shown
    assert case.state == state


@pytest.mark.parametrize(("name", "state", "then"), REASONED)
def test_deciding_is_for_the_foi_manager(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson, name: str, state: State, then: str
) -> None:
    case = make_case(state)
    before = AuditEvent.objects.count()
    response = post(as_person(cast.foi_administrator), name, case, reason="They rang us.")
    case.refresh_from_db()

    assert response.status_code == 403
    assert (case.state, AuditEvent.objects.count()) == (state, before)


def test_the_day_of_receipt_is_corrected(case: Case, office: Client) -> None:
    response = post(office, "correct-receipt", case, received_on="26/10/2026", reason="Post room.")
    case.refresh_from_db()

    assert response.status_code == 302
    assert (case.received_on, case.due_on) == (date(2026, 10, 26), date(2026, 11, 23))


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        ("", 422, "Write the day it reached us."),
        ("31/02/2026", 422, "Write the day as day, month, year"),
        ((timezone.localdate() + timedelta(days=2)).isoformat(), 422, "has not come yet"),
        ("01/01/1950", 409, "The calendar covers"),
    ],
)
def test_a_day_that_cannot_be_is_refused_in_words(
    case: Case, office: Client, typed: str, status: int, said: str
) -> None:
    response = post(office, "correct-receipt", case, received_on=typed, reason="Post room.")
    case.refresh_from_db()

    assert response.status_code == status
    assert said in response.content.decode()
    assert "Post room." in response.content.decode()
    assert case.received_on == date(2026, 11, 2)


def supply(browser: Client, case: Case, **typed: str) -> Any:
    return post(
        browser, "supply", case,
        **{"name": APPLICANT_NAME, "email": APPLICANT_EMAIL, "supplied_on": "09/11/2026", **typed},
    )  # fmt: skip


def test_what_was_missing_is_entered(make_case: CaseMaker, office: Client) -> None:
    case = make_case(State.INCOMPLETE)
    assert supply(office, case).status_code == 302
    case.refresh_from_db()

    assert (case.state, case.received_on) == ("received", date(2026, 11, 9))
    assert case.applicant.name == APPLICANT_NAME


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        ({"supplied_on": "01/11/2026"}, 409, "not complete before the day it came"),
        ({"supplied_on": (timezone.localdate() + timedelta(days=2)).isoformat()}, 422,
         "has not come yet"),
        ({"email": "nonsense"}, 422, "email"),
    ],
)  # fmt: skip
def test_what_was_missing_is_refused_in_words(
    make_case: CaseMaker, office: Client, typed: dict[str, str], status: int, said: str
) -> None:
    case = make_case(State.INCOMPLETE)
    response = supply(office, case, **typed)
    case.refresh_from_db()

    assert response.status_code == status
    assert said in response.content.decode().replace("e-mail", "email")
    assert (case.state, case.applicant.name) == ("incomplete", "")


def questions(case: Case) -> dict[str, str]:
    return {f"question_{q.number}": q.text for q in case.questions.all()}


def test_the_request_is_edited_and_a_question_added(case: Case, office: Client) -> None:
    typed = {**questions(case), "question_2b": "", "more": "Who decided?"}
    response = post(office, "edit-request", case, subject="Beds", context="In 2025.", **typed)
    case.refresh_from_db()

    assert response.status_code == 302
    assert (case.subject, case.context) == ("Beds", "In 2025.")
    assert [(q.number, q.text) for q in case.questions.all()][2:] == [
        ("2a", "in staff time"), ("3", "Who decided?"),
    ]  # fmt: skip


def test_a_request_without_a_subject_is_shown_again_with_every_word(
    case: Case, office: Client
) -> None:
    typed = {**questions(case), "more": "Who decided?"}
    response = post(office, "edit-request", case, subject="", context="In 2025.", **typed)

    assert response.status_code == 422
    for words in ("Write a subject.", "In 2025.", "Who decided?"):
        assert words in response.content.decode()


def test_a_case_is_given_to_a_colleague(case: Case, cast: Cast, office: Client) -> None:
    response = post(office, "assign", case, owner=cast.foi_administrator.pk)
    assert response.status_code == 302
    assert Case.objects.get().owner == cast.foi_administrator

    refused = post(office, "assign", case, owner=cast.director.pk)
    assert refused.status_code == 422
    assert Case.objects.get().owner == cast.foi_administrator


def test_a_note_is_written_and_an_empty_one_refused(case: Case, office: Client) -> None:
    assert post(office, "add-note", case, text="Rang the ward.").status_code == 302
    refused = post(office, "add-note", case, text=" ")

    assert refused.status_code == 422
    assert "The note is empty." in refused.content.decode()
    assert [note.text for note in Note.objects.all()] == ["Rang the ward."]


def test_a_note_that_is_only_spaces_is_refused_by_the_service_too(case: Case, cast: Cast) -> None:
    with pytest.raises(Exception, match="The note is empty"):
        case_work.add_note(case.pk, " \n", actor=cast.foi_manager, at=case.opened_at)

    assert not Note.objects.exists()

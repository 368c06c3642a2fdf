"""A department's pages: what it owes, what it types, and never who asked."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from requests_app.domain.workflow import State
from requests_app.models import (
    AuditEvent,
    Case,
    Commission,
    Department,
    Document,
    QuestionReturn,
    User,
)
from requests_app.services import commissioning
from tests.factories import CaseMaker, Cast, at

AsPerson = Callable[[User], Client]


@pytest.fixture
def row(make_case: CaseMaker) -> Commission:
    make_case(State.WITH_DEPARTMENTS)
    return Commission.objects.get()


def page_of(row: Commission) -> str:
    return reverse("task", args=[row.pk])


def typed(row: Commission, **changes: Any) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for found in row.returns.select_related("question"):
        pk = found.pk
        data |= {
            f"rows_{pk}": "2",
            f"held_{pk}": "held",
            f"place_{pk}_0": "Bed register",
            f"terms_{pk}_0": "closed 2025",
            f"result_{pk}_0": "a list",
            f"hours_{pk}_locating": "1.25",
            f"answer_{pk}": f"Answer to {found.question.number}.",
        }
    return data | changes


def test_the_list_shows_what_is_owed_with_its_day(
    row: Commission, cast: Cast, as_person: AsPerson
) -> None:
    page = as_person(cast.department_manager).get(reverse("tasks")).content.decode()

    assert row.case.reference in page
    assert "0 of 4 questions begun" in page
    assert "late" in page


def test_an_empty_list_says_what_will_appear(cast: Cast, as_person: AsPerson) -> None:
    page = as_person(cast.department_manager).get(reverse("tasks")).content.decode()

    assert "Nothing is waiting for you" in page


def test_opening_the_page_notes_the_first_time(
    row: Commission, cast: Cast, as_person: AsPerson
) -> None:
    as_person(cast.director).get(page_of(row))
    assert Commission.objects.get().opened_at is None

    as_person(cast.department_manager).get(page_of(row))
    assert Commission.objects.get().opened_at is not None


def test_saving_keeps_everything_and_sends_nothing(
    row: Commission, cast: Cast, as_person: AsPerson
) -> None:
    response = as_person(cast.department_manager).post(page_of(row), typed(row) | {"save": "1"})

    assert response.status_code == 302
    found = QuestionReturn.objects.filter(question__number="2a").get()
    assert (found.held, found.answer) == ("held", "Answer to 2a.")
    assert [(s.place, s.terms, s.result) for s in found.searches.all()] == [
        ("Bed register", "closed 2025", "a list")
    ]
    assert [(t.activity, t.minutes) for t in found.times.all()] == [("locating", 75)]
    assert Commission.objects.get().is_open


def test_what_was_saved_is_there_again(row: Commission, cast: Cast, as_person: AsPerson) -> None:
    browser = as_person(cast.department_manager)
    browser.post(page_of(row), typed(row))
    page = browser.get(page_of(row)).content.decode()

    assert "Answer to 2a." in page
    assert 'value="Bed register"' in page
    assert 'value="1.25"' in page
    assert "Saved " in page


def test_sending_returns_the_searches_and_moves_the_case_on(
    row: Commission, cast: Cast, as_person: AsPerson
) -> None:
    response = as_person(cast.department_manager).post(page_of(row), typed(row) | {"send": "1"})

    assert response.status_code == 302
    assert not Commission.objects.get().is_open
    assert Case.objects.get().state == State.DRAFTING


def test_sending_twice_gives_one_return_and_a_clear_word(
    row: Commission, cast: Cast, as_person: AsPerson
) -> None:
    browser = as_person(cast.department_manager)
    data = typed(row) | {"send": "1"}
    browser.post(page_of(row), data)
    before = AuditEvent.objects.count()

    second = browser.post(page_of(row), data)

    assert second.status_code == 409
    assert "already sent to the FOI office" in second.content.decode()
    assert AuditEvent.objects.count() == before


def test_an_unfinished_return_is_saved_and_not_sent(
    row: Commission, cast: Cast, as_person: AsPerson
) -> None:
    missing = row.returns.get(question__number="1")
    data = typed(row, **{f"held_{missing.pk}": "", f"answer_{missing.pk}": ""}) | {"send": "1"}

    response = as_person(cast.department_manager).post(page_of(row), data)

    assert response.status_code == 409
    assert "Question 1: say whether you hold it" in response.content.decode()
    assert Commission.objects.get().is_open
    assert QuestionReturn.objects.get(question__number="2a").answer == "Answer to 2a."


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ("lots", "write the hours as a number, such as 1.5."),
        ("-1", "hours cannot be less than 0."),
        ("100000", "500 hours is the most we can note."),
    ],
)
def test_absurd_hours_are_refused_and_nothing_typed_is_lost(
    row: Commission, cast: Cast, as_person: AsPerson, hours: str, said: str
) -> None:
    found = row.returns.get(question__number="1")
    data = typed(row, **{f"hours_{found.pk}_locating": hours})
    data[f"file_{found.pk}"] = SimpleUploadedFile("beds.csv", b"ward,beds\n")

    response = as_person(cast.department_manager).post(page_of(row), data)
    page = response.content.decode()

    assert response.status_code == 422
    assert said in page
    assert f'value="{hours}"' in page
    assert "Answer to 2a." in page
    assert "beds.csv" in page, "a good file is kept, for it cannot be typed again"


def test_a_file_is_kept_shown_and_can_be_taken_off(
    row: Commission, cast: Cast, as_person: AsPerson
) -> None:
    browser = as_person(cast.department_manager)
    found = row.returns.get(question__number="1")
    data = typed(row) | {f"file_{found.pk}": SimpleUploadedFile("beds.csv", b"ward,beds\n")}
    browser.post(page_of(row), data)
    document = Document.objects.get()
    address = reverse("task-file", args=[row.pk, document.pk])

    got = browser.get(address)
    assert b"".join(got.streaming_content) == b"ward,beds\n"  # type: ignore[attr-defined]
    assert got["Content-Disposition"] == 'attachment; filename="beds.csv"'
    assert got["Content-Security-Policy"] == "sandbox; default-src 'none'"

    browser.post(reverse("task-file-remove", args=[row.pk, document.pk]))
    assert browser.get(address).status_code == 404


def test_a_program_is_refused_and_the_rest_kept(
    row: Commission, cast: Cast, as_person: AsPerson
) -> None:
    found = row.returns.get(question__number="1")
    data = typed(row) | {f"file_{found.pk}": SimpleUploadedFile("x.csv", b"#!/bin/sh\nrm x\n")}

    response = as_person(cast.department_manager).post(page_of(row), data)

    assert response.status_code == 422
    assert "is a script" in response.content.decode()
    assert "Answer to 2a." in response.content.decode()
    assert Document.objects.count() == 0


def test_saying_it_is_not_ours_needs_a_reason(
    row: Commission, cast: Cast, as_person: AsPerson
) -> None:
    browser = as_person(cast.department_manager)
    address = reverse("task-decline", args=[row.pk])

    assert browser.post(address, {"reason": " "}).status_code == 422
    assert Commission.objects.get().is_open

    assert browser.post(address, {"reason": "Finance has it."}).status_code == 302
    assert Commission.objects.get().declined_reason == "Finance has it."


@pytest.mark.parametrize(
    "name", ["other_manager", "communications", "auditor", "foi_manager", "superuser"]
)
def test_anothers_task_does_not_exist(
    row: Commission, cast: Cast, as_person: AsPerson, name: str
) -> None:
    browser = as_person(cast.people[name])
    before = AuditEvent.objects.count()

    assert browser.get(page_of(row)).status_code == 404
    assert browser.post(page_of(row), typed(row)).status_code == 404
    assert browser.post(reverse("task-decline", args=[row.pk]), {"reason": "x"}).status_code == 404
    assert AuditEvent.objects.count() == before
    assert QuestionReturn.objects.exclude(answer="").count() == 0


def test_a_director_reads_and_does_not_write(
    row: Commission, cast: Cast, as_person: AsPerson
) -> None:
    browser = as_person(cast.director)

    page = browser.get(page_of(row))
    assert page.status_code == 200
    assert "Send to the FOI office" not in page.content.decode()
    assert browser.post(page_of(row), typed(row)).status_code == 403
    assert QuestionReturn.objects.exclude(answer="").count() == 0


def test_a_stranger_is_asked_to_sign_in(row: Commission) -> None:
    response = Client().get(page_of(row))

    assert response.status_code == 302
    assert response["Location"].startswith("/accounts/login/")


def test_nothing_here_knows_who_asked(
    row: Commission, cast: Cast, as_person: AsPerson, blindfold: Any
) -> None:
    browser = as_person(cast.department_manager)
    with blindfold:
        pages = [
            browser.get(reverse("tasks")).content,
            browser.get(page_of(row)).content,
            browser.post(page_of(row), typed(row)).content,
            browser.post(page_of(row), typed(row) | {"send": "1"}).content,
            browser.get(page_of(row)).content,
        ]
    blindfold.assert_blind(*pages)


def queries(browser: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


def test_the_list_costs_the_same_for_one_and_for_thirty(
    row: Commission, cast: Cast, as_person: AsPerson
) -> None:
    browser = as_person(cast.department_manager)
    browser.get(reverse("tasks"))
    for_one = queries(browser, reverse("tasks"))
    for number in range(30):
        department = Department.objects.create(name=f"Ward {number}")
        department.seats.create(user=cast.department_manager, seat="manager")
        commissioning.commission(
            row.case_id,
            {department: list(row.case.questions.all())},
            actor=cast.foi_manager,
            at=at(row.received_on),
        )

    assert queries(browser, reverse("tasks")) == for_one


def test_the_page_costs_the_same_for_four_questions_and_for_forty(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    browser = as_person(cast.department_manager)
    counts = []
    for text in ("1. One?\n2. Two?", "\n".join(f"{n}. Ward {n}?" for n in range(1, 41))):
        make_case.text = text
        case = make_case(State.WITH_DEPARTMENTS)
        address = page_of(Commission.objects.get(case=case))
        browser.get(address)
        counts.append(queries(browser, address))

    assert counts[0] == counts[1]

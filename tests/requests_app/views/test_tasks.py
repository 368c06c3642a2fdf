"""A department's pages: what it owes, what it types, and never who asked."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

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
from requests_app.queries.reports import reports
from requests_app.services import commissioning, responses
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


def test_nothing_is_owed_on_a_case_that_was_closed(
    row: Commission, cast: Cast, as_person: AsPerson
) -> None:
    responses.withdraw(
        row.case_id, reason="Not needed.", actor=cast.foi_manager, at=at(row.received_on)
    )
    page = as_person(cast.department_manager).get(reverse("tasks")).content.decode()

    assert "Nothing is waiting for you" in page
    assert "Not needed any more" in page
    assert "Send your answer" not in page
    assert page_of(row) in page
    assert reports(timezone.localdate()).workload == ()


def test_the_list_shows_what_is_owed_with_its_day(
    row: Commission, cast: Cast, as_person: AsPerson
) -> None:
    page = as_person(cast.department_manager).get(reverse("tasks")).content.decode()

    assert row.case.reference in page
    assert "4 questions" in page
    assert page.count("late</strong>") == 2


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
    data[f"files_{found.pk}"] = SimpleUploadedFile("beds.csv", b"ward,beds\n")

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
    data = typed(row) | {f"files_{found.pk}": SimpleUploadedFile("beds.csv", b"ward,beds\n")}
    browser.post(page_of(row), data)
    document = Document.objects.get()
    address = reverse("task-file", args=[row.pk, document.pk])

    got = browser.get(address)
    assert b"".join(got.streaming_content) == b"ward,beds\n"  # type: ignore[attr-defined]
    assert got["Content-Disposition"] == 'attachment; filename="beds.csv"'
    assert got["Content-Security-Policy"] == "sandbox; default-src 'none'"

    removal = typed(row, **{f"answer_{found.pk}": "Typed meanwhile."}) | {"remove": document.pk}
    assert browser.post(page_of(row), removal)["Location"] == f"{page_of(row)}#q{found.pk}"
    assert browser.get(address).status_code == 404
    assert QuestionReturn.objects.get(pk=found.pk).answer == "Typed meanwhile."
    assert browser.post(page_of(row), removal).status_code == 302, "a second click does no harm"


def test_a_program_is_refused_and_the_rest_kept(
    row: Commission, cast: Cast, as_person: AsPerson
) -> None:
    found = row.returns.get(question__number="1")
    data = typed(row) | {f"files_{found.pk}": SimpleUploadedFile("x.csv", b"#!/bin/sh\nrm x\n")}

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


def test_the_estimate_leaves_the_list_once_it_is_known_what_is_held(
    row: Commission, cast: Cast, as_person: AsPerson
) -> None:
    browser = as_person(cast.department_manager)
    assert "Say whether you hold it" in browser.get(reverse("tasks")).content.decode()

    browser.post(page_of(row), typed(row))

    page = browser.get(reverse("tasks")).content.decode()
    assert "Say whether you hold it" not in page
    assert "Send your answer" in page
    assert "4 of 4 questions begun" in page


def test_there_are_three_empty_lines_and_three_more_when_they_are_filled(
    row: Commission, cast: Cast, as_person: AsPerson
) -> None:
    browser = as_person(cast.department_manager)
    found = row.returns.get(question__number="1")
    lines = f'name="place_{found.pk}_'
    assert browser.get(page_of(row)).content.decode().count(lines) == 3

    data = typed(row, **{f"rows_{found.pk}": "3"})
    data |= {f"place_{found.pk}_{index}": f"Shelf {index}" for index in range(3)}
    response = browser.post(page_of(row), data | {"rows": str(found.pk)})

    assert response["Location"] == f"{page_of(row)}#q{found.pk}"
    page = browser.get(page_of(row)).content.decode()
    assert page.count(lines) == 6
    assert [f'value="Shelf {index}"' in page for index in range(3)] == [True] * 3


def test_a_search_without_a_place_is_asked_for_and_stays(
    row: Commission, cast: Cast, as_person: AsPerson
) -> None:
    found = row.returns.get(question__number="2a")
    data = typed(row, **{f"place_{found.pk}_0": ""})

    response = as_person(cast.department_manager).post(page_of(row), data)

    assert response.status_code == 422
    page = response.content.decode()
    assert f'href="#id_place_{found.pk}_0">Question 2a: say where you looked.' in page
    assert 'value="closed 2025"' in page
    assert row.returns.exclude(answer="").count() == 0


def test_sixty_megabytes_are_refused_in_words_and_the_rest_stays(
    row: Commission, cast: Cast, as_person: AsPerson
) -> None:
    found = row.returns.get(question__number="1")
    big = SimpleUploadedFile("scan.pdf", b"%PDF-1.7\n" + b"x" * 60 * 1024 * 1024)

    response = as_person(cast.department_manager).post(
        page_of(row), typed(row) | {f"files_{found.pk}": big}
    )

    assert response.status_code == 422
    page = response.content.decode()
    assert "“scan.pdf” is 60 MB. The largest file that can be uploaded is 25 MB." in page
    assert "Answer to 2b." in page
    assert Document.objects.count() == 0


def test_several_files_at_once_and_a_second_click_keep_each_once(
    row: Commission, cast: Cast, as_person: AsPerson
) -> None:
    browser = as_person(cast.department_manager)
    found = row.returns.get(question__number="1")
    for _ in range(2):
        files = [SimpleUploadedFile(f"{n}.csv", b"ward,beds\n%d,2\n" % n) for n in (1, 2)]
        assert browser.post(page_of(row), typed(row) | {f"files_{found.pk}": files}).status_code
    assert [document.name for document in Document.objects.all()] == ["1.csv", "2.csv"]


def test_forty_questions_without_a_file_can_be_saved_as_a_browser_sends_them(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    make_case.text = "\n".join(f"{n}. How many beds are on ward {n}?" for n in range(1, 41))
    make_case(State.WITH_DEPARTMENTS)
    row = Commission.objects.get()
    fields = typed(row) | {"save": "1"}
    parts = [
        f'--part\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    ] + [
        f'--part\r\nContent-Disposition: form-data; name="files_{found.pk}"; filename=""\r\n'
        "Content-Type: application/octet-stream\r\n\r\n\r\n"
        for found in row.returns.all()
    ]

    response = as_person(cast.department_manager).post(
        page_of(row), "".join(parts) + "--part--\r\n", "multipart/form-data; boundary=part"
    )

    assert response.status_code == 302
    assert row.returns.exclude(answer="").count() == 40


def test_a_colleagues_answers_are_not_overwritten_unseen(
    row: Commission, cast: Cast, as_person: AsPerson
) -> None:
    manager, deputy = as_person(cast.department_manager), as_person(cast.deputy_manager)
    found = row.returns.get(question__number="1")
    opened_at = timezone.now().isoformat()
    manager.post(page_of(row), typed(row, opened_at=opened_at))
    mine = typed(row, opened_at=opened_at) | {f"answer_{found.pk}": "The deputy's."}

    response = deputy.post(page_of(row), mine)

    page = response.content.decode()
    assert response.status_code == 409
    assert "Department Manager saved answers here after you opened this page." in page
    assert "The deputy&#x27;s." in page
    assert QuestionReturn.objects.get(pk=found.pk).answer == "Answer to 1."

    renewed = re.search(r'name="opened_at" value="([^"]+)"', page)
    assert renewed is not None
    assert deputy.post(page_of(row), mine | {"opened_at": renewed[1]}).status_code == 302
    assert QuestionReturn.objects.get(pk=found.pk).answer == "The deputy's."


def test_a_page_with_a_mistake_is_as_old_as_before(
    row: Commission, cast: Cast, as_person: AsPerson
) -> None:
    opened_at = (timezone.now() - timedelta(minutes=5)).isoformat()
    found = row.returns.get(question__number="1")
    data = typed(row, opened_at=opened_at) | {f"hours_{found.pk}_locating": "lots"}

    page = as_person(cast.department_manager).post(page_of(row), data).content.decode()

    assert f'name="opened_at" value="{opened_at}"' in page


def test_what_was_typed_after_a_colleague_sent_it_is_shown_for_copying(
    row: Commission, cast: Cast, as_person: AsPerson
) -> None:
    as_person(cast.department_manager).post(page_of(row), typed(row) | {"send": "1"})
    found = row.returns.get(question__number="2a")
    mine = typed(row, **{f"answer_{found.pk}": "Ten weeks.", f"place_{found.pk}_1": "Payroll"})

    response = as_person(cast.deputy_manager).post(page_of(row), mine)

    page = response.content.decode()
    assert response.status_code == 409
    assert "What you typed is not saved." in page
    assert "Question 2a</p><p>Payroll<br>Ten weeks.</p>" in page
    assert page.count("Answer to 1.") == 1


def test_a_question_that_came_later_is_not_emptied_by_an_older_page(
    row: Commission, cast: Cast, as_person: AsPerson
) -> None:
    found = row.returns.get(question__number="2b")
    row.returns.filter(pk=found.pk).update(answer="The deputy's.", held="held")
    older = {name: value for name, value in typed(row).items() if f"_{found.pk}" not in name}

    as_person(cast.department_manager).post(page_of(row), older)

    assert QuestionReturn.objects.get(pk=found.pk).answer == "The deputy's."
    assert QuestionReturn.objects.get(question__number="1").answer == "Answer to 1."


def test_sending_back_twice_gives_one_and_a_clear_word(
    row: Commission, cast: Cast, as_person: AsPerson
) -> None:
    browser = as_person(cast.deputy_manager)
    address = reverse("task-decline", args=[row.pk])
    browser.post(address, {"reason": "Finance has it."})
    before = AuditEvent.objects.count()

    second = browser.post(address, {"reason": "Finance has it."})

    assert second.status_code == 409
    assert "already sent to the FOI office" in second.content.decode()
    assert "Finance has it." in second.content.decode()
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("name", ["director", "deputy_director"])
def test_a_director_neither_adds_a_file_nor_sends_back(
    row: Commission, cast: Cast, as_person: AsPerson, name: str
) -> None:
    browser = as_person(cast.people[name])
    found = row.returns.get(question__number="1")
    data = typed(row) | {f"hours_{found.pk}_locating": "lots"}
    data[f"files_{found.pk}"] = SimpleUploadedFile("beds.csv", b"ward,beds\n")
    before = AuditEvent.objects.count()

    assert browser.post(page_of(row), data).status_code == 403
    for reason in ("", "Finance has it."):
        address = reverse("task-decline", args=[row.pk])
        assert browser.post(address, {"reason": reason}).status_code == 403
    assert AuditEvent.objects.count() == before
    assert Document.objects.count() == 0
    assert Commission.objects.get().is_open


def test_anothers_file_does_not_exist_and_cannot_be_removed(
    row: Commission, cast: Cast, as_person: AsPerson
) -> None:
    found = row.returns.get(question__number="1")
    as_person(cast.department_manager).post(
        page_of(row),
        typed(row) | {f"files_{found.pk}": SimpleUploadedFile("beds.csv", b"ward,beds\n")},
    )
    commissioning.commission(
        row.case_id,
        {cast.other_department: list(row.case.questions.all())},
        actor=cast.foi_manager,
        at=at(row.received_on),
    )
    own = Commission.objects.get(department=cast.other_department)
    document = Document.objects.get()
    browser = as_person(cast.other_manager)

    for asked in (row, own):
        address = reverse("task-file", args=[asked.pk, document.pk])
        assert browser.get(address).status_code == 404
    browser.post(page_of(own), typed(own) | {"remove": document.pk})
    assert Document.objects.get().removed_at is None


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.ANSWERED])
def test_a_task_of_a_closed_case_takes_nothing_more(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson, state: State
) -> None:
    case = make_case(State.WITH_DEPARTMENTS)
    Case.objects.filter(pk=case.pk).update(state=state)
    row = Commission.objects.get()
    found = row.returns.get(question__number="1")
    data = typed(row) | {f"files_{found.pk}": SimpleUploadedFile("beds.csv", b"ward,beds\n")}

    response = as_person(cast.department_manager).post(page_of(row), data)

    assert response.status_code == 409
    assert f"the case is at “{state.label}”" in response.content.decode()
    assert "Answer to 2a." in response.content.decode()
    assert row.returns.exclude(answer="").count() == 0
    assert Document.objects.count() == 0

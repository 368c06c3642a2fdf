"""A department sees what it answered itself to a question like the one it has now; nothing else."""

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
from requests_app.models import Case, Commission, QuestionReturn, User
from requests_app.services import commissioning
from tests.factories import CaseMaker, Cast, at
from tests.requests_app.services.test_linked_requests import BEDS, FIRST_DAY, WINDOWS, made

AsPerson = Callable[[User], Client]
SAID = "You answered something like this before"


@pytest.fixture(autouse=True)
def a_week_later() -> Any:
    with time_machine.travel(at(date(2026, 11, 10)), tick=True):
        yield


def answered(make_case: CaseMaker, text: str = BEDS) -> Case:
    return made(make_case, text, FIRST_DAY, State.ANSWERED, "someone.else@example.org")


def page_of(browser: Client, case: Case) -> bytes:
    task = Commission.objects.get(case=case)
    page = browser.get(reverse("task", args=[task.pk]))
    assert page.status_code == 200
    return page.content


def test_its_own_words_stand_beside_the_question_with_their_age(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson, blindfold: Any
) -> None:
    earlier = answered(make_case)
    QuestionReturn.objects.filter(question__case=earlier).update(answer="Twelve beds, in ward B.")
    case = made(make_case, BEDS.replace("2025", "2024"))
    with blindfold:
        content = page_of(as_person(cast.department_manager), case)
    page = content.decode()
    assert SAID in page
    assert "Twelve beds, in ward B." in page
    assert "2 months old" in page
    assert "is about 2024; the earlier one is about 2025" in page
    assert reverse("task", args=[Commission.objects.get(case=earlier).pk]) in page
    blindfold.assert_blind(content)


def test_another_departments_answer_is_not_shown(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    answered(make_case)
    case = made(make_case, BEDS, state=State.ACCEPTED)
    commissioning.commission(
        case.pk, {cast.other_department: list(case.questions.all())}, actor=cast.foi_manager,
        at=at(date(2026, 11, 10)),
    )  # fmt: skip

    assert SAID not in page_of(as_person(cast.other_manager), case).decode()


def test_another_question_and_one_that_is_not_sent_back_yet_are_none(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    answered(make_case, WINDOWS)
    open_one = made(make_case, BEDS, FIRST_DAY)
    QuestionReturn.objects.filter(question__case=open_one).update(answer="Ten.", held="held")

    assert SAID not in page_of(as_person(cast.department_manager), made(make_case, BEDS)).decode()


def test_a_director_who_only_reads_is_offered_nothing(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    answered(make_case)

    assert SAID not in page_of(as_person(cast.director), made(make_case, BEDS)).decode()


def test_it_is_one_query_however_much_was_answered(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    case, counts = made(make_case, BEDS), []
    browser = as_person(cast.department_manager)
    page_of(browser, case)
    for more in (1, 29):
        for _ in range(more):
            answered(make_case)
        with CaptureQueriesContext(connection) as captured:
            page_of(browser, case)
        counts.append(len(captured))
    assert counts[0] == counts[1]

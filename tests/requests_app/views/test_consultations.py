"""The page of third parties."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from requests_app.domain.london import london_day
from requests_app.domain.workflow import State
from requests_app.models import Case, Consultation, User
from tests.factories import APPLICANT_NAME, CaseMaker, Cast

AsPerson = Callable[[User], Client]


@pytest.fixture
def case(make_case: CaseMaker) -> Case:
    return make_case(State.DRAFTING)


def today() -> Any:
    return london_day(timezone.now())


def typed(case: Case, **words: object) -> dict[str, object]:
    return {
        "kind": "third_party",
        "party": "Palisade Analytics",
        "question": case.questions.get(number="1").pk,
        "asked_in": "What would disclosure do to you?",
        "asked_on": f"{today():%d/%m/%Y}",
        "reply_by": f"{today() + timedelta(days=5):%d/%m/%Y}",
        **words,
    }


def test_a_third_party_is_asked_heard_and_told(case: Case, cast: Cast, as_person: AsPerson) -> None:
    office = as_person(cast.foi_administrator)
    address = reverse("consultations", args=[case.reference])
    empty = office.get(address).content.decode()
    assert "Nobody was consulted" in empty
    assert "How many hospital beds were closed" in empty
    assert APPLICANT_NAME not in empty
    assert office.post(address, typed(case)).status_code == 302
    row = Consultation.objects.get()
    reply = reverse("consulted-reply", args=[case.reference, row.pk])
    told = reverse("consulted-told", args=[case.reference, row.pk])
    assert b"Waiting for their reply." in office.get(address).content
    early = office.post(
        told, {"fate": "withheld", "told_in": "No.", "told_on": f"{today():%d/%m/%Y}"}
    )
    assert early.status_code == 409
    said = {"stance": "objects", "reply": "Rivals.", "replied_on": f"{today():%d/%m/%Y}"}
    assert office.post(reply, said).status_code == 302
    decided = {"fate": "in_part", "told_in": "The totals.", "told_on": f"{today():%d/%m/%Y}"}
    assert office.post(told, decided).status_code == 302

    page = office.get(address).content
    for words in (b"They object", b"Rivals.", b"We disclose part of it", b"The totals."):
        assert words in page


def test_bad_input_is_told_and_loses_nothing_typed(
    case: Case, cast: Cast, as_person: AsPerson
) -> None:
    office = as_person(cast.foi_manager)
    address = reverse("consultations", args=[case.reference])
    for words, status in (
        ({"asked_on": "soon"}, 422),
        ({"question": "0"}, 422),
        ({"party": ""}, 422),
        ({"asked_in": f"What would disclosure do? {APPLICANT_NAME} asks."}, 409),
        ({"reply_by": "01/01/2020"}, 409),
    ):
        response = office.post(address, typed(case, **words))
        assert response.status_code == status, words
        assert b"What would disclosure do" in response.content
    assert not Consultation.objects.exists()


def test_for_everybody_else_there_is_no_such_page(
    case: Case, cast: Cast, as_person: AsPerson
) -> None:
    address = reverse("consultations", args=[case.reference])
    for name, user in cast.people.items():
        if name not in ("foi_manager", "foi_administrator"):
            assert as_person(user).get(address).status_code == 404, name
            assert as_person(user).post(address, typed(case)).status_code == 404, name
    assert not Consultation.objects.exists()


def test_the_page_takes_as_many_queries_with_thirty_as_with_one(
    case: Case, cast: Cast, as_person: AsPerson
) -> None:
    office = as_person(cast.foi_manager)
    question = case.questions.get(number="1")

    def count(more: int) -> int:
        for _ in range(more):
            Consultation.objects.create(
                question=question, party="P", asked_in="?", asked_on=today(), reply_by=today(),
                asked_by=cast.foi_manager, recorded_at=timezone.now(),
            )  # fmt: skip
        with CaptureQueriesContext(connection) as queries:
            office.get(reverse("consultations", args=[case.reference]))
        return len(queries)

    assert count(1) == count(29)

"""Earlier cases like one are found by their subject, and said to be of the same applicant."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from requests_app.domain.workflow import State
from requests_app.models import Case
from requests_app.queries.similar_cases import similar_cases
from tests.factories import APPLICANT_EMAIL, CaseMaker, Cast


@pytest.fixture
def earlier(make_case: CaseMaker) -> list[Case]:
    """Return two cases like the one to come, by two people, beside one that is not."""
    found = []
    for subject, email in (
        ("Hospital beds that were closed", APPLICANT_EMAIL),
        ("Closed hospital beds in 2024", "other@example.org"),
        ("Parking permits", "third@example.org"),
    ):
        make_case.subject, make_case.email = subject, email
        found.append(make_case(State.ACCEPTED))
    make_case.subject, make_case.email = "Closed hospital beds", APPLICANT_EMAIL
    return found


def test_the_likest_come_first_and_the_same_applicant_is_said(
    make_case: CaseMaker, earlier: list[Case]
) -> None:
    case = make_case()

    found = similar_cases(case)

    assert {one.reference for one in found} == {earlier[0].reference, earlier[1].reference}
    assert {one.reference: one.is_same_applicant for one in found} == {
        earlier[0].reference: True, earlier[1].reference: False,
    }  # fmt: skip


def test_later_cases_and_short_subjects_find_nothing(
    make_case: CaseMaker, earlier: list[Case]
) -> None:
    make_case.received_on -= timedelta(days=30)
    assert similar_cases(make_case()) == []
    make_case.subject = "Beds"
    make_case.received_on += timedelta(days=60)
    assert similar_cases(make_case()) == []


def test_it_is_one_query_however_many_there_are(make_case: CaseMaker, earlier: list[Case]) -> None:
    case = make_case()
    for _ in range(12):
        make_case()

    with CaptureQueriesContext(connection) as queries:
        assert len(similar_cases(case)) == 5
    assert len(queries) == 1


def test_the_page_of_the_first_decision_shows_them(
    make_case: CaseMaker, cast: Cast, earlier: list[Case], client: Client
) -> None:
    case = make_case()
    client.force_login(
        cast.foi_manager, backend="allauth.account.auth_backends.AuthenticationBackend"
    )

    page = client.get(reverse("triage", args=[case.reference])).content.decode()

    assert "Earlier cases like this one" in page
    assert reverse("case", args=[earlier[0].reference]) in page
    assert "the same applicant" in page

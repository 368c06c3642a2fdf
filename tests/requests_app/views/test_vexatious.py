"""The pages of s.14: evidence and proposal for the office, a blind decision for the second."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from requests_app.domain.workflow import State
from requests_app.models import Case, ProposalState, User, VexatiousProposal
from requests_app.services import vexatious
from tests.factories import APPLICANT_NAME, CaseMaker, Cast
from tests.requests_app.services.test_vexatious import PROPOSED

AsPerson = Callable[[User], Client]
TYPED = {
    "ground": "vexatious",
    "burden": "Fourteen requests in two months.",
    "motive": "Nothing is known.",
    "value": "Little.",
    "distress": "None.",
    "conclusion": "Out of all proportion.",
}


@pytest.fixture
def case(make_case: CaseMaker) -> Case:
    return make_case(State.DRAFTING)


def post(client: Client, case: Case, **words: object) -> Any:
    case.refresh_from_db()
    address = reverse("vexatious", args=[case.reference])
    return client.post(address, {"version": case.version, **TYPED, **words})


def test_the_office_proposes_with_the_evidence_and_the_second_person_decides_blind(
    case: Case, cast: Cast, as_person: AsPerson, blindfold: Any
) -> None:
    office = as_person(cast.foi_administrator)
    page = office.get(reverse("vexatious", args=[case.reference])).content
    assert b"It is the request that can be vexatious, never the person." in page
    assert b"asked for nothing else in the two years" in page
    assert post(office, case).status_code == 302
    row = VexatiousProposal.objects.get()

    browser = as_person(cast.director_of_corporate_affairs)
    address = reverse("decide-vexatious", args=[row.pk])
    with blindfold:
        listed = browser.get(reverse("decisions")).content
        shown = browser.get(address).content
        decided = browser.post(address, {"decision": "approve", "reasons": "I agree."})
        after = browser.get(address).content
    blindfold.assert_blind(listed, shown, after)
    assert b"Is this request vexatious? (section 14(1))" in listed
    assert b"Fourteen requests in two months." in shown
    assert decided.status_code == 302
    assert b"I agree." in after

    page = office.get(reverse("vexatious", args=[case.reference])).content
    assert b"choose the outcome \xe2\x80\x9cVexatious\xe2\x80\x9d" in page
    row.refresh_from_db()
    assert row.state == ProposalState.APPROVED


def test_bad_input_is_told_and_loses_nothing_typed(
    case: Case, cast: Cast, as_person: AsPerson
) -> None:
    office = as_person(cast.foi_manager)
    no_ground = post(office, case, ground="")
    named = post(office, case, motive=f"{APPLICANT_NAME} wants revenge.")
    stranger = post(office, case, ground="repeated", repeats="999999")
    stale = post(office, case, version=0)

    assert (no_ground.status_code, stranger.status_code) == (422, 422)
    assert (named.status_code, stale.status_code) == (409, 409)
    for page in (no_ground, named, stranger, stale):
        assert b"Out of all proportion." in page.content
    assert not VexatiousProposal.objects.exists()


def test_the_second_person_says_yes_or_no_and_why(
    case: Case, cast: Cast, as_person: AsPerson
) -> None:
    row = vexatious.propose(case.pk, PROPOSED, actor=cast.foi_manager, at=timezone.now())
    browser = as_person(cast.director_of_corporate_affairs)
    address = reverse("decide-vexatious", args=[row.pk])
    half = browser.post(address, {"reasons": "I think so."})
    assert half.status_code == 422
    assert b"I think so." in half.content
    assert browser.post(address, {"decision": "reject", "reasons": "No."}).status_code == 302
    again = browser.post(address, {"decision": "approve", "reasons": "After all."})
    assert again.status_code == 409

    page = as_person(cast.foi_manager).get(reverse("vexatious", args=[case.reference])).content
    assert b"did not agree" in page
    assert b"Put it before a second person" in page


def test_a_proposal_is_taken_back(case: Case, cast: Cast, as_person: AsPerson) -> None:
    row = vexatious.propose(case.pk, PROPOSED, actor=cast.foi_manager, at=timezone.now())
    address = reverse("vexatious-take-back", args=[case.reference, row.pk])
    office = as_person(cast.foi_manager)
    assert office.post(address).status_code == 302
    assert office.post(address).status_code == 409


def test_closing_without_a_notice_is_refused_in_words(
    case: Case, cast: Cast, as_person: AsPerson
) -> None:
    address = reverse("close-without-notice", args=[case.reference])
    office = as_person(cast.foi_manager)
    assert office.post(address, {"version": case.version, "reason": ""}).status_code == 422
    refused = office.post(address, {"version": case.version, "reason": "The same again."})
    assert refused.status_code == 409
    assert b"The same again." in refused.content
    assert b"Send the applicant a refusal notice instead." in refused.content


def test_the_evidence_takes_as_many_queries_with_thirty_requests_as_with_one(
    case: Case, cast: Cast, as_person: AsPerson
) -> None:
    office = as_person(cast.foi_manager)

    def count(more: int) -> int:
        for number in range(more):
            Case.objects.create(
                reference=f"X-{more}-{number}", subject="Beds", channel="mail",
                applicant=case.applicant, opened_at=timezone.now(), received_on=case.received_on,
            )  # fmt: skip
        with CaptureQueriesContext(connection) as queries:
            office.get(reverse("vexatious", args=[case.reference]))
        return len(queries)

    assert count(1) == count(29)

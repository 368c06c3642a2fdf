"""The pages of those who decide: blind, whole, and nothing typed is lost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from requests_app.domain.workflow import State
from requests_app.models import Case, Claim, PublicInterestTest, QualifiedOpinion, User
from requests_app.services import claim_decisions, decisions, drafting, merging
from tests.factories import CaseMaker, Cast, stored_file
from tests.requests_app.services.test_claim_decisions import ADVICE
from tests.requests_app.services.test_decisions import PRICES

AsPerson = Callable[[User], Client]
DECISION = {
    "for_disclosure": "Openness",
    "for_withholding": "The next tender",
    "balance": "withhold",
    "reasons": "The total is published.",
}


@pytest.fixture
def case(make_case: CaseMaker) -> Case:
    return make_case(State.DRAFTING)


def weighing(case: Case, cast: Cast) -> PublicInterestTest:
    file = drafting.add_file(
        case.pk, stored_file("prices.csv"), actor=cast.foi_manager, at=timezone.now()
    )
    details = {name: getattr(PRICES, name) for name in PRICES.__dataclass_fields__}
    row = decisions.claim_exemption(
        case.pk, case.questions.get(number="1").pk,
        decisions.ClaimDetails(**{**details, "document_id": file.pk}),
        actor=cast.foi_manager, at=timezone.now(),
    )  # fmt: skip
    return claim_decisions.ask_for_decision(
        case.pk, row.pk, actor=cast.foi_manager, at=timezone.now()
    )


def opinion(case: Case, cast: Cast) -> QualifiedOpinion:
    row = decisions.claim_exemption(
        case.pk, case.questions.get(number="1").pk, ADVICE,
        actor=cast.foi_manager, at=timezone.now(),
    )  # fmt: skip
    return claim_decisions.ask_for_opinion(
        case.pk, row.pk, actor=cast.foi_manager, at=timezone.now()
    )


def test_the_director_decides_on_a_page_that_does_not_know_who_asked(
    case: Case, cast: Cast, as_person: AsPerson, blindfold: Any
) -> None:
    row = weighing(case, cast)
    browser = as_person(cast.director_of_corporate_affairs)
    address = reverse("weigh", args=[row.pk])
    with blindfold:
        listed = browser.get(reverse("decisions")).content
        page = browser.get(address).content
        file = browser.get(reverse("decision-file", args=[row.claim_id]))
        decided = browser.post(address, {**DECISION, "seal_seen": row.seal})
        after = browser.get(address).content
    blindfold.assert_blind(listed, page, after)

    assert b"Public interest: s.43(2) on question 1" in listed
    assert b"Openness about how public money is spent" in page
    assert b"prices.csv" in page
    assert file.status_code == 200
    assert decided["Location"] == reverse("decisions")
    assert b"Withholding weighs more." in after
    row.refresh_from_db()
    assert row.reasons == "The total is published."


def test_the_qualified_person_gives_the_opinion_and_reads_no_case(
    case: Case, cast: Cast, as_person: AsPerson, blindfold: Any
) -> None:
    row = opinion(case, cast)
    browser = as_person(cast.qualified_person)
    address = reverse("opinion", args=[row.pk])
    with blindfold:
        listed = browser.get(reverse("decisions")).content
        page = browser.get(address).content
        given = browser.post(
            address, {"finding": "would", "reasons": "It would.", "seal_seen": row.seal}
        )
        after = browser.get(address).content
    blindfold.assert_blind(listed, page, after)

    assert b"Your opinion: s.36(2)(b) on question 1" in listed
    assert b"The paper of 3 March" in page
    assert given.status_code == 302
    assert b"Section 36(2)(b)(i) is engaged: the harm would follow." in after
    assert browser.get(reverse("case", args=[case.reference])).status_code == 404
    assert b">Decisions<" in listed


def test_on_a_closed_case_nobody_decides_and_on_one_brought_back_they_do(
    case: Case, make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    weighing(case, cast)
    kept = make_case(State.ACCEPTED)
    browser = as_person(cast.director_of_corporate_affairs)

    def waits() -> bool:
        page: bytes = browser.get(reverse("decisions")).content
        return case.reference.encode() in page

    assert waits()
    merging.merge(case.pk, kept.pk, actor=cast.foi_manager, at=timezone.now())
    assert not waits()
    merging.bring_back(case.pk, actor=cast.foi_manager, at=timezone.now())
    assert waits()


def test_bad_input_is_told_and_loses_nothing_typed(
    case: Case, cast: Cast, as_person: AsPerson
) -> None:
    row = weighing(case, cast)
    browser = as_person(cast.director_of_corporate_affairs)
    address = reverse("weigh", args=[row.pk])
    half = browser.post(address, {**DECISION, "balance": "", "seal_seen": row.seal})
    stale = browser.post(address, {**DECISION, "seal_seen": "f" * 64})
    back = browser.post(reverse("weigh-return", args=[row.pk]), {"comment": " "})

    assert (half.status_code, stale.status_code, back.status_code) == (422, 409, 422)
    assert b"Say which side weighs more." in half.content
    assert b"The next tender" in half.content
    assert b"changed the claim after it was sent to you" in stale.content
    assert b"The total is published." in stale.content
    assert b"Say what is missing" in back.content
    row.refresh_from_db()
    assert (row.decided_at, row.ended_at) == (None, None)

    sent = browser.post(reverse("weigh-return", args=[row.pk]), {"comment": "Whose are they?"})
    assert sent.status_code == 302
    office = as_person(cast.foi_manager)
    page = office.get(reverse("claim-change", args=[case.reference, row.claim_id])).content
    assert b"Whose are they?" in page


def test_bad_input_to_an_opinion_is_told(case: Case, cast: Cast, as_person: AsPerson) -> None:
    row = opinion(case, cast)
    browser = as_person(cast.qualified_person)
    address = reverse("opinion", args=[row.pk])
    half = browser.post(address, {"finding": "perhaps", "reasons": "So I think."})
    stale = browser.post(address, {"finding": "none", "reasons": "So I think.", "seal_seen": ""})
    back = browser.post(reverse("opinion-return", args=[row.pk]), {"comment": ""})

    assert (half.status_code, stale.status_code, back.status_code) == (422, 409, 422)
    assert b"So I think." in half.content
    assert b"So I think." in stale.content
    done = browser.post(reverse("opinion-return", args=[row.pk]), {"comment": "The paper?"})
    assert done.status_code == 302
    again = browser.post(reverse("opinion-return", args=[row.pk]), {"comment": "The paper?"})
    assert again.status_code == 409


def test_a_claim_is_saved_and_put_before_the_director_by_one_button(
    case: Case, cast: Cast, as_person: AsPerson
) -> None:
    browser = as_person(cast.foi_administrator)
    question = case.questions.get(number="1")
    address = reverse("claim", args=[case.reference, question.pk]) + "?code=s.43(2)"
    words = {
        "version": case.version, "what": "The prices", "why": "They would tell what we pay.",
        "likelihood": "would", "answer_whose": "The Trust", "answer_evidence": "Our own.",
        "answer_harm": "Bidders would aim below them.",
    }  # fmt: skip
    assert b"Save and ask for the decision" in browser.get(address).content
    unready = browser.post(address, {**words, "why": "", "asks": "decision"})
    assert unready.status_code == 409
    assert b"Bidders would aim below them." in unready.content
    assert not Claim.objects.exists()

    assert browser.post(address, {**words, "asks": "decision"}).status_code == 302
    claim = Claim.objects.get()
    page = browser.get(reverse("claim-change", args=[case.reference, claim.pk])).content
    assert b"Put before who decides it by Foi Administrator" in page
    assert claim.tests.get().decided_at is None


def test_a_claim_under_section_36_asks_for_the_opinion_first(
    case: Case, cast: Cast, as_person: AsPerson
) -> None:
    browser = as_person(cast.foi_manager)
    question = case.questions.get(number="1")
    address = reverse("claim", args=[case.reference, question.pk]) + "?code=s.36(2)(c)"
    page = browser.get(address).content
    assert b"Save and ask for the opinion" in page
    assert b"Save and ask for the decision" not in page
    words = {
        "version": case.version, "what": "The minutes", "why": "They are frank.",
        "likelihood": "would", "answer_harm": "People would stay silent.",
        "submission": "The minutes of May.", "asks": "opinion",
    }  # fmt: skip
    assert browser.post(address, words).status_code == 302
    row = QualifiedOpinion.objects.get()
    claim_decisions.give_opinion(
        row.pk, claim_decisions.GivenOpinion(True, "would", "They would."), seal_seen=row.seal,
        actor=cast.qualified_person, at=timezone.now(),
    )  # fmt: skip
    page = browser.get(reverse("claim-change", args=[case.reference, row.claim_id])).content
    assert b"engaged, the harm would follow" in page
    assert b"Save and ask for the decision" in page


def test_a_file_opens_to_those_who_were_asked_about_it_alone(
    case: Case, cast: Cast, as_person: AsPerson
) -> None:
    row = weighing(case, cast)
    address = reverse("decision-file", args=[row.claim_id])
    allowed = {
        name
        for name, user in cast.people.items()
        if as_person(user).get(address).status_code == 200
    }
    assert allowed == {"director_of_corporate_affairs"}


def test_the_list_takes_as_many_queries_with_thirty_as_with_one(
    case: Case, cast: Cast, as_person: AsPerson
) -> None:
    browser = as_person(cast.director_of_corporate_affairs)
    question = case.questions.get(number="1")

    def count(more: int) -> int:
        for number in range(more):
            claim = Claim.objects.create(
                question=question, code="s.43(2)", made_by=cast.foi_manager, made_at=timezone.now()
            )
            PublicInterestTest.objects.create(
                claim=claim, seal="", asked_by=cast.foi_manager, asked_at=timezone.now(),
                balance="withhold", decided_at=timezone.now() if number % 2 else None,
            )  # fmt: skip
        with CaptureQueriesContext(connection) as queries:
            browser.get(reverse("decisions"))
        return len(queries)

    assert count(2) == count(30)

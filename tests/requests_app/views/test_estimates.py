"""The estimate pages: a department's form, the case's ladder, the offer and the refusal."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from requests_app.domain.regime import Regime
from requests_app.domain.workflow import State
from requests_app.models import (
    Answer,
    Case,
    Commission,
    CostTerm,
    Estimate,
    Letter,
    NarrowingOffer,
    OutboxItem,
    User,
)
from requests_app.services import costs
from tests.factories import CaseMaker, Cast, at
from tests.requests_app.services.test_costs import hours, new

AsPerson = Callable[[User], Client]
TYPED: dict[str, Any] = {
    "basis": "Paper files by patient.",
    "locate_expected": "4",
    "locate_persons": "2",
    "sample_activity": "extract",
    "sample_records": "600",
    "sample_timed": "20",
    "sample_chosen": "Every thirtieth.",
    "sample_low": "3",
    "sample_expected": "5",
    "sample_high": "8",
    "other_0_activity": "redact",
    "other_0_hours": "12",
}


@pytest.fixture
def case(make_case: CaseMaker) -> Case:
    make_case.text = "1. How many beds?\n2. What did they cost?\n"
    return make_case(State.WITH_DEPARTMENTS)


@pytest.fixture
def address(case: Case) -> str:
    """Return the department's form for the first question."""
    row = Commission.objects.get(case=case)
    return reverse("task-estimate", args=[row.pk, case.questions.all()[0].pk, 0])


def estimate_all(case: Case, cast: Cast, number: str = "10") -> None:
    for question in case.questions.all():
        costs.estimate_in_office(
            case.pk, new(question, hours(number)), actor=cast.foi_manager, at=at(date(2026, 11, 9))
        )


def said(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_a_department_estimates_and_does_not_learn_who_asked(
    address: str, cast: Cast, as_person: AsPerson, blindfold: Any
) -> None:
    browser = as_person(cast.department_manager)
    with blindfold:
        page = browser.get(address)
        sent = browser.post(address, TYPED)
        again = browser.get(address)
    blindfold.assert_blind(page.content, sent.content, again.content)
    kept = Estimate.objects.get()
    assert sent.status_code == 302
    assert {line.activity: (line.persons, line.hours_expected) for line in kept.lines.all()} == {
        "locate": (2, 4),
        "extract": (1, 50),
        "redact": (1, 12),
    }
    assert b'value="600"' in again.content
    assert b"Department Manager estimated this" in again.content


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"basis": ""}, "Say how the records are kept"),
        ({"locate_expected": "-1"}, "it cannot be less than 0"),
        ({"locate_expected": "1e400"}, "is the most that can be noted"),
        ({"locate_expected": "10001"}, "10,000 is the most that can be noted"),
        ({"locate_expected": "four"}, "write a number, such as 1.5"),
        ({"locate_expected": "NaN"}, "write a number, such as 1.5"),
        ({"locate_expected": "4", "locate_low": "5"}, "is the smallest and"),
        ({"locate_expected": "", "locate_high": "5"}, "write what you expect as well"),
        ({"locate_persons": "0"}, "it has to be at least 1"),
        ({"extract_expected": "3"}, "the hours follow from the sample"),
        ({"sample_timed": "601"}, "More records were timed than there are"),
        ({"sample_timed": ""}, "how many records you timed"),
        ({"sample_chosen": ""}, "how you chose the records"),
        ({"sample_expected": "", "sample_low": "", "sample_high": ""}, "how many minutes"),
        ({"sample_records": "10000000"}, "more than 10,000 hours"),
        ({"sample_activity": ""}, "Say which activity you timed"),
        ({"other_0_hours": ""}, "Write the hours of this other work"),
        ({"other_1_hours": "2"}, "Say what this other work is"),
        ({"other_1_activity": "redact", "other_1_hours": "2"}, "already in a row above"),
        ({"other_0_activity": "locate"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    address: str, cast: Cast, as_person: AsPerson, changed: dict[str, str], words: str
) -> None:
    response = as_person(cast.department_manager).post(address, {**TYPED, **changed})
    page = response.content.decode()
    assert (response.status_code, Estimate.objects.count()) == (422, 0)
    assert words in page
    assert "Every thirtieth." in page or "sample_chosen" in changed


def test_an_estimate_of_nothing_is_asked_for_at_least_one_figure(
    address: str, cast: Cast, as_person: AsPerson
) -> None:
    browser = as_person(cast.department_manager)
    assert b"at least one activity" in browser.post(address, {"basis": "Paper."}).content
    browser.post(address, {"basis": "Paper.", "locate_expected": "0"})
    assert Estimate.objects.get().lines.get().hours_expected == 0


def test_the_form_exists_for_the_departments_managers_alone(
    address: str, case: Case, cast: Cast, as_person: AsPerson
) -> None:
    for name, who in cast.people.items():
        wanted = 200 if name in {"department_manager", "deputy_manager"} else 404
        assert as_person(who).get(address).status_code == wanted, name
    strange = address.replace("/0/", "/1/")
    assert as_person(cast.department_manager).get(strange).status_code == 404


def test_a_task_leads_to_the_estimate_of_each_scope(
    case: Case, address: str, cast: Cast, as_person: AsPerson
) -> None:
    case.questions.filter(number="1").update(narrower_scopes=["since 2016"])
    row = Commission.objects.get(case=case)
    browser = as_person(cast.department_manager)
    task = browser.get(reverse("task", args=[row.pk])).content.decode()
    assert address in task
    assert address.replace("/0/", "/1/") in task
    browser.post(address, TYPED)
    assert "Change the estimate" in browser.get(reverse("task", args=[row.pk])).content.decode()


def test_readers_of_a_case_see_its_estimate_and_stay_blind(
    case: Case, cast: Cast, as_person: AsPerson, blindfold: Any
) -> None:
    estimate_all(case, cast)
    costs.offer_narrowing(case.pk, "Less.", actor=cast.foi_manager, at=at(date(2026, 11, 9)))
    page = reverse("estimate", args=[case.reference])
    with blindfold:
        seen = [
            as_person(who).get(page) for who in (cast.auditor, cast.director_of_corporate_affairs)
        ]
    blindfold.assert_blind(*(each.content for each in seen))
    assert [each.status_code for each in seen] == [200, 200]
    assert b"It stops at question 2, with \xc2\xa3200.00 of the limit left." in seen[0].content


def test_the_page_keeps_to_its_queries(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    counts = []
    for parts in (1, 30):
        make_case.text = "".join(f"{n}. What is {n}?\n" for n in range(1, parts + 1))
        case = make_case(State.WITH_DEPARTMENTS)
        estimate_all(case, cast, "1")
        browser = as_person(cast.auditor)
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(reverse("estimate", args=[case.reference])).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_one_click_prepares_the_offer_and_another_sends_what_was_made_of_it(
    case: Case, cast: Cast, as_person: AsPerson
) -> None:
    estimate_all(case, cast)
    case.refresh_from_db()
    browser = as_person(cast.foi_administrator)
    offer = reverse("offer-narrowing", args=[case.reference])
    assert offer in browser.get(reverse("estimate", args=[case.reference])).content.decode()
    assert b"- question 1, as you asked it" in browser.get(offer).content
    sent = browser.post(offer, {"version": case.version, "text": "You could ask for less."})
    assert said(sent) == ["The offer is on its way to the applicant. The days go on counting."]
    assert NarrowingOffer.objects.get().text == "You could ask for less."
    stale = browser.post(offer, {"version": case.version, "text": "A second offer."})
    assert (stale.status_code, NarrowingOffer.objects.count()) == (409, 1)
    assert b"A second offer." in stale.content
    assert Letter.objects.count() == OutboxItem.objects.filter(work="make_letter").count() == 1


def test_the_refusal_begins_with_the_question_that_does_not_fit(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    make_case.text = "1. How many beds?\n2. What did they cost?\n"
    case = make_case(State.DRAFTING)
    estimate_all(case, cast)
    case.refresh_from_db()
    browser = as_person(cast.foi_manager)
    address = reverse("refuse-for-cost", args=[case.reference])
    page = browser.get(address)
    first, second = case.questions.all()
    form = page.context["form"]
    assert (form[f"refuse_{first.pk}"].value(), form[f"refuse_{second.pk}"].value()) == (
        False,
        True,
    )
    typed = {
        "version": case.version,
        "provision": "too_costly",
        f"refuse_{second.pk}": "on",
        f"words_{second.pk}": form[f"words_{second.pk}"].value(),
    }
    assert browser.post(address, {**typed, f"words_{second.pk}": ""}).status_code == 422
    assert browser.post(address, typed).status_code == 302
    answer = Answer.objects.get(question=second)
    assert answer.outcome == "too_costly"
    assert "10 hours for your other questions that we answer" in answer.text
    letter = browser.get(reverse("letter-preview", args=[case.reference]))
    assert letter["Content-Type"] == "application/pdf"


def test_environmental_information_is_refused_only_with_both_sides_weighed(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    case = make_case(State.DRAFTING)
    Case.objects.filter(pk=case.pk).update(regime=Regime.EIR.value)
    question = case.questions.all()[0]
    costs.estimate_in_office(
        case.pk, new(question, hours("90")), actor=cast.foi_manager, at=at(date(2026, 11, 9))
    )
    case.refresh_from_db()
    browser = as_person(cast.foi_manager)
    address = reverse("refuse-for-cost", args=[case.reference])
    typed = {
        "version": case.version,
        f"refuse_{question.pk}": "on",
        f"words_{question.pk}": "90 hours.",
        "for_release": "People want to know.",
    }
    assert browser.post(address, typed).status_code == 422
    assert browser.post(
        address, {**typed, "against_release": "It stops the ward."}
    ).status_code == (302)
    text = Answer.objects.get(question=question).text
    assert "In favour of answering: People want to know." in text
    assert "Against: It stops the ward." in text
    page = browser.get(reverse("estimate", args=[case.reference])).content.decode()
    assert "no cost limit" in page
    assert "Over the limit" not in page


def test_later_terms_are_added_by_the_administrator_and_never_changed(
    cast: Cast, as_person: AsPerson
) -> None:
    add = "/administration/requests_app/costterm/add/"
    typed = {
        "since": "2027-04-01",
        "limit": "300.00",
        "limit_part_1": "400.00",
        "rate": "25.00",
        "source": "SI 2027/1",
    }
    browser = as_person(cast.system_administrator)
    assert browser.post(add, typed).status_code == 302
    row = CostTerm.objects.get()
    changed = browser.post(f"/administration/requests_app/costterm/{row.pk}/change/", typed)
    assert changed.status_code == 403
    assert as_person(cast.foi_manager).post(add, typed).status_code == 302
    assert CostTerm.objects.count() == 1

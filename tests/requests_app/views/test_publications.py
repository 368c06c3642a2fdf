"""The list of what is published on its pages, and where it shows beside a request."""

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
from requests_app.models import Answer, Case, Publication, ReplyBy, ReusedAnswer, User
from requests_app.queries.publications import already_published, holding
from tests.factories import CaseMaker, Cast, at
from tests.requests_app.services.test_linked_requests import BEDS, made

AsPerson = Callable[[User], Client]
TYPED = {
    "title": "Register of hospital beds",
    "summary": "Beds that were closed, by site and year.",
    "where": "https://trust.example/beds",
    "scheme_class": "registers",
    "published_on": "2/3/2026",
    "case": "",
}
OFFICE = {"foi_manager", "foi_administrator"}


@pytest.fixture(autouse=True)
def a_week_later() -> Any:
    with time_machine.travel(at(date(2026, 11, 10)), tick=True):
        yield


@pytest.fixture
def office(cast: Cast, as_person: AsPerson) -> Client:
    return as_person(cast.foi_administrator)


def entered(cast: Cast, title: str = "Register of hospital beds", **more: Any) -> Publication:
    return Publication.objects.create(
        **{
            "title": title, "summary": "Beds that were closed, by site and year.",
            "where": "https://trust.example/beds", "scheme_class": "registers",
            "published_on": date(2026, 3, 2), "entered_by": cast.foi_manager,
            "entered_at": at(date(2026, 3, 2)), **more,
        }
    )  # fmt: skip


def page_of(browser: Client, name: str, *args: object) -> str:
    page = browser.get(reverse(name, args=args))
    assert page.status_code == 200
    return page.content.decode()


def test_an_entry_is_added_changed_and_withdrawn_on_its_pages(office: Client) -> None:
    assert "Nothing yet. Add what people can already find." in page_of(office, "publications")
    new = reverse("publication-new")
    assert office.post(new, TYPED)["Location"] == reverse("publications")
    again = office.post(new, TYPED)
    assert (again.status_code, Publication.objects.count()) == (409, 1)
    assert "https://trust.example/beds" in again.content.decode()
    row = Publication.objects.get()
    assert (row.title, row.published_on) == (TYPED["title"], date(2026, 3, 2))
    one = reverse("publication", args=[row.pk])
    assert 'value="02/03/2026"' in page_of(office, "publication", row.pk)
    changed = {**TYPED, "title": "Bed register", "version": 1}
    assert office.post(one, changed).status_code == 302
    stale = office.post(one, {**changed, "title": "Typed late"})
    assert stale.status_code == 409
    assert "Typed late" in stale.content.decode()
    assert ">Bed register<span" in page_of(office, "publications")
    withdraw = reverse("publication-withdraw", args=[row.pk])
    assert office.post(withdraw, {"version": 2, "reason": ""}).status_code == 422
    assert office.post(withdraw, {"version": 2, "reason": "Out of date."}).status_code == 302
    assert office.post(withdraw, {"version": 3, "reason": "Twice."}).status_code == 409
    page = page_of(office, "publications")
    assert "Out of date." in page
    assert one not in page


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": ""}, "Write what it is called."),
        ({"where": ""}, "Write where people find it."),
        ({"scheme_class": ""}, "Choose a class."),
        ({"published_on": "spring"}, "Write the day as day, month, year"),
        ({"published_on": "2/3/2027"}, "This day has not come yet."),
        ({"case": "FOI-1"}, "There is no answered case with this reference."),
    ],
)
def test_a_bad_entry_is_said_and_nothing_typed_is_lost(
    office: Client, wrong: dict[str, str], said: str
) -> None:
    sent = office.post(reverse("publication-new"), {**TYPED, "summary": "Kept.", **wrong})

    assert sent.status_code == 422
    assert said in sent.content.decode()
    assert "Kept." in sent.content.decode()
    assert not Publication.objects.exists()


def test_an_answered_case_is_found_by_its_reference(make_case: CaseMaker, office: Client) -> None:
    case = make_case(State.ANSWERED)
    typed = {**TYPED, "case": f" {case.reference.lower()} "}
    assert office.post(reverse("publication-new"), typed).status_code == 302
    assert Publication.objects.get().case == case
    assert case.reference in page_of(office, "publications")


def test_the_list_is_the_offices_alone(cast: Cast, as_person: AsPerson) -> None:
    row = entered(cast)
    for name, who in cast.people.items():
        browser, wanted = as_person(who), 200 if name in OFFICE else 404
        for page, args in (
            ("publications", ()),
            ("publication-new", ()),
            ("publication", (row.pk,)),
        ):
            assert browser.get(reverse(page, args=args)).status_code == wanted, (page, name)
        if name not in OFFICE:
            assert browser.post(reverse("publication-new"), TYPED).status_code == 404
            withdraw = reverse("publication-withdraw", args=[row.pk])
            assert browser.post(withdraw, {"version": 1, "reason": "x"}).status_code == 404
    assert Publication.objects.filter(withdrawn_at__isnull=True).count() == 1


def test_the_list_keeps_to_its_queries(make_case: CaseMaker, cast: Cast, office: Client) -> None:
    case, counts = make_case(State.ANSWERED), []
    for more in (1, 29):
        for number in range(more):
            entered(cast, f"Register {more} {number}", case=case)
        with CaptureQueriesContext(connection) as captured:
            page_of(office, "publications")
        counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("name", ["triage", "similar"])
def test_what_is_published_stands_beside_a_request(
    make_case: CaseMaker, cast: Cast, office: Client, name: str
) -> None:
    case = made(make_case, BEDS, state=State.RECEIVED)
    entered(cast)
    entered(cast, "Register of windows", summary="Which company cleans them.")
    entered(cast, "Old register of hospital beds", withdrawn_at=at(date(2026, 4, 1)))

    page = page_of(office, name, case.reference)

    assert "Already published: section 21 may apply" in page
    assert "Register of hospital beds" in page
    assert "Old register" not in page
    assert "Register of windows" not in page
    assert "Once the request is accepted" in page


def test_under_the_regulations_it_is_another_provision(
    make_case: CaseMaker, cast: Cast, office: Client
) -> None:
    case = made(make_case, BEDS, state=State.ACCEPTED)
    Case.objects.filter(pk=case.pk).update(regime="eir")
    entered(cast)
    page = page_of(office, "similar", case.reference)
    assert "Already published: regulation 6(1)(b) may apply" in page


def test_who_writes_by_post_may_not_reach_a_web_page(
    make_case: CaseMaker, cast: Cast, office: Client
) -> None:
    case = made(make_case, BEDS, state=State.ACCEPTED)
    entered(cast)
    assert "They write by post." not in page_of(office, "similar", case.reference)
    Case.objects.filter(pk=case.pk).update(reply_by=ReplyBy.POST)
    assert "They write by post." in page_of(office, "similar", case.reference)


def test_one_button_says_in_the_answer_where_it_is(
    make_case: CaseMaker, cast: Cast, office: Client
) -> None:
    case, row = made(make_case, BEDS, state=State.ACCEPTED), entered(cast)
    address = reverse("use-publication", args=[case.reference, row.pk])
    typed = {"version": case.version, "question": case.questions.get().pk}
    assert office.post(address, typed).status_code == 302
    assert "https://trust.example/beds" in Answer.objects.get(question__case=case).text
    assert "Where to find “Register of hospital beds” stands" in page_of(
        office, "similar", case.reference
    )
    assert office.post(address, typed).status_code == 409
    case.refresh_from_db()
    office.post(reverse("letter-begin", args=[case.reference]), {"version": case.version})
    assert "It says where to find “Register of hospital beds”" in page_of(
        office, "letter", case.reference
    )
    Publication.objects.update(withdrawn_at=at(date(2026, 11, 10)))
    assert "That was withdrawn since." in page_of(office, "letter", case.reference)
    assert ReusedAnswer.objects.count() == 1


def test_only_the_office_reaches_that_button(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    case, row = made(make_case, BEDS, state=State.ACCEPTED), entered(cast)
    address = reverse("use-publication", args=[case.reference, row.pk])
    for name in set(cast.people) - OFFICE:
        typed = {"version": case.version, "question": case.questions.get().pk}
        assert as_person(cast.people[name]).post(address, typed).status_code == 404, name
    assert not ReusedAnswer.objects.exists()


def test_the_search_goes_by_the_index_in_as_many_queries_for_thirty_as_for_one(
    make_case: CaseMaker, cast: Cast
) -> None:
    case, counts = made(make_case, BEDS, state=State.RECEIVED), []
    questions = list(case.questions.all())
    for more in (1, 29):
        for number in range(more):
            entered(cast, f"Register of hospital beds {more} {number}")
        with CaptureQueriesContext(connection) as captured:
            found = already_published(case, questions)
        counts.append(len(captured))
    assert counts == [3, 3]
    assert len(found) == 5
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "publication_words" in holding(["bed", "hospit"], Publication.objects.all()).explain()


def test_nothing_is_found_for_nothing(make_case: CaseMaker, cast: Cast) -> None:
    case = made(make_case, "1. ?\n", state=State.RECEIVED)
    entered(cast)
    assert already_published(case, list(case.questions.all())) == ()
    assert already_published(case, []) == ()

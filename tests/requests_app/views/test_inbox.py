"""The inbox: what hurts first at the top, found by what one knows, in a fixed number of queries."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from requests_app.domain.workflow import State
from requests_app.models import (
    Applicant,
    AuditEvent,
    Case,
    ClockEntry,
    Commission,
    Message,
    OutboxItem,
    Question,
    Route,
    User,
)
from requests_app.services import triage
from tests.factories import CaseMaker, Cast, at

AsPerson = Callable[[User], Client]


def queries(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


def many(template: Case, count: int, year: int = 2025) -> None:
    """Add `count` cases that are like `template` to the last row."""
    applicants = Applicant.objects.bulk_create(
        Applicant(name=f"A {n}", email=f"a{n}@{year}.example.org", created_at=template.opened_at)
        for n in range(count)
    )
    cases = Case.objects.bulk_create(
        Case(
            reference=f"FOI-{year}-{n:05d}", subject=f"Beds {n}", state=template.state,
            channel=template.channel, applicant=applicant, owner=template.owner,
            opened_at=template.opened_at, received_on=template.received_on,
            due_on=template.due_on,
        )
        for n, applicant in enumerate(applicants)
    )  # fmt: skip
    Question.objects.bulk_create(
        Question(case=case, position=n, number=str(n), text="How many?")
        for case in cases
        for n in (1, 2)
    )
    ClockEntry.objects.bulk_create(
        ClockEntry(case=case, kind="received", on=case.received_on, recorded_at=template.opened_at)
        for case in cases
    )
    for row in Commission.objects.filter(case=template):
        Commission.objects.bulk_create(
            Commission(
                case=case, department=row.department, sent_at=row.sent_at,
                received_on=row.received_on, estimate_due_on=row.estimate_due_on,
                answer_due_on=row.answer_due_on,
            )
            for case in cases
        )  # fmt: skip


@pytest.mark.parametrize("name", ["foi_manager", "auditor"])
@pytest.mark.parametrize(
    ("state", "tab"),
    [(State.RECEIVED, "new"), (State.WITH_DEPARTMENTS, "open"), (State.ANSWERED, "closed")],
)
def test_three_hundred_cases_take_as_many_queries_as_three(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson, state: State, tab: str, name: str
) -> None:
    template = make_case(state)
    browser, address = as_person(cast.people[name]), f"{reverse('inbox')}?tab={tab}"
    many(template, 2)
    queries(browser, address)
    at_three = queries(browser, address)
    many(template, 297, year=2024)

    assert queries(browser, address) == at_three
    assert browser.get(address).content.count(b'<li class="case-row') == 25


def test_thirty_waiting_mails_take_as_many_queries_as_one(cast: Cast, as_person: AsPerson) -> None:
    def mail(count: int) -> None:
        Message.objects.bulk_create(
            Message(
                direction="in", kind="needs_attention", sender="a@example.org", subject=f"Mail {n}",
                happened_at=at(date(2026, 11, 2)),
            )
            for n in range(count)
        )  # fmt: skip

    browser, address = as_person(cast.foi_manager), f"{reverse('inbox')}?tab=attention"
    mail(1)
    queries(browser, address)
    at_one = queries(browser, address)
    mail(29)

    assert queries(browser, address) == at_one
    assert b"Mail 28" in browser.get(address).content


def shown(browser: Client, query: str = "") -> str:
    response = browser.get(f"{reverse('inbox')}{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_the_office_begins_with_what_is_new_and_the_most_urgent_stands_first(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    late = make_case(State.RECEIVED)
    make_case.received_on = date(2026, 10, 1)
    urgent, drafted = make_case(State.RECEIVED), make_case(State.DRAFTING)
    page = shown(as_person(cast.foi_manager))

    assert page.index(urgent.reference) < page.index(late.reference)
    assert drafted.reference not in page
    assert "What hurts first stands first" in page
    assert reverse("triage", args=[urgent.reference]) in page


def test_everybody_else_begins_with_what_is_open_and_decides_nothing(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    case = make_case(State.RECEIVED)
    page = shown(as_person(cast.auditor))

    assert reverse("case", args=[case.reference]) in page
    for address in (reverse("triage", args=[case.reference]), reverse("inbox-assign")):
        assert address not in page
    assert "Needs attention" not in page
    assert "nobody has taken it up" not in page


@pytest.mark.parametrize(("name", "sees_it"), [("foi_manager", True), ("auditor", False)])
def test_what_tells_of_somebodys_own_life_stands_on_the_list_of_the_office_alone(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson, name: str, sees_it: bool
) -> None:
    own, other = make_case(State.RECEIVED), make_case(State.ANSWERED)
    triage.redirect(own.pk, Route.OWN_RECORDS, actor=cast.foi_manager, at=at(own.received_on))
    page = shown(as_person(cast.people[name]), "?tab=closed")

    assert (own.reference in page) is sees_it
    assert other.reference in page


@pytest.mark.parametrize(
    ("words", "finds"),
    [
        ("FOI-2026-00001", True), ("foi-2026", True), ("Closed hospital", True),
        ("lost income", True), ("Ravenscroft", True), ("q.ravenscroft@", True),
        ("parking", False), ("%", False), ("_", False),
    ],
)  # fmt: skip
def test_the_office_finds_a_case_by_whatever_it_knows(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson, words: str, finds: bool
) -> None:
    case = make_case(State.RECEIVED)
    response = as_person(cast.foi_manager).get(reverse("inbox"), {"search": words})

    assert response.status_code == 200
    link = reverse("triage", args=[case.reference])
    assert (link in response.content.decode()) is finds


@pytest.mark.parametrize("words", ["Ravenscroft", "q.ravenscroft"])
def test_nobody_else_finds_out_who_asked(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson, blindfold: Any, words: str
) -> None:
    case = make_case(State.RECEIVED)
    browser = as_person(cast.auditor)
    with blindfold:
        response = browser.get(reverse("inbox"), {"search": words})

    blindfold.assert_blind()
    assert reverse("case", args=[case.reference]) not in response.content.decode()


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("department", "Estates", "Finance"), ("owner", "Foi Manager", "Foi Administrator"),
        ("channel", "mail", "post"), ("regime", "foia", "eir"),
    ],
)  # fmt: skip
def test_filters_narrow_the_list(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson, name: str, right: str, wrong: str
) -> None:
    case = make_case(State.WITH_DEPARTMENTS)
    browser, link = as_person(cast.foi_manager), reverse("case", args=[case.reference])
    found = {value: link in shown(browser, f"?tab=open&{name}={value}") for value in (right, wrong)}

    assert found == {right: True, wrong: False}


def test_an_empty_list_says_so(cast: Cast, as_person: AsPerson) -> None:
    for tab in ("new", "open", "mail", "replies", "attention", "closed", "nonsense"):
        assert shown(as_person(cast.foi_manager), f"?tab={tab}&page=99")


def test_work_that_no_machine_tries_again_is_shown_to_the_office(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    make_case(State.ACCEPTED)
    OutboxItem.objects.update(
        given_up_at=at(date(2026, 11, 3)), problem="Estates has nobody who could be told."
    )

    assert "nobody who could be told" in shown(as_person(cast.foi_manager), "?tab=attention")


def test_picked_cases_are_given_to_somebody(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    cases = [make_case(State.RECEIVED), make_case(State.ACCEPTED), make_case(State.ANSWERED)]
    response = as_person(cast.foi_manager).post(
        reverse("inbox-assign"),
        {"case": [c.reference for c in cases], "owner": cast.foi_administrator.pk,
         "back": "tab=open&page=2"},
        follow=True,
    )  # fmt: skip

    assert response.redirect_chain == [("/inbox/?tab=open&page=2", 302)]
    assert "2 cases given to Foi Administrator." in response.content.decode()
    owners = [Case.objects.get(pk=case.pk).owner for case in cases]
    assert owners == [cast.foi_administrator, cast.foi_administrator, cast.foi_manager]


@pytest.mark.parametrize("back", ["https://evil.example/?a=1", "//evil.example"])
def test_the_way_back_never_leaves_the_site(cast: Cast, as_person: AsPerson, back: str) -> None:
    response = as_person(cast.foi_manager).post(reverse("inbox-assign"), {"back": back})

    assert response["Location"].startswith("/inbox/?")


@pytest.mark.parametrize("owner", ["auditor", "department_manager", None])
def test_cases_are_given_to_the_office_alone(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson, owner: str | None
) -> None:
    case = make_case(State.RECEIVED)
    before = AuditEvent.objects.count()
    as_person(cast.foi_manager).post(
        reverse("inbox-assign"),
        {"case": case.reference, "owner": cast.people[owner].pk if owner else "x"},
    )
    case.refresh_from_db()

    assert (case.owner, AuditEvent.objects.count()) == (None, before)


def test_nobody_elses_press_cases_stand_on_the_list_of_communications(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    make_case.received_on = date(2026, 11, 2) - timedelta(days=3)
    other = make_case(State.ACCEPTED)
    make_case.press_interest = True
    case = make_case(State.ACCEPTED)
    page = shown(as_person(cast.communications))

    assert (case.reference in page, other.reference in page) == (True, False)


def test_former_words_of_an_address_still_lead_somewhere(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    case = make_case(State.DRAFTING)
    browser = as_person(cast.foi_manager)

    assert case.reference in shown(browser, "?tab=drafting")
    assert "No mail waits" in shown(browser, "?tab=mail")


def test_the_office_finds_what_nobody_has(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    free, taken = make_case(State.RECEIVED), make_case(State.ACCEPTED)
    page = shown(as_person(cast.foi_manager), "?tab=new&owner=nobody")

    assert (free.reference in page, taken.reference in page) == (True, False)
    assert "Nobody has it" in page


def test_a_guessed_reply_waits_under_possible_replies_and_other_mail_needs_attention(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    case = make_case(State.ACCEPTED)
    for kind, subject in (("possible_reply", "Re: beds"), ("needs_attention", "Hello")):
        Message.objects.create(
            direction="in", kind=kind, subject=subject, happened_at=at(date(2026, 11, 3)),
            suggested_case=case if kind == "possible_reply" else None,
        )  # fmt: skip
    browser = as_person(cast.foi_manager)
    replies, attention = shown(browser, "?tab=replies"), shown(browser, "?tab=attention")

    assert ("Re: beds" in replies, "Hello" in replies) == (True, False)
    assert ("Re: beds" in attention, "Hello" in attention) == (False, True)
    assert f"Reply to {case.reference}?" in replies


def test_nobody_else_has_the_tabs_of_mail(cast: Cast, as_person: AsPerson) -> None:
    Message.objects.create(
        direction="in", kind="possible_reply", subject="Re: beds", happened_at=at(date(2026, 11, 3))
    )
    for name in ("auditor", "communications", "director_of_corporate_affairs"):
        for tab in ("replies", "attention", "mail"):
            assert "Re: beds" not in shown(as_person(cast.people[name]), f"?tab={tab}")


def test_what_stands_in_a_row_is_escaped(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    case = make_case(State.RECEIVED)
    Case.objects.filter(pk=case.pk).update(subject='<script>"&')
    page = shown(as_person(cast.foi_manager))

    assert "<script>&" not in page
    assert 'title="&lt;script&gt;&quot;&amp;"' in page

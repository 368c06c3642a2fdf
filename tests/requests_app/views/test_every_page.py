"""Every page, as everybody, in every state: it answers, keeps its policy, and stays blind."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from requests_app.domain.workflow import State
from requests_app.models import Case, Commission, SignOff, User
from tests.factories import CaseMaker, Cast

AsPerson = Callable[[User], Client]
OFFICE = {"foi_manager", "foi_administrator"}
CASE_PAGES = ("case", "history", "estimate")
OFFICE_PAGES = (
    "triage", "commission", "withdraw", "reopen", "bring-back", "correct-receipt", "supply",
    "edit-request", "letter", "offer-narrowing", "refuse-for-cost", "fees",
    "similar", "open-linked", "vexatious", "close-without-notice",
    "consultations",
    "ask-for-fee", "ask-clarification",
    "record-reply", "more-time", "switch-regime",
    "merge", "own-case", "split", "put-back", "together",
)  # fmt: skip
LISTS = (
    "inbox", "tasks", "sign-offs", "decisions", "reports", "working-days", "falls-due",
    "milestones", "absence", "letter-templates", "publications",
)  # fmt: skip
PUBLIC_PAGES = ("home", "accessibility", "privacy", "look", "make-request", "follow")


def case_addresses(case: Case) -> Iterator[tuple[str, str]]:
    for name in (*CASE_PAGES, *OFFICE_PAGES):
        yield name, reverse(name, args=[case.reference])


@pytest.mark.parametrize("state", list(State), ids=str)
def test_a_cases_pages_open_for_its_readers_and_for_nobody_else(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson, blindfold: Any, state: State
) -> None:
    case = make_case(state)
    for who, user in cast.people.items():
        browser = as_person(user)
        for name, address in case_addresses(case):
            if who in OFFICE:
                assert browser.get(address).status_code == 200, (who, name)
                continue
            reads = who in {"director_of_corporate_affairs", "auditor"} and name in CASE_PAGES
            with blindfold:
                response = browser.get(address)
            assert response.status_code == (200 if reads else 404), (who, name)
            blindfold.assert_blind(response.content)


@pytest.mark.parametrize("name", LISTS)
def test_lists_open_with_cases_in_every_state(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson, blindfold: Any, name: str
) -> None:
    for state in State:
        make_case(state)
    for who, user in cast.people.items():
        browser = as_person(user)
        with blindfold:
            response = browser.get(reverse(name))
        assert response.status_code in (200, 404), (who, name)
        if who not in OFFICE:
            blindfold.assert_blind(response.content)


def test_a_press_case_opens_for_communications(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson, blindfold: Any
) -> None:
    make_case.press_interest = True
    case = make_case(State.WITH_DEPARTMENTS)
    browser = as_person(cast.communications)
    with blindfold:
        pages = [browser.get(reverse(name, args=[case.reference])) for name in CASE_PAGES]

    assert [page.status_code for page in pages] == [200, 200, 200]
    blindfold.assert_blind(*(page.content for page in pages))


@pytest.mark.parametrize("name", PUBLIC_PAGES)
def test_public_pages_need_nobody(db: None, name: str) -> None:
    assert Client().get(reverse(name)).status_code == 200


def test_strangers_are_sent_to_sign_in(make_case: CaseMaker) -> None:
    case = make_case(State.AWAITING_SIGN_OFF)
    addresses = [address for _, address in case_addresses(case)]
    addresses += [reverse(name) for name in ("inbox", "tasks", "sign-offs", "reports", "new-case")]
    addresses.append(reverse("task", args=[Commission.objects.get().pk]))
    addresses.append(reverse("sign-off", args=[SignOff.objects.get().pk]))
    for address in addresses:
        response = Client().get(address)
        assert response.status_code == 302, address
        assert response["Location"].startswith("/accounts/login/"), address


def test_every_page_forbids_script_and_style_of_its_own(
    case: Case, cast: Cast, as_person: AsPerson
) -> None:
    for address in ("/", reverse("inbox"), reverse("case", args=[case.reference])):
        policy = as_person(cast.foi_manager).get(address, follow=True)["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


def test_pages_of_staff_are_never_stored(case: Case, cast: Cast, as_person: AsPerson) -> None:
    response = as_person(cast.foi_manager).get(reverse("case", args=[case.reference]))

    assert "no-store" in response["Cache-Control"]


def test_a_made_up_reference_does_not_exist(cast: Cast, as_person: AsPerson) -> None:
    for _, address in case_addresses(Case(reference="FOI-2026-99999")):
        assert as_person(cast.foi_manager).get(address).status_code == 404

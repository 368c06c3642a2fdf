"""The rules on their page: the office reads and tries them, the manager sets them."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from requests_app.domain.triage_rules import STANDARD_RULES
from requests_app.domain.workflow import State
from requests_app.models import AuditEvent, TriageRule, User
from tests.factories import CaseMaker, Cast

AsPerson = Callable[[User], Client]
TYPED = {
    "version": "1",
    "name": "Parking",
    "points_to": "other",
    "phrases": "car park\r\nparking",
    "reason": "Estates knows.",
    "is_active": "on",
}


def rule() -> TriageRule:
    return TriageRule.objects.get(key="press")


def address() -> str:
    return reverse("triage-rule", args=[rule().pk])


def test_the_rules_that_come_along_stand_in_the_table(cast: Cast) -> None:
    assert [row.key for row in TriageRule.objects.all()] == [each.key for each in STANDARD_RULES]


def test_the_office_reads_every_rule_and_tries_all_of_them(cast: Cast, as_person: AsPerson) -> None:
    browser = as_person(cast.foi_administrator)
    shown = browser.get(reverse("triage-rules")).content.decode()
    tried = browser.post(
        reverse("triage-rules"), {"sample": "I am a reporter and ask about asbestos."}
    ).content.decode()

    for row in TriageRule.objects.all():
        assert row.name in shown
    assert "“reporter”" in tried
    assert "“asbestos”" in tried
    nothing = browser.post(reverse("triage-rules"), {"sample": "How many beds?"}).content.decode()
    assert "None of the rules says anything about this text." in nothing


def test_what_is_tried_may_be_long_but_not_endless(cast: Cast, as_person: AsPerson) -> None:
    response = as_person(cast.foi_manager).post(reverse("triage-rules"), {"sample": "x" * 20_001})

    assert response.status_code == 422
    assert "Try it on a shorter text" in response.content.decode()


@pytest.mark.parametrize("name", ["director", "department_manager", "auditor", "superuser"])
def test_for_others_the_pages_do_not_exist(cast: Cast, as_person: AsPerson, name: str) -> None:
    browser = as_person(cast.people[name])
    for page in (reverse("triage-rules"), reverse("triage-rule-new"), address()):
        assert browser.get(page).status_code == 404
        assert browser.post(page, TYPED).status_code == 404
    assert rule().version == 1


def test_an_administrator_does_not_set(cast: Cast, as_person: AsPerson) -> None:
    browser = as_person(cast.foi_administrator)
    for page in (reverse("triage-rule-new"), address()):
        assert browser.get(page).status_code == 403
        assert browser.post(page, TYPED).status_code == 403
    assert not AuditEvent.objects.filter(chain="triage-rules").exists()


def test_the_manager_changes_a_rule_and_the_trail_keeps_no_words(
    cast: Cast, as_person: AsPerson
) -> None:
    response = as_person(cast.foi_manager).post(address(), TYPED, follow=True)

    assert "“Parking” is saved." in response.content.decode()
    assert (rule().name, rule().phrases, rule().version) == ("Parking", "car park\nparking", 2)
    event = AuditEvent.objects.get(chain="triage-rules")
    assert event.detail == {"rule": "press", "changed": ["name", "phrases", "points_to", "reason"]}


def test_the_manager_adds_a_rule_and_takes_one_out_of_use(
    cast: Cast, as_person: AsPerson, make_case: CaseMaker
) -> None:
    browser = as_person(cast.foi_manager)
    browser.post(reverse("triage-rule-new"), TYPED)
    browser.post(address(), {**TYPED, "is_active": ""})
    make_case.text = "How much does the car park take? I am a reporter."
    case = make_case(State.RECEIVED)
    shown = browser.get(reverse("triage", args=[case.reference])).content.decode()

    assert "“car park”: Estates knows." in shown
    assert "“reporter”" not in shown


def test_a_rule_is_tried_before_it_is_saved(
    cast: Cast, as_person: AsPerson, make_case: CaseMaker
) -> None:
    make_case.text = "How many parking places are there?"
    case = make_case(State.ACCEPTED)
    make_case.text = "How many beds?"
    make_case(State.RECEIVED)
    response = as_person(cast.foi_manager).post(
        reverse("triage-rule-new"), {**TYPED, "try": "1", "sample": "the Parking of cars"}
    )
    shown = response.content.decode()

    assert "it sees “Parking”" in shown
    assert "Of the last 2 requests it would have spoken of 1" in shown
    assert case.reference in shown
    assert not TriageRule.objects.filter(name="Parking").exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"phrases": "wa(ste"}, "“wa(ste” cannot be read."),
        ({"phrases": " "}, "Write at least one phrase."),
        ({"reason": ""}, "Write what it may mean."),
        ({"name": ""}, "Write what the rule is called."),
    ],
)
def test_a_mistake_is_said_and_what_was_typed_stays(
    cast: Cast, as_person: AsPerson, wrong: dict[str, str], said: str
) -> None:
    typed = {**TYPED, "sample": "Typed with care.", **wrong}
    response = as_person(cast.foi_manager).post(address(), typed)

    assert response.status_code == 422
    assert said in response.content.decode()
    assert "Typed with care." in response.content.decode()
    assert rule().version == 1


def test_an_old_page_is_refused_in_words(cast: Cast, as_person: AsPerson) -> None:
    browser = as_person(cast.foi_manager)
    browser.post(address(), TYPED)
    response = browser.post(address(), {**TYPED, "reason": "Another."})

    assert response.status_code == 409
    assert "Someone changed this rule" in response.content.decode()
    assert rule().reason == "Estates knows."


def test_law_that_does_not_exist_and_many_questions_are_said(
    cast: Cast, as_person: AsPerson, make_case: CaseMaker
) -> None:
    asked = "\n".join(f"{n}. How many beds were in ward {n}?" for n in range(1, 17))
    make_case.text = f"Under section 145 of the Freedom of Information Act 2000:\n\n{asked}\n"
    make_case.received_on = date(2026, 11, 3)
    case = make_case(State.RECEIVED)
    shown = as_person(cast.foi_manager).get(reverse("triage", args=[case.reference]))

    assert "is no law. Nothing follows from that" in shown.content.decode()
    assert "It asks 16 questions." in shown.content.decode()

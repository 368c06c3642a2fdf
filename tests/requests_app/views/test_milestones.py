"""The steps on their page: the office reads them, the manager sets them."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from requests_app.models import AuditEvent, Milestone, User
from tests.factories import Cast

AsPerson = Callable[[User], Client]
TYPED = {
    "version": "1",
    "name": "Send the answer",
    "wording": "The answer has to leave.",
    "day": "19",
    "remind_before": "2",
    "ower": "foi_office",
    "stopped_by": "answered",
    "only_if": "always",
    "moves_with_extension": "on",
    "is_active": "on",
}


def address() -> str:
    return reverse("milestone", args=[Milestone.objects.get(key="out").pk])


def test_the_office_reads_every_step(cast: Cast, as_person: AsPerson) -> None:
    for who in (cast.foi_manager, cast.foi_administrator):
        page = as_person(who).get(reverse("milestones")).content.decode()
        for row in Milestone.objects.all():
            assert row.name in page
    assert "Change" not in page


@pytest.mark.parametrize(
    "name", ["director", "department_manager", "auditor", "communications", "superuser"]
)
def test_for_others_the_pages_do_not_exist(cast: Cast, as_person: AsPerson, name: str) -> None:
    browser = as_person(cast.people[name])
    for page in (reverse("milestones"), reverse("milestone-new"), address()):
        assert browser.get(page).status_code == 404
        assert browser.post(page, TYPED).status_code in (404, 405)
    assert Milestone.objects.get(key="out").day == 20


def test_an_administrator_reads_and_does_not_set(cast: Cast, as_person: AsPerson) -> None:
    browser = as_person(cast.foi_administrator)
    for page in (reverse("milestone-new"), address()):
        assert browser.get(page).status_code == 403
        assert browser.post(page, TYPED).status_code == 403
    assert AuditEvent.objects.filter(chain="milestones").count() == 0


def test_the_manager_moves_a_day(cast: Cast, as_person: AsPerson) -> None:
    browser = as_person(cast.foi_manager)
    assert 'value="20"' in browser.get(address()).content.decode()

    response = browser.post(address(), TYPED, follow=True)

    assert "“Send the answer” is saved." in response.content.decode()
    assert Milestone.objects.get(key="out").day == 19


def test_the_manager_adds_a_step(cast: Cast, as_person: AsPerson) -> None:
    browser = as_person(cast.foi_manager)
    page = reverse("milestone-new")
    assert browser.get(page).status_code == 200
    typed = {**TYPED, "name": "Ask the archive", "stopped_by": "ticked", "day": "9"}

    assert browser.post(page, typed).status_code == 302
    assert Milestone.objects.get(name="Ask the archive").day == 9


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"day": ""}, "Write the working day."),
        ({"day": "21"}, "The last day is 20."),
        ({"name": " "}, "Write what the step is called."),
        ({"stopped_by": "returned"}, "Only a step that a department owes"),
        ({"remind_before": "19"}, "The first reminder would go before the request came."),
    ],
)
def test_a_mistake_is_said_and_what_was_typed_stays(
    cast: Cast, as_person: AsPerson, wrong: dict[str, str], said: str
) -> None:
    typed = {**TYPED, "wording": "Typed with care.", **wrong}
    response = as_person(cast.foi_manager).post(address(), typed)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert "Typed with care." in response.content.decode()
    assert Milestone.objects.get(key="out").version == 1


def test_an_old_page_is_refused_in_words(cast: Cast, as_person: AsPerson) -> None:
    browser = as_person(cast.foi_manager)
    browser.post(address(), TYPED)
    response = browser.post(address(), {**TYPED, "day": "17"})
    assert response.status_code == 409
    assert "Someone changed this step" in response.content.decode()
    assert 'value="17"' in response.content.decode()
    assert Milestone.objects.get(key="out").day == 19

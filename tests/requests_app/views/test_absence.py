"""A person's own page of absences."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from requests_app.models import Absence, User
from tests.factories import Cast

AsPerson = Callable[[User], Client]
PAGE = "/absence/"


def typed(cast: Cast, **changes: str) -> dict[str, str]:
    first = timezone.localdate() + timedelta(days=3)
    return {
        "first_day": f"{first:%d/%m/%Y}",
        "last_day": f"{first + timedelta(days=7):%d/%m/%Y}",
        "cover": str(cast.deputy_manager.pk),
        **changes,
    }


def test_days_away_are_noted_and_taken_back(
    cast: Cast, as_person: AsPerson, blindfold: Any
) -> None:
    browser = as_person(cast.department_manager)
    with blindfold:
        assert "You are here" in browser.get(PAGE).content.decode()
        response = browser.post(PAGE, typed(cast), follow=True)
        page = response.content.decode()
        assert "Deputy Manager gets your reminders while you are away." in page
        noted = Absence.objects.get(person=cast.department_manager)
        browser.post(reverse("absence-end", args=[noted.pk]))
    blindfold.assert_blind(response.content)
    assert Absence.objects.count() == 0


def test_everybody_who_is_signed_in_has_the_page(cast: Cast, as_person: AsPerson) -> None:
    for who in cast.people.values():
        assert as_person(who).get(PAGE).status_code == 200
    assert Client().get(PAGE)["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"first_day": ""}, "Write the first day."),
        ({"last_day": "yesterday"}, "Write the day as day, month, year"),
        ({"last_day": "01/01/2020"}, "The last day is before the first."),
        ({"cover": "999999"}, "Choose a colleague who sees what you see."),
    ],
)
def test_a_mistake_is_said(
    cast: Cast, as_person: AsPerson, wrong: dict[str, str], said: str
) -> None:
    response = as_person(cast.department_manager).post(PAGE, typed(cast, **wrong))
    assert response.status_code == 422
    assert said in response.content.decode()
    assert Absence.objects.count() == 0


def test_a_second_click_notes_no_second_one(cast: Cast, as_person: AsPerson) -> None:
    browser = as_person(cast.department_manager)
    browser.post(PAGE, typed(cast))
    response = browser.post(PAGE, typed(cast))
    assert response.status_code == 409
    assert "You are already away from" in response.content.decode()
    assert Absence.objects.count() == 1


def test_anothers_absence_cannot_be_taken_back(cast: Cast, as_person: AsPerson) -> None:
    as_person(cast.department_manager).post(PAGE, typed(cast))
    noted = Absence.objects.get()
    address = reverse("absence-end", args=[noted.pk])
    assert as_person(cast.foi_manager).post(address).status_code == 403
    assert Absence.objects.count() == 1

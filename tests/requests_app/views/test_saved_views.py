"""A person's own views: saved, renamed, deleted, bounded, and nobody else's."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from requests_app.models import SavedView, User
from requests_app.services.saved_views import MOST_VIEWS
from tests.factories import Cast

AsPerson = Callable[[User], Client]
QUERY = "tab=overdue&search=beds&owner=nobody"


def save(browser: Client, name: str, query: str = QUERY) -> str:
    answer = browser.post(reverse("saved-views"), {"name": name, "query": query}, follow=True)
    return answer.content.decode()


@pytest.mark.parametrize("name", ["foi_manager", "auditor", "communications"])
def test_a_view_is_saved_and_stands_above_the_rows(
    cast: Cast, as_person: AsPerson, name: str
) -> None:
    browser = as_person(cast.people[name])
    asked = browser.get(f"{reverse('saved-views')}?{QUERY}&page=7&evil=1").content.decode()
    assert "Save what you came from as" in asked
    assert "evil" not in asked
    save(browser, "  Late,  nobody has it ", QUERY + "&page=7&evil=1")
    view = SavedView.objects.get()

    assert (view.person, view.name) == (cast.people[name], "Late, nobody has it")
    assert view.query == "tab=overdue&search=beds&owner=nobody"
    board = browser.get(reverse("inbox")).content.decode()
    assert 'href="?tab=overdue&amp;search=beds&amp;owner=nobody">Late, nobody has it</a>' in board


def test_a_view_is_renamed_and_deleted(cast: Cast, as_person: AsPerson) -> None:
    browser = as_person(cast.foi_manager)
    save(browser, "One")
    view = SavedView.objects.get()
    browser.post(reverse("view-rename", args=[view.pk]), {"name": "Two"})
    assert SavedView.objects.get().name == "Two"
    browser.post(reverse("view-delete", args=[view.pk]))
    assert not SavedView.objects.exists()
    assert browser.post(reverse("view-delete", args=[view.pk])).status_code == 404


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "Write a name for the view."),
        ("\0 ", "Write a name for the view."),
        ("x" * 41, "The name has 41 letters. Make it 40 at most."),
        ("One", "You have a view named “One” already."),
    ],
)
def test_a_name_that_cannot_be_is_said_and_nothing_typed_is_lost(
    cast: Cast, as_person: AsPerson, name: str, said: str
) -> None:
    browser = as_person(cast.foi_manager)
    save(browser, "One")
    answer = browser.post(reverse("saved-views"), {"name": name, "query": QUERY})

    assert answer.status_code == 409
    assert said in answer.content.decode()
    assert "tab=overdue" in answer.content.decode()
    assert SavedView.objects.count() == 1
    save(browser, "Two")
    number = SavedView.objects.get(name="Two").pk
    answer = browser.post(reverse("view-rename", args=[number]), {"name": name})
    assert answer.status_code == 409
    assert SavedView.objects.filter(name="Two").exists()


def test_there_is_an_end_to_the_views(cast: Cast, as_person: AsPerson) -> None:
    browser = as_person(cast.foi_manager)
    for number in range(MOST_VIEWS):
        save(browser, f"View {number}")

    assert f"You have {MOST_VIEWS} views." in save(browser, "One more")
    assert SavedView.objects.count() == MOST_VIEWS


def test_nobody_sees_or_changes_the_view_of_another(cast: Cast, as_person: AsPerson) -> None:
    save(as_person(cast.foi_manager), "Mine")
    view = SavedView.objects.get()
    browser = as_person(cast.foi_administrator)

    assert "Mine" not in browser.get(reverse("inbox")).content.decode()
    assert "Mine" not in browser.get(reverse("saved-views")).content.decode()
    for address in ("view-rename", "view-delete"):
        assert browser.post(reverse(address, args=[view.pk]), {"name": "X"}).status_code == 404
    assert SavedView.objects.get().name == "Mine"


@pytest.mark.parametrize("name", ["director", "department_manager", "superuser"])
def test_who_has_no_list_has_no_views(cast: Cast, as_person: AsPerson, name: str) -> None:
    browser = as_person(cast.people[name])

    assert browser.get(reverse("saved-views")).status_code == 404
    assert browser.post(reverse("saved-views"), {"name": "X", "query": QUERY}).status_code == 404
    assert not SavedView.objects.exists()


def test_twelve_views_take_as_many_queries_as_one(cast: Cast, as_person: AsPerson) -> None:
    browser = as_person(cast.foi_manager)
    taken = []
    for number in range(MOST_VIEWS):
        save(browser, f"View {number}")
        for address in ("inbox", "saved-views"):
            with CaptureQueriesContext(connection) as queries:
                browser.get(reverse(address))
            taken.append((address, len(queries)))

    assert len(set(taken)) == 2

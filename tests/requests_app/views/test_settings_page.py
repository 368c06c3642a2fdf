"""The page that leads to what is set, and its place in the navigation."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import Cast
from tests.requests_app.views.conftest import AsPerson

ALL = [
    "Steps and reminders", "Rules of the first look", "Words of our letters",
    "What we have published", "Working days", "The regulator",
]  # fmt: skip


def names(page: str) -> list[str]:
    return re.findall(r'class="places__name" href="[^"]+">([^<]+)</a>', page)


@pytest.mark.parametrize(
    ("who", "shown"),
    [
        ("foi_manager", ALL),
        ("foi_administrator", ALL),
        ("auditor", ALL[4:]),
        ("director_of_corporate_affairs", ALL[4:]),
    ],
)
def test_each_sees_what_they_may_open_and_can_open_it(
    cast: Cast, as_person: AsPerson, who: str, shown: list[str]
) -> None:
    client = as_person(getattr(cast, who))
    page = client.get("/settings/").content.decode()

    assert names(page) == shown
    for url in re.findall(r'class="places__name" href="([^"]+)"', page):
        assert client.get(url).status_code == 200, url


@pytest.mark.parametrize("who", ["department_manager", "director"])
def test_nobody_else_is_led_there(cast: Cast, as_person: AsPerson, who: str) -> None:
    client = as_person(getattr(cast, who))
    assert client.get("/settings/").status_code == 404
    assert b'href="/settings/"' not in client.get("/tasks/").content


@pytest.mark.parametrize(
    "address",
    [
        "/settings/",
        "/milestones/",
        "/rules/",
        "/letter-templates/",
        "/publications/",
        "/working-days/",
    ],
)
def test_what_is_set_is_marked_in_the_navigation_as_settings(
    cast: Cast, as_person: AsPerson, address: str
) -> None:
    page = as_person(cast.foi_manager).get(address).content.decode()
    current = re.findall(r'<a[^>]*aria-current="page"[^>]*>(?:<[^>]+>)*([^<]+)', page)
    assert "Settings" in current


def test_the_page_asks_no_more_than_any_page(cast: Cast, as_person: AsPerson) -> None:
    client = as_person(cast.foi_manager)
    client.get("/settings/")
    with CaptureQueriesContext(connection) as bare:
        client.get("/keys/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/settings/")
    assert len(queries) <= len(bare)

"""The public door, the promises, the colours."""

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.factories import Cast

PAGES = ("home", "accessibility", "privacy")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_for_everybody_opens_by_get_and_by_head(client: Client, db: None, name: str) -> None:
    assert client.get(reverse(name)).status_code == 200
    assert client.head(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", PAGES)
def test_a_page_for_everybody_names_the_authority_of_the_settings(
    client: Client, db: None, settings: LazySettings, name: str
) -> None:
    settings.AUTHORITY = {**settings.AUTHORITY, "name": "Nowhere <Council>"}

    page = client.get(reverse(name)).content.decode()

    assert "Nowhere &lt;Council&gt;" in page
    assert "Harrowdene Hospitals" not in page


@pytest.mark.parametrize("name", [name for name in PAGES if name != "privacy"])
def test_a_page_for_everybody_reads_nothing_from_the_database(
    client: Client, db: None, django_assert_num_queries: DjangoAssertNumQueries, name: str
) -> None:
    with django_assert_num_queries(0):
        client.get(reverse(name))


def test_the_privacy_page_reads_only_how_the_regulator_is_named_today(
    client: Client, db: None
) -> None:
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse("privacy"))

    (read,) = captured.captured_queries
    assert 'FROM "requests_app_regulatordetails"' in read["sql"]


def test_staff_go_from_the_public_door_to_their_first_page(client: Client, cast: Cast) -> None:
    backend = "allauth.account.auth_backends.AuthenticationBackend"
    for who, first in (
        (cast.foi_manager, "inbox"),
        (cast.department_manager, "tasks"),
        (cast.auditor, "inbox"),
    ):
        client.force_login(who, backend=backend)
        assert client.get("/")["Location"] == reverse(first)


def test_the_colours_come_from_the_settings_and_may_be_kept_for_an_hour(
    client: Client, settings: LazySettings
) -> None:
    settings.AUTHORITY_COLOUR, settings.AUTHORITY_ACCENT = "#123456", "#ABCDEF"

    response = client.get(reverse("look"))

    assert response["Content-Type"] == "text/css"
    assert response.content == b":root {\n  --authority: #123456;\n  --accent: #ABCDEF;\n}\n"
    assert response["Cache-Control"] == "public, max-age=3600"
    assert "Set-Cookie" not in response


@pytest.mark.parametrize("value", ["red", "#12345", "#123456; } body { display: none", ""])
def test_what_is_no_colour_never_reaches_the_stylesheet(
    client: Client, settings: LazySettings, value: str
) -> None:
    settings.AUTHORITY_COLOUR, settings.AUTHORITY_ACCENT = value, "#c8762b"

    assert client.get(reverse("look")).content == b":root {\n  --accent: #c8762b;\n}\n"

"""The log tells what happened, never who asked, what was typed, or a secret."""

import io
import logging
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from foi_portal.logs import AddressesHidden, PlainWords, route_of
from requests_app.domain.workflow import State
from requests_app.queries.tracking import tracking_path
from tests.factories import CaseMaker

NAME = "Imogen Fairweather"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Catch what the console would show, through its own filter and format."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.addFilter(AddressesHidden())
    handler.setFormatter(PlainWords("%(message)s"))
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield written
    root.removeHandler(handler)
    root.setLevel(level)


def test_an_applicants_secret_is_not_in_the_log(make_case: CaseMaker, log: io.StringIO) -> None:
    case = make_case(State.WITH_DEPARTMENTS)
    path = tracking_path(case)
    token = path.rstrip("/").rsplit("/", 1)[1]

    assert Client().get(path).status_code == 200
    assert Client().get(path + "nothing-here").status_code == 404
    assert Client().get(path[:-4] + "beef/").status_code == 404
    assert f"/follow/{case.reference}/<str:token>/" in log.getvalue()
    assert token[:20] not in log.getvalue()


def test_a_search_for_a_name_is_not_in_the_log(db: None, log: io.StringIO) -> None:
    Client().get(reverse("inbox"), {"search": NAME})

    assert "GET /inbox/" in log.getvalue()
    assert "Fairweather" not in log.getvalue()


def test_where_a_browser_is_and_which_it_is_stay_out_of_the_log(db: None, log: io.StringIO) -> None:
    Client().get("/", REMOTE_ADDR="203.0.113.9", HTTP_USER_AGENT="Peculiar/1.0")

    assert "request_finished" in log.getvalue()
    assert "203.0.113.9" not in log.getvalue()
    assert "Peculiar" not in log.getvalue()


def test_an_exception_is_told_by_its_place_and_kind_alone(log: io.StringIO) -> None:
    try:
        raise ValueError(NAME)
    except ValueError:
        logging.getLogger("requests_app").exception("It broke.")

    assert log.getvalue().strip().endswith("ValueError")
    assert "test_logs.py" in log.getvalue()
    assert NAME not in log.getvalue()


def test_what_is_no_address_of_ours_is_left_as_it_is(log: io.StringIO) -> None:
    logging.getLogger("worker").info("Connected to %s as text/plain.", "/run/redis/socket")

    assert log.getvalue().strip() == "Connected to /run/redis/socket as text/plain."


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/cases/FOI-2026-00042/letter/", "/cases/FOI-2026-00042/letter/"),
        ("/follow/FOI-2026-00042/0123abcd/", "/follow/FOI-2026-00042/<str:token>/"),
        ("/nowhere/", "(no such page)"),
    ],
)
def test_a_route_keeps_the_reference_and_no_secret(path: str, route: str) -> None:
    assert route_of(path) == route

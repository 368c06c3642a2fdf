"""Every case stands where somebody looks for it."""

from datetime import date, timedelta
from itertools import product
from pathlib import Path

import pytest

from requests_app.domain.board import BY_KEY, MAIL_TABS, TABS, tabs_of
from requests_app.domain.workflow import CLOSED, OPEN, State

TODAY = date(2026, 11, 25)
DATES = (None, TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=20))
WHOLE = {"open", "closed", "overdue"}


@pytest.mark.parametrize(("state", "due_on"), list(product(State, DATES)))
def test_an_open_case_stands_under_a_stage_and_a_closed_one_under_closed_alone(
    state: State, due_on: date | None
) -> None:
    tabs = set(tabs_of(state, due_on, TODAY))

    if state in CLOSED:
        assert tabs == {"closed"}
    else:
        assert "open" in tabs
        assert tabs - WHOLE


@pytest.mark.parametrize(
    ("state", "due_on", "tabs"),
    [
        (State.RECEIVED, TODAY, {"new"}),
        (State.ACCEPTED, TODAY, {"new"}),
        (State.WITH_DEPARTMENTS, TODAY, {"departments"}),
        (State.DRAFTING, TODAY, {"back"}),
        (State.AWAITING_SIGN_OFF, TODAY, {"sign-off"}),
        (State.READY, TODAY, {"ready"}),
        (State.READY, TODAY - timedelta(days=1), {"ready", "overdue"}),
        (State.WITH_DEPARTMENTS, None, {"departments", "hold"}),
        (State.INCOMPLETE, TODAY - timedelta(days=9), {"hold"}),
    ],
)
def test_each_stage_has_its_tab(state: State, due_on: date | None, tabs: set[str]) -> None:
    assert set(tabs_of(state, due_on, TODAY)) == tabs | {"open"}


def test_every_tab_has_a_name_and_a_meaning_of_its_own() -> None:
    every = [*TABS, *MAIL_TABS]

    assert len({tab.key for tab in every}) == len({tab.label for tab in every}) == len(every)
    assert all(tab.meaning.endswith(".") for tab in every)
    assert BY_KEY["open"].states == OPEN


def test_the_documentation_says_what_each_tab_means() -> None:
    said = (Path(__file__).parents[3] / "docs" / "board.md").read_text("utf-8")

    for tab in (*TABS, *MAIL_TABS):
        assert f"| {tab.label} | {tab.meaning} |" in said

"""Whose a request is, which of two may end, and the day that counts."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests_app.domain.merging import (
    Side,
    WhoAsked,
    are_two_aliases,
    day_that_counts,
    is_same_applicant,
    why_not_merged,
)
from requests_app.domain.regime import Regime
from requests_app.domain.workflow import State

ANN = WhoAsked(1, "Ann Example", "ann@example.org")
FIRST, LATER = date(2026, 11, 2), date(2026, 11, 5)
KEPT = Side("FOI-2026-0001", State.ACCEPTED, Regime.FOIA, FIRST)
COPY = Side("FOI-2026-0002", State.RECEIVED, Regime.FOIA, LATER)
ALIAS = "request-1-abc@whatdotheyknow.com"


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (replace(ANN, number=2), True),
        (WhoAsked(2, " ann  EXAMPLE", "ANN@example.org"), True),
        (WhoAsked(2, "", "ann@example.org"), True),
        (WhoAsked(2, "Bob Example", "ann@example.org"), False),
        (WhoAsked(2, "Ann Example", "ann@example.net"), False),
        (WhoAsked(2, "Ann Example", ""), False),
        (WhoAsked(1, "Somebody Else", ""), True),
    ],
)
def test_an_address_and_no_other_name_make_one_applicant(other: WhoAsked, same: bool) -> None:
    assert is_same_applicant(ANN, other) is same
    assert is_same_applicant(other, ANN) is same


def test_by_post_it_is_the_name_and_the_address() -> None:
    one = WhoAsked(1, "Ann Example", "", "1 Mill Lane\nHD2 1AB")

    assert is_same_applicant(one, WhoAsked(2, "ann example", "", "1 Mill Lane  HD2 1AB"))
    assert not is_same_applicant(one, WhoAsked(2, "Bob Example", "", one.postal_address))
    assert not is_same_applicant(replace(one, name=""), WhoAsked(2, "", "", one.postal_address))


def test_two_aliases_are_two_requests() -> None:
    one, other = WhoAsked(1, "Ann", ALIAS), WhoAsked(2, "Ann", ALIAS.replace("1", "2"))

    assert are_two_aliases(one, other)
    assert not are_two_aliases(one, replace(one, number=2))
    assert not are_two_aliases(one, ANN)


def test_a_plain_copy_may_end_in_the_first_one() -> None:
    assert why_not_merged(COPY, KEPT, is_same=True, has_two_aliases=False) == ()


@pytest.mark.parametrize(
    ("duplicate", "kept", "given_as", "said"),
    [
        (COPY, KEPT, {"is_same": False}, "different applicants"),
        (COPY, KEPT, {"has_two_aliases": True}, "Two aliases"),
        (COPY, replace(KEPT, state=State.INCOMPLETE), {}, "still waits for what is missing"),
        (replace(COPY, took_in=("FOI-2026-0003",)), KEPT, {}, "FOI-2026-0003 was merged"),
        (replace(COPY, is_split_off=True), KEPT, {}, "Put it back together"),
        (replace(COPY, ties=("A letter went out.",)), KEPT, {}, "A letter went out."),
        (
            replace(COPY, state=State.ACCEPTED, regime=Regime.EIR),
            KEPT,
            {},
            "under different laws",
        ),
    ],
)
def test_what_is_no_plain_copy_is_refused_in_words(
    duplicate: Side, kept: Side, given_as: dict[str, bool], said: str
) -> None:
    answers = {"is_same": True, "has_two_aliases": False, **given_as}

    assert said in " ".join(why_not_merged(duplicate, kept, **answers))


def test_while_nobody_has_decided_the_law_it_is_no_hindrance() -> None:
    undecided = replace(COPY, regime=Regime.EIR)

    assert why_not_merged(undecided, KEPT, is_same=True, has_two_aliases=False) == ()


def test_the_earlier_receipt_counts_whichever_ends() -> None:
    assert day_that_counts(COPY, KEPT) == FIRST
    assert day_that_counts(KEPT, COPY) == FIRST


def test_what_was_no_request_yet_moves_no_day() -> None:
    nameless = replace(COPY, state=State.INCOMPLETE, received_on=date(2026, 10, 1))

    assert day_that_counts(nameless, KEPT) == FIRST


@given(days=st.tuples(st.dates(), st.dates()), states=st.tuples(*[st.sampled_from(State)] * 2))
def test_merging_never_makes_the_time_longer(
    days: tuple[date, date], states: tuple[State, State]
) -> None:
    one = replace(COPY, received_on=days[0], state=states[0])
    kept = replace(KEPT, received_on=days[1], state=states[1])

    assert day_that_counts(one, kept) <= kept.received_on
    assert day_that_counts(one, kept) in days

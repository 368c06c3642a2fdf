"""A review in the words its applicant reads."""

from datetime import date

import pytest

from requests_app.domain.applicant_review import (
    review_sentence,
    time_to_ask,
    why_this_review_date,
)
from requests_app.domain.regime import Regime
from requests_app.domain.review_clock import ReviewReading, read_review
from requests_app.domain.review_workflow import ReviewState
from requests_app.domain.uk_calendar import built_in_calendar

TODAY = date(2025, 10, 20)


def read(regime: Regime = Regime.FOIA, **facts: date) -> ReviewReading:
    return read_review(
        regime=regime,
        responded_on=date(2025, 9, 29),
        asked_on=date(2025, 10, 6),
        calendar=built_in_calendar(),
        **facts,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("state", "facts", "said"),
    [
        (ReviewState.UNDER_WAY, {}, "You will hear by Monday 3 November 2025."),
        (ReviewState.AWAITING_SIGNATURE, {}, "You will hear by Monday 3 November 2025."),
        (ReviewState.LATE, {}, "The last day to ask was Monday 24 November 2025."),
        (ReviewState.REFUSED, {}, "we have written to you about it"),
        (ReviewState.WITHDRAWN, {}, "no longer want this"),
        (ReviewState.ANSWERED, {"answered_on": TODAY}, "outcome on Monday 20 October 2025"),
    ],
)
def test_every_state_is_said_plainly(state: ReviewState, facts: dict[str, date], said: str) -> None:
    assert said in review_sentence(state, read(**facts), TODAY)


def test_a_late_outcome_is_owned_up_to() -> None:
    said = review_sentence(ReviewState.UNDER_WAY, read(), date(2025, 11, 4))
    assert said.endswith("We are sorry that it is late.")


def test_the_date_and_the_time_to_ask_are_explained() -> None:
    assert "section 45" in why_this_review_date(read())[0]
    assert "regulation 11(4)" in why_this_review_date(read(Regime.EIR))[0]
    assert "20 November" in why_this_review_date(read(extended_until=date(2025, 11, 20)))[1]
    assert "You can ask until" in time_to_ask(date(2025, 11, 24), date(2025, 11, 24))
    assert time_to_ask(None, date(2025, 11, 24)) == (
        "You can ask within 40 working days of our answer."
    )
    assert "You can still ask" in time_to_ask(date(2025, 11, 24), date(2025, 11, 25))

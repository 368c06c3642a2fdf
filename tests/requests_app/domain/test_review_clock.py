"""The limits of an internal review."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests_app.domain.regime import Regime
from requests_app.domain.review_clock import (
    ReviewLimits,
    ReviewReading,
    explain_review,
    extension_objections,
    last_day_to_appeal,
    read_review,
    review_limits,
)
from requests_app.domain.uk_calendar import built_in_calendar


@pytest.mark.parametrize(
    ("regime", "due_on"),
    [(Regime.FOIA, date(2025, 11, 3)), (Regime.EIR, date(2025, 12, 2))],
)
def test_a_review_has_twenty_days_under_the_code_and_forty_under_the_regulations(
    regime: Regime, due_on: date
) -> None:
    assert review_limits(
        date(2025, 9, 29), date(2025, 10, 6), built_in_calendar(), regime=regime
    ) == ReviewLimits(
        last_day_to_ask=date(2025, 11, 24), due_on=due_on, outer_limit=date(2025, 12, 2)
    )


def test_a_complaint_may_follow_within_six_weeks_of_the_review() -> None:
    limits = ReviewLimits(date(2025, 11, 24), date(2025, 11, 3), date(2025, 12, 2))
    assert limits.complain_by(date(2025, 11, 10)) == date(2025, 12, 22)


def read(regime: Regime = Regime.FOIA, **facts: date | None) -> ReviewReading:
    days = {"responded_on": date(2025, 9, 29), "asked_on": date(2025, 10, 6), **facts}
    return read_review(regime=regime, calendar=built_in_calendar(), **days)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("asked_on", "in_time"), [(date(2025, 11, 24), True), (date(2025, 11, 25), False)]
)
def test_the_fortieth_working_day_is_the_last(asked_on: date, in_time: bool) -> None:
    assert read(asked_on=asked_on).was_asked_in_time is in_time


def test_under_the_regulations_the_day_of_the_failure_counts_where_they_named_one() -> None:
    late = read(Regime.EIR, asked_on=date(2025, 12, 1))
    believed = read(Regime.EIR, asked_on=date(2025, 12, 1), believed_on=date(2025, 10, 20))
    assert (late.was_asked_in_time, believed.was_asked_in_time) == (False, True)
    assert read(believed_on=date(2025, 10, 20)).counted_from == date(2025, 9, 29)


def test_what_we_told_the_applicant_is_the_day_it_is_owed() -> None:
    reading = read(extended_until=date(2025, 11, 20), answered_on=date(2025, 11, 20))
    assert reading.due_on == date(2025, 11, 20)
    assert reading.was_answered_in_time
    assert not read(answered_on=date(2025, 11, 4)).was_answered_in_time
    assert not read().was_answered_in_time


@pytest.mark.parametrize(
    ("until", "said"),
    [
        (date(2025, 11, 3), "due on Monday 3 November 2025"),
        (date(2025, 12, 3), "40 working days at most"),
        (date(2025, 12, 2), None),
    ],
)
def test_more_time_has_a_beginning_and_an_end(until: date, said: str | None) -> None:
    found = extension_objections(read(), until, date(2025, 10, 20))
    assert (said in found[0]) if said else found == ()


def test_more_time_is_taken_for_the_days_to_come_and_never_under_the_regulations() -> None:
    late = extension_objections(read(), date(2025, 11, 10), date(2025, 11, 10))
    assert late == ("Choose a day after today.",)
    assert (
        "no more" in extension_objections(read(Regime.EIR), date(2025, 12, 1), date(2025, 11, 1))[0]
    )


@given(st.dates(date(2020, 1, 1), date(2026, 6, 1)), st.integers(0, 60), st.sampled_from(Regime))
def test_the_days_of_a_review_keep_their_order(
    responded_on: date, after: int, regime: Regime
) -> None:
    asked_on = responded_on + timedelta(days=after)
    reading = read(regime, responded_on=responded_on, asked_on=asked_on)
    assert asked_on < reading.due_on <= reading.limits.outer_limit
    assert (reading.due_on == reading.limits.outer_limit) is (regime is Regime.EIR)
    assert built_in_calendar().is_working_day(reading.due_on)


def test_an_appeal_has_twenty_eight_calendar_days() -> None:
    assert last_day_to_appeal(date(2026, 3, 2)) == date(2026, 3, 30)


@pytest.mark.parametrize("regime", list(Regime))
def test_the_date_is_explained_with_its_rules(regime: Regime) -> None:
    words = " ".join(explain_review(read(regime, extended_until=date(2025, 11, 20))))
    assert "Monday 6 October 2025: in time" in words
    assert ("reg 11(4)" if regime is Regime.EIR else "Code of Practice") in words
    assert "Thursday 20 November 2025" in words
    assert "we took it up by choice" in " ".join(explain_review(read(asked_on=date(2026, 1, 5))))

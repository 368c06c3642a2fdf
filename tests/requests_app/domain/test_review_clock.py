"""The limits of an internal review."""

from datetime import date

import pytest

from requests_app.domain.regime import Regime
from requests_app.domain.review_clock import ReviewLimits, review_limits
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

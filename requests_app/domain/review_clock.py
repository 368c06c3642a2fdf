"""The limits of an internal review, and of the complaint that may follow it."""

from dataclasses import dataclass
from datetime import date, timedelta

from requests_app.domain.regime import Regime
from requests_app.domain.working_days import Calendar

DAYS_TO_ASK = 40
"""Working days after the response: FOIA, the s.45 Code; EIR, reg 11(2)."""
TARGET_DAYS = 20
"""Working days for a FOIA review: the s.45 Code, section 5."""
OUTER_DAYS = 40
"""Working days at most: FOIA, the Code, exceptionally and with notice; EIR, reg 11(4)."""
WEEKS_TO_COMPLAIN = 6
"""What the regulator asks for after the final answer; no statute sets it."""


@dataclass(frozen=True)
class ReviewLimits:
    """The days of one review. `due_on` is the target under FOIA and the statute under EIR."""

    last_day_to_ask: date
    due_on: date
    outer_limit: date

    def complain_by(self, answered_on: date) -> date:
        """Return the last day to complain to the regulator about a review answered that day."""
        return answered_on + timedelta(weeks=WEEKS_TO_COMPLAIN)


def review_limits(
    responded_on: date, asked_on: date, calendar: Calendar, *, regime: Regime
) -> ReviewLimits:
    """Return the limits of a review asked for on `asked_on`, of a response of `responded_on`."""
    days = OUTER_DAYS if regime is Regime.EIR else TARGET_DAYS
    return ReviewLimits(
        last_day_to_ask=calendar.nth_working_day_after(responded_on, DAYS_TO_ASK),
        due_on=calendar.nth_working_day_after(asked_on, days),
        outer_limit=calendar.nth_working_day_after(asked_on, OUTER_DAYS),
    )

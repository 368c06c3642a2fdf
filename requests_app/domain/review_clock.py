"""The limits of an internal review, and of the complaint and the appeal that may follow it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from requests_app.domain.clock_explanation import long_day
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
DAYS_TO_APPEAL = 28
"""Calendar days after a decision notice was sent: the tribunal's rules of 2009, rule 22(1)(b)."""


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
    return ReviewLimits(
        last_day_to_ask=calendar.nth_working_day_after(responded_on, DAYS_TO_ASK),
        due_on=review_due_on(asked_on, calendar, regime=regime),
        outer_limit=calendar.nth_working_day_after(asked_on, OUTER_DAYS),
    )


def review_due_on(asked_on: date, calendar: Calendar, *, regime: Regime) -> date:
    """Return by when the outcome of a review is owed, where no more time was taken."""
    days = OUTER_DAYS if regime is Regime.EIR else TARGET_DAYS
    return calendar.nth_working_day_after(asked_on, days)


def last_day_to_appeal(notice_sent_on: date) -> date:
    """Return the last day to appeal to the First-tier Tribunal against a decision notice."""
    return notice_sent_on + timedelta(days=DAYS_TO_APPEAL)


@dataclass(frozen=True)
class ReviewReading:
    """The clock of one review: its facts, and the days that follow from them.

    `counted_from` is the day from which the time to ask runs: that of the answer, or under the
    EIR the day on which the applicant believes that we failed, where they named one.
    """

    regime: Regime
    counted_from: date
    asked_on: date
    limits: ReviewLimits
    extended_until: date | None = None
    answered_on: date | None = None

    @property
    def was_asked_in_time(self) -> bool:
        """Whether it was asked for by the last day to ask."""
        return self.asked_on <= self.limits.last_day_to_ask

    @property
    def due_on(self) -> date:
        """By when the outcome is owed: what we told the applicant, if we took more time."""
        return self.extended_until or self.limits.due_on

    @property
    def was_answered_in_time(self) -> bool:
        """Whether the outcome left by the day it was owed."""
        return self.answered_on is not None and self.answered_on <= self.due_on


def read_review(
    *,
    regime: Regime,
    responded_on: date,
    asked_on: date,
    calendar: Calendar,
    believed_on: date | None = None,
    extended_until: date | None = None,
    answered_on: date | None = None,
) -> ReviewReading:
    """Work out the clock of a review; raise `CalendarEnds` rather than guess.

    `believed_on` counts under the EIR alone (reg 11(2)).
    """
    counted_from = believed_on if believed_on and regime is Regime.EIR else responded_on
    limits = review_limits(counted_from, asked_on, calendar, regime=regime)
    return ReviewReading(regime, counted_from, asked_on, limits, extended_until, answered_on)


def extension_objections(reading: ReviewReading, until: date, today: date) -> tuple[str, ...]:
    """Return why more time until `until` cannot be taken."""
    if reading.regime is Regime.EIR:
        return (
            "The Regulations give 40 working days and no more (reg 11(4)). There is nothing to "
            "take.",
        )
    said = []
    if until <= reading.due_on:
        said.append(f"The outcome is due on {long_day(reading.due_on)}. Choose a later day.")
    if until <= today:
        said.append("Choose a day after today.")
    if until > reading.limits.outer_limit:
        said.append(
            f"A review may take 40 working days at most, up to "
            f"{long_day(reading.limits.outer_limit)}."
        )
    return tuple(said)


def explain_review(reading: ReviewReading) -> tuple[str, ...]:
    """Return the way to the due date in sentences, each with where the rule stands."""
    return tuple(_sentences(reading))


def _sentences(reading: ReviewReading) -> Iterator[str]:
    is_eir = reading.regime is Regime.EIR
    from_what = (
        "the day on which they believe we failed"
        if is_eir and reading.counted_from != reading.asked_on
        else "our answer"
    )
    yield (
        f"A review can be asked for within {DAYS_TO_ASK} working days of {from_what} "
        f"({long_day(reading.counted_from)}): until {long_day(reading.limits.last_day_to_ask)} "
        f"({'EIR reg 11(2)' if is_eir else 'the Code of Practice, part 5'})."
    )
    when = "in time" if reading.was_asked_in_time else "later, and we took it up by choice"
    yield f"It was asked for on {long_day(reading.asked_on)}: {when}."
    days = OUTER_DAYS if is_eir else TARGET_DAYS
    rule = "EIR reg 11(4)" if is_eir else "the Code of Practice, part 5"
    yield (
        f"That day is not counted. Working day {days} after it is "
        f"{long_day(reading.limits.due_on)} ({rule})."
    )
    if reading.extended_until:
        yield (
            f"We told the applicant that we need until {long_day(reading.extended_until)}. "
            f"Working day {OUTER_DAYS}, the most there is, is "
            f"{long_day(reading.limits.outer_limit)}."
        )

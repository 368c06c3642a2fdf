"""A review in the words its applicant reads."""

from collections.abc import Iterator
from datetime import date

from requests_app.domain.clock_explanation import long_day
from requests_app.domain.regime import Regime
from requests_app.domain.review_clock import DAYS_TO_ASK, OUTER_DAYS, TARGET_DAYS, ReviewReading
from requests_app.domain.review_workflow import ReviewState


def review_sentence(state: ReviewState, reading: ReviewReading, today: date) -> str:
    """Say where a review stands, and when its outcome comes."""
    asked = f"You asked us on {long_day(reading.asked_on)} to look at our answer again."
    if state is ReviewState.ANSWERED and reading.answered_on:
        return f"{asked} We wrote to you with the outcome on {long_day(reading.answered_on)}."
    if state is ReviewState.REFUSED:
        return f"{asked} That was after the last day to ask, and we have written to you about it."
    if state is ReviewState.WITHDRAWN:
        return f"{asked} We were told that you no longer want this."
    if state is ReviewState.LATE:
        return (
            f"{asked} The last day to ask was {long_day(reading.limits.last_day_to_ask)}. "
            "We will tell you whether we can still do so."
        )
    due = long_day(reading.due_on)
    if reading.due_on < today:
        return f"{asked} The outcome was due on {due}. We are sorry that it is late."
    return f"{asked} Somebody who took no part in it is doing so. You will hear by {due}."


def why_this_review_date(reading: ReviewReading) -> tuple[str, ...]:
    """Return the way to the date in sentences, to the applicant."""
    return tuple(_reasons(reading))


def _reasons(reading: ReviewReading) -> Iterator[str]:
    is_eir = reading.regime is Regime.EIR
    days = OUTER_DAYS if is_eir else TARGET_DAYS
    rule = (
        "regulation 11(4) of the Environmental Information Regulations 2004"
        if is_eir
        else "the Code of Practice under section 45 of the Freedom of Information Act 2000"
    )
    yield (
        f"We count from {long_day(reading.asked_on)}, and that day itself is not counted. Working "
        f"day {days} after it is {long_day(reading.limits.due_on)}. This follows {rule}."
    )
    if reading.extended_until:
        yield (
            "We told you that the review is unusually complex and takes until "
            f"{long_day(reading.extended_until)}."
        )


def time_to_ask(last_day: date | None, today: date) -> str:
    """Say until when a review can be asked for, or what comes of asking later.

    `last_day` is None where the calendar does not reach so far: the right is said all the same.
    """
    if last_day is None:
        return f"You can ask within {DAYS_TO_ASK} working days of our answer."
    if today <= last_day:
        return (
            f"You can ask until {long_day(last_day)}: {DAYS_TO_ASK} working days after our answer."
        )
    return (
        f"The last day to ask was {long_day(last_day)}. You can still ask, and we will tell you "
        "whether we take it up."
    )

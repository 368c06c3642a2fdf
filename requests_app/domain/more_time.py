"""When more time may be taken, and until when: FOIA for the public interest, EIR for bulk."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from exemptions.domain.public_interest import may_extend
from requests_app.domain.clock_explanation import long_day
from requests_app.domain.regime import Regime
from requests_app.domain.statutory_clock import (
    DAYS_TO_RESPOND,
    EXTENDED_DAYS,
    ClockReading,
    eir_notice_limit,
)


@dataclass(frozen=True)
class Wish:
    """What an officer wants: for FOIA a provision and an estimate, for EIR both reasons.

    `why` is why the exemption applies, or what makes the request complex.
    """

    why: str
    provision: str = ""
    until: date | None = None
    past_limit_reason: str = ""
    volume: str = ""


@dataclass(frozen=True)
class Limits:
    """The days that bound it: the last day to tell the applicant, and day 40. None: it waits."""

    notice_by: date | None
    outer: date | None


def limits(reading: ClockReading) -> Limits:
    """Return the limits of more time.

    The notice of an environmental request is bound to the day the request itself came
    (regs 8(7) and 9(5) do not move reg 7(3)); the other one moves with the clock.
    """
    notice_by = (
        eir_notice_limit(reading.received_on, reading.statutory.calendar)
        if reading.regime is Regime.EIR
        else reading.statutory.day(DAYS_TO_RESPOND)
    )
    return Limits(notice_by, reading.statutory.day(EXTENDED_DAYS))


def objections(reading: ClockReading, wish: Wish, today: date) -> tuple[str, ...]:
    """Return what stands in the way, in the words the officer reads; empty where nothing does."""
    return tuple(_objections(reading, wish, today))


def _objections(reading: ClockReading, wish: Wish, today: date) -> Iterator[str]:
    if reading.waiting_for:
        yield "The clock stands still. Take more time when it runs again and you need it."
        return
    bounds = limits(reading)
    is_first = reading.history.extended_on is None
    if is_first and bounds.notice_by and today > bounds.notice_by:
        yield (
            f"The applicant had to be told by {long_day(bounds.notice_by)}. It is too late to "
            "take more time: answer as soon as you can."
        )
    if not wish.why.strip():
        yield "Say why." if reading.regime is Regime.FOIA else "Say what makes it complex."
    if reading.regime is Regime.EIR:
        yield from _environmental(wish, is_first=is_first)
    else:
        yield from _public_interest(reading, wish, bounds, today)


def _environmental(wish: Wish, *, is_first: bool) -> Iterator[str]:
    if not is_first:
        yield "Time was taken once already, and regulation 7 gives no more than 40 working days."
    if not wish.volume.strip():
        yield "Say what makes it large: regulation 7 asks for complexity and volume, both."


def _public_interest(
    reading: ClockReading, wish: Wish, bounds: Limits, today: date
) -> Iterator[str]:
    if complaint := why_not_extend(wish.provision):
        yield complaint
    day_20 = reading.statutory.day(DAYS_TO_RESPOND)
    earliest = max(filter(None, (day_20, reading.history.extended_until, today)))
    calendar = reading.statutory.calendar
    if wish.until is None:
        yield "Say by which day you expect to decide (s.17(2))."
    elif wish.until <= earliest:
        yield f"The decision has to be expected after {long_day(earliest)}, or no time is needed."
    elif not calendar.is_working_day(wish.until):
        yield f"{long_day(wish.until)} is not a working day. Choose one that is."
    elif bounds.outer and wish.until > bounds.outer and not wish.past_limit_reason.strip():
        yield (
            f"That is after working day {EXTENDED_DAYS}, {long_day(bounds.outer)}. Beyond it is "
            "for exceptional cases: say why this is one."
        )


def why_not_extend(provision: str) -> str:
    """Return why s.10(3) gives no time under a provision, or "" where it does."""
    if not provision.strip():
        return "Name the exemption: a holding letter without one breaks section 17(1)."
    try:
        if may_extend(provision):
            return ""
    except ValueError as problem:
        return str(problem)
    return (
        f"{provision} has no public interest test, so section 10(3) gives no time for it. "
        "Answer that part within the 20 working days."
    )

"""The clock in words: why a case is due when it is, and what became of every single day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from requests_app.domain.clock_facts import Cause, Pause
from requests_app.domain.fee_clock import last_day_to_pay
from requests_app.domain.regime import Regime
from requests_app.domain.statutory_clock import (
    EXTENDED_DAYS,
    ClockReading,
)
from requests_app.domain.working_days import WEEKEND


@dataclass(frozen=True)
class Rules:
    """Where each rule of the clock stands in one of the two laws."""

    day_zero: str
    due: str
    working_day: str
    clarification: str
    fee: str
    time_to_pay: str
    extension: str
    fee_name: str
    time_for_fee: str


RULES = {
    Regime.FOIA: Rules(
        day_zero="FOIA s.10(6)",
        due="FOIA s.10(1)",
        working_day="FOIA s.10(6)",
        clarification="FOIA s.1(3) and s.10(6)(b)",
        fee="FOIA s.10(2)",
        time_to_pay="FOIA s.9(2)",
        extension="FOIA s.10(3) and s.17(2)",
        fee_name="fee",
        time_for_fee="FOIA s.9(1)",
    ),
    Regime.EIR: Rules(
        day_zero="EIR reg 5(2)",
        due="EIR reg 5(2)",
        working_day="EIR reg 2(1)",
        clarification="EIR reg 9(4)",
        fee="EIR reg 8(6)",
        time_to_pay="EIR reg 8(5)",
        extension="EIR reg 7(1)",
        fee_name="charge",
        time_for_fee="EIR reg 8(4)",
    ),
}
POLICY = "the authority's policy, 5.8"
BANK_HOLIDAYS = "Banking and Financial Dealings Act 1971"
NAMED_IN_THE_ACT = ("Christmas Day (the", "Good Friday (the")
"""The two days that s.10(6) names itself; a substitute for Christmas Day is a bank holiday."""


class LedgerDay(NamedTuple):
    """One calendar day: its number if it counted, what it was, and the rule's source."""

    day: date
    number: int | None
    what: str
    source: str


def long_day(day: date) -> str:
    """`Monday 1 September 2025`."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def waiting_words(pause: Pause, regime: Regime) -> str:
    """Why a day inside `pause` does not count."""
    if pause.cause is Cause.CLARIFICATION:
        return "Waiting for the applicant to say what they mean"
    return f"Waiting for the {RULES[regime].fee_name}"


def ledger(reading: ClockReading, last: date) -> tuple[LedgerDay, ...]:
    """Return every day from the receipt of the request to `last`, both included."""
    rules = RULES[reading.regime]
    received_on, day_zero, due_on = reading.received_on, reading.day_zero, reading.due_on
    days: list[LedgerDay] = []
    number = 0
    for day in _every_day(received_on, last):
        if day == day_zero:
            moved = day != received_on
            what = "The further information came: day 0" if moved else "Received: day 0"
            source = rules.clarification if moved else rules.day_zero
            days.append(LedgerDay(day, 0, what, source))
        elif day < day_zero:
            what = "Before day 0: the further information came later"
            days.append(LedgerDay(day, None, what, rules.clarification))
        elif why_not := _why_not(reading, day):
            days.append(LedgerDay(day, None, *why_not))
        else:
            number += 1
            last_words = ": the last day to answer in time" if day == due_on else ""
            what = f"Day {number}{last_words}"
            days.append(LedgerDay(day, number, what, rules.due))
    return tuple(days)


def _every_day(first: date, last: date) -> Iterator[date]:
    return map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1))


def _why_not(reading: ClockReading, day: date) -> tuple[str, str] | None:
    """Return why a day after day 0 does not count, and by which rule."""
    rules = RULES[reading.regime]
    why_not = reading.statutory.calendar.why_not(day)
    if why_not and day.weekday() in WEEKEND:
        return why_not, rules.working_day
    if why_not:
        named = why_not.startswith(NAMED_IN_THE_ACT)
        return why_not, rules.working_day if named else f"{rules.working_day}; {BANK_HOLIDAYS}"
    pause = reading.statutory.pause_on(day)
    if pause is None:
        return None
    return waiting_words(pause, reading.regime), (
        rules.fee if pause.cause is Cause.FEE else rules.clarification
    )


def sources(reading: ClockReading) -> tuple[str, ...]:
    """Return the rules that the due date rests on."""
    rules = RULES[reading.regime]
    causes = {pause.cause for pause in reading.history.pauses}
    return tuple(
        dict.fromkeys(
            (
                rules.due,
                rules.working_day,
                *((rules.clarification,) if Cause.CLARIFICATION in causes else ()),
                *((rules.time_to_pay, rules.fee) if Cause.FEE in causes else ()),
                *((rules.extension,) if reading.limit == EXTENDED_DAYS else ()),
            )
        )
    )


def explain(reading: ClockReading) -> tuple[str, ...]:
    """Return the way to the due date, in sentences, each with its source."""
    rules = RULES[reading.regime]
    steps = [
        f"The request was received on {long_day(reading.received_on)}: day 0 ({rules.day_zero}).",
        *_questions(reading),
        *_fees(reading),
    ]
    if reading.due_on is None:
        return (*steps, "There is no due date while the clock waits.")
    if reading.has_estimate:
        steps.append(
            "The applicant was told in time that the public interest is still being weighed "
            f"({rules.extension})."
        )
        steps.append(f"The decision is promised for {long_day(reading.due_on)} (FOIA s.17(2)).")
    else:
        if reading.limit == EXTENDED_DAYS:
            steps.append(
                f"The applicant was told in time of an extension to {EXTENDED_DAYS} working days "
                f"({rules.extension})."
            )
        steps.append(
            f"The answer is due on working day {reading.limit}: {long_day(reading.due_on)} "
            f"({rules.due})."
        )
    if reading.policy_due_on and reading.policy_due_on != reading.due_on:
        steps.append(
            f"Counted with pauses alone it is due on {long_day(reading.policy_due_on)} ({POLICY})."
        )
    return tuple(steps)


def _questions(reading: ClockReading) -> list[str]:
    rules = RULES[reading.regime]
    sentences = []
    for pause in reading.history.pauses:
        if pause.cause is not Cause.CLARIFICATION:
            continue
        late = " That was after the answer was due." if pause in reading.statutory.late else ""
        sentences.append(
            f"The applicant was asked to say more on {long_day(pause.began_on)}.{late}"
        )
        if pause.ended_on is None:
            sentences.append(f"Their answer is still awaited ({rules.clarification}).")
        else:
            sentences.append(f"Their answer came on {long_day(pause.ended_on)}.")
    if reading.day_zero != reading.received_on:
        sentences.append(
            f"Day 0 is therefore {long_day(reading.day_zero)} ({rules.clarification})."
        )
    return sentences


def _fees(reading: ClockReading) -> list[str]:
    rules = RULES[reading.regime]
    sentences = []
    for pause in reading.history.pauses:
        if pause.cause is not Cause.FEE:
            continue
        asked = f"A {rules.fee_name} was asked for on {long_day(pause.began_on)}"
        if pause in reading.statutory.late:
            sentences.append(f"{asked}, too late to stop the clock ({rules.time_for_fee}).")
            continue
        sentences.append(f"{asked}.")
        last_day = last_day_to_pay(pause.began_on, reading.statutory.calendar, reading.regime)
        until = f"The last day to pay: {long_day(last_day)} ({rules.time_to_pay})."
        if pause.ended_on is None:
            sentences.append(f"It has not been paid. {until}")
        elif pause in reading.statutory.pauses:
            sentences.append(
                f"It was paid on {long_day(pause.ended_on)}; the working days between, "
                f"both ends included, do not count ({rules.fee})."
            )
        else:
            sentences.append(f"It was paid on {long_day(pause.ended_on)}, too late. {until}")
    return sentences

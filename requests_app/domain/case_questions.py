"""The date questions about a request itself: when it is due, and the steps on the way."""

from collections.abc import Mapping
from datetime import date, timedelta

from requests_app.domain.clock_explanation import explain, sources
from requests_app.domain.clock_facts import Cause, History, Pause
from requests_app.domain.fee_clock import last_day_to_pay
from requests_app.domain.milestones import (
    ACKNOWLEDGE_DAY,
    CHAIN_DAYS,
    FORWARD_DAY,
    PRESS_DAY,
    REFINEMENT_DAY,
    policy_limits,
)
from requests_app.domain.question_inputs import BadQuestion, Inputs
from requests_app.domain.regime import Regime
from requests_app.domain.statutory_clock import (
    DAYS_TO_RESPOND,
    EXTENDED_DAYS,
    ClockReading,
    Count,
    Effect,
    eir_notice_limit,
    read_history,
)
from requests_app.domain.working_days import Calendar

STATES = {
    (Regime.FOIA, Cause.CLARIFICATION): "awaiting_clarification",
    (Regime.FOIA, Cause.FEE): "awaiting_fee_or_lapsed",
    (Regime.EIR, Cause.CLARIFICATION): "awaiting_particulars",
    (Regime.EIR, Cause.FEE): "awaiting_charge_or_not_required",
}


def foia_due_date(inputs: Inputs, calendar: Calendar) -> Mapping[str, object]:
    """The due date under FOIA, by the statute or, asked with `suspend`, by the policy."""
    fees = _pauses(inputs, "fees", Cause.FEE, began="given", ended="paid")
    reading = read_history(_history(inputs, fees), calendar, regime=Regime.FOIA)
    count = _chosen(reading, inputs)
    result = _due(reading, count)
    if fees:
        result |= _fees_notice(reading.statutory, count, fees)
    if inputs.flag("pit"):
        result |= {
            "s17_notice_due": count.day(DAYS_TO_RESPOND),
            "pit_outer_limit": count.day(EXTENDED_DAYS),
        }
    return result


def eir_due_date(inputs: Inputs, calendar: Calendar) -> Mapping[str, object]:
    """The due date under EIR."""
    charges = _pauses(inputs, "charges", Cause.FEE, began="notified", ended="paid")
    # A question says only that time was extended; a notice that came with the request was in time.
    extended_on = inputs.day("received") if inputs.flag("reg7") else None
    history = _history(inputs, charges, extended_on=extended_on)
    reading = read_history(history, calendar, regime=Regime.EIR)
    result = _due(reading, _chosen(reading, inputs))
    result["extension_notice_due_strict"] = eir_notice_limit(history.received_on, calendar)
    if charges:
        decisive = _decisive(reading.statutory, charges)
        result |= {
            "charge_notice_valid": decisive not in reading.statutory.late,
            "last_day_to_pay": last_day_to_pay(decisive.began_on, calendar, Regime.EIR),
        }
    return result


def milestones(inputs: Inputs, calendar: Calendar) -> Mapping[str, object]:
    """The policy's own days on the way to the answer."""
    fees = _pauses(inputs, "fees", Cause.FEE, began="given", ended="paid")
    reading = read_history(_history(inputs, fees), calendar, regime=Regime.FOIA)
    day = _chosen(reading, inputs, default=Effect.SUSPEND).day
    result: dict[str, object] = {
        "forward_to_foi_manager_by": day(FORWARD_DAY),
        "acknowledge_by": day(ACKNOWLEDGE_DAY),
        "press_assessment_by": day(PRESS_DAY),
        "refinement_offer_by": day(REFINEMENT_DAY),
        **{f"day_{n}": day(n) for n in CHAIN_DAYS},
    }
    department_received_on = inputs.day_or_none("department_received")
    if department_received_on is not None:
        if department_received_on < reading.received_on:
            raise BadQuestion("“department_received” is before “received”.")
        limits = policy_limits(reading, calendar, department_received_on=department_received_on)
        result |= {
            "department_estimate_by": limits.estimate_by,
            "department_draft_by": limits.draft_by,
        }
    return result


def _history(
    inputs: Inputs, fees: tuple[Pause, ...], *, extended_on: date | None = None
) -> History:
    asked = _pauses(inputs, "clarifications", Cause.CLARIFICATION, began="asked", ended="received")
    return History(inputs.day("received"), (*asked, *fees), extended_on=extended_on)


def _pauses(
    inputs: Inputs, name: str, cause: Cause, *, began: str, ended: str
) -> tuple[Pause, ...]:
    received_on = inputs.day("received")
    pauses = []
    for each in inputs.objects(name):
        pause = Pause(cause, each.day(began), each.day_or_none(ended))
        if pause.began_on < received_on:
            raise BadQuestion(f"“{began}” in “{name}” is before “received”.")
        if pause.ended_on is not None and pause.ended_on < pause.began_on:
            raise BadQuestion(f"“{ended}” in “{name}” is before “{began}”.")
        pauses.append(pause)
    return tuple(pauses)


def _chosen(reading: ClockReading, inputs: Inputs, *, default: Effect = Effect.RESTART) -> Count:
    mode = inputs.choice("clarification_mode", *Effect, default=default)
    return reading.statutory if mode == Effect.RESTART else reading.policy


def _due(reading: ClockReading, count: Count) -> dict[str, object]:
    due_on = count.day(reading.limit)
    return {
        "day_zero": count.day_zero,
        "day_one": count.day(1),
        "due": due_on,
        "state": STATES[reading.regime, count.waiting_for] if count.waiting_for else "running",
        "overdue_when_asked": any(pause.cause is Cause.CLARIFICATION for pause in count.late),
        "statutory_due": reading.due_on,
        "policy_due": reading.policy_due_on,
        "explanation": list(explain(reading)),
        "sources": list(sources(reading)),
    }


def _decisive(count: Count, fees: tuple[Pause, ...]) -> Pause:
    """Return the notice that a count hangs on: one it waits for, else the latest."""
    waiting = {
        pause.began_on
        for pause in count.pauses
        if pause.cause is Cause.FEE and pause.ended_on is None
    }
    return max(fees, key=lambda fee: (fee.began_on in waiting, fee.began_on))


def _fees_notice(statutory: Count, count: Count, fees: tuple[Pause, ...]) -> dict[str, object]:
    """Say what became of the notice; whether it was in time is the statute's question alone."""
    decisive = _decisive(statutory, fees)
    if decisive in statutory.late:
        return {"fees_notice_valid": False, "last_day_to_pay": None}
    last_day = last_day_to_pay(decisive.began_on, count.calendar, Regime.FOIA)
    return {
        "fees_notice_valid": True,
        "last_day_to_pay": last_day,
        "lapses_on": last_day + timedelta(days=1),
        "working_days_left_when_paid": DAYS_TO_RESPOND - count.number_on(decisive.began_on),
    }

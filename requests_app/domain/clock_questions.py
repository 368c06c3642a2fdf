"""Date questions from other programs, in JSON, and their answers.

A question is `{"id", "calculate", "regime", "inputs"}`; an answer `{"id", "result"}` or, for a
question that is not valid, `{"id", "error"}`. Days are written like 2026-11-24; null is "none".
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from exemptions.domain.historical_end import has_lapsed
from exemptions.domain.public_interest import may_extend
from requests_app.domain.aggregation_window import is_within_window, last_day_in_window
from requests_app.domain.case_questions import eir_due_date, foia_due_date, milestones
from requests_app.domain.other_clocks import (
    Closure,
    archives_due_on,
    health_record_due_on,
    reuse_due_on,
    school_due_on,
)
from requests_app.domain.question_inputs import BadQuestion, Inputs, as_object
from requests_app.domain.regime import Regime
from requests_app.domain.review_clock import review_limits
from requests_app.domain.working_days import Calendar

Result = Mapping[str, object]


def internal_review(inputs: Inputs, calendar: Calendar) -> Result:
    """The days of an internal review."""
    regime = Regime(inputs.choice("regime", "FOIA", "EIR", default="FOIA").lower())
    responded_on, asked_on = inputs.day("response_date"), inputs.day("review_requested")
    if asked_on < responded_on:
        raise BadQuestion("“review_requested” is before “response_date”.")
    limits = review_limits(responded_on, asked_on, calendar, regime=regime)
    return {
        "last_day_to_ask": limits.last_day_to_ask,
        "asked_in_time": asked_on <= limits.last_day_to_ask,
        "due": limits.due_on,
        "target": limits.due_on,
        "outer_limit": limits.outer_limit,
        "complain_to_regulator_by_if_answered_on_target": limits.complain_by(limits.due_on),
        "sources": ["EIR reg 11"] if regime is Regime.EIR else ["s.45 Code, section 5"],
    }


def aggregation_window(inputs: Inputs, calendar: Calendar) -> Result:
    """Whether two requests came within sixty consecutive working days."""
    first, second = inputs.day("first_received"), inputs.day("second_received")
    if second < first:
        raise BadQuestion("“second_received” is before “first_received”.")
    return {
        "working_days_inclusive": calendar.working_days_between(first, second),
        "within_window": is_within_window(first, second, calendar),
        "last_day_in_window": last_day_in_window(first, calendar),
        "sources": ["Fees Regulations 2004 reg 5(2)(b)"],
    }


def pit_extension_allowed(inputs: Inputs, calendar: Calendar) -> Result:
    """Whether any of the exemptions gives time to weigh the public interest."""
    claimed = inputs.texts("exemptions_claimed")
    extending = [each for each in claimed if may_extend(each)]
    return {
        "extension_allowed": bool(extending),
        "only_for": extending,
        "sources": ["FOIA s.10(3)", "FOIA s.2(3)"],
    }


def historical_record(inputs: Inputs, calendar: Calendar) -> Result:
    """Whether an exemption has ended with the age of the record."""
    return {
        "exemption_lapsed": has_lapsed(
            inputs.text("exemption"), inputs.whole_number("record_created_year"), inputs.day("on")
        ),
        "sources": ["FOIA s.62", "FOIA s.63"],
    }


def school_due_date(inputs: Inputs, calendar: Calendar) -> Result:
    """The last day of a school or academy."""
    closures = [
        Closure(each.day("from"), each.day("to")) for each in inputs.objects("not_school_days")
    ]
    if any(each.last < each.first for each in closures):
        raise BadQuestion("A closure in “not_school_days” ends before it starts.")
    return {
        "due": school_due_on(inputs.day("received"), closures, calendar),
        "sources": ["SI 2004/3364 reg 3", "SI 2010/2768 reg 2"],
    }


def archives_due_date(inputs: Inputs, calendar: Calendar) -> Result:
    """The last day of a place of deposit."""
    is_unopened_transfer = inputs.flag("transferred_public_record_not_open")
    return {
        "due": archives_due_on(
            inputs.day("received"), calendar, is_unopened_transfer=is_unopened_transfer
        ),
        "sources": ["SI 2004/3364 reg 4"] if is_unopened_transfer else ["FOIA s.10(1)"],
    }


def reuse_due_date(inputs: Inputs, calendar: Calendar) -> Result:
    """The last day to answer a request to re-use."""
    return {
        "due": reuse_due_on(inputs.day("received"), calendar),
        "sources": ["RoPSI 2015 reg 8(1)"],
    }


def health_records_due_date(inputs: Inputs, calendar: Calendar) -> Result:
    """The last day for the health record of somebody who has died."""
    is_recent = inputs.flag("record_wholly_made_within_last_40_days")
    return {
        "due": health_record_due_on(inputs.day("application_date"), is_recent=is_recent),
        "sources": [f"Access to Health Records Act 1990 s.3(5)({'a' if is_recent else 'b'})"],
    }


CALCULATIONS: Mapping[str, Callable[[Inputs, Calendar], Result]] = {
    calculation.__name__: calculation
    for calculation in (
        foia_due_date,
        eir_due_date,
        internal_review,
        aggregation_window,
        milestones,
        pit_extension_allowed,
        school_due_date,
        archives_due_date,
        reuse_due_date,
        health_records_due_date,
        historical_record,
    )
}


def answer(question: object, calendar: Calendar) -> dict[str, Any]:
    """Answer one question. Never raises: what is wrong with it is the answer."""
    identity = question.get("id") if isinstance(question, dict) else None
    try:
        return {"id": identity, "result": _result(as_object(question, "case"), calendar)}
    # CalendarEnds and BadQuestion are ValueErrors.
    except ValueError as problem:
        return {"id": identity, "error": str(problem)}
    except OverflowError:
        return {"id": identity, "error": "A day of this question is too far away to count to."}


def _result(question: Mapping[str, Any], calendar: Calendar) -> dict[str, Any]:
    calculation = CALCULATIONS.get(str(question.get("calculate")))
    if calculation is None:
        raise BadQuestion(f"“calculate” has to be one of {', '.join(CALCULATIONS)}.")
    # The regime stands beside the inputs; a review needs it, whichever of the two places has it.
    inputs = as_object(question.get("inputs"), "inputs")
    beside = {"regime": question["regime"]} if "regime" in question else {}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in calculation(Inputs({**beside, **inputs}), calendar).items()
    }

"""Questions about costs from other programs, in JSON, and their answers.

A question is `{"id", "calculate", "regime", "inputs"}`; an answer `{"id", "result"}` or, for a
question that is not valid, `{"id", "error"}`. Money is pounds as a text with two decimals.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from requests_app.domain import fees
from requests_app.domain.aggregation import Link, attributed_costs
from requests_app.domain.cost_activities import Activity
from requests_app.domain.cost_limit import Assessment, Work, assess
from requests_app.domain.cost_terms import FIRST_TERMS, Authority, CostTerms, terms_on
from requests_app.domain.fees import EirItem, EirWork, Outlay
from requests_app.domain.money import NOTHING, exact_pounds, pounds, to_the_penny
from requests_app.domain.priority_order import Part, Scope, ladder
from requests_app.domain.question_inputs import BadQuestion, Inputs, as_object
from requests_app.domain.regime import Regime

Result = Mapping[str, object]

MOST_HOURS = 100_000
"""Of one person for one piece of work: fifty years of it."""
MOST_PERSONS = 1_000
MOST_ENTRIES = 1_000
"""Of any list in one question."""
MOST_SHEETS = 1_000_000

EIR_ITEMS = {
    **{item.value: item for item in EirItem},
    "photocopying": EirItem.COPY,
    "postage": EirItem.POST,
    "printing": EirItem.PRINT,
    "scanning": EirItem.SCAN,
    "disbursement": EirItem.MEDIUM,
    "supply": EirItem.COMPILE,
    "inspection": EirItem.INSPECT_IN_SITU,
    "consider_exemptions": EirItem.CONSIDER_EXCEPTIONS,
    "database_overheads": EirItem.DATABASE,
    "database_overhead": EirItem.DATABASE,
    "database_maintenance": EirItem.DATABASE,
    "overhead": EirItem.OVERHEADS,
}
"""The items by the names that other programs have for them."""
WITHOUT_PAPER = frozenset({"email", "e-mail", "electronic"})


def limit(inputs: Inputs) -> Result:
    """Whether answering would exceed the appropriate limit."""
    if _regime(inputs) is Regime.EIR:
        raise BadQuestion(
            "The Environmental Information Regulations have no cost limit. An answer that is "
            "too much to ask for may be refused under regulation 12(4)(b) alone."
        )
    work = _work_of(inputs)
    found = assess(work, _terms(inputs), _authority(inputs))
    return {
        "countable_cost": found.cost,
        "countable_hours_equivalent": found.hours_equivalent,
        "limit": found.limit,
        "exceeds_limit": found.exceeds_limit,
        "confirm_or_deny_also_excused_s12_2": found.may_neither_confirm_nor_deny,
        "explanation": _limit_explained(work, found),
        "sources": ["FOIA s.12", "Fees Regulations 2004 reg 3", "Fees Regulations 2004 reg 4"],
    }


def _limit_explained(work: tuple[Work, ...], found: Assessment) -> list[str]:
    left_out = dict.fromkeys(each.activity for each in work if not each.activity.counts)
    verdict = "is more than" if found.exceeds_limit else "is within"
    return [
        *(f"{activity.label} does not count. {activity.why_not}" for activity in left_out),
        f"What counts comes to {exact_pounds(found.cost)}, which {verdict} the limit of "
        f"{pounds(found.limit)}.",
    ]


def aggregation(inputs: Inputs) -> Result:
    """Whether the costs of several requests are added up, and what each then costs."""
    requests = inputs.objects("requests", most=MOST_ENTRIES)
    if not requests:
        raise BadQuestion("“requests” has to hold at least one request.")
    terms, authority = _terms(inputs), _authority(inputs)
    own = [assess(_work_of(each), terms, authority).cost for each in requests]
    link = Link(
        is_same_person=inputs.flag("same_person"),
        is_in_concert=inputs.flag("in_concert_or_campaign"),
        is_same_or_similar=inputs.flag("same_or_similar"),
        is_within_window=inputs.flag("within_60_working_days"),
    )
    attributed = attributed_costs(own, link)
    return {
        "aggregated": link.aggregates and len(own) > 1,
        "own_costs": own,
        "cost_attributed_to_each": attributed,
        "each_exceeds_limit": [cost > terms.limit_of(authority) for cost in attributed],
        "explanation": list(link.missing) or ["All three tests of reg 5 are met."],
        "sources": ["FOIA s.12(4)", "Fees Regulations 2004 reg 5"],
    }


def priority_order(inputs: Inputs) -> Result:
    """What fits within the limit in the applicant's order, and where it stops."""
    if not inputs.has("parts"):
        raise BadQuestion("“parts” is missing.")
    terms = _terms(inputs)
    parts = [_part(each, terms) for each in inputs.objects("parts", most=MOST_ENTRIES)]
    if len({part.name for part in parts}) < len(parts):
        raise BadQuestion("Two of “parts” have the same name.")
    found = ladder(parts, terms.limit_of(_authority(inputs)))
    return {
        "answered": [
            {"part": rung.part.name, "scope": rung.taken.name}
            for rung in found.answered
            if rung.taken
        ],
        "first_part_refused_s12": found.stops_at.name if found.stops_at else None,
        "cost_used": found.used,
        "headroom": found.headroom,
        "sources": ["FOIA s.16"],
    }


def _part(inputs: Inputs, terms: CostTerms) -> Part:
    scopes = inputs.objects("scopes", most=MOST_ENTRIES)
    name = inputs.text("part")
    if not scopes:
        raise BadQuestion(f"Part “{name}” has no “scopes”.")
    return Part(
        name,
        tuple(
            Scope(each.text("scope"), _work(each, Activity.LOCATE).cost(terms.rate))
            for each in scopes
        ),
    )


def fee_s9(inputs: Inputs) -> Result:
    """The most that may be asked for within the limit."""
    if inputs.has("activities"):
        _work_of(inputs)
    return {
        "maximum_fee_s9": fees.most_under_s9(
            _outlays(inputs, "disbursements"), is_adjustment=inputs.flag("reasonable_adjustment")
        ),
        "sources": ["FOIA s.9", "Fees Regulations 2004 reg 6"],
    }


def fee_s13(inputs: Inputs) -> Result:
    """The most that may be asked for over the limit, where it is answered by choice."""
    terms = _terms(inputs)
    own = assess(_work_of(inputs), terms, _authority(inputs))
    siblings = _number_or_none(inputs, "aggregated_with_hours") * terms.rate
    return {
        "maximum_fee_s13": fees.most_under_s13(
            own,
            _outlays(inputs, "communication") if inputs.has("communication") else (),
            siblings=siblings,
            is_adjustment=inputs.flag("reasonable_adjustment"),
        ),
        "section_13_available": fees.is_over_limit(own, siblings),
        "sources": ["FOIA s.13", "Fees Regulations 2004 reg 7"],
    }


def policy_charge(inputs: Inputs) -> Result:
    """What the authority's own tariff comes to."""
    medium = inputs.text("medium") if inputs.has("medium") else "paper"
    is_adjustment = inputs.flag("reasonable_adjustment")
    actual_cost = inputs.money("actual_cost") if inputs.has("actual_cost") else None
    if medium.lower() in WITHOUT_PAPER:
        charge = NOTHING
    elif medium.lower() == "paper":
        charge = fees.charge_for_paper(
            inputs.count("sheets_per_copy", most=MOST_SHEETS),
            inputs.count("additional_copies", most=MOST_SHEETS),
            actual_cost=actual_cost,
            for_carer=inputs.flag("for_carer"),
            is_adjustment=is_adjustment,
        )
    else:
        charge = fees.charge_for_other_medium(
            inputs.money("actual_cost"), is_adjustment=is_adjustment
        )
    return {"policy_charge": charge, "sources": [fees.TARIFF.source]}


def eir_charge(inputs: Inputs) -> Result:
    """The most that a charge for environmental information may be."""
    if not inputs.has("items"):
        raise BadQuestion("“items” is missing.")
    return {
        "maximum_reasonable_charge": fees.most_under_eir(
            [_eir_work(each) for each in inputs.objects("items", most=MOST_ENTRIES)],
            _terms(inputs).rate,
            is_schedule_published=inputs.flag("schedule_published", default=True),
            is_adjustment=inputs.flag("reasonable_adjustment"),
        ),
        "section_12_available": False,
        "sources": ["EIR reg 8", "EIR reg 12(4)(b)"],
    }


def _eir_work(inputs: Inputs) -> EirWork:
    item = EIR_ITEMS.get(inputs.text("kind"))
    if item is None:
        raise BadQuestion(f"“kind” has to be one of {', '.join(EIR_ITEMS)}.")
    return EirWork(item, *_hours_and_expense(inputs))


CALCULATIONS: Mapping[str, Callable[[Inputs], Result]] = {
    calculation.__name__: calculation
    for calculation in (
        limit,
        aggregation,
        priority_order,
        fee_s9,
        fee_s13,
        policy_charge,
        eir_charge,
    )
}


def _regime(inputs: Inputs) -> Regime:
    return Regime(inputs.choice("regime", "FOIA", "EIR", default="FOIA").lower())


def _authority(inputs: Inputs) -> Authority:
    return Authority(inputs.choice("authority", *Authority, default=Authority.OTHER))


def _terms(inputs: Inputs) -> CostTerms:
    """Return the terms on the day “on”, or the latest that this program was made with."""
    day = inputs.day_or_none("on")
    return terms_on(day) if day else FIRST_TERMS


def _work_of(inputs: Inputs) -> tuple[Work, ...]:
    if not inputs.has("activities"):
        raise BadQuestion("“activities” is missing.")
    return tuple(
        _work(each, _activity(each)) for each in inputs.objects("activities", most=MOST_ENTRIES)
    )


def _activity(inputs: Inputs) -> Activity:
    name = inputs.text("activity")
    # The regulations' list is closed, so a name that nobody knows is an error and not a nought.
    if name not in set(Activity):
        raise BadQuestion(f"“activity” has to be one of {', '.join(Activity)}.")
    return Activity(name)


def _work(inputs: Inputs, activity: Activity) -> Work:
    persons = inputs.count("persons", least=1, most=MOST_PERSONS) if inputs.has("persons") else 1
    hours, expense = _hours_and_expense(inputs)
    return Work(activity, hours, persons, expense)


def _hours_and_expense(inputs: Inputs) -> tuple[Decimal, Decimal]:
    """Return both; one of them has to be there."""
    if not inputs.has("hours") and not inputs.has("expense"):
        raise BadQuestion("“hours” or “expense” is missing.")
    expense = inputs.money("expense") if inputs.has("expense") else NOTHING
    return _number_or_none(inputs, "hours"), expense


def _number_or_none(inputs: Inputs, name: str) -> Decimal:
    return inputs.number(name, most=MOST_HOURS) if inputs.has(name) else NOTHING


def _outlays(inputs: Inputs, name: str) -> tuple[Outlay, ...]:
    if not inputs.has(name):
        raise BadQuestion(f"“{name}” is missing.")
    found = []
    for each in inputs.objects(name, most=MOST_ENTRIES):
        hours, expense = _hours_and_expense(each)
        found.append(Outlay(each.text("what") if each.has("what") else "", expense, hours))
    return tuple(found)


def answer(question: object) -> dict[str, Any]:
    """Answer one question. Never raises: what is wrong with it is the answer."""
    identity = question.get("id") if isinstance(question, dict) else None
    try:
        return {"id": identity, "result": _result(as_object(question, "case"))}
    # BadQuestion and NoTerms are ValueErrors.
    except ValueError as problem:
        return {"id": identity, "error": str(problem)}


def _result(question: Mapping[str, Any]) -> dict[str, Any]:
    calculation = CALCULATIONS.get(str(question.get("calculate")))
    if calculation is None:
        raise BadQuestion(f"“calculate” has to be one of {', '.join(CALCULATIONS)}.")
    inputs = as_object(question.get("inputs"), "inputs")
    beside = {"regime": question["regime"]} if "regime" in question else {}
    found = calculation(Inputs({**beside, **inputs}))
    return {name: _written(value) for name, value in found.items()}


def _written(value: object) -> object:
    """Return money as a text with two decimals, also in a list; anything else as it is."""
    if isinstance(value, Decimal):
        return str(to_the_penny(value))
    if isinstance(value, list | tuple):
        return [_written(each) for each in value]
    return value

"""Every golden cost question, and what is said to questions that are not valid."""

import json
from pathlib import Path
from typing import Any

import pytest

from requests_app.domain.cost_activities import Activity
from requests_app.domain.cost_questions import CALCULATIONS, EIR_ITEMS, answer
from requests_app.domain.fees import EirItem

GOLDEN: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "data" / "golden" / "costs.json").read_text("utf-8")
)["cases"]
LOCATE = [{"activity": "locate", "hours": 12}]


def ask(calculate: str, **inputs: object) -> dict[str, Any]:
    return answer({"id": "Q", "calculate": calculate, "inputs": inputs})


def result(calculate: str, **inputs: object) -> dict[str, Any]:
    found: dict[str, Any] = ask(calculate, **inputs)["result"]
    return found


@pytest.mark.parametrize("case", GOLDEN, ids=[case["id"] for case in GOLDEN])
def test_a_golden_question_gets_its_golden_answer(case: dict[str, Any]) -> None:
    said = answer(case)
    assert {name: said["result"][name] for name in case["expected"]} == case["expected"]
    assert said["id"] == case["id"]


def test_every_kind_of_question_has_a_golden_case() -> None:
    assert {case["calculate"] for case in GOLDEN} == set(CALCULATIONS)


def test_an_answer_says_what_was_left_out_and_why() -> None:
    activities = [*LOCATE, {"activity": "redact", "hours": 3}, {"activity": "redact", "hours": 1}]
    assert result("limit", activities=activities) == {
        "countable_cost": "300.00",
        "countable_hours_equivalent": "12.00",
        "limit": "450.00",
        "exceeds_limit": False,
        "confirm_or_deny_also_excused_s12_2": False,
        "explanation": [
            "Blacking out does not count. "
            "Blacking out what is exempt is not extracting ([2011] EWHC 44 (Admin)).",
            "What counts comes to £300.00, which is within the limit of £450.00.",
        ],
        "sources": ["FOIA s.12", "Fees Regulations 2004 reg 3", "Fees Regulations 2004 reg 4"],
    }


def test_a_part_of_a_penny_decides_and_is_shown() -> None:
    found = result("limit", activities=[{"activity": "locate", "hours": 18.0001}])
    assert (found["countable_cost"], found["exceeds_limit"]) == ("450.00", True)
    assert found["explanation"] == [
        "What counts comes to £450.0025, which is more than the limit of £450.00."
    ]


def test_hours_are_read_as_they_are_written() -> None:
    activities = [{"activity": "locate", "hours": hours} for hours in (0.1, 0.2, 17.7)]
    assert result("limit", activities=activities)["exceeds_limit"] is False


def test_nothing_to_do_costs_nothing() -> None:
    assert result("limit", activities=[])["countable_cost"] == "0.00"
    assert (
        result("limit", activities=[{"activity": "copy", "hours": 0}])["countable_cost"] == "0.00"
    )


def test_the_answer_is_the_one_of_the_day_asked_about() -> None:
    assert result("limit", activities=LOCATE, on="2005-01-01")["limit"] == "450.00"
    assert ask("limit", activities=LOCATE, on="2004-12-31")["error"] == (
        "There was no cost limit yet on 2004-12-31."
    )


@pytest.mark.parametrize("beside", [True, False])
def test_the_limit_is_no_question_of_the_eir(beside: bool) -> None:
    question: dict[str, Any] = {"id": 1, "calculate": "limit", "inputs": {"activities": LOCATE}}
    (question if beside else question["inputs"])["regime"] = "EIR"
    assert answer(question)["error"] == (
        "The Environmental Information Regulations have no cost limit. An answer that is "
        "too much to ask for may be refused under regulation 12(4)(b) alone."
    )


def test_aggregation_says_which_test_is_not_met() -> None:
    requests = [{"activities": LOCATE}] * 2
    tests = {"same_person": True, "same_or_similar": True, "within_60_working_days": True}
    met = result("aggregation", requests=requests, **tests)
    assert (met["aggregated"], met["explanation"]) == (True, ["All three tests of reg 5 are met."])
    alone = result("aggregation", requests=requests[:1], **tests)
    assert (alone["aggregated"], alone["cost_attributed_to_each"]) == (False, ["300.00"])
    apart = result("aggregation", requests=requests, **{**tests, "same_person": False})
    assert (apart["aggregated"], apart["explanation"]) == (
        False,
        ["They come from different people who do not act together (reg 5(1)(b))."],
    )
    in_concert = {**tests, "same_person": False, "in_concert_or_campaign": True}
    together = result("aggregation", requests=requests, **in_concert)
    assert together["each_exceeds_limit"] == [True, True]
    in_part_1 = result("aggregation", requests=requests, authority="part1", **tests)
    assert in_part_1["each_exceeds_limit"] == [False, False]


def test_scopes_may_have_people_and_expenses() -> None:
    scopes = [{"scope": "all", "hours": 5, "persons": 3}, {"scope": "some", "expense": "449.99"}]
    found = result("priority_order", parts=[{"part": "1", "scopes": scopes}])
    assert (found["answered"], found["cost_used"]) == ([{"part": "1", "scope": "all"}], "375.00")
    less = result("priority_order", parts=[{"part": "1", "scopes": scopes[1:]}])
    assert less["headroom"] == "0.01"
    assert result("priority_order", parts=[], authority="part1")["headroom"] == "600.00"


def test_a_fee_over_the_limit_needs_a_request_over_the_limit() -> None:
    within = result("fee_s13", activities=LOCATE)
    assert (within["maximum_fee_s13"], within["section_13_available"]) == ("0.00", False)
    over = result("fee_s13", activities=LOCATE, aggregated_with_hours=6.01)
    assert (over["maximum_fee_s13"], over["section_13_available"]) == ("300.00", True)
    in_part_1 = result("fee_s13", activities=LOCATE, aggregated_with_hours=6.01, authority="part1")
    assert in_part_1["section_13_available"] is False
    communication = [{"what": "Braille", "hours": 1, "expense": "5.00"}]
    adjusted = {"communication": communication, "reasonable_adjustment": True}
    asked = {"activities": LOCATE, "aggregated_with_hours": 10}
    assert result("fee_s13", **asked, **adjusted)["maximum_fee_s13"] == "300.00"
    assert result("fee_s13", **asked, communication=communication)["maximum_fee_s13"] == "330.00"


def test_a_reasonable_adjustment_is_free_within_the_limit() -> None:
    braille = [{"what": "Braille", "expense": "85.00"}, {"hours": 2}]
    assert result("fee_s9", disbursements=braille)["maximum_fee_s9"] == "85.00"
    assert (
        result("fee_s9", disbursements=braille, reasonable_adjustment=True)["maximum_fee_s9"]
        == "0.00"
    )


@pytest.mark.parametrize(
    ("inputs", "charge"),
    [
        ({"sheets_per_copy": 120, "additional_copies": 1, "actual_cost": "8.00"}, "8.00"),
        ({"medium": "Paper", "sheets_per_copy": 120, "additional_copies": 1}, "12.00"),
        (
            {"sheets_per_copy": 9, "additional_copies": 1, "reasonable_adjustment": True},
            "0.00",
        ),
        ({"medium": "Email"}, "0.00"),
        ({"medium": "e-mail", "sheets_per_copy": 9, "additional_copies": 9}, "0.00"),
        ({"medium": "electronic"}, "0.00"),
        ({"medium": "DVD", "actual_cost": 4.5}, "4.50"),
    ],
)
def test_the_tariff_goes_by_the_medium(inputs: dict[str, Any], charge: str) -> None:
    assert result("policy_charge", **inputs)["policy_charge"] == charge


def test_an_eir_charge_covers_what_supplying_takes() -> None:
    items = [
        {"kind": "locate", "hours": 2},
        {"kind": "postage", "expense": "6.50"},
        {"kind": "database_overheads", "expense": "900.00"},
    ]
    assert result("eir_charge", items=items)["maximum_reasonable_charge"] == "56.50"
    adjusted = result("eir_charge", items=items, reasonable_adjustment=True)
    assert adjusted["maximum_reasonable_charge"] == "50.00"
    free = result("eir_charge", items=items, schedule_published=False)
    assert (free["maximum_reasonable_charge"], free["section_12_available"]) == ("0.00", False)


def sources(calculate: str, **inputs: object) -> list[str]:
    found: list[str] = result(calculate, **inputs)["sources"]
    return found


def test_each_answer_names_its_rule() -> None:
    assert sources("aggregation", requests=[{"activities": LOCATE}]) == [
        "FOIA s.12(4)",
        "Fees Regulations 2004 reg 5",
    ]
    assert sources("priority_order", parts=[]) == ["FOIA s.16"]
    assert sources("fee_s9", disbursements=[]) == ["FOIA s.9", "Fees Regulations 2004 reg 6"]
    assert sources("fee_s13", activities=[]) == ["FOIA s.13", "Fees Regulations 2004 reg 7"]
    assert sources("policy_charge", medium="email") == ["the authority's policy, 5.5"]
    assert sources("eir_charge", items=[]) == ["EIR reg 8", "EIR reg 12(4)(b)"]


def located(**more: object) -> dict[str, Any]:
    return {"activities": [{"activity": "locate", **more}]}


NO_ACTIVITY = f"“activity” has to be one of {', '.join(Activity)}."
NOT_ONE = "“hours” has to be from 0 to 100,000."
NOT_MONEY = "“expense” has to be an amount like 12.50, and not below 0."
ONE_PART = {"part": "1", "scopes": [{"scope": "all", "hours": 1}]}


@pytest.mark.parametrize(
    ("calculate", "inputs", "error"),
    [
        ("limit", {}, "“activities” is missing."),
        ("limit", {"activities": None}, "“activities” is missing."),
        ("limit", {"activities": "locate"}, "“activities” has to be a list."),
        ("limit", {"activities": [5]}, "“each of activities” has to be a JSON object."),
        ("limit", {"activities": [{"hours": 1}]}, "“activity” is missing."),
        ("limit", {"activities": [{"activity": 5, "hours": 1}]}, "“activity” has to be a text."),
        ("limit", {"activities": [{"activity": "think", "hours": 1}]}, NO_ACTIVITY),
        ("limit", {"activities": [{"activity": "LOCATE", "hours": 1}]}, NO_ACTIVITY),
        ("limit", located(), "“hours” or “expense” is missing."),
        ("limit", located(hours=None), "“hours” or “expense” is missing."),
        ("limit", located(hours="18"), "“hours” has to be a number."),
        ("limit", located(hours=True), "“hours” has to be a number."),
        ("limit", located(hours=[1]), "“hours” has to be a number."),
        ("limit", located(hours=-1), NOT_ONE),
        ("limit", located(hours=-0.01), NOT_ONE),
        ("limit", located(hours=100_000.5), NOT_ONE),
        ("limit", located(hours=float("inf")), NOT_ONE),
        ("limit", located(hours=float("nan")), NOT_ONE),
        ("limit", located(hours=10**400), NOT_ONE),
        ("limit", located(hours=1, persons=0), "“persons” has to be from 1 to 1,000."),
        ("limit", located(hours=1, persons=1001), "“persons” has to be from 1 to 1,000."),
        ("limit", located(hours=1, persons=1.5), "“persons” has to be a whole number."),
        ("limit", located(expense="-1.00"), NOT_MONEY),
        ("limit", located(expense=-1), NOT_MONEY),
        ("limit", located(expense="1.005"), NOT_MONEY),
        ("limit", located(expense="£5"), NOT_MONEY),
        ("limit", located(expense="٣"), NOT_MONEY),
        ("limit", located(expense="five"), NOT_MONEY),
        ("limit", located(expense=True), NOT_MONEY),
        ("limit", located(expense=1e30), NOT_MONEY),
        ("limit", located(expense=10_000_000.01), "“expense” has to be from 0 to 10,000,000."),
        ("limit", {"activities": LOCATE, "authority": "nhs"}, "“authority” has to be other or part1."),  # noqa: E501
        ("limit", {"activities": LOCATE, "authority": ["part1"]}, "“authority” has to be other or part1."),  # noqa: E501
        ("limit", {"activities": LOCATE, "regime": "DPA"}, "“regime” has to be FOIA or EIR."),
        ("limit", {"activities": LOCATE * 1001}, "“activities” has more than 1,000 entries."),
        ("aggregation", {}, "“requests” has to hold at least one request."),
        ("aggregation", {"requests": [{}]}, "“activities” is missing."),
        ("aggregation", {"requests": [{"activities": []}] * 1001}, "“requests” has more than 1,000 entries."),  # noqa: E501
        ("aggregation", {"requests": [{"activities": []}], "same_person": 1}, "“same_person” has to be true or false."),  # noqa: E501
        ("priority_order", {}, "“parts” is missing."),
        ("priority_order", {"parts": [{"part": "1"}]}, "Part “1” has no “scopes”."),
        ("priority_order", {"parts": [{"part": 1, "scopes": [{}]}]}, "“part” has to be a text."),
        ("priority_order", {"parts": [{"part": "1", "scopes": [{"hours": 1}]}]}, "“scope” is missing."),  # noqa: E501
        ("priority_order", {"parts": [{"part": "1", "scopes": [{"scope": "all"}]}]}, "“hours” or “expense” is missing."),  # noqa: E501
        ("priority_order", {"parts": [ONE_PART, ONE_PART]}, "Two of “parts” have the same name."),
        ("priority_order", {"parts": [ONE_PART] * 10_000}, "“parts” has more than 1,000 entries."),
        ("priority_order", {"parts": [{"part": "1", "scopes": [{}] * 1001}]}, "“scopes” has more than 1,000 entries."),  # noqa: E501
        ("fee_s9", {}, "“disbursements” is missing."),
        ("fee_s9", {"disbursements": [{"what": "post"}]}, "“hours” or “expense” is missing."),
        ("fee_s9", {"disbursements": [{"what": 5, "expense": "1.00"}]}, "“what” has to be a text."),
        ("fee_s9", {"disbursements": [{"expense": "1.00"}] * 1001}, "“disbursements” has more than 1,000 entries."),  # noqa: E501
        ("fee_s9", {"disbursements": [], "activities": [{}]}, "“activity” is missing."),
        ("fee_s13", {"communication": []}, "“activities” is missing."),
        ("fee_s13", {"activities": [], "aggregated_with_hours": -1}, "“aggregated_with_hours” has to be from 0 to 100,000."),  # noqa: E501
        ("policy_charge", {}, "“sheets_per_copy” is missing."),
        ("policy_charge", {"sheets_per_copy": 1}, "“additional_copies” is missing."),
        ("policy_charge", {"sheets_per_copy": -1, "additional_copies": 1}, "“sheets_per_copy” has to be from 0 to 1,000,000."),  # noqa: E501
        ("policy_charge", {"sheets_per_copy": 1, "additional_copies": 1_000_001}, "“additional_copies” has to be from 0 to 1,000,000."),  # noqa: E501
        ("policy_charge", {"sheets_per_copy": 1.5, "additional_copies": 1}, "“sheets_per_copy” has to be a whole number."),  # noqa: E501
        ("policy_charge", {"medium": "DVD"}, "“actual_cost” is missing."),
        ("policy_charge", {"medium": 5}, "“medium” has to be a text."),
        ("eir_charge", {}, "“items” is missing."),
        ("eir_charge", {"items": [{"kind": "think", "hours": 1}]}, f"“kind” has to be one of {', '.join(EIR_ITEMS)}."),  # noqa: E501
        ("eir_charge", {"items": [{"kind": "locate"}]}, "“hours” or “expense” is missing."),
        ("eir_charge", {"items": [{"kind": "locate", "hours": 1}] * 1001}, "“items” has more than 1,000 entries."),  # noqa: E501
        ("price", {}, f"“calculate” has to be one of {', '.join(CALCULATIONS)}."),
    ],
)  # fmt: skip
def test_a_question_that_is_not_valid_is_told_why(
    calculate: str, inputs: dict[str, Any], error: str
) -> None:
    assert ask(calculate, **inputs) == {"id": "Q", "error": error}


def test_the_bounds_themselves_are_allowed() -> None:
    found = result("limit", **located(hours=100_000, persons=1000, expense=10_000_000))
    assert found["countable_cost"] == "2510000000.00"
    many = [{"activity": "locate", "hours": 0}] * 1000
    assert result("limit", activities=many)["countable_cost"] == "0.00"
    paper = {"sheets_per_copy": 1_000_000, "additional_copies": 1_000_000}
    assert result("policy_charge", **paper)["policy_charge"] == "250.00"


@pytest.mark.parametrize("inputs", [None, [], "hours", 5])
def test_inputs_have_to_be_an_object(inputs: object) -> None:
    assert answer({"id": 7, "calculate": "limit", "inputs": inputs}) == {
        "id": 7,
        "error": "“inputs” has to be a JSON object.",
    }


@pytest.mark.parametrize("question", [None, "K001", 5, ["K001"]])
def test_a_question_has_to_be_an_object(question: object) -> None:
    assert answer(question) == {"id": None, "error": "“case” has to be a JSON object."}


def test_a_kind_that_is_no_text_is_refused() -> None:
    said = answer({"id": 1, "calculate": ["limit"], "inputs": {}})
    assert said["error"].startswith("“calculate” has to be one of limit,")


def test_other_programs_may_have_other_names_for_an_eir_item() -> None:
    own = {item.value for item in EirItem}
    assert sorted(own) == [
        "compile",
        "consider_exceptions",
        "convert_format",
        "copy",
        "database",
        "determine_held",
        "extract",
        "inspect_in_situ",
        "legal_advice",
        "locate",
        "medium",
        "overheads",
        "post",
        "print",
        "public_interest_test",
        "public_register",
        "redact",
        "retrieve",
        "scan",
    ]
    assert {name: item.value for name, item in EIR_ITEMS.items() if name not in own} == {
        "photocopying": "copy",
        "postage": "post",
        "printing": "print",
        "scanning": "scan",
        "disbursement": "medium",
        "supply": "compile",
        "inspection": "inspect_in_situ",
        "consider_exemptions": "consider_exceptions",
        "database_overheads": "database",
        "database_overhead": "database",
        "database_maintenance": "database",
        "overhead": "overheads",
    }

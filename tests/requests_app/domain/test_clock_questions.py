"""Every golden date question, and what is said to questions that are not valid."""

import json
from pathlib import Path
from typing import Any

import pytest

from requests_app.domain.clock_questions import CALCULATIONS, answer
from requests_app.domain.question_inputs import BadQuestion, questions_in
from requests_app.domain.uk_calendar import built_in_calendar

GOLDEN: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "data" / "golden" / "clock.json").read_text("utf-8")
)["cases"]


REGIMES = ("FOIA", "EIR")


def ask(calculate: str, regime: str = "FOIA", **inputs: object) -> dict[str, Any]:
    question = {"id": "Q", "calculate": calculate, "regime": regime, "inputs": inputs}
    return answer(question, built_in_calendar())


@pytest.mark.parametrize("case", GOLDEN, ids=[case["id"] for case in GOLDEN])
def test_a_golden_question_gets_its_golden_answer(case: dict[str, Any]) -> None:
    said = answer(case, built_in_calendar())
    assert {name: said["result"][name] for name in case["expected"]} == case["expected"]
    assert said["id"] == case["id"]


def test_every_kind_of_question_has_a_golden_case() -> None:
    assert {case["calculate"] for case in GOLDEN} == set(CALCULATIONS)


def test_an_answer_shows_both_readings_of_a_clarification_and_its_rules() -> None:
    clarifications = [{"asked": "2025-09-04", "received": "2025-09-10"}]
    assert ask("foia_due_date", received="2025-09-01", clarifications=clarifications) == {
        "id": "Q",
        "result": {
            "day_zero": "2025-09-10",
            "day_one": "2025-09-11",
            "due": "2025-10-08",
            "state": "running",
            "overdue_when_asked": False,
            "statutory_due": "2025-10-08",
            "policy_due": "2025-10-06",
            "explanation": [
                "The request was received on Monday 1 September 2025: day 0 (FOIA s.10(6)).",
                "The applicant was asked to say more on Thursday 4 September 2025.",
                "Their answer came on Wednesday 10 September 2025.",
                "Day 0 is therefore Wednesday 10 September 2025 (FOIA s.1(3) and s.10(6)(b)).",
                "The answer is due on working day 20: Wednesday 8 October 2025 (FOIA s.10(1)).",
                "Counted with pauses alone it is due on Monday 6 October 2025 "
                "(the authority's policy, 5.8).",
            ],
            "sources": ["FOIA s.10(1)", "FOIA s.10(6)", "FOIA s.1(3) and s.10(6)(b)"],
        },
    }


def test_a_question_hangs_on_the_fee_that_it_waits_for() -> None:
    fees = [{"given": "2025-09-08", "paid": None}, {"given": "2025-09-10", "paid": "2025-09-12"}]
    result = ask("foia_due_date", received="2025-09-01", fees=fees)["result"]
    assert (result["last_day_to_pay"], result["due"]) == ("2025-12-07", None)


def test_a_charge_notified_after_day_20_is_not_valid() -> None:
    charges = [{"notified": "2025-09-30", "paid": None}]
    result = ask("eir_due_date", received="2025-09-01", charges=charges)["result"]
    assert (result["charge_notice_valid"], result["due"]) == (False, "2025-09-29")


def test_the_regime_may_stand_beside_the_inputs() -> None:
    days = {"response_date": "2025-11-28", "review_requested": "2025-12-15"}
    due = {regime: ask("internal_review", regime, **days)["result"]["due"] for regime in REGIMES}
    assert due == {"FOIA": "2026-01-16", "EIR": "2026-02-13"}


def test_a_request_at_the_weekend_after_the_window_is_outside_it() -> None:
    result = ask("aggregation_window", first_received="2025-09-01", second_received="2025-11-22")
    assert (result["result"]["working_days_inclusive"], result["result"]["within_window"]) == (
        60,
        False,
    )


def test_an_opened_record_at_a_place_of_deposit_has_the_ordinary_days() -> None:
    result = ask("archives_due_date", received="2025-09-01")["result"]
    assert result == {"due": "2025-09-29", "sources": ["FOIA s.10(1)"]}


def test_days_without_school_do_not_count_for_a_school() -> None:
    closures = [{"from": "2025-09-08", "to": "2025-09-09"}]
    result = ask("school_due_date", received="2025-09-01", not_school_days=closures)["result"]
    assert result["due"] == "2025-10-01"


@pytest.mark.parametrize(
    ("calculate", "inputs", "error"),
    [
        ("foia_due_date", {}, "“received” is missing."),
        ("foia_due_date", {"received": None}, "“received” has to be a day like 2026-11-24."),
        ("foia_due_date", {"received": "20250901"}, "“received” has to be a day like 2026-11-24."),
        (
            "foia_due_date",
            {"received": "2025-02-30"},
            "“received” has to be a day like 2026-11-24.",
        ),
        ("foia_due_date", {"received": 5}, "“received” has to be a day like 2026-11-24."),
        (
            "foia_due_date",
            {"received": "2028-12-04"},
            "The calendar ends with 2028. Add the next year's bank holidays first.",
        ),
        (
            "foia_due_date",
            {"received": "2014-12-31"},
            "The calendar covers 2015 to 2028, and 2014-12-31 is outside it. "
            "Add that year's bank holidays first.",
        ),
        (
            "foia_due_date",
            {"received": "2025-09-01", "clarification_mode": "stop"},
            "“clarification_mode” has to be restart or suspend.",
        ),
        (
            "foia_due_date",
            {"received": "2025-09-01", "pit": "yes"},
            "“pit” has to be true or false.",
        ),
        (
            "foia_due_date",
            {"received": "2025-09-01", "fees": {"given": "2025-09-02"}},
            "“fees” has to be a list.",
        ),
        (
            "foia_due_date",
            {"received": "2025-09-01", "fees": ["2025-09-02"]},
            "“each of fees” has to be a JSON object.",
        ),
        (
            "foia_due_date",
            {"received": "2025-09-01", "fees": [{"given": "2025-08-29"}]},
            "“given” in “fees” is before “received”.",
        ),
        (
            "foia_due_date",
            {
                "received": "2025-09-01",
                "clarifications": [{"asked": "2025-09-03", "received": "2025-09-02"}],
            },
            "“received” in “clarifications” is before “asked”.",
        ),
        (
            "milestones",
            {"received": "2025-09-01", "department_received": "2025-08-29"},
            "“department_received” is before “received”.",
        ),
        (
            "internal_review",
            {"response_date": "2025-09-02", "review_requested": "2025-09-01"},
            "“review_requested” is before “response_date”.",
        ),
        (
            "internal_review",
            {"regime": "DPA"},
            "“regime” has to be FOIA or EIR.",
        ),
        (
            "aggregation_window",
            {"first_received": "2025-09-02", "second_received": "2025-09-01"},
            "“second_received” is before “first_received”.",
        ),
        (
            "school_due_date",
            {
                "received": "2025-09-01",
                "not_school_days": [{"from": "2025-09-03", "to": "2025-09-02"}],
            },
            "A closure in “not_school_days” ends before it starts.",
        ),
        (
            "pit_extension_allowed",
            {"exemptions_claimed": "s.41"},
            "“exemptions_claimed” has to be a list.",
        ),
        (
            "pit_extension_allowed",
            {"exemptions_claimed": [41]},
            "“exemptions_claimed” has to be a list of texts.",
        ),
        (
            "historical_record",
            {"exemption": 42, "record_created_year": 2005, "on": "2026-01-01"},
            "“exemption” has to be a text.",
        ),
        (
            "historical_record",
            {"exemption": "s.42", "record_created_year": True, "on": "2026-01-01"},
            "“record_created_year” has to be a whole number.",
        ),
        (
            "health_records_due_date",
            {"application_date": "9999-12-31"},
            "A day of this question is too far away to count to.",
        ),
        (
            "foia_due_date",
            {"received": "0001-01-01"},
            "The calendar covers 2015 to 2028, and "
            "0001-01-01 is outside it. Add that year's bank holidays first.",
        ),
        ("due", {}, f"“calculate” has to be one of {', '.join(CALCULATIONS)}."),
    ],
)
def test_a_question_that_is_not_valid_is_told_why(
    calculate: str, inputs: dict[str, Any], error: str
) -> None:
    assert ask(calculate, **inputs) == {"id": "Q", "error": error}


@pytest.mark.parametrize("inputs", [None, [], "2025-09-01", 5])
def test_inputs_have_to_be_an_object(inputs: object) -> None:
    question = {"id": 7, "calculate": "foia_due_date", "inputs": inputs}
    assert answer(question, built_in_calendar()) == {
        "id": 7,
        "error": "“inputs” has to be a JSON object.",
    }


@pytest.mark.parametrize("question", [None, "C001", 5, ["C001"]])
def test_a_question_has_to_be_an_object(question: object) -> None:
    assert answer(question, built_in_calendar()) == {
        "id": None,
        "error": "“case” has to be a JSON object.",
    }


@pytest.mark.parametrize("document", [[{"id": 1}], {"cases": [{"id": 1}], "conventions": ""}])
def test_a_document_is_a_list_or_holds_one(document: object) -> None:
    assert questions_in(document) == [{"id": 1}]


@pytest.mark.parametrize("document", [{}, {"cases": {}}, "cases", None, 5])
def test_another_document_holds_no_questions(document: object) -> None:
    with pytest.raises(BadQuestion, match="a JSON list of cases"):
        questions_in(document)

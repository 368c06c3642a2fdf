"""Suggestions: they see what is there, say why, and leave ordinary requests alone."""

from dataclasses import replace

import pytest

from requests_app.domain.triage_rules import (
    STANDARD_RULES,
    PointsTo,
    Rule,
    hints,
    name_hint,
    objections_to,
)

OURS = Rule("own_1", "Parking", PointsTo.OTHER, "car park\nparking", "Estates knows.")


@pytest.mark.parametrize(
    ("text", "points_to", "words"),
    [
        ("Can I have my own medical notes?", PointsTo.OWN_RECORDS, "my own medical notes"),
        ("send me my\nrecords", PointsTo.OWN_RECORDS, "my records"),
        ("the CCTV of me in A&E", PointsTo.OWN_RECORDS, "CCTV of me"),
        ("about my late father's care", PointsTo.DECEASED_RECORDS, "late father's"),
        ("my late grandmother", PointsTo.DECEASED_RECORDS, "late grandmother"),
        ("tonnes of clinical waste", PointsTo.EIR, "waste"),
        ("What was incinerated?", PointsTo.EIR, "incinerated"),
        ("I am a journalist", PointsTo.PRESS, "journalist"),
        ("I ask for an internal review", PointsTo.REVIEW, "internal review"),
        ("a complaint about my mother's care", PointsTo.COMPLAINT,
         "complaint about my mother's care"),
        ("When is my appointment?", PointsTo.BUSINESS_AS_USUAL, "my appointment"),
        ("We wish to re-use the list", PointsTo.REUSE, "re-use"),
        ("Our SEO services are the best", PointsTo.SPAM, "SEO services"),
    ],
)  # fmt: skip
def test_words_point_somewhere_and_are_shown(text: str, points_to: PointsTo, words: str) -> None:
    found = hints(text, STANDARD_RULES)

    assert [(hint.points_to, hint.words) for hint in found] == [(points_to, words)]


@pytest.mark.parametrize(
    "text",
    [
        "How much was spent on agency nurses in 2025?",
        "How many street signs were wasted?",
        "The energetic director of estates",
        "records of staff sickness",
        "",
    ],
)
def test_an_ordinary_request_points_nowhere(text: str) -> None:
    assert hints(text, STANDARD_RULES) == ()


def test_every_rule_that_comes_along_is_without_objection() -> None:
    assert [said for rule in STANDARD_RULES for said in objections_to(rule)] == []
    assert len({rule.key for rule in STANDARD_RULES}) == len(STANDARD_RULES)


def test_a_rule_of_ones_own_says_its_name_and_its_reason() -> None:
    (hint,) = hints("What does the Car  Park cost?", [OURS])

    assert (hint.words, hint.reason, hint.rule) == ("Car Park", "Estates knows.", "Parking")


def test_a_rule_without_a_reason_is_objected_to() -> None:
    assert objections_to(replace(OURS, reason=" ")) == ("Write what it may mean.",)


@pytest.mark.parametrize("name", ["Concerned citizen", "anonymous", "Madonna", "Test"])
def test_what_is_hardly_a_name_is_said(name: str) -> None:
    hint = name_hint(name)

    assert hint is not None
    assert hint.words == name
    assert "s.8(1)(b)" in hint.reason


@pytest.mark.parametrize("name", ["", " ", "A. Asker", "Ann Asker"])
def test_a_name_and_no_name_are_no_hint(name: str) -> None:
    assert name_hint(name) is None

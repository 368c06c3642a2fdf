"""The departments that may hold an answer, and why."""

import pytest

from requests_app.domain.likely_departments import stem, suggestions, telling_words

AREAS = {
    "Estates": "buildings, clinical waste, parking",
    "Finance": "cost, spending, contracts",
    "People": "nurses, sickness absence, pay",
}


@pytest.mark.parametrize(
    ("question", "department", "why"),
    [
        ("How many tonnes of clinical waste were burnt?", "Estates", "covers clinical waste"),
        ("What did each contract cost?", "Finance", "covers cost and contracts"),
        ("How many nurses were absent through sickness, and how long was each absence?", "People",
         "covers nurses and sickness absence"),
    ],
)  # fmt: skip
def test_what_a_department_covers_is_seen_in_the_question(
    question: str, department: str, why: str
) -> None:
    (first, *_) = suggestions(question, AREAS, {})

    assert (first.department, first.why) == (department, why)


def test_a_question_about_nothing_that_is_covered_suggests_nobody() -> None:
    assert suggestions("Who chairs the board?", AREAS, {}) == ()


def test_waste_alone_is_not_clinical_waste() -> None:
    assert suggestions("Was money wasted?", AREAS, {}) == ()


def test_where_similar_questions_went_counts_from_the_second() -> None:
    assert suggestions("Who chairs the board?", AREAS, {"People": 1}) == ()
    (only,) = suggestions("Who chairs the board?", AREAS, {"People": 2})

    assert only.why == "had 2 similar questions before"


def test_the_likeliest_stands_first_and_at_most_three_are_said() -> None:
    areas = {**AREAS, "Theatres": "waste"}
    earlier = {"Theatres": 9, "Finance": 2, "People": 3, "Estates": 4}
    found = suggestions("How much clinical waste is there?", areas, earlier)

    assert [one.department for one in found] == ["Theatres", "Estates", "People"]


@pytest.mark.parametrize(
    "forms", [("contract", "contracts"), ("spending", "spend"), ("nurse", "nurses"),
              ("policies", "policy"), ("parking", "parked"), ("Trust's".lower(), "trust")],
)  # fmt: skip
def test_forms_of_a_word_are_one(forms: tuple[str, str]) -> None:
    assert stem(forms[0]) == stem(forms[1])


def test_words_that_every_request_has_tell_nothing() -> None:
    assert telling_words("Please provide the total number of staff of the Trust") == ()

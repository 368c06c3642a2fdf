"""What is published is held against what is asked, by the words both have."""

from datetime import date

import pytest

from requests_app.domain.publication_scheme import (
    CLASS_NAMES,
    SchemeClass,
    is_out_of_reach,
    likeness,
    may_apply,
    where_to_find,
)
from requests_app.domain.regime import Regime

ASKED = {"regist", "gift", "hospit", "2025"}


def test_the_model_scheme_has_seven_classes_and_each_has_a_name() -> None:
    assert len(SchemeClass) == 7
    assert set(CLASS_NAMES) == set(SchemeClass)


@pytest.mark.parametrize(
    ("title", "whole", "score"),
    [
        ({"regist", "gift", "hospit"}, set(), 1.0),
        ({"regist", "gift", "hospit", "board", "staff"}, set(), 0.6),
        ({"regist", "gift", "board", "staff"}, set(), 0.0),
        ({"annual"}, {"annual", "gift", "hospit", "2025"}, 0.75),
        # One word in common is nothing, however short the title.
        ({"gift"}, {"gift"}, 0.0),
        (set(), set(), 0.0),
    ],
)
def test_most_of_a_title_or_most_of_a_question_has_to_be_there(
    title: set[str], whole: set[str], score: float
) -> None:
    assert likeness(ASKED, title, whole) == score


def test_the_answer_says_where_it_is() -> None:
    words = where_to_find("Register of gifts ", " https://trust.example/gifts", date(2026, 3, 2))

    assert words == (
        "This is published as “Register of gifts”. You can find it here: "
        "https://trust.example/gifts\n\nIt was published on 2 March 2026."
    )


def test_each_law_has_its_provision() -> None:
    assert may_apply(Regime.FOIA) == "section 21"
    assert may_apply(Regime.EIR) == "regulation 6(1)(b)"


def test_a_web_page_may_be_out_of_reach_of_who_writes_by_post() -> None:
    assert is_out_of_reach("See https://trust.example/a", is_by_post=True)
    assert not is_out_of_reach("See https://trust.example/a", is_by_post=False)
    assert not is_out_of_reach("In the library of the main site.", is_by_post=True)

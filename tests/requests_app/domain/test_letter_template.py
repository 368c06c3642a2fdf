"""The language of letter templates: what it fills in, and what it refuses, at which line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests_app.domain.letter_template import (
    DEEPEST,
    LONGEST,
    MOST_PLACES,
    Filled,
    TemplateFault,
    parse,
)

PLACES = ("name", "last_day", "answers", "rights")


def filled(text: str, **values: str) -> Filled:
    return parse(text, PLACES).fill(values)


def fault(text: str) -> TemplateFault:
    with pytest.raises(TemplateFault) as refused:
        parse(text, PLACES)
    return refused.value


def test_a_place_takes_its_value_and_an_unknown_value_is_empty() -> None:
    assert filled("Hello {{ name }}, by {{last_day}}.", name="Siân Ŵyn").opening == (
        "Hello Siân Ŵyn, by ."
    )


def test_words_before_the_answers_open_the_letter_and_those_after_close_it() -> None:
    found = filled("One.\n\n{{ answers }}\n\nTwo.\n\n{{ rights }}\n")

    assert found == Filled("One.", "Two.", has_answers=True, has_rights=True)
    assert filled("One.") == Filled("One.", "", has_answers=False, has_rights=False)


def test_a_choice_follows_whether_there_is_a_value() -> None:
    text = "{% if last_day %}By {{ last_day }}.{% else %}Soon.{% endif %}"

    assert filled(text, last_day="Friday").opening == "By Friday."
    assert filled(text, last_day="  ").opening == "Soon."
    assert filled("{% if not name %}Hello{% endif %}").opening == "Hello"


def test_a_paragraph_that_a_choice_leaves_out_leaves_no_gap() -> None:
    text = "One.\n\n{% if name %}\nTwo.\n\n{% endif %}\n\nThree."

    assert filled(text).opening == "One.\n\nThree."
    assert filled(text, name="x").opening == "One.\n\nTwo.\n\nThree."


def test_what_is_filled_in_is_never_read_as_template() -> None:
    hostile = "{{ last_day }}{% if name %}{{ rights }}"

    assert filled("{{ name }}", name=hostile, last_day="secret").opening == hostile


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "is empty"),
        ("One.\n{{ applicant }}", 2, "no place called “applicant”"),
        ("One.\n\n{{ name.__class__ }}", 3, "is not the name of a place"),
        ("{{ name|upper }}", 1, "is not the name of a place"),
        ("{{ name }", 1, "stands alone"),
        ("a\nb }}", 2, "stands alone"),
        ("{{ na\nme }}", 1, "stands alone"),
        ("{{ {{ name }} }}", 1, "stands alone"),
        ("a\n{% for day in days %}x{% endfor %}", 2, "a template has no loops"),
        ("{% while name %}", 1, "a template has no loops"),
        ("{% include 'file:///etc/passwd' %}", 1, "cannot fetch anything"),
        ("{% load static %}", 1, "cannot fetch anything"),
        ("{% now %}", 1, "is not known"),
        ("{% if name and last_day %}x{% endif %}", 1, "is not known"),
        ("{% if name %}\nx", 1, "is not ended"),
        ("{% if name %}a{% else %}b{% else %}c{% endif %}", 1, "has no {% if"),
        ("x\n{% endif %}", 2, "has no {% if"),
        ("{% if who %}x{% endif %}", 1, "no place called “who”"),
        ("{% if name %}\n{{ answers }}\n{% endif %}", 2, "cannot stand within a choice"),
        ("{% if rights %}x{% endif %}", 1, "cannot stand within a choice"),
        ("{{ answers }}\n{{ answers }}", 2, "only once"),
        ("{{ rights }}\n{{ answers }}", 2, "come last"),
        ("{{ rights }}\n\nGoodbye.", 1, "Nothing can stand after"),
        ("{% if name %}" * (DEEPEST + 1) + "{% endif %}" * (DEEPEST + 1), 1, "choices within"),
        ("{{ name }}" * (MOST_PLACES + 1), 1, "places to fill"),
        ("x" * (LONGEST + 1), 1, "longer than"),
    ],
)
def test_a_fault_is_said_at_its_line(text: str, line: int, said: str) -> None:
    found = fault(text)

    assert found.line == line
    assert said in found.message
    assert str(found).startswith(f"Line {line}: ")


def test_a_letter_without_rights_has_no_such_place() -> None:
    with pytest.raises(TemplateFault, match="no place called “rights”"):
        parse("{{ rights }}", ("name",))


@given(st.text(alphabet="{}%n ameifdsx|.\n", max_size=80))
def test_any_text_is_either_filled_in_or_refused_at_a_line_it_has(text: str) -> None:
    try:
        words = parse(text, PLACES).fill({"name": "N"})
    except TemplateFault as refused:
        line = refused.line
    else:
        line = 1
        assert "{{" not in words.opening + words.closing
    assert 1 <= line <= text.count("\n") + 1


@given(st.dictionaries(st.sampled_from(("name", "last_day")), st.text(max_size=30)))
def test_the_words_of_a_template_without_places_stay(values: dict[str, str]) -> None:
    assert parse("Plain words, and £5.", PLACES).fill(values).opening == "Plain words, and £5."

"""A letter as a value, and its seal."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests_app.domain.letter_content import (
    AnsweredQuestion,
    Authority,
    EnclosedFile,
    LetterContent,
    LetterKind,
    Regulator,
    Right,
    RightKind,
    digest,
    from_data,
    to_data,
)
from requests_app.domain.outcomes import Outcome
from requests_app.domain.regime import Regime

words = st.text(max_size=40)
lines = st.lists(words, max_size=4).map(tuple)
days = st.dates(date(2015, 1, 1), date(2028, 12, 31))
letters = st.builds(
    LetterContent,
    kind=st.sampled_from(LetterKind),
    reference=words,
    subject=words,
    regime=st.sampled_from(Regime),
    received_on=days,
    authority=st.builds(Authority, words, lines, words, words, words),
    regulator=st.builds(Regulator, words, lines, words, words),
    opening=words,
    context=words,
    questions=st.lists(
        st.builds(
            AnsweredQuestion,
            words,
            words,
            words,
            st.none() | st.sampled_from(Outcome),
            words,
            words,
        ),
        max_size=3,
    ).map(tuple),
    closing=words,
    enclosures=st.lists(
        st.builds(EnclosedFile, words, st.integers(0, 10**9), words), max_size=3
    ).map(tuple),
    rights=st.lists(st.builds(Right, st.sampled_from(RightKind), words, words), max_size=3).map(
        tuple
    ),
    dated=st.none() | days,
)


@pytest.fixture
def letter() -> LetterContent:
    """Give a small response."""
    return LetterContent(
        kind=LetterKind.RESPONSE,
        reference="FOI-2026-00042",
        subject="Chairs",
        regime=Regime.FOIA,
        received_on=date(2026, 11, 10),
        authority=Authority("A Trust", ("1 Road",), "foi@trust.example", "", ""),
        regulator=Regulator("A Regulator", ("2 Road",), "https://regulator.example", ""),
        opening="Thank you.",
        context="",
        questions=(AnsweredQuestion("1", "How many?", "Nine.", Outcome.DISCLOSED),),
        closing="Please ask.",
        enclosures=(EnclosedFile("chairs.csv", 12, "ab" * 32),),
        rights=(Right(RightKind.REVIEW, "Again", "Write to us."),),
    )


CHOICES = {"kind": LetterKind, "regime": Regime, "outcome": Outcome}


def leaves(node: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Give the path of every single value in JSON data."""
    if isinstance(node, dict | list):
        for key, value in node.items() if isinstance(node, dict) else enumerate(node):
            yield from leaves(value, (*path, key))
    else:
        yield path


def another(key: str | int, value: Any) -> Any:
    """Give a value that is not `value` but may stand in its place."""
    if key == "received_on":
        return (date.fromisoformat(value) + timedelta(days=1)).isoformat()
    if key == "kind" and value in list(RightKind):
        return next(kind.value for kind in RightKind if kind != value)
    if key in CHOICES:
        return next(choice.value for choice in CHOICES[str(key)] if choice != value)
    return value + 1 if isinstance(value, int) else f"{value}."


def as_json(content: LetterContent) -> Any:
    """Give the data of a letter as a database hands it back."""
    return json.loads(json.dumps(to_data(content)))


@given(letters)
def test_a_letter_comes_back_from_its_data_unchanged(content: LetterContent) -> None:
    assert from_data(as_json(content)) == content


@given(letters, st.data())
def test_any_changed_word_file_or_outcome_changes_the_digest(
    content: LetterContent, data: st.DataObject
) -> None:
    changed = as_json(content)
    path = data.draw(st.sampled_from([p for p in leaves(changed) if p != ("dated",)]))
    node = changed
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = another(path[-1], node[path[-1]])

    assert digest(from_data(changed)) != digest(content)


@given(letters, days)
def test_the_day_of_issue_does_not_change_the_digest(content: LetterContent, day: date) -> None:
    assert digest(replace(content, dated=day)) == digest(content)


@given(letters)
def test_what_is_added_or_dropped_changes_the_digest(content: LetterContent) -> None:
    question = AnsweredQuestion("9", "", "", None)
    more = replace(content, questions=(*content.questions, question))

    assert digest(more) != digest(content)


def test_words_cannot_move_from_one_field_to_the_next_unseen(letter: LetterContent) -> None:
    moved = replace(letter, opening=letter.opening + letter.closing, closing="")

    assert digest(moved) != digest(letter)


def test_a_digest_stays_the_same_from_one_release_to_the_next(letter: LetterContent) -> None:
    assert digest(letter) == ("64b4a41dabdbda4ecccec54634a811ac9a5c2876cb57bcb0bd67ea38b01f7b53")

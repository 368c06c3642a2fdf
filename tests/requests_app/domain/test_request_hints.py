"""Suggestions: they see what is there, say why, and leave ordinary requests alone."""

import pytest

from requests_app.domain.request_hints import HintKind, hints


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Can I have my own medical notes?", HintKind.OWN_RECORDS, "my own medical notes"),
        ("the CCTV of me in A&E", HintKind.OWN_RECORDS, "CCTV of me"),
        ("about my late father", HintKind.DECEASED_RECORDS, "late father"),
        ("tonnes of clinical waste", HintKind.EIR, "waste"),
        ("I am a journalist", HintKind.PRESS, "journalist"),
        ("I ask for an internal review", HintKind.REVIEW, "internal review"),
        ("When is my appointment?", HintKind.BUSINESS_AS_USUAL, "my appointment"),
        ("We wish to re-use the list", HintKind.REUSE, "re-use"),
    ],
)
def test_words_point_somewhere_and_are_shown(text: str, kind: HintKind, words: str) -> None:
    assert [(hint.kind, hint.words) for hint in hints(text, name="Ann Asker")] == [(kind, words)]


def test_an_ordinary_request_points_nowhere() -> None:
    assert hints("How much was spent on agency nurses in 2025?", name="A. Asker") == ()


@pytest.mark.parametrize("name", ["Concerned citizen", "anonymous", "Madonna", "Test"])
def test_what_is_hardly_a_name_is_said(name: str) -> None:
    assert [hint.kind for hint in hints("How many?", name=name)] == [HintKind.NAME]


def test_no_name_is_no_hint_for_that_is_said_elsewhere() -> None:
    assert hints("How many?", name="") == ()

"""Phrases see what they say, forgive capitals and spaces, and never run away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests_app.domain.triage_phrases import (
    MOST_PHRASES,
    objections_to_phrases,
    pattern_of,
    phrases_of,
)


def seen(phrase: str, text: str) -> str | None:
    match = pattern_of(phrases_of(phrase)).search(text)
    return match[0] if match else None


@pytest.mark.parametrize(
    ("phrase", "text", "words"),
    [
        ("waste", "Clinical WASTE.", "WASTE"),
        ("waste", "wasted", None),
        ("waste", "a-waste", "waste"),
        ("air quality", "air\n  quality", "air\n  quality"),
        ("my [own] file", "my file", "my file"),
        ("my [own] file", "my own file", "my own file"),
        ("my [own] file", "my other file", None),
        ("[late] mother", "mother", "mother"),
        ("[late] mother", "late mother", "late mother"),
        ("notes/records of", "records of", "records of"),
        ("notes/records of", "notesrecords of", None),
        ("pollut*", "Polluters", "Polluters"),
        ("pollut*", "unpolluted", None),
        ("complaint … ward", "complaint about the ward", "complaint about the ward"),
        ("complaint … ward", "complaint about the very old ward", None),
        ("complaint ... ward", "complaint ward", "complaint ward"),
        ("mother", "mother's", "mother's"),
        ("x-ray", "X-ray", "X-ray"),
        ("a\nb", "b", "b"),
        ("c.v.", "c.v.", "c.v."),
        ("c.v.", "cxvx", None),
    ],
)
def test_a_phrase_sees_what_it_says(phrase: str, text: str, words: str | None) -> None:
    assert seen(phrase, text) == words


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (" \n ", "Write at least one phrase."),
        ("x\n" * (MOST_PHRASES + 1), "There are 61 phrases."),
        ("one two three four five six seven eight nine ten eleven twelve thirteen", "is too long"),
        ("long" * 40, "is too long"),
        ("… waste", "stands between words"),
        ("a … b … c … d", "at most twice"),
        ("[own]", "must not be in brackets"),
        ("wa(ste", "cannot be read"),
        ("was*te", "cannot be read"),
        ("my [own", "cannot be read"),
        ("notes//records", "cannot be read"),
        ("wa*", "three letters before the *"),
    ],
)
def test_what_cannot_be_read_is_said_and_named(written: str, said: str) -> None:
    (objection,) = objections_to_phrases(written)

    assert said in objection


@given(st.text(max_size=60), st.text(alphabet="ab… [/]*.'\n", max_size=200))
def test_whatever_is_typed_is_read_or_refused(written: str, text: str) -> None:
    if not objections_to_phrases(written):
        pattern_of(phrases_of(written)).search(text)


@given(st.lists(st.sampled_from(["ab", "[ab]", "…", "abc*", "ab/abc"]), min_size=1, max_size=12))
def test_no_text_makes_a_phrase_slow(words: list[str]) -> None:
    written = " ".join(words)
    if not objections_to_phrases(written):
        # A pattern that tried every split of this text would not end within the test.
        pattern_of(phrases_of(written)).search("ab " * 3_000)

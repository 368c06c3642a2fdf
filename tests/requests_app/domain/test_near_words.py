"""Slips of the hand: letters left out, put in, mistaken and swapped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests_app.domain.near_words import Known, meant, slips_between

LETTERS = st.text("abc", max_size=7)


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [
        ("beds", "beds", 0), ("bed", "beds", 1), ("bedds", "beds", 1), ("bads", "beds", 1),
        ("bdes", "beds", 1), ("hopsital", "hospital", 1), ("hospitl", "hospital", 1),
        ("hosiptla", "hospital", 2), ("", "abc", 3), ("ca", "abc", 3),
    ],
)  # fmt: skip
def test_slips_are_counted(one: str, other: str, slips: int) -> None:
    assert slips_between(one, other) == slips


@given(LETTERS, LETTERS, LETTERS)
def test_slips_are_a_distance_for_words_that_are_not_twice_changed(a: str, b: str, c: str) -> None:
    assert (slips_between(a, b) == 0) is (a == b)
    assert slips_between(a, b) == slips_between(b, a) <= max(len(a), len(b))
    # A swap may cost one more once other letters stand between: the triangle holds within twice.
    assert slips_between(a, c) <= 2 * (slips_between(a, b) + slips_between(b, c))


@pytest.mark.parametrize(
    ("word", "known", "found"),
    [
        ("hopsital", [("hospital", 9), ("capital", 900)], "hospital"),
        ("wards", [("words", 3), ("wards", 1), ("warts", 8)], "warts"),
        ("bdes", [("beds", 1)], "beds"),
        ("bdse", [("beds", 1)], None),
        ("hopsitla", [("hospital", 1)], "hospital"),
        ("hpsitla", [("hospital", 1)], None),
        ("beds", [("beds", 9)], None),
        ("beds", [], None),
    ],
)
def test_the_nearest_word_is_meant_and_of_equals_the_commonest(
    word: str, known: list[tuple[str, int]], found: str | None
) -> None:
    others = [Known(*one) for one in known if one[0] != word]
    best = meant(word, others)
    assert (best.word if best else None) == found

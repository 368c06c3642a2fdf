"""What makes two requests look alike."""

from requests_app.domain.similar_requests import (
    LIKE,
    Likeness,
    searched_words,
    shared_words,
    strongest,
    telling_words,
    word_share,
)

ONE = "How many hospital beds were closed in 2025, and at which site?"
OTHER = "Please provide the number of hospital beds that closed at each site in 2025."


def like(trigrams: float, words: float = 0.0, other: str = OTHER) -> Likeness:
    return Likeness("1", ONE, "2", other, trigrams, words)


def test_small_and_common_words_tell_nothing() -> None:
    assert telling_words(ONE) == {"hospital", "beds", "closed", "2025", "site"}


def test_the_longest_words_are_searched_for_in_a_steady_order() -> None:
    assert searched_words(ONE) == ("hospital", "closed", "2025", "beds", "site")
    many = " ".join(f"word{n:02}" for n in range(20))
    assert len(searched_words(many)) == 6


def test_a_paraphrase_shares_its_telling_words() -> None:
    assert shared_words(ONE, OTHER) == ("2025", "beds", "closed", "hospital", "site")
    assert word_share(ONE, OTHER) == 1.0
    assert word_share(ONE, "Who cleans the windows?") == 0.0
    assert word_share("a", "b") == 0.0


def test_the_better_measure_counts() -> None:
    assert like(0.4, 0.9).score == 0.9
    assert like(0.9, 0.4).score == 0.9


def test_a_copy_is_told_whatever_its_spaces_and_capitals() -> None:
    assert like(1.0, 1.0, f"  {ONE.upper()} ").is_copy
    assert not like(0.9).is_copy
    assert like(0.9).shared == ("2025", "beds", "closed", "hospital", "site")


def test_the_most_alike_come_first_and_the_unlike_not_at_all() -> None:
    weak, some, most = like(LIKE - 0.01), like(LIKE), like(0.8)
    assert strongest([weak, some, most]) == (most, some)

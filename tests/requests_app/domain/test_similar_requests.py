"""What makes two requests look alike."""

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests_app.domain.similar_requests import (
    LIKE,
    MANY_SHARED,
    MOST_SINGLE,
    Likeness,
    is_about_the_same,
    shared_words,
    strongest,
    telling_groups,
    telling_words,
    word_share,
)

ONE = "How many hospital beds were closed in 2025, and at which site?"
OTHER = "Please provide the number of hospital beds that closed at each site in 2025."


def like(trigrams: float, words: float = 0.0, other: str = OTHER) -> Likeness:
    return Likeness("1", ONE, "2", other, trigrams, words)


def test_small_and_common_words_tell_nothing() -> None:
    assert telling_words(ONE) == {"hospital", "beds", "closed", "2025", "site"}


def test_rare_words_are_looked_for_by_themselves_the_rarest_first() -> None:
    groups = telling_groups(["faith", "chaplain", "cost"], {"cost": 0.004, "faith": 0.001}, 100_000)
    assert [group.words for group in groups] == [("chaplain",), ("faith",), ("cost",)]
    assert groups[0].weight > groups[1].weight > groups[2].weight > 0
    assert groups[1].weight == pytest.approx(log(1000))


def test_common_words_are_looked_for_together_until_few_are_likely_to_have_them() -> None:
    shares = {"hospit": 0.07, "nurs": 0.05, "2018": 0.055}
    groups = telling_groups(shares, shares, 100_000)
    assert [group.words for group in groups] == [("nurs", "2018"), ("nurs", "hospit"),
                                                 ("2018", "hospit")]  # fmt: skip
    everywhere = dict.fromkeys(("hospit", "nurs", "2018"), 0.15)
    (group,) = telling_groups(everywhere, everywhere, 100_000)
    assert group.words == ("2018", "hospit", "nurs")


def test_where_nothing_is_rare_all_words_together_are_looked_for() -> None:
    every = dict.fromkeys("abc", 0.9)
    (group,) = telling_groups(every, every, 100_000)
    assert group.words == ("a", "b", "c")
    (one,) = telling_groups(["a"], {"a": 0.9}, 100_000)
    assert one.words == ("a",)
    assert telling_groups([], {}, 100_000) == ()


def test_where_enough_words_are_rare_no_common_one_is_looked_for() -> None:
    shares = {"hospit": 0.05, "nurs": 0.05}
    groups = telling_groups(["a", "b", "c", "d", *shares], shares, 100_000)
    assert [group.words for group in groups] == [("a",), ("b",), ("c",), ("d",)]
    assert len(telling_groups(["a", "b", "c", *shares], shares, 100_000)) == 4


def test_before_anything_was_counted_every_word_is_rare() -> None:
    assert [group.words for group in telling_groups(["b", "a"], {}, -1)] == [("a",), ("b",)]


@given(
    st.dictionaries(st.sampled_from("abcdefghijklmnopqrst"), st.floats(0, 1)),
    st.integers(-1, 10**7),
)
def test_no_search_looks_for_more_than_it_should(shares: dict[str, float], questions: int) -> None:
    groups = telling_groups(shares, shares, questions)
    assert len(groups) <= MOST_SINGLE + 6
    assert bool(groups) == bool(shares)
    assert all(set(group.words) <= set(shares) for group in groups)
    assert len({group.words for group in groups}) == len(groups)


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


def test_the_same_way_of_asking_is_no_likeness_but_a_copy_always_is() -> None:
    asked, other = "Please send the minutes.", "Please send us every plan."
    assert strongest([Likeness("1", asked, "2", other, 0.6, 0.0)]) == ()
    bare = Likeness("1", "How many each year?", "2", "how many  each year?", 1.0, 0.0)
    assert strongest([bare]) == (bare,)


def test_the_most_alike_come_first_and_the_unlike_not_at_all() -> None:
    weak, some, most = like(LIKE - 0.01), like(LIKE), like(0.8)
    assert strongest([weak, some, most]) == (most, some)


HOLDS = "Which company holds the contract, and until when?"
RUNS = "Which company manages the car parks, and until when does its contract run?"


@pytest.mark.parametrize(
    ("text", "subject", "other_text", "other_subject", "expected"),
    [
        (HOLDS, "Linen and laundry", RUNS, "Parking fines issued to staff", False),
        (
            "How many tonnes of linen were washed?", "Linen and laundry",
            "How many tonnes of waste were burnt?", "Waste burnt", False,
        ),
        (HOLDS, "Contract for linen", RUNS, "Car parks", True),
        ("How much linen was washed?", "Laundry", "Who washed our linen?", "Linen", True),
        (HOLDS, "Linen and laundry", HOLDS.upper(), "Parking", True),
        (ONE, "A question", OTHER, "FOI request", True),
    ],
)  # fmt: skip
def test_a_way_of_asking_is_not_what_is_asked(
    text: str, subject: str, other_text: str, other_subject: str, expected: bool
) -> None:
    found = [Likeness("1", text, "1", other_text, 0.5, word_share(text, other_text))]
    assert is_about_the_same(found, subject, other_subject) is expected


def test_questions_that_are_much_alike_need_no_subject() -> None:
    assert is_about_the_same([Likeness("1", HOLDS, "1", RUNS, 0.6, 0)], "Linen", "Parking")
    assert not is_about_the_same([Likeness("1", HOLDS, "1", RUNS, 0.59, 0)], "Linen", "Parking")


def test_nothing_in_common_is_nothing() -> None:
    assert not is_about_the_same([], "Linen", "Linen")


def test_words_of_time_and_of_counting_tell_nothing() -> None:
    assert not telling_words("How many in each of the last three months, in total, until when?")


def test_three_telling_words_are_enough() -> None:
    one, other = "wards nurses rosters", "rosters for wards, by nurses"
    assert len(shared_words(one, other)) == MANY_SHARED
    assert is_about_the_same([Likeness("1", one, "1", other, 0.3, 0.3)], "A", "B")

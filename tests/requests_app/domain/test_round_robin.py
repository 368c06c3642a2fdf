"""The same words from several people, or from one to many authorities (R13)."""

import pytest

from requests_app.domain.round_robin import is_same_text, is_same_words, sent_to_many
from requests_app.domain.similar_requests import Likeness


def likeness(one: str, other: str, trigrams: float = 0.95, number: str = "1") -> Likeness:
    return Likeness(number, one, "1", other, trigrams, 1.0)


def test_a_copy_and_nearly_a_copy_are_the_same_words() -> None:
    assert is_same_words(likeness("Beds in 2025?", "beds  in 2025?", 0.1))
    assert is_same_words(likeness("How many beds, in 2025?", "How many beds in 2025"))
    assert not is_same_words(likeness("How many beds in 2025?", "Beds of 2025", 0.6))


def test_another_year_is_another_question() -> None:
    assert not is_same_words(likeness("How many beds in 2025?", "How many beds in 2024?"))


def test_most_of_a_request_has_to_stand_in_the_other() -> None:
    copies = [likeness("Beds?", "Beds?", number=str(number)) for number in range(1, 4)]

    assert is_same_text(copies, 4)
    assert not is_same_text(copies, 5)
    assert not is_same_text([], 0)
    # A question that stands there twice is still one question.
    assert not is_same_text([copies[0]] * 4, 4)


@pytest.mark.parametrize(
    "text",
    [
        "I am sending this request to all NHS trusts in England.",
        "This is a round robin.",
        "The same request has been sent to several other\npublic authorities.",
        "I have written to every acute trust.",
        "We are contacting 42 integrated care boards.",
    ],
)
def test_words_that_say_so_are_found(text: str) -> None:
    assert sent_to_many(text)


@pytest.mark.parametrize(
    "text",
    [
        "Which contracts does the Trust have with other trusts?",
        "How many letters were sent to every patient?",
        "Please send all policies of the Trust board.",
        "",
    ],
)
def test_a_question_about_others_is_no_sign(text: str) -> None:
    assert sent_to_many(text) == ""

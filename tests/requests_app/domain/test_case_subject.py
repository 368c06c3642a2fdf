"""A case is named by what it is about."""

import pytest

from requests_app.domain.case_subject import case_subject

ASKED = "How many beds were closed in 2025?"


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("Closed beds", "Closed beds"),
        ("  Closed\n beds ", "Closed beds"),
        ("Re: FW: [EXTERNAL] Closed beds", "Closed beds"),
        ("Freedom of Information request - Closed beds", "Closed beds"),
        ("FOI request: closed beds", "Closed beds"),
        ("FOI: Information about closed beds", "Information about closed beds"),
    ],
)
def test_a_subject_that_says_something_is_kept_without_what_stands_before_it(
    subject: str, name: str
) -> None:
    assert case_subject(subject, ASKED) == name


@pytest.mark.parametrize(
    "subject",
    ["", "FOI", "foi request", "Freedom of Information Act 2000 request", "Re: ", "(no subject)",
     "URGENT: information please", "[EXTERNAL] Request for information"],
)  # fmt: skip
def test_a_subject_that_says_nothing_gives_way_to_the_question(subject: str) -> None:
    assert case_subject(subject, ASKED) == ASKED


def test_a_long_question_is_cut_between_two_words() -> None:
    name = case_subject("FOI", "How many " + "very " * 40 + "small beds?")

    assert name.endswith(" very…")
    assert len(name) <= 81


def test_without_words_anywhere_the_subject_stays() -> None:
    assert case_subject("FOI", " \n ") == "FOI"


def test_a_name_is_never_longer_than_its_column() -> None:
    assert len(case_subject("s" * 900, ASKED)) == 200

"""Requests as people write them, split into their parts; nothing is lost."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests_app.domain.questions import names_applicant, split_request

MAIL = Path(__file__).resolve().parents[2] / "data" / "mail" / "contacts_with_enforcement.eml"


def numbers(text: str) -> list[str]:
    return [question.number for question in split_request(text).questions]


def texts(text: str) -> dict[str, str]:
    return {question.number: question.text for question in split_request(text).questions}


def test_a_request_of_many_parts_is_split_as_it_was_meant() -> None:
    mail = message_from_bytes(MAIL.read_bytes(), policy=policy.default)
    assert isinstance(mail, EmailMessage)
    split = split_request(mail.get_content(), applicant_name="Marguerite Oldcastle")

    assert [(q.number, q.parent) for q in split.questions] == [
        ("1", None), ("1a", "1"), ("1b", "1"), ("1c", "1"),
        ("2", None), ("2a", "2"), ("2b", "2"), ("2c", "2"), ("2d", "2"), ("2e", "2"),
        ("3", None),
    ]  # fmt: skip
    words = {question.number: question.text for question in split.questions}
    assert words["2a"] == "were about a patient of a community or GP service."
    assert words["3"].startswith("The letters, e-mails and notes of meetings")
    assert words["3"].endswith("taken out where they must be.")
    assert split.questions[4].narrower_scopes == (
        "limit it to the time since January 2020",
        "provide only the three months above",
        "just provide the totals for each hospital",
    )
    assert split.order_of_priority == (
        "Please work down the list in this order, and stop where the cost limit is reached:"
    )
    assert split.preferred_form == (
        "I would like the answer by e-mail, with the figures as a spreadsheet."
    )
    assert "Oldcastle" not in str(split)
    assert "faithfully" not in str(split)
    assert split.opening.startswith("I am writing under the Freedom of Information Act 2000.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. One?\n2. Two?", ["1", "2"]),
        ("1) One?\n2) Two?", ["1", "2"]),
        ("(1) One?\n(2) Two?", ["1", "2"]),
        ("Q1: One?\nQ2: Two?", ["1", "2"]),
        ("Question 1. One?\nQuestion 2. Two?", ["1", "2"]),
        ("1. One\n(a) part\n(b) part\n2. Two", ["1", "1a", "1b", "2"]),
        ("1. One\n   i) part\n   ii) part", ["1", "1i", "1ii"]),
        ("- One?\n- Two?\n- Three?", ["1", "2", "3"]),
        ("How many beds?", ["1"]),
        ("How many beds?\n\nAnd how many wards?", ["1"]),
        ("1. One\r\n2. Two\r\n", ["1", "2"]),
        ("1.\xa0One\n2.\xa0Two", ["1", "2"]),
        ("", ["1"]),
        ("Dear Sir,\n\nYours faithfully,\nAnn", ["1"]),
    ],
)
def test_the_ways_people_number(text: str, expected: list[str]) -> None:
    assert numbers(text) == expected


@pytest.mark.parametrize(
    "line",
    [
        "2018 was the year.",
        "10 mg of it.",
        "3.5 million pounds.",
        "2. June is the day.",
        "(s.40) x",
    ],
)
def test_a_number_that_does_not_follow_begins_nothing(line: str) -> None:
    assert numbers(f"How many beds were closed?\n{line}") == ["1"]


def test_wrapped_lines_are_joined_and_blank_lines_stay() -> None:
    text = (
        "1. How many beds in the hospital were closed to patients\nin the year of 2025?\n\n"
        "Count wards too.\n\n2. Why?"
    )

    assert texts(text) == {
        "1": "How many beds in the hospital were closed to patients in the year of 2025?\n\n"
        "Count wards too.",
        "2": "Why?",
    }


@pytest.mark.parametrize(
    "ending",
    ["Yours faithfully,\nAnn Asker", "Kind regards\nAnn Asker\n01632 960001", "Thanks,\nAnn",
     "-- \nAnn Asker", "--------\nPlease use this address for all replies: x@example.org",
     "> earlier mail\n> 3. not a question", "On Mon 2 Nov 2026 FOI Team wrote:\nDear Ann"],
)  # fmt: skip
def test_endings_footers_and_quotes_are_no_question(ending: str) -> None:
    assert texts(f"Dear Sir or Madam,\n1. One?\n2. Two?\n\n{ending}") == {"1": "One?", "2": "Two?"}


def test_what_is_said_of_the_whole_is_not_the_last_question() -> None:
    split = split_request("1. One?\n2. Two?\n\nI would prefer a spreadsheet by e-mail.")

    assert split.questions[-1].text == "Two?"
    assert split.closing == "I would prefer a spreadsheet by e-mail."
    assert split.preferred_form == "I would prefer a spreadsheet by e-mail."


def test_ten_thousand_numbered_lines_are_read_and_none_is_lost() -> None:
    text = "\n".join(f"{n}. Ward number {n}?" for n in range(1, 10_001))
    split = split_request(text)

    assert len(split.questions) == 300
    assert "Ward number 10000?" in split.questions[-1].text


def test_a_million_characters_are_read() -> None:
    assert len(split_request("x" * 1_000_000).questions[0].text) == 1_000_000


WORD = st.text("abcdefgh ?", min_size=1, max_size=20).map(str.strip).filter(bool)
LINE = st.one_of(
    WORD,
    st.builds("{}. {}".format, st.integers(1, 12), WORD),
    st.builds("{}) {}".format, st.sampled_from("abc"), WORD),
    st.builds("- {}".format, WORD),
    st.just(""),
)


@given(st.lists(LINE, max_size=20))
def test_no_word_of_the_body_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    split = split_request(text)
    kept = " ".join([split.opening, *(q.text for q in split.questions), split.closing])

    for line in lines:
        for word in line.split()[1:] if line[:1] in "123456789-" or ")" in line else line.split():
            assert word in kept.split() or word in kept


@given(st.lists(LINE, max_size=20))
def test_numbers_are_never_given_twice(lines: list[str]) -> None:
    found = numbers("\n".join(lines))

    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ("As Quintessa Ravenscroft I ask", True),
        ("Ask Ravenscroft about it", True),
        ("the ravenscroft road", False),
        ("write to q.ravenscroft@example.org", True),
        ("q.ravenscroft wrote", True),
        ("How many beds?", False),
    ],
)
def test_the_applicants_name_is_noticed(text: str, is_named: bool) -> None:
    assert (
        names_applicant(
            text,
            applicant_name="Quintessa Ravenscroft",
            applicant_address="q.ravenscroft@example.org",
        )
        is is_named
    )


def test_short_surnames_and_missing_names_raise_no_alarm() -> None:
    assert not names_applicant("Lee", applicant_name="Ann Lee", applicant_address="")
    assert not names_applicant("anything", applicant_name="", applicant_address="")

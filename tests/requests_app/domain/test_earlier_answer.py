"""How old an earlier answer is, whether its time has moved on, and whom it would give away."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests_app.domain.earlier_answer import (
    Asker,
    age_words,
    period_warnings,
    periods,
    warnings,
    who_asked_in,
)

THEN = date(2026, 3, 2)
ASKER = Asker(
    name="Quintessa Ravenscroft",
    organisation="Harrow Echo",
    email="q.ravenscroft@example.org",
    postal_address="12 Mill Lane\nHarrowdene\nHD2 5AB",
    phone="01632 960 123",
)


@pytest.mark.parametrize(
    ("sent_on", "today", "words"),
    [
        (THEN, THEN, "sent today"),
        (THEN, date(2026, 3, 3), "1 day old"),
        (THEN, date(2026, 5, 1), "60 days old"),
        (THEN, date(2026, 5, 2), "2 months old"),
        (THEN, date(2027, 3, 1), "11 months old"),
        (THEN, date(2027, 3, 2), "12 months old"),
        (date(2025, 12, 31), date(2026, 3, 31), "3 months old"),
    ],
)
def test_an_age_is_in_days_at_first_and_then_in_whole_months(
    sent_on: date, today: date, words: str
) -> None:
    assert age_words(sent_on, today) == words


@given(st.dates(date(2005, 1, 1), date(2050, 1, 1)), st.integers(61, 5000))
def test_an_answer_never_grows_younger(sent_on: date, days: int) -> None:
    months = [
        int(age_words(sent_on, sent_on + timedelta(days=more)).split()[0])
        for more in (days, days + 1, days + 31)
    ]

    assert months == sorted(months)
    assert months[0] * 28 <= days


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("How many in 2025?", ["2025"]),
        ("In 2024/25 and in 2025-26", ["2024/25", "2025/26"]),
        ("Between 2019 and 2023", ["2019", "2023"]),
        ("From 2019-2023", ["2019", "2023"]),
        ("In 2024/2025", ["2024/25"]),
        ("In 1999/00", ["1999/00"]),
        ("Ward 12, room 2, £20251", []),
        ("On 2010-11-30", ["2010"]),
        ("Since 2020-03", ["2020"]),
    ],
)
def test_the_years_of_a_question_are_found(text: str, names: list[str]) -> None:
    assert [period.name for period in periods(text)] == names


def test_a_financial_year_ends_in_march() -> None:
    (period,) = periods("What was spent in 2025/26?")

    assert period.ends_on == date(2026, 3, 31)


def test_nothing_is_said_where_the_time_is_the_same_and_over() -> None:
    words = "How many beds were closed in 2025?"

    assert period_warnings(words, words, received_then=THEN) == ()


@pytest.mark.parametrize(
    ("here", "there", "said"),
    [
        ("Beds in 2026?", "Beds in 2025?", "is about 2026; the earlier one is about 2025"),
        ("Beds in 2026?", "Beds?", "is about 2026; the earlier one names no year"),
        ("Beds?", "Beds in 2025?", "names no year; the earlier one is about 2025"),
        ("Beds in 2026?", "Beds in 2026?", "2026 was not over when the earlier request came, on 2"),
        ("In 2025/26?", "In 2025/26?", "2025/26 was not over"),
        ("Beds in the last three years?", "Beds in the last three years?", "a time that goes on"),
        ("Beds since 2020?", "Beds since 2020?", "“since”"),
        ("What is the current rate?", "What is the current rate?", "stops where that request came"),
    ],
)
def test_a_time_that_has_moved_on_is_said(here: str, there: str, said: str) -> None:
    assert said in " ".join(period_warnings(here, there, received_then=THEN))


def test_an_old_answer_and_one_under_the_other_law_are_said_first_to_last() -> None:
    def said(today: date, *, is_same_law: bool = True) -> tuple[str, ...]:
        return warnings(
            "Beds in 2024?", "Beds in 2024?", received_then=THEN, sent_on=THEN, today=today,
            months=12, is_same_law=is_same_law,
        )  # fmt: skip

    assert said(date(2027, 3, 1)) == ()
    assert said(date(2027, 3, 2)) == (
        "It is 12 months old. Ask whoever holds the information whether it is still so.",
    )
    assert said(THEN, is_same_law=False) == ("It was answered under the other law.",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("As you asked, Ms Ravenscroft, 12.", ("their name or e-mail address",)),
        ("Sent to Q.Ravenscroft@example.org.", ("their name or e-mail address",)),
        ("The harrow  echo had it first.", ("their organisation",)),
        ("We wrote to 12  Mill Lane,", ("their address",)),
        ("In hd2 5ab there are four.", ("their address",)),
        ("Call 01632 960123.", ("their phone number",)),
        ("Twelve beds in Harrowdene, at 12 Lane Street.", ()),
        ("The harrow echoed.", ()),
    ],
)
def test_words_that_give_an_applicant_away_are_found(text: str, told: tuple[str, ...]) -> None:
    assert who_asked_in(text, ASKER) == told


def test_an_applicant_who_gave_nothing_is_given_away_by_nothing() -> None:
    assert who_asked_in("Twelve beds. 01632 960123", Asker()) == ()

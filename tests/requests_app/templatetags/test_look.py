from datetime import UTC, date, datetime

import pytest

from requests_app.templatetags.look import (
    clock_time,
    day_words,
    due_words,
    first_line,
    later_lines,
    long_day,
    short_day,
    standing_words,
    state_tag,
)

TUESDAY = date(2026, 12, 8)


def test_a_day_in_a_list_is_short() -> None:
    assert short_day(TUESDAY) == "Tue 8 Dec"


def test_a_day_in_prose_is_written_out() -> None:
    assert long_day(TUESDAY) == "Tuesday 8 December 2026"


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2027, 1, 11), "Mon 11 Jan"),
        (date(2027, 11, 30), "Tue 30 Nov 2027"),
        (date(2018, 8, 22), "Wed 22 Aug 2018"),
    ],
)
def test_a_day_far_from_today_shows_its_year(day: date, text: str) -> None:
    assert short_day(day, TUESDAY) == text


def test_a_moment_is_shown_as_its_london_day_and_time() -> None:
    just_before_midnight_utc = datetime(2026, 7, 31, 23, 30, tzinfo=UTC)

    assert short_day(just_before_midnight_utc) == "Sat 1 Aug"
    assert clock_time(just_before_midnight_utc) == "00:30"


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2026, 12, 8), "due today"),
        (date(2026, 12, 9), "due tomorrow"),
        (date(2026, 12, 7), "1 day late"),
        (date(2026, 12, 6), "2 days late"),
        (date(2026, 12, 10), "due Thu 10 Dec"),
    ],
)
def test_a_due_date_is_said_as_what_matters(due: date, words: str) -> None:
    assert due_words(due, TUESDAY) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 12, 7), "yesterday"),
        (date(2026, 12, 8), "today"),
        (date(2026, 12, 9), "tomorrow"),
        (date(2026, 12, 10), "Thu 10 Dec"),
    ],
)
def test_a_near_day_has_its_own_word(day: date, words: str) -> None:
    assert day_words(day, TUESDAY) == words


def test_no_date_is_no_words() -> None:
    assert [
        short_day(None),
        long_day(None),
        clock_time(None),
        due_words(None, TUESDAY),
        day_words(None, TUESDAY),
    ] == [""] * 5


def test_a_state_is_a_colour_and_a_word() -> None:
    assert state_tag("stopped") == '<strong class="state state--stopped">Clock stopped</strong>'


def test_a_state_without_a_word_is_refused() -> None:
    with pytest.raises(KeyError):
        standing_words("asleep")


def test_a_choice_is_a_label_and_a_hint_below_it() -> None:
    label = "Yes, all of it\nIt is in one place."

    assert (first_line(label), later_lines(label)) == ("Yes, all of it", "It is in one place.")
    assert (first_line("No"), later_lines("No")) == ("No", "")

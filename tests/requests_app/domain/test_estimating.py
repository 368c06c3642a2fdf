"""Estimates and their arithmetic."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests_app.domain.cost_activities import COUNTED, NOT_COUNTED, Activity
from requests_app.domain.cost_terms import FIRST_TERMS, Authority
from requests_app.domain.errors import RuleBroken
from requests_app.domain.estimating import (
    MOST_HOURS,
    Line,
    Sample,
    Spread,
    Standing,
    arithmetic,
    method,
    read,
    refuse_absurd,
    sampled,
)

RATE = FIRST_TERMS.rate


def spread(*figures: str) -> Spread:
    low, expected, high = figures if len(figures) == 3 else figures * 3
    return Spread(Decimal(low), Decimal(expected), Decimal(high))


def standing(*lines: Line) -> Standing:
    return read(lines, FIRST_TERMS, Authority.OTHER).standing


ORDER = "have to go from the least to the most, and not below 0."
NOTES = Sample(600, 20, "Every thirtieth on the shelf.", spread("3", "5", "8"))


def test_a_sample_gives_hours_by_multiplying_the_records() -> None:
    assert sampled(Activity.EXTRACT, NOTES).hours == spread("30.00", "50.00", "80.00")
    thirds = Sample(1, 1, "", spread("20"))
    assert thirds.hours().expected == Decimal("0.33")


def test_the_arithmetic_reads_well() -> None:
    assert arithmetic(sampled(Activity.EXTRACT, NOTES), RATE) == (
        "600 records × 5 (3 to 8) minutes = 50 (30 to 80) hours × £25.00 an hour = £1,250.00"
    )
    assert method(NOTES) == ("20 of the 600 records were timed. Every thirtieth on the shelf.")
    by_three = Line(Activity.RETRIEVE, spread("1.5"), 3, Decimal("320"))
    assert arithmetic(by_three, RATE) == (
        "1.5 hours × 3 people × £25.00 an hour + £320.00 at cost = £432.50"
    )


def test_what_does_not_count_has_hours_and_no_price() -> None:
    assert arithmetic(Line(Activity.REDACT, spread("30")), RATE) == "30 hours"
    assert arithmetic(Line(Activity.REDACT, spread("1")), RATE) == "1 hour"


@given(
    st.sampled_from(sorted(COUNTED)),
    st.sampled_from(sorted(NOT_COUNTED)),
    st.decimals(0, 400, places=2),
    st.decimals(0, 400, places=2),
)
def test_recording_what_does_not_count_changes_no_reading(
    counted: Activity, other: Activity, hours: Decimal, more: Decimal
) -> None:
    line = Line(counted, Spread(hours, hours, hours))
    beside = Line(other, Spread(more, more, more), expense=more)
    alone = read([line], FIRST_TERMS, Authority.OTHER)
    assert read([line, beside], FIRST_TERMS, Authority.OTHER) == alone


@pytest.mark.parametrize(
    ("figures", "found"),
    [
        (("1", "16.19", "18"), Standing.WITHIN),
        (("1", "16.2", "18"), Standing.NEAR),
        (("1", "2", "18.01"), Standing.NEAR),
        (("1", "18", "18"), Standing.NEAR),
        (("1", "18.01", "19"), Standing.OVER),
    ],
)
def test_an_estimate_stands_by_what_is_expected_and_is_near_if_it_may_pass(
    figures: tuple[str, str, str], found: Standing
) -> None:
    assert standing(Line(Activity.LOCATE, spread(*figures))) is found


def test_each_standing_has_a_name() -> None:
    assert [each.label for each in Standing] == [
        "Within the limit",
        "Near the limit",
        "Over the limit",
    ]


def test_the_three_readings_are_kept_apart() -> None:
    reading = read([sampled(Activity.EXTRACT, NOTES)], FIRST_TERMS, Authority.PART_1)
    costs = [each.cost for each in (reading.low, reading.expected, reading.high)]
    assert costs == [750, 1250, 2000]
    assert reading.low.limit == 600


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (Line(Activity.LOCATE, spread("-1")), f"the hours {ORDER}"),
        (Line(Activity.LOCATE, spread("2", "1", "3")), f"the hours {ORDER}"),
        (Line(Activity.LOCATE, spread("1", "3", "2")), f"the hours {ORDER}"),
        (
            Line(Activity.LOCATE, spread(str(MOST_HOURS + 1))),
            "10,000 hours is the most that can be estimated.",
        ),
        (Line(Activity.LOCATE, spread("1"), 0), "at least one person does it."),
        (
            Line(Activity.LOCATE, spread("1"), expense=Decimal(-1)),
            "other costs cannot be less than 0.",
        ),
        (
            sampled(Activity.LOCATE, Sample(5, 6, "All.", spread("1"))),
            "between 1 and all 5 of the records can be timed.",
        ),
        (
            sampled(Activity.LOCATE, Sample(5, 0, "None.", spread("1"))),
            "between 1 and all 5 of the records can be timed.",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(line: Line, words: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        refuse_absurd([line])
    assert str(refusal.value) == f"{Activity.LOCATE.label}: {words}"


def test_the_bounds_themselves_are_allowed() -> None:
    refuse_absurd(
        [
            Line(Activity.LOCATE, spread("0", "0", str(MOST_HOURS))),
            sampled(Activity.EXTRACT, Sample(5, 5, "All.", spread("1"))),
            sampled(Activity.EXTRACT, Sample(5, 1, "The first.", spread("1"))),
        ]
    )


def test_two_people_are_told_of_and_one_is_not() -> None:
    two = arithmetic(Line(Activity.LOCATE, spread("3"), persons=2), RATE)
    assert two == "3 hours × 2 people × £25.00 an hour = £150.00"
    assert arithmetic(Line(Activity.LOCATE, spread("3")), RATE) == (
        "3 hours × £25.00 an hour = £75.00"
    )


def test_a_line_has_no_sample_unless_one_was_taken() -> None:
    assert Line(Activity.LOCATE, spread("1")).sample is None


def test_the_standings_keep_the_names_that_other_programs_know() -> None:
    assert [standing.value for standing in Standing] == ["within", "near", "over"]

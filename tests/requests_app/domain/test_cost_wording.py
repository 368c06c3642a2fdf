"""What an applicant reads about costs."""

from decimal import Decimal

from requests_app.domain.cost_activities import Activity
from requests_app.domain.cost_limit import Work, assess
from requests_app.domain.cost_wording import (
    RefusedPart,
    hours,
    narrowing_offer,
    refusal_words,
    rung_words,
)
from requests_app.domain.priority_order import Part, Scope, ladder
from requests_app.domain.regime import Regime

RATE = Decimal(25)
PARTS = [
    Part("1", (Scope("", Decimal(100)),)),
    Part("2", (Scope("", Decimal(750)), Scope("since 2016", Decimal(300)))),
    Part("3", (Scope("", Decimal(225)),)),
    Part("4", (Scope("", Decimal(25)),)),
]
LADDER = ladder(PARTS, Decimal(450))


def test_hours_read_well() -> None:
    assert [hours(Decimal(cost), RATE) for cost in (25, 450, "312.5", 0)] == [
        "1 hour",
        "18 hours",
        "12.5 hours",
        "0 hours",
    ]


def test_each_rung_says_what_fits_and_where_it_stops() -> None:
    assert [rung_words(rung, LADDER, RATE) for rung in LADDER.rungs] == [
        "Question 1, as you asked it: 4 hours. 4 hours of 18 hours are used.",
        "Question 2, since 2016 (as you asked it would not fit): 12 hours. "
        "16 hours of 18 hours are used.",
        "Question 3 needs 9 hours at the least, and 2 hours are left. It stops here.",
        "Question 4 comes after the stop, so it is not reached.",
    ]


def test_the_offer_says_what_could_be_had_and_what_not() -> None:
    offer = narrowing_offer(LADDER, RATE)
    assert "- question 1, as you asked it\n- question 2, since 2016" in offer
    assert "- question 3\n- question 4" in offer
    assert "£450.00, which is 18 hours of work" in offer
    assert "a shorter period" in offer
    assert "one site" in offer
    assert "a sample" in offer


def test_an_offer_where_nothing_fits_does_not_pretend() -> None:
    nothing = ladder([Part("1", (Scope("", Decimal(500)),))], Decimal(450))
    assert "Within the limit we can give you" not in narrowing_offer(nothing, RATE)
    everything = ladder(PARTS[:1], Decimal(450))
    assert "cannot also give you" not in narrowing_offer(everything, RATE)


def test_a_refusal_shows_the_estimate_the_regulations_and_help() -> None:
    assessed = assess([Work(Activity.EXTRACT, Decimal(9))])
    part = RefusedPart("3", ("Estates: 540 records × 1 minutes = 9 hours",))
    words = refusal_words(part, assessed, Regime.FOIA, used_before=Decimal(400))
    assert (
        "this and what we answer would take 25 hours together, at £25.00 an hour £625.00: 16 hours "
        "for your other questions that we answer, and 9 hours for this one." in words
    )
    assert "The limit for us is £450.00, or 18 hours (Freedom of Information and Data" in words
    assert "- Estates: 540 records × 1 minutes = 9 hours" in words
    assert "You could ask for less" in words
    alone = refusal_words(RefusedPart("3", ()), assessed, Regime.FOIA)
    assert "it would take 9 hours, at £25.00 an hour £225.00." in alone
    assert "other questions" not in alone
    assert "how we worked it out" not in alone


def test_environmental_information_has_no_limit_to_name() -> None:
    assessed = assess([Work(Activity.EXTRACT, Decimal(90))])
    words = refusal_words(RefusedPart("1", ()), assessed, Regime.EIR, used_before=Decimal(1))
    assert "limit for us" not in words
    assert "£2,250.00" in words

"""The strip of days, as it stands on some day."""

from datetime import date

import pytest

from requests_app.domain.clock_facts import Cause, History, Pause
from requests_app.domain.clock_strip import ClockStrip, Standing, StripDay, StripKind, clock_strip
from requests_app.domain.regime import Regime
from requests_app.domain.statutory_clock import read_history
from requests_app.domain.uk_calendar import built_in_calendar

CALENDAR = built_in_calendar()
RECEIVED = date(2025, 8, 18)
"""Due on Tuesday 16 September: the bank holiday of Monday 25 August lies between."""
DUE = date(2025, 9, 16)


def strip(
    today: date,
    *pauses: Pause,
    answered_on: date | None = None,
    extended_on: date | None = None,
) -> ClockStrip:
    history = History(RECEIVED, pauses, extended_on=extended_on, answered_on=answered_on)
    reading = read_history(history, CALENDAR, regime=Regime.FOIA)
    return clock_strip(reading, CALENDAR, today=today)


def days_of(drawn: ClockStrip, kind: StripKind) -> list[date]:
    return [each.day for each in drawn.days if each.kind is kind]


def test_a_plain_strip_runs_from_receipt_to_the_due_date() -> None:
    drawn = strip(date(2025, 8, 27))
    assert (drawn.days[0].kind, drawn.days[0].day) == (StripKind.RECEIPT, RECEIVED)
    assert (drawn.days[-1].number, drawn.days[-1].day, drawn.days[-1].is_due) == (20, DUE, True)
    assert [each.number for each in drawn.days if each.number] == list(range(1, 21))
    assert days_of(drawn, StripKind.HOLIDAY) == [date(2025, 8, 25)]
    assert len(days_of(drawn, StripKind.WEEKEND)) == 8
    assert (drawn.limit, drawn.day_number, drawn.standing) == (20, 6, Standing.ON_TRACK)
    assert drawn.title == ("Working day 6 of 20; the answer is due on Tuesday 16 September 2025.")


def test_a_day_says_everything_that_is_drawn_of_it() -> None:
    assert strip(date(2025, 8, 27)).days[7] == StripDay(
        day=date(2025, 8, 25),
        kind=StripKind.HOLIDAY,
        number=None,
        is_today=False,
        is_due=False,
        is_past=True,
        why_not="Late Summer Bank Holiday (England, Wales and Northern Ireland)",
        milestones=(),
    )


@pytest.mark.parametrize(
    ("today", "standing"),
    [
        (date(2025, 9, 11), Standing.ON_TRACK),
        (date(2025, 9, 12), Standing.DUE_SOON),
        (DUE, Standing.DUE_SOON),
        (date(2025, 9, 17), Standing.OVERDUE),
    ],
)
def test_a_case_is_due_soon_on_its_last_three_days(today: date, standing: Standing) -> None:
    assert strip(today).standing is standing


def test_the_strip_of_an_overdue_case_runs_on_to_today() -> None:
    drawn = strip(date(2025, 9, 18))
    assert [(each.day, each.number) for each in drawn.days[-2:]] == [
        (date(2025, 9, 17), 21),
        (date(2025, 9, 18), 22),
    ]
    assert [each.day for each in drawn.days if each.is_due] == [DUE]
    assert drawn.title == "Working day 22: the answer was due on Tuesday 16 September 2025."


def test_an_answered_strip_counts_to_the_answer() -> None:
    drawn = strip(date(2026, 1, 5), answered_on=date(2025, 9, 17))
    assert (drawn.day_number, drawn.standing, drawn.days[-1].day) == (
        21,
        Standing.ANSWERED,
        date(2025, 9, 17),
    )
    assert drawn.title == (
        "Answered on working day 21 of 20; it was due Tuesday 16 September 2025."
    )


def test_the_days_of_a_fee_are_stopped_and_have_no_number() -> None:
    paid = Pause(Cause.FEE, date(2025, 8, 21), date(2025, 8, 26))
    drawn = strip(date(2025, 8, 27), paid)
    stopped = [each for each in drawn.days if each.kind is StripKind.STOPPED]
    assert [each.day for each in stopped] == [
        date(2025, 8, 21),
        date(2025, 8, 22),
        date(2025, 8, 26),
    ]
    assert {(each.number, each.why_not) for each in stopped} == {(None, "Waiting for the fee")}
    assert days_of(drawn, StripKind.HOLIDAY) == [date(2025, 8, 25)]
    assert (drawn.day_number, drawn.days[-1].day) == (3, date(2025, 9, 19))


def test_while_the_applicant_has_not_answered_every_day_to_come_is_stopped() -> None:
    drawn = strip(date(2025, 8, 22), Pause(Cause.CLARIFICATION, date(2025, 8, 20)))
    assert days_of(drawn, StripKind.WORKING) == [date(2025, 8, 19)]
    assert days_of(drawn, StripKind.STOPPED)[0] == date(2025, 8, 20)
    assert drawn.days[-1].day == DUE
    assert [each for each in drawn.days if each.is_due] == []
    assert (drawn.standing, drawn.day_number) == (Standing.STOPPED, 1)
    assert drawn.title == (
        "The clock stands still since Wednesday 20 August 2025; there is no due date."
    )


def test_a_case_answered_while_the_clock_stood_still_says_so() -> None:
    asked = Pause(Cause.CLARIFICATION, date(2025, 8, 20))
    drawn = strip(date(2025, 9, 1), asked, answered_on=date(2025, 8, 28))
    assert drawn.title == "Answered on working day 1, while the clock stood still."


def test_a_strip_begins_again_on_the_day_the_further_information_came() -> None:
    asked = Pause(Cause.CLARIFICATION, date(2025, 8, 20), date(2025, 9, 1))
    drawn = strip(date(2025, 9, 3), asked)
    first = drawn.days[0]
    assert (first.day, first.kind, first.milestones) == (
        date(2025, 9, 1),
        StripKind.RECEIPT,
        ("The further information came",),
    )
    assert (drawn.day_number, drawn.days[-1].day) == (2, date(2025, 9, 29))


def test_an_extension_makes_the_strip_forty_days_long() -> None:
    drawn = strip(date(2025, 9, 1), extended_on=date(2025, 8, 29))
    assert (drawn.limit, drawn.days[-1].number, drawn.days[-1].is_due) == (40, 40, True)


def test_milestones_stand_on_their_days() -> None:
    reading = read_history(History(RECEIVED), CALENDAR, regime=Regime.FOIA)
    drawn = clock_strip(
        reading, CALENDAR, today=RECEIVED, milestones={date(2025, 8, 20): ("Acknowledge",)}
    )
    assert [each.milestones for each in drawn.days[:4]] == [(), (), ("Acknowledge",), ()]

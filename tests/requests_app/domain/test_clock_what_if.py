"""What an act would do to the dates."""

from datetime import date

from requests_app.domain.clock_facts import ClockFact, EntryKind
from requests_app.domain.clock_strip import StripKind
from requests_app.domain.clock_what_if import Line, Supposed, WhatIf, what_if
from requests_app.domain.regime import Regime
from requests_app.domain.statutory_clock import Effect
from requests_app.domain.uk_calendar import built_in_calendar
from requests_app.templatetags.clock_words import says

RECEIVED = ClockFact(EntryKind.RECEIVED, date(2025, 9, 1))
ASKED = ClockFact(EntryKind.CLARIFICATION_ASKED, date(2025, 9, 5))
ANSWERED = ClockFact(EntryKind.CLARIFICATION_RECEIVED, date(2025, 9, 10))
TODAY = date(2025, 9, 5)


def suppose(
    *supposed: Supposed, facts: tuple[ClockFact, ...] = (RECEIVED,), regime: Regime = Regime.FOIA
) -> WhatIf:
    return what_if(
        facts,
        supposed,
        built_in_calendar(),
        regime=regime,
        leads=Effect.SUSPEND,
        today=TODAY,
    )


def test_each_step_stands_on_those_before_it() -> None:
    found = suppose(Supposed("Once it is sent", (ASKED,)), Supposed("If they answer", (ANSWERED,)))
    assert found.lines == (
        Line("As things stand", date(2025, 9, 29), date(2025, 9, 29)),
        Line("Once it is sent", None, None),
        Line("If they answer", date(2025, 10, 3), date(2025, 10, 8)),
    )
    assert (found.moves, found.shows_both) == (True, True)


def test_the_strip_is_of_the_last_step_and_keeps_the_due_date_of_now_as_a_ghost() -> None:
    found = suppose(Supposed("Once it is sent", (ASKED,)), Supposed("If they answer", (ANSWERED,)))
    assert found.strip is not None
    marked = {day.day: (day.is_due, day.was_due) for day in found.strip.days}
    assert marked[date(2025, 9, 29)] == (False, True)
    assert marked[date(2025, 10, 3)] == (True, False)
    assert found.strip.title.startswith("What would be. Working day 3 of 20")
    assert [day.day.day for day in found.strip.days if day.kind is StripKind.STOPPED] == [
        5,
        8,
        9,
        10,
    ]
    ghost = next(day for day in found.strip.days if day.was_due)
    assert says(ghost) == "Mon 29 Sep: Day 16; Due as things stand"


def test_the_strip_reaches_the_due_date_of_now_though_the_new_one_comes_before_it() -> None:
    facts = (RECEIVED, ASKED, ANSWERED)
    found = suppose(Supposed("Once it is taken back", without=(ASKED, ANSWERED)), facts=facts)
    assert found.lines[1].works_to == date(2025, 9, 29)
    assert found.strip is not None
    assert found.strip.days[-1].day == date(2025, 10, 3)


def test_what_changes_no_date_says_so() -> None:
    found = suppose(Supposed("Once it is entered", (ANSWERED,)))
    assert (found.moves, found.shows_both) == (False, False)


def test_another_law_and_another_calendar_can_be_supposed() -> None:
    charge = (
        ClockFact(EntryKind.FEE_ASKED, date(2025, 10, 1)),
        ClockFact(EntryKind.FEE_RECEIVED, date(2025, 10, 2)),
    )
    facts = (RECEIVED, ASKED, ANSWERED, *charge)
    found = suppose(Supposed("Under the Regulations", regime=Regime.EIR), facts=facts)
    assert [line.statutory for line in found.lines] == [date(2025, 10, 10), date(2025, 10, 8)]


def test_a_step_that_leaves_the_calendar_says_so_and_draws_nothing() -> None:
    late = ClockFact(EntryKind.CLARIFICATION_RECEIVED, date(2028, 12, 20))
    found = suppose(
        Supposed("Once it is sent", (ASKED,)),
        Supposed("If they answer", (late,)),
        Supposed("And after that"),
    )
    assert [line.when for line in found.lines][-1] == "If they answer"
    assert "2028" in found.lines[-1].problem
    assert (found.strip, found.moves) == (None, True)

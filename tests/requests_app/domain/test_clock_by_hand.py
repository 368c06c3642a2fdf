"""The clock against a second count: one calendar day after another, as a person would tick them."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import chain, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from requests_app.domain.clock_facts import Cause, ClockFact, EntryKind, History, Pause
from requests_app.domain.regime import Regime
from requests_app.domain.statutory_clock import Effect, read_history, work_out
from requests_app.domain.uk_calendar import built_in_calendar
from requests_app.domain.working_days import Calendar, Holiday, Nation

CALENDAR = built_in_calendar()
DAY = timedelta(days=1)
MONDAY = date(2025, 9, 1)
LONGEST = 2 * 365


def ticked(calendar: Calendar, start: date, n: int) -> date:
    """Return the n-th working day after `start`, ticking every day on the way."""
    holidays = {each.day for each in calendar.holidays}
    day = start
    while n:
        day += DAY
        n -= day.weekday() < 5 and day not in holidays
    return day


@dataclass
class Tally:
    """A clerk with a wall calendar: ticks days, and knows no more than the day tells."""

    calendar: Calendar
    received_on: date
    regime: Regime
    restarts: bool
    ticks: int = 0
    ran_out: bool = False
    due_on: date | None = None
    waiting: list[Pause] = field(default_factory=list)

    def in_time(self, pause: Pause) -> bool:
        """Whether a question of today comes before the time has run out."""
        if pause.cause is Cause.FEE and self.regime is Regime.EIR:
            return pause.began_on <= ticked(self.calendar, self.received_on, 20)
        return bool(self.waiting) or not self.ran_out

    def is_kept(self, pause: Pause) -> bool:
        return self.in_time(pause) or (pause.cause is Cause.CLARIFICATION and self.restarts)

    def end(self, pause: Pause) -> None:
        self.waiting.remove(pause)
        if pause.cause is Cause.CLARIFICATION and self.restarts:
            self.ticks, self.ran_out, self.due_on = 0, False, None

    def live(self, today: date, history: History) -> None:
        """Live through one day: answers to old questions, new questions, answers to these."""
        stood_still = bool(self.waiting)
        restarted = False
        for pause in [each for each in self.waiting if each.ended_on == today]:
            self.end(pause)
            restarted |= pause.cause is Cause.CLARIFICATION and self.restarts
        new = [each for each in history.pauses if each.began_on == today and self.is_kept(each)]
        self.waiting += new
        stood_still |= bool(new)
        for pause in [each for each in new if each.ended_on == today]:
            self.end(pause)
            restarted |= pause.cause is Cause.CLARIFICATION and self.restarts
        holidays = {each.day for each in self.calendar.holidays}
        is_working = today.weekday() < 5 and today not in holidays
        if is_working and not stood_still and not restarted and today > self.received_on:
            self.ticks += 1
            if self.ticks == 20:
                self.due_on = today
        if self.ticks >= 20 and self.due_on and not self.waiting:
            self.ran_out = True


def by_hand(history: History, calendar: Calendar, regime: Regime, *, restarts: bool) -> date | None:
    """Return the due date as the clerk finds it; None while a question is open."""
    tally = Tally(calendar, history.received_on, regime, restarts)
    for n in range(LONGEST):
        tally.live(history.received_on + n * DAY, history)
    return None if tally.waiting else tally.due_on


@st.composite
def histories(draw: st.DrawFn, *, causes: tuple[Cause, ...] = tuple(Cause)) -> History:
    """A request with up to four questions and fees, some unanswered, at any distance."""
    received_on = draw(st.dates(date(2019, 1, 1), date(2026, 6, 1)))
    pauses = []
    for cause, after, length in draw(
        st.lists(
            st.tuples(st.sampled_from(causes), st.integers(0, 60), st.integers(-3, 45)), max_size=4
        )
    ):
        began_on = received_on + after * DAY
        # Within 45 days every fee is paid in time; late payments have tests of their own.
        pauses.append(Pause(cause, began_on, began_on + length * DAY if length >= 0 else None))
    return History(received_on, tuple(pauses))


@settings(max_examples=300, deadline=None)
@given(histories(), st.sampled_from(Regime))
def test_both_dates_are_what_a_clerk_finds_who_ticks_every_day(
    history: History, regime: Regime
) -> None:
    reading = read_history(history, CALENDAR, regime=regime)
    assert reading.due_on == by_hand(history, CALENDAR, regime, restarts=True)
    assert reading.policy_due_on == by_hand(history, CALENDAR, regime, restarts=False)


@settings(max_examples=100, deadline=None)
@given(histories(), st.sampled_from(Regime), st.integers(-5, 150), st.sampled_from(Nation))
def test_a_new_holiday_never_brings_a_date_forward(
    history: History, regime: Regime, after: int, nation: Nation
) -> None:
    new = Holiday(history.received_on + after * DAY, "Proclaimed", frozenset({nation}))
    more = replace(CALENDAR, holidays=(*CALENDAR.holidays, new))
    before, now = (read_history(history, each, regime=regime) for each in (CALENDAR, more))
    for old_day, new_day in (
        (before.due_on, now.due_on),
        (before.policy_due_on, now.policy_due_on),
    ):
        assert new_day is None or (old_day is not None and old_day <= new_day)


@settings(max_examples=100, deadline=None)
@given(histories(causes=(Cause.CLARIFICATION,)), st.integers(0, 20), st.integers(0, 30))
def test_a_question_inside_another_is_not_counted_a_second_time(
    history: History, after: int, length: int
) -> None:
    outer = Pause(Cause.CLARIFICATION, history.received_on + after * DAY)
    outer = outer._replace(ended_on=outer.began_on + (length + 2) * DAY)
    inner = outer._replace(
        began_on=outer.began_on + DAY, ended_on=outer.began_on + (length + 1) * DAY
    )
    one, both = (
        read_history(
            History(history.received_on, (*history.pauses, *pauses)), CALENDAR, regime=Regime.FOIA
        )
        for pauses in ((outer,), (outer, inner))
    )
    assert (one.due_on, one.policy_due_on) == (both.due_on, both.policy_due_on)


@settings(max_examples=60, deadline=None)
@given(histories(), st.randoms(use_true_random=False))
def test_the_entries_of_a_ledger_may_come_in_any_order(history: History, shuffler: object) -> None:
    kinds = {
        Cause.CLARIFICATION: (EntryKind.CLARIFICATION_ASKED, EntryKind.CLARIFICATION_RECEIVED),
        Cause.FEE: (EntryKind.FEE_ASKED, EntryKind.FEE_RECEIVED),
    }
    facts = [ClockFact(EntryKind.RECEIVED, history.received_on)]
    for pause in history.pauses:
        asked, answered = kinds[pause.cause]
        facts.append(ClockFact(asked, pause.began_on))
        if pause.ended_on:
            facts.append(ClockFact(answered, pause.ended_on))
    expected = work_out(facts, CALENDAR, regime=Regime.FOIA)
    for order in chain([facts[::-1]], permutations(facts) if len(facts) < 5 else ()):
        assert work_out(order, CALENDAR, regime=Regime.FOIA) == expected
    shuffler.shuffle(facts)  # type: ignore[attr-defined]
    assert work_out(facts, CALENDAR, regime=Regime.FOIA) == expected


PIT = date(2025, 9, 22)


@pytest.mark.parametrize(
    ("told_on", "until", "due_on"),
    [
        (PIT, date(2025, 10, 14), date(2025, 10, 14)),
        (PIT, date(2025, 12, 1), date(2025, 12, 1)),
        (PIT, date(2025, 9, 25), date(2025, 9, 29)),
        (date(2025, 9, 29), date(2025, 10, 14), date(2025, 10, 14)),
        (date(2025, 9, 30), date(2025, 10, 14), date(2025, 9, 29)),
        (PIT, None, date(2025, 10, 27)),
    ],
)
def test_the_decision_is_due_when_the_applicant_was_told_in_time_that_it_would_be(
    told_on: date, until: date | None, due_on: date
) -> None:
    history = History(MONDAY, extended_on=told_on, extended_until=until)
    reading = read_history(history, CALENDAR, regime=Regime.FOIA)
    assert (reading.due_on, reading.policy_due_on) == (due_on, due_on)


def test_the_last_estimate_told_is_the_one_that_holds() -> None:
    facts = [
        ClockFact(EntryKind.RECEIVED, MONDAY),
        ClockFact(EntryKind.EXTENDED, date(2025, 10, 10), date(2025, 10, 24)),
        ClockFact(EntryKind.EXTENDED, PIT, date(2025, 10, 14)),
    ]
    reading = work_out(facts, CALENDAR, regime=Regime.FOIA)
    assert (reading.due_on, reading.history.extended_on) == (date(2025, 10, 24), PIT)


def test_an_environmental_extension_is_to_day_40_whatever_day_was_named() -> None:
    history = History(MONDAY, extended_on=PIT, extended_until=date(2025, 10, 14))
    assert read_history(history, CALENDAR, regime=Regime.EIR).due_on == date(2025, 10, 27)


def test_further_information_after_an_estimate_cannot_leave_the_date_before_day_20() -> None:
    asked = Pause(Cause.CLARIFICATION, date(2025, 9, 23), date(2025, 10, 1))
    history = History(MONDAY, (asked,), extended_on=PIT, extended_until=date(2025, 10, 8))
    reading = read_history(history, CALENDAR, regime=Regime.FOIA)
    assert (reading.due_on, reading.policy_due_on) == (date(2025, 10, 29), date(2025, 10, 8))


def test_while_the_applicant_is_asked_an_estimate_is_no_due_date() -> None:
    history = History(
        MONDAY,
        (Pause(Cause.CLARIFICATION, PIT),),
        extended_on=PIT,
        extended_until=date(2025, 10, 8),
    )
    assert read_history(history, CALENDAR, regime=Regime.FOIA).due_on is None


@pytest.mark.parametrize(
    ("leads", "day_zero", "due_on"),
    [
        (Effect.SUSPEND, MONDAY, date(2025, 10, 3)),
        (Effect.RESTART, date(2025, 9, 10), date(2025, 10, 8)),
    ],
)
def test_the_count_that_leads_is_the_one_the_authority_has_chosen(
    leads: Effect, day_zero: date, due_on: date
) -> None:
    asked = Pause(Cause.CLARIFICATION, date(2025, 9, 5), date(2025, 9, 10))
    reading = read_history(History(MONDAY, (asked,)), CALENDAR, regime=Regime.FOIA, leads=leads)
    assert (reading.leading.day_zero, reading.leading_due_on) == (day_zero, due_on)
    assert reading.leading_limit == 20


def test_the_last_day_of_an_estimate_has_its_own_number() -> None:
    history = History(MONDAY, extended_on=PIT, extended_until=date(2025, 10, 14))
    assert read_history(history, CALENDAR, regime=Regime.FOIA).leading_limit == 31


@pytest.mark.parametrize(
    ("given_on", "due_on"),
    [(date(2025, 10, 6), date(2025, 10, 8)), (date(2025, 10, 7), date(2025, 10, 6))],
)
def test_the_last_day_of_a_count_that_paused_is_in_time_for_a_fees_notice(
    given_on: date, due_on: date
) -> None:
    asked = Pause(Cause.CLARIFICATION, date(2025, 9, 4), date(2025, 9, 10))
    fee = Pause(Cause.FEE, given_on, date(2025, 10, 7))
    reading = read_history(History(MONDAY, (asked, fee)), CALENDAR, regime=Regime.FOIA)
    assert reading.policy_due_on == due_on


@pytest.mark.parametrize(
    ("paid_on", "is_paid"), [(date(2025, 12, 2), True), (date(2025, 12, 3), False)]
)
def test_a_charge_may_be_paid_on_the_sixtieth_working_day_and_not_after(
    paid_on: date, is_paid: bool
) -> None:
    charge = Pause(Cause.FEE, date(2025, 9, 8), paid_on)
    reading = read_history(History(MONDAY, (charge,)), CALENDAR, regime=Regime.EIR)
    assert (reading.due_on is not None) is is_paid


def test_only_a_notice_of_more_time_that_names_a_day_is_an_estimate() -> None:
    day = date(2025, 10, 14)
    facts = [
        ClockFact(EntryKind.RECEIVED, MONDAY, date(2025, 12, 1)),
        ClockFact(EntryKind.EXTENDED, PIT, day),
        ClockFact(EntryKind.EXTENDED, PIT + DAY),
    ]
    assert work_out(facts, CALENDAR, regime=Regime.FOIA).history.extended_until == day


def test_each_answer_belongs_to_the_question_before_it() -> None:
    days = [(date(2025, 9, 2), date(2025, 9, 3)), (date(2025, 9, 8), date(2025, 9, 12))]
    facts = [ClockFact(EntryKind.RECEIVED, MONDAY)]
    for asked_on, answered_on in days:
        facts.append(ClockFact(EntryKind.CLARIFICATION_ASKED, asked_on))
        facts.append(ClockFact(EntryKind.CLARIFICATION_RECEIVED, answered_on))
    history = work_out(facts, CALENDAR, regime=Regime.FOIA).history
    assert [(pause.began_on, pause.ended_on) for pause in history.pauses] == days


def test_a_ledger_without_a_receipt_says_what_it_lacks() -> None:
    with pytest.raises(ValueError, match=r"^The ledger has no day of receipt\.$"):
        work_out([], CALENDAR, regime=Regime.FOIA)


def test_the_count_that_leads_is_chosen_for_a_ledger_too() -> None:
    facts = [ClockFact(EntryKind.RECEIVED, MONDAY)]
    for leads in Effect:
        assert work_out(facts, CALENDAR, regime=Regime.FOIA, leads=leads).leads is leads

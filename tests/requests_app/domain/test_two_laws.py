"""A case under two laws: both clocks run, and the earlier date that binds leads."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from requests_app.domain.clock_facts import ClockFact, EntryKind
from requests_app.domain.regime import Regime
from requests_app.domain.statutory_clock import Effect, work_out
from requests_app.domain.two_laws import other_law, work_out_leading, work_out_other
from requests_app.domain.uk_calendar import built_in_calendar

CALENDAR = built_in_calendar()
RECEIVED = ClockFact(EntryKind.RECEIVED, date(2026, 11, 2))
DAY_20, DAY_40 = date(2026, 12, 1), date(2026, 12, 31)
RESTART = Effect.RESTART


def due(*facts: ClockFact, regime: Regime = Regime.FOIA, hybrid: bool = True) -> date | None:
    return work_out_leading(
        [RECEIVED, *facts], CALENDAR, regime=regime, leads=RESTART, is_hybrid=hybrid
    ).due_on


def test_the_two_laws_are_each_others_other() -> None:
    assert other_law(Regime.FOIA) is Regime.EIR
    assert other_law(Regime.EIR) is Regime.FOIA


def test_more_time_under_one_law_leaves_the_questions_of_the_other_due_on_day_20() -> None:
    told = ClockFact(EntryKind.EXTENDED, date(2026, 11, 20))
    assert due(told, regime=Regime.EIR, hybrid=False) == DAY_40
    assert due(told, regime=Regime.EIR) == DAY_20
    promised = ClockFact(EntryKind.EXTENDED, date(2026, 11, 20), date(2026, 12, 18))
    assert due(promised, hybrid=False) == date(2026, 12, 18)
    assert due(promised) == DAY_20


def test_a_fee_stops_the_questions_of_its_own_law_alone() -> None:
    asked = ClockFact(EntryKind.FEE_ASKED, date(2026, 11, 5))
    assert due(asked, hybrid=False) is None
    assert due(asked) == DAY_20
    paid = ClockFact(EntryKind.FEE_RECEIVED, date(2026, 11, 12))
    assert due(asked, paid, hybrid=False) == date(2026, 12, 9)
    assert due(asked, paid) == DAY_20


def test_what_the_applicant_is_asked_to_explain_stops_both() -> None:
    asked = ClockFact(EntryKind.CLARIFICATION_ASKED, date(2026, 11, 5))
    answered = ClockFact(EntryKind.CLARIFICATION_RECEIVED, date(2026, 11, 9))
    assert due(asked) is None
    assert due(asked, answered) == date(2026, 12, 8)


def test_where_both_fall_on_one_day_the_law_of_the_case_leads() -> None:
    reading = work_out_leading(
        [RECEIVED], CALENDAR, regime=Regime.EIR, leads=RESTART, is_hybrid=True
    )
    assert (reading.regime, reading.due_on) == (Regime.EIR, DAY_20)


RECEIPTS = st.dates(date(2016, 1, 1), date(2026, 12, 31))
WHAT_FOLLOWED = st.lists(
    st.tuples(
        st.sampled_from([kind for kind in EntryKind if kind is not EntryKind.RECEIVED]),
        st.integers(0, 60),
    ),
    max_size=5,
)


@given(RECEIPTS, WHAT_FOLLOWED, st.sampled_from(Regime))
def test_what_leads_is_the_earliest_date_that_binds(
    received_on: date, followed: list[tuple[EntryKind, int]], regime: Regime
) -> None:
    facts = [
        ClockFact(EntryKind.RECEIVED, received_on),
        *(ClockFact(kind, received_on + timedelta(days=after)) for kind, after in followed),
    ]
    own = work_out(facts, CALENDAR, regime=regime).due_on
    other = work_out_other(facts, CALENDAR, regime=regime, leads=RESTART).due_on
    leading = work_out_leading(facts, CALENDAR, regime=regime, leads=RESTART, is_hybrid=True)
    assert leading.due_on == min((day for day in (own, other) if day), default=None)

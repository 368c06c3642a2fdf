"""A new holiday moves every open case that it touches, in a few queries, and no other."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from requests_app.domain.statutory_clock import EntryKind
from requests_app.domain.workflow import State
from requests_app.models import Case, NonWorkingDay
from requests_app.models.case import LOOK_NOW
from requests_app.queries.calendar import stored_calendar
from requests_app.queries.clock_reading import clock_reading
from requests_app.services import clock, recomputing
from requests_app.services.clock import dates_of
from requests_app.services.recomputing import recompute_open
from tests.factories import CaseMaker, Cast, at

RECEIVED_ON = date(2026, 11, 2)
PROCLAIMED = date(2026, 11, 18)


def proclaim(day: date = PROCLAIMED) -> None:
    NonWorkingDay.objects.create(
        day=day, name="Day of mourning", nations=["wales"], source="Proclaimed", added_at=at(day)
    )


def enter(case: Case, *facts: tuple[EntryKind, date]) -> None:
    for kind, day in facts:
        clock.enter(case, kind, day, actor=None, at=at(day))


def stored(case: Case) -> tuple[date, date | None, date | None]:
    case.refresh_from_db()
    return case.received_on, case.due_on, case.statutory_due_on


def by_its_own_ledger(case: Case) -> tuple[date, date | None, date | None]:
    return dates_of(clock_reading(case, stored_calendar()))


def test_a_new_holiday_moves_an_open_case_and_says_from_where_to_where(case: Case) -> None:
    before = stored(case)
    proclaim()

    (moved,) = recompute_open()

    assert before == (RECEIVED_ON, date(2026, 12, 1), date(2026, 12, 1))
    assert stored(case) == (RECEIVED_ON, date(2026, 12, 2), date(2026, 12, 2))
    assert moved == (case.pk, case.reference, date(2026, 12, 1), date(2026, 12, 2))


def test_every_sort_of_ledger_comes_out_as_it_does_by_itself(
    make_case: CaseMaker, cast: Cast
) -> None:
    plain, asked, waiting, paid, corrected, environmental = (
        make_case(State.ACCEPTED) for _ in range(6)
    )
    enter(
        asked,
        (EntryKind.CLARIFICATION_ASKED, date(2026, 11, 5)),
        (EntryKind.CLARIFICATION_RECEIVED, date(2026, 11, 12)),
    )
    enter(waiting, (EntryKind.CLARIFICATION_ASKED, date(2026, 11, 5)))
    enter(
        paid,
        (EntryKind.FEE_ASKED, date(2026, 11, 10)),
        (EntryKind.FEE_RECEIVED, date(2026, 11, 20)),
    )
    enter(environmental, (EntryKind.EXTENDED, date(2026, 11, 10)))
    Case.objects.filter(pk=environmental.pk).update(regime="eir")
    clock.correct_receipt(
        corrected.pk,
        date(2026, 10, 29),
        actor=cast.foi_manager,
        at=at(RECEIVED_ON, 15),
        reason="It lay in another mailbox.",
    )
    proclaim()

    moved = {each.case_id for each in recompute_open()}

    cases = Case.objects.order_by("pk")
    assert [stored(case) for case in cases] == [by_its_own_ledger(case) for case in cases]
    # The holiday lies in the days that were waited for anyway.
    assert moved == {case.pk for case in cases} - {waiting.pk, paid.pk}
    assert stored(plain)[1] == date(2026, 12, 2)


def test_what_departments_owe_moves_with_the_case(make_case: CaseMaker) -> None:
    owed, returned = make_case(State.WITH_DEPARTMENTS), make_case(State.DRAFTING)

    def limits(case: Case) -> tuple[date, date]:
        row = case.commissions.get()
        return row.estimate_due_on, row.answer_due_on

    before, left = limits(owed), limits(returned)
    proclaim(date(2026, 11, 9))
    recompute_open()
    together = limits(owed)
    clock.refresh(owed)

    assert together == limits(owed)
    assert before == (date(2026, 11, 10), date(2026, 11, 17))
    assert together == (date(2026, 11, 11), date(2026, 11, 18))
    assert limits(returned) == left


def test_a_case_that_moved_is_looked_at_for_reminders(case: Case) -> None:
    Case.objects.update(reminders_from=date(2026, 11, 30))
    proclaim()
    recompute_open()

    assert Case.objects.get().reminders_from == LOOK_NOW


def test_an_answered_case_stays_as_it_was(make_case: CaseMaker) -> None:
    answered = make_case(State.ANSWERED)
    before = stored(answered)
    proclaim()

    assert recompute_open() == []
    assert stored(answered) == before


def test_where_nothing_moves_nothing_is_written(make_case: CaseMaker) -> None:
    make_case()

    with CaptureQueriesContext(connection) as queries:
        assert recompute_open() == []

    assert [query for query in queries if "UPDATE" in query["sql"]] == []


def test_thirty_cases_take_as_many_queries_as_one(make_case: CaseMaker) -> None:
    def queries_for(day: date) -> int:
        proclaim(day)
        with CaptureQueriesContext(connection) as queries:
            recompute_open()
        return len(queries)

    make_case()
    one = queries_for(PROCLAIMED)
    for _ in range(29):
        make_case()

    assert queries_for(date(2026, 11, 19)) == one


def test_more_cases_than_one_write_holds_all_move(
    make_case: CaseMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recomputing, "CASES_A_WRITE", 2)
    cases = [make_case() for _ in range(5)]
    proclaim()

    assert [each.case_id for each in recompute_open()] == [case.pk for case in cases]
    assert {stored(case)[1] for case in cases} == {date(2026, 12, 2)}


def test_a_case_that_changes_meanwhile_keeps_its_change(
    case: Case, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: Callable[[], Iterator[tuple[Any, ...]]] = recomputing._standing_entries

    def read_and_be_overtaken() -> Iterator[tuple[Any, ...]]:
        entries = list(read())
        clock.correct_receipt(
            case.pk,
            date(2026, 10, 29),
            actor=cast.foi_manager,
            at=at(RECEIVED_ON, 15),
            reason="It lay in another mailbox.",
        )
        Case.objects.filter(pk=case.pk).update(due_on=date(2026, 1, 1))
        return iter(entries)

    monkeypatch.setattr(recomputing, "_standing_entries", read_and_be_overtaken)
    proclaim()

    (moved,) = recompute_open()

    assert moved.due_before == date(2026, 1, 1)
    assert stored(case) == by_its_own_ledger(case)
    assert case.received_on == date(2026, 10, 29)

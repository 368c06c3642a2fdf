"""The board's pages: in the order of what hurts first, read along an index."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from requests_app.domain.board import BY_KEY, TABS, Tab
from requests_app.domain.workflow import State
from requests_app.models import Case
from requests_app.queries import inbox
from requests_app.queries.calendar import stored_calendar
from requests_app.queries.inbox import BoardPage, ordered, page_of
from tests.factories import CaseMaker

TODAY = date(2026, 11, 25)


def page(key: str, number: str = "1", *, for_office: bool = True) -> BoardPage:
    calendar = stored_calendar()
    return page_of(None, BY_KEY[key], number, TODAY, calendar=calendar, for_office=for_office)


def references(found: BoardPage) -> list[str]:
    return [row.reference for row in found.rows]


def test_what_is_due_first_stands_first_then_what_nobody_has_then_what_waits(
    make_case: CaseMaker,
) -> None:
    waits = make_case(State.ACCEPTED)
    make_case.ask(waits, days=3)
    taken = make_case(State.ACCEPTED)
    nobodys = make_case(State.RECEIVED)
    make_case.received_on -= timedelta(days=7)
    urgent = make_case(State.ACCEPTED)

    assert references(page("new")) == [case.reference for case in (urgent, nobodys, taken, waits)]


def test_what_was_closed_last_stands_first(make_case: CaseMaker) -> None:
    one, other = make_case(State.WITHDRAWN), make_case(State.WITHDRAWN)
    Case.objects.filter(pk=one.pk).update(closed_on=TODAY)

    assert references(page("closed")) == [one.reference, other.reference]


def test_a_row_says_what_is_wrong_with_its_case(make_case: CaseMaker) -> None:
    make_case(State.RECEIVED)
    make_case(State.WITH_DEPARTMENTS)
    (new,), (asked,) = page("new").rows, page("departments").rows

    assert new.alarms == ("nobody has taken it up",)
    assert asked.alarms == ("not opened by Estates",)
    assert [row.alarms for row in page("open", for_office=False).rows] == [(), ()]


@pytest.mark.parametrize("number", ["0", "-1", "x", "9" * 40, "99999", "²", "401"])
def test_a_page_that_is_none_is_brought_to_one_that_is(make_case: CaseMaker, number: str) -> None:
    case = make_case(State.RECEIVED)

    assert references(page("new", number)) == [case.reference]
    assert page("new", number).number == 1


def test_pages_follow_one_another(make_case: CaseMaker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "ROWS_A_PAGE", 2)
    inbox._first_page.cache_clear()
    every = [make_case(State.RECEIVED).reference for _ in range(5)]
    pages = [page("new", str(number)) for number in (1, 2, 3)]
    inbox._first_page.cache_clear()

    assert [one for each in pages for one in references(each)] == every
    assert [each.has_next for each in pages] == [True, True, False]
    assert [(each.first, each.last) for each in pages] == [(1, 2), (3, 4), (5, 5)]


@pytest.mark.parametrize("tab", TABS, ids=lambda tab: tab.key)
def test_each_page_is_read_along_an_index_and_never_sorted(make_case: CaseMaker, tab: Tab) -> None:
    applicant = make_case().applicant_id
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO requests_app_case (reference, subject, regime, state, version, channel,
                route, applicant_id, reply_by, context, order_of_priority, preferred_form,
                link_version, opened_at, received_on, due_on, closed_on, reminders_from)
            SELECT 'X-' || n, 'Beds', 'foia', states[1 + n %% array_length(states, 1)], 1, 'mail',
                '', %s, 'email', '', '', '', 1, now(), '2026-01-01',
                date '2026-01-01' + n %% 500, date '2026-01-01' + n %% 300, '2000-01-01'
            FROM generate_series(1, 20000) AS n, (SELECT %s::text[] AS states) AS s
            """,
            [applicant, [state.value for state in State]],
        )
        cursor.execute("ANALYZE requests_app_case")
    plan = ordered(Case.objects.all(), tab, 1, TODAY).explain()

    assert "Index Scan using case_" in plan, plan
    assert "Sort" not in plan, plan
    assert "Seq Scan on requests_app_case" not in plan, plan


@pytest.mark.parametrize("tab", TABS, ids=lambda tab: tab.key)
def test_every_tab_takes_two_queries(make_case: CaseMaker, tab: Tab) -> None:
    calendar = stored_calendar()
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            page_of(None, tab, "1", TODAY, calendar=calendar, for_office=True)
        assert len(queries) == 2
        for state in State:
            make_case(state)

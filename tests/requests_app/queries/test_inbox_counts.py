"""The numbers on the tabs: as many as the list holds, and never counted further than is read."""

from datetime import date, datetime, timedelta

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from requests_app.domain.board import TABS, tabs_of
from requests_app.domain.workflow import OPEN, State
from requests_app.models import Case, Commission, Delivery, Message, OutboxItem, Pulse
from requests_app.queries import inbox_counts
from requests_app.queries.alarms import alarms
from requests_app.queries.calendar import stored_calendar
from requests_app.queries.inbox import page_of
from requests_app.queries.inbox_counts import counts, mail_counts
from requests_app.queries.waiting_mail import needing_attention, possible_replies
from requests_app.services import responses
from tests.factories import CaseMaker, at

TODAY = date(2026, 12, 2)
RECEIVED = date(2026, 11, 2)


@pytest.fixture
def one_of_each(make_case: CaseMaker) -> list[Case]:
    cases = [make_case(state) for state in State]
    make_case.ask(make_case(State.ACCEPTED), days=2)
    make_case.received_on = TODAY - timedelta(days=3)
    cases.append(make_case(State.READY))
    return list(Case.objects.all())


def test_each_number_is_that_of_the_list_and_of_what_the_tab_means(
    one_of_each: list[Case],
) -> None:
    calendar = stored_calendar()
    for every in (None, Case.objects.all()):
        counted = counts(every, TODAY).by_tab
        for tab in TABS:
            page = page_of(every, tab, "1", TODAY, calendar=calendar, for_office=True)
            meant = {
                case.reference
                for case in one_of_each
                if tab.key in tabs_of(State(case.state), case.due_on, TODAY)
            }

            assert {row.reference for row in page.rows} == meant, tab
            assert tab.is_closed or counted[tab.key] == len(meant), tab
            assert meant, tab


def test_nothing_open_stands_under_no_stage(one_of_each: list[Case]) -> None:
    calendar = stored_calendar()
    stages = [tab for tab in TABS if tab.key not in ("open", "closed", "overdue")]
    seen = {
        row.reference
        for tab in stages
        for row in page_of(None, tab, "1", TODAY, calendar=calendar, for_office=True).rows
    }

    assert seen == {case.reference for case in one_of_each if State(case.state) in OPEN}


@pytest.mark.parametrize("is_filtered", [False, True])
def test_more_than_is_read_is_not_counted(
    make_case: CaseMaker, monkeypatch: pytest.MonkeyPatch, is_filtered: bool
) -> None:
    for _ in range(4):
        make_case(State.ACCEPTED)
    make_case(State.DRAFTING)
    monkeypatch.setattr(inbox_counts, "MOST_COUNTED", 3)
    with CaptureQueriesContext(connection) as queries:
        counted = counts(Case.objects.all() if is_filtered else None, TODAY)

    assert len(queries) == 1
    assert (counted.words("new"), counted.words("open")) == ("2+", "2+")
    assert (counted.words("back"), counted.words("closed")) == ("1", None)


def test_mail_is_counted_as_it_is_listed(make_case: CaseMaker) -> None:
    case = make_case(State.ACCEPTED)

    def message(**fields: object) -> Message:
        return Message.objects.create(
            **{
                "direction": "in",
                "happened_at": at(RECEIVED),
                "message_id": f"<{Message.objects.count()}@example.org>",
                **fields,
            }
        )

    message(kind="possible_reply", suggested_case=case)
    message(kind="needs_attention")
    message(kind="needs_attention", dismissed_reason="Advertising.")
    message(kind="reply", case=case)
    message(kind="reply", case=case, handled_at=at(RECEIVED))
    message(kind="delivery_report", case=case)
    message(kind="auto_reply")
    message(kind="auto_reply", case=case)
    message(direction="out", kind="digest", handled_at=at(RECEIVED))
    message(direction="out", kind="notice")
    doubtful = message(direction="out", kind="digest")
    Delivery.objects.create(message=doubtful, handing_over_at=at(RECEIVED))
    left = message(direction="out", kind="notice", handled_at=at(RECEIVED))
    Delivery.objects.create(message=left, handing_over_at=at(RECEIVED), sent_at=at(RECEIVED))
    counted = mail_counts(RECEIVED).by_tab

    assert counted == {"replies": possible_replies().count(), "attention": 6, "reviews": 0}
    assert needing_attention().count() == 6


def test_what_stands_still_is_counted_too(make_case: CaseMaker) -> None:
    moment = datetime(2026, 11, 6, 10, tzinfo=at(RECEIVED).tzinfo)
    untouched = date(2026, 11, 5)
    make_case(State.RECEIVED)
    assert (mail_counts(untouched).by_tab["attention"], len(alarms(moment))) == (1, 1)
    Commission.objects.filter(case=make_case(State.WITH_DEPARTMENTS)).update(received_on=RECEIVED)
    assert (mail_counts(untouched).by_tab["attention"], len(alarms(moment))) == (2, 2)
    closed = make_case(State.WITH_DEPARTMENTS)
    Commission.objects.filter(case=closed).update(received_on=RECEIVED)
    responses.withdraw(closed.pk, reason="Not needed.", actor=make_case.cast.foi_manager, at=moment)
    Commission.objects.exclude(case=closed).update(opened_at=moment)
    Case.objects.update(owner=make_case.cast.foi_manager)
    assert (mail_counts(untouched).by_tab["attention"], len(alarms(moment))) == (0, 0)
    OutboxItem.objects.filter(work="acknowledge").update(given_up_at=moment)
    assert mail_counts(untouched).by_tab["attention"] == 2


def test_a_mailbox_that_is_not_polled_is_counted(db: None, settings: LazySettings) -> None:
    def counted() -> int:
        return mail_counts(RECEIVED).by_tab["attention"]

    settings.IMAP = {**settings.IMAP, "host": ""}
    assert counted() == 0
    settings.IMAP = {**settings.IMAP, "host": "imap.example.org"}
    assert (counted(), len(alarms(timezone.now()))) == (1, 1)
    pulse = Pulse.objects.create(name="fetch_mail", at=timezone.now() - timedelta(minutes=14))
    assert (counted(), len(alarms(timezone.now()))) == (0, 0)
    Pulse.objects.filter(pk=pulse.pk).update(at=timezone.now() - timedelta(minutes=16))
    assert (counted(), len(alarms(timezone.now()))) == (1, 1)


def test_the_first_open_case_ends_the_search_for_what_nobody_opened(db: None) -> None:
    rows = inbox_counts.OF_ALARMS["unopened"].replace("$2", "DATE '2026-11-05'")
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN SELECT FROM {rows} LIMIT 1")
        plan = " ".join(row[0] for row in cursor.fetchall())

    # A join may read every unopened commission before it looks at one case.
    assert "SubPlan" in plan
    assert "Join" not in plan
    assert "Nested Loop" not in plan

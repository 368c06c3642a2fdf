"""Work is a row: asked for once, held by one, put back or given up, never lost."""

from datetime import datetime, timedelta

import pytest
from django.conf import LazySettings
from django.db import transaction

from requests_app.models import OutboxItem
from requests_app.services import outbox
from tests.factories import LONDON
from tests.requests_app.services.conftest import AtOnce

NOW = datetime(2026, 11, 2, 10, tzinfo=LONDON)
SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def item(db: None) -> OutboxItem:
    return outbox.enqueue("acknowledge", 7, key="acknowledge:7", at=NOW)


@pytest.fixture
def lease(settings: LazySettings) -> timedelta:
    settings.OUTBOX_LEASE_SECONDS = 180
    return timedelta(seconds=180)


def held(item: OutboxItem, at: datetime) -> OutboxItem:
    claimed = outbox.claim(item.pk, at=at)
    assert claimed is not None
    return claimed


def test_the_same_work_is_asked_for_once(item: OutboxItem) -> None:
    again = outbox.enqueue("acknowledge", 7, key="acknowledge:7", at=NOW + MINUTE)

    assert again.pk == item.pk
    assert OutboxItem.objects.get().created_at == NOW


def test_work_that_is_done_is_not_asked_for_again(item: OutboxItem) -> None:
    outbox.finish(held(item, NOW), at=NOW)
    outbox.enqueue("acknowledge", 7, key="acknowledge:7", at=NOW + MINUTE)

    assert outbox.due_items(at=NOW + MINUTE) == []
    assert outbox.claim(item.pk, at=NOW + MINUTE) is None


def test_work_is_forgotten_with_the_transaction_that_asked_for_it(db: None) -> None:
    with transaction.atomic():
        outbox.enqueue("acknowledge", 7, key="acknowledge:7", at=NOW)
        transaction.set_rollback(True)

    assert not OutboxItem.objects.exists()


def test_a_queue_that_is_down_stops_nobody(
    db: None, settings: LazySettings, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True) as hints:  # type: ignore[operator]
        outbox.enqueue("acknowledge", 7, key="acknowledge:7", at=NOW)

    assert len(hints) == 1
    assert outbox.due_items(at=NOW) == [OutboxItem.objects.get().pk]


def test_one_worker_holds_it_until_the_lease_runs_out(item: OutboxItem, lease: timedelta) -> None:
    first = held(item, NOW)

    assert (first.attempts, first.leased_until) == (1, NOW + lease)
    assert outbox.claim(item.pk, at=NOW) is None
    assert outbox.claim(item.pk, at=NOW + lease) is None
    assert outbox.due_items(at=NOW + lease) == []
    assert outbox.due_items(at=NOW + lease + SECOND) == [item.pk]
    assert held(item, NOW + lease + SECOND).attempts == 2


def test_it_is_not_begun_before_its_time(item: OutboxItem) -> None:
    assert outbox.due_items(at=NOW - SECOND) == []
    assert outbox.claim(item.pk, at=NOW - SECOND) is None


def test_finished_work_is_let_go_and_its_old_problem_forgotten(item: OutboxItem) -> None:
    outbox.put_back(held(item, NOW), "The server is away.", at=NOW)
    outbox.finish(held(item, NOW + MINUTE), at=NOW + MINUTE)
    item.refresh_from_db()

    assert (item.done_at, item.leased_until, item.problem) == (NOW + MINUTE, None, "")


def test_work_put_back_waits_twice_as_long_each_time_and_at_most_six_hours(
    item: OutboxItem,
) -> None:
    now, waits = NOW, []
    for _ in range(outbox.MOST_ATTEMPTS - 1):
        outbox.put_back(held(item, now), "The server is away.", at=now)
        item.refresh_from_db()
        waits.append((item.not_before - now) // MINUTE)
        assert outbox.claim(item.pk, at=item.not_before - SECOND) is None
        now = item.not_before

    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360]
    assert item.given_up_at is None

    outbox.put_back(held(item, now), "x" * 400, at=now)
    item.refresh_from_db()
    assert (item.attempts, item.given_up_at, item.problem) == (12, now, "x" * 300)
    assert outbox.due_items(at=now + timedelta(days=30)) == []


def test_work_given_up_waits_for_a_person(item: OutboxItem) -> None:
    outbox.give_up(held(item, NOW), "Nobody is there to be told.", at=NOW)
    item.refresh_from_db()

    assert (item.given_up_at, item.leased_until) == (NOW, None)
    assert item.problem == "Nobody is there to be told."
    assert outbox.claim(item.pk, at=NOW + timedelta(days=1)) is None


def test_work_that_kills_its_workers_is_given_up_like_any_other(
    item: OutboxItem, lease: timedelta
) -> None:
    now = NOW
    for _ in range(outbox.MOST_ATTEMPTS):
        held(item, now)
        now += lease + SECOND

    assert outbox.claim(item.pk, at=now) is None
    item.refresh_from_db()
    assert item.given_up_at == now
    assert item.problem == "Its worker died each time."
    assert outbox.due_items(at=now + lease * 2) == []


def test_due_work_comes_oldest_first(item: OutboxItem) -> None:
    later = outbox.enqueue("deliver", 1, key="deliver:1", at=NOW)
    outbox.enqueue("deliver", 2, key="deliver:2", at=NOW + MINUTE)

    assert outbox.due_items(at=NOW) == [item.pk, later.pk]


def test_of_many_workers_at_once_one_has_it(at_once: AtOnce) -> None:
    item = outbox.enqueue("acknowledge", 7, key="acknowledge:7", at=NOW)
    ends = at_once(*(lambda: outbox.claim(item.pk, at=NOW),) * 4)

    assert sorted(type(end).__name__ for end in ends) == ["NoneType"] * 3 + ["OutboxItem"]
    assert OutboxItem.objects.get().attempts == 1


def test_two_who_ask_for_the_same_work_at_once_ask_once(at_once: AtOnce) -> None:
    def ask() -> int:
        with transaction.atomic():
            return outbox.enqueue("acknowledge", 7, key="acknowledge:7", at=NOW).pk

    ends = at_once(ask, ask, ask)

    assert set(ends) == {OutboxItem.objects.get().pk}

"""The real worker is killed again and again in the morning; every digest leaves exactly once."""

import random
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from requests_app.models import Delivery, Digest, NonWorkingDay, OutboxItem, Pulse, Reminder
from tests.e2e.household import Household, Sink, wait_until
from tests.factories import CaseMaker, make_cast

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("e2e")]


@pytest.fixture
def household(emptied_trail: None) -> Iterator[Household]:
    sink = Sink()
    sink.start()
    # A socket's path must be short.
    with tempfile.TemporaryDirectory(prefix="foi-", dir="/tmp") as name:
        house = Household(Path(name), sink)
        house.start_redis()
        try:
            yield house
        finally:
            house.stop()
            sink.stop()


def settled() -> bool:
    return not OutboxItem.objects.filter(done_at=None, given_up_at=None).exists()


def test_kills_at_any_moment_of_the_morning_leave_each_digest_sent_once_or_in_doubt(
    household: Household, monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    # Whatever the hour of this test, it is morning; at a weekend nobody is to hear anything.
    monkeypatch.setenv("REMINDER_HOUR", "0")
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"  # type: ignore[attr-defined]
    today = timezone.localdate()
    NonWorkingDay.objects.filter(day=today).delete()
    people = 0 if today.weekday() >= 5 else len(("manager", "administrator", "corporate director"))
    maker = CaseMaker(make_cast(), received_on=today - timedelta(days=21))
    for _ in range(6):
        maker()
    OutboxItem.objects.all().delete()
    chance = random.Random(20261125)
    household.start_beat()
    for _ in range(4):
        household.start_worker()
        time.sleep(1.5 + chance.random() * 1.5)
        household.kill("worker")
    household.start_worker()

    wait_until(lambda: Pulse.objects.filter(name="remind").exists(), "a round", seconds=60)
    wait_until(settled, "every digest being sent or given to a person", seconds=60)
    copies = Counter(
        line
        for content in household.sink.received
        for line in content.splitlines()
        if line.startswith(b"Message-ID:")
    )
    assert set(copies.values()) <= {1}
    assert Digest.objects.count() == people
    in_doubt = sum(row.is_in_doubt for row in Delivery.objects.all())
    assert people - in_doubt <= len(copies) <= people
    assert Delivery.objects.filter(sent_at__isnull=False).count() == people - in_doubt
    keys = Reminder.objects.values_list("case", "milestone", "rung", "turn", "person", "due_on")
    assert len(keys) == len(set(keys))
    assert bool(keys) == bool(people)

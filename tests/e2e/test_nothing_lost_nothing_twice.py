"""The real worker, Redis and mail server are killed; every mail still leaves exactly once."""

import random
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from requests_app.domain.regime import Regime
from requests_app.domain.workflow import State
from requests_app.models import AuditEvent, Delivery, Letter, Message, OutboxItem
from requests_app.services import responses, triage
from tests.e2e.household import Household, Sink, wait_until
from tests.factories import CaseMaker, end_the_mornings_round, make_cast

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


@pytest.fixture
def maker(household: Household, settings: object) -> CaseMaker:
    settings.MEDIA_ROOT = household.environment["MEDIA_ROOT"]  # type: ignore[attr-defined]
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"  # type: ignore[attr-defined]
    end_the_mornings_round()
    return CaseMaker(make_cast(), received_on=timezone.localdate() - timedelta(days=20))


def accept(maker: CaseMaker, number: int) -> None:
    maker.email = f"asker{number}@example.org"
    case = maker()
    triage.accept(
        case.pk,
        triage.Acceptance(Regime.FOIA, case.subject, has_press_interest=False),
        actor=maker.cast.foi_manager,
        at=timezone.now(),
    )


def settled() -> bool:
    return not OutboxItem.objects.filter(done_at=None, given_up_at=None).exists()


def test_a_worker_killed_before_the_text_went_out_loses_nothing(
    household: Household, maker: CaseMaker
) -> None:
    household.sink.holds_at_rcpt = True
    accept(maker, 1)
    household.start_worker()
    wait_until(lambda: household.sink.is_holding, "the mail server being asked")

    household.kill("worker")
    household.sink.holds_at_rcpt = False
    household.start_worker()
    household.start_beat()

    wait_until(settled, "the work being done by the next worker")
    assert len(household.sink.received) == 1
    assert Delivery.objects.get().sent_at is not None


def test_a_worker_killed_after_the_text_went_out_sends_nothing_twice(
    household: Household, maker: CaseMaker
) -> None:
    household.sink.holds_at_data = True
    accept(maker, 1)
    household.start_worker()
    wait_until(lambda: household.sink.is_holding, "the mail server holding the text")

    household.kill("worker")
    household.sink.holds_at_data = False
    household.start_worker()
    household.start_beat()

    wait_until(settled, "the work being given to a person")
    assert len(household.sink.received) == 1
    assert Delivery.objects.get().is_in_doubt
    assert OutboxItem.objects.get(work="deliver").given_up_at is not None


def test_redis_dead_for_a_while_loses_nothing(household: Household, maker: CaseMaker) -> None:
    household.kill("redis")
    accept(maker, 1)
    household.start_redis()
    household.start_worker()
    household.start_beat()

    wait_until(settled, "the sweep finding the row")
    assert len(household.sink.received) == 1


def test_kills_at_any_moment_leave_each_mail_sent_once_or_in_doubt(
    household: Household, maker: CaseMaker
) -> None:
    for number in range(12):
        accept(maker, number)
    household.start_beat()
    chance = random.Random(20261124)
    for _ in range(4):
        household.start_worker()
        time.sleep(1.5 + chance.random() * 1.5)
        household.kill("worker")
    household.start_worker()

    wait_until(settled, "everything being done or given to a person", seconds=60)
    for delivery in Delivery.objects.select_related("message"):
        copies = sum(
            delivery.message.recipient.encode() in content for content in household.sink.received
        )
        assert copies <= 1 if delivery.is_in_doubt else copies == 1
    assert Message.objects.filter(kind="acknowledgement").count() == 12
    assert AuditEvent.objects.filter(verb="write_message").count() == 12


def test_a_letter_killed_while_it_is_made_is_made_and_sent_once(
    household: Household, maker: CaseMaker
) -> None:
    case = maker(State.READY)
    OutboxItem.objects.update(done_at=timezone.now())
    responses.issue(case.pk, actor=maker.cast.foi_manager, at=timezone.now())
    household.start_worker()
    wait_until(
        lambda: OutboxItem.objects.filter(work="make_letter", attempts=1).exists(),
        "the letter being begun",
    )

    household.kill("worker")
    household.start_worker()
    household.start_beat()

    wait_until(settled, "the letter being made and sent", seconds=60)
    assert len(household.sink.received) == 1
    letter = Letter.objects.get(kind="response")
    assert letter.pdf_sha256
    assert letter.message is not None

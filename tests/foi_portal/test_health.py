"""One address says whether everything works, and what does not."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from foi_portal import health
from requests_app.models import Pulse
from requests_app.services import pulse
from requests_app.tasks import sweep_outbox

pytestmark = pytest.mark.django_db


def said() -> tuple[int, dict[str, Any]]:
    response = Client().get("/healthz")
    return response.status_code, response.json()


def swept(seconds_ago: float) -> None:
    pulse.beat("sweep", at=timezone.now() - timedelta(seconds=seconds_ago))


def test_everything_is_well_after_a_sweep() -> None:
    # A day on which the calendar reaches far enough.
    with time_machine.travel(datetime(2026, 11, 25, 12, tzinfo=UTC)):
        sweep_outbox()
        status, found = said()

    assert found.pop("seconds_since_last_sweep") < 30
    assert (status, found) == (
        200,
        {"status": "ok", "database": "ok", "redis": "ok", "worker": "ok", "calendar": "ok"},
    )


def test_a_worker_that_never_swept_is_missing() -> None:
    status, found = said()

    assert (status, found["status"], found["database"], found["redis"]) == (
        503, "failing", "ok", "ok",
    )  # fmt: skip
    assert found["worker"] == "no sweep of the outbox lately"
    assert found["seconds_since_last_sweep"] is None


@pytest.mark.parametrize(("ago", "status"), [(50, 200), (80, 503), (4000, 503)])
def test_the_age_of_the_last_sweep_decides_and_is_said(
    settings: LazySettings, ago: int, status: int
) -> None:
    settings.SWEEP_SECONDS = 20
    swept(ago)
    answered, found = said()

    assert answered == status
    assert abs(found["seconds_since_last_sweep"] - ago) <= 9


def test_another_round_is_no_sweep() -> None:
    pulse.beat("reminders", at=timezone.now())

    assert said()[0] == 503


def test_redis_away_is_said(settings: LazySettings) -> None:
    swept(0)
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    status, found = said()

    assert (status, found["redis"], found["worker"]) == (503, "ConnectionError", "ok")


def test_the_database_away_is_said_and_nothing_else_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def away() -> None:
        raise OperationalError("password of q.ravenscroft refused")

    monkeypatch.setattr(health, "_database", away)
    status, found = said()

    assert (status, found["database"]) == (503, "OperationalError")
    assert found["worker"] == "no sweep of the outbox lately"
    assert "ravenscroft" not in str(found)


def test_each_sweep_leaves_one_pulse() -> None:
    sweep_outbox()
    sweep_outbox()

    assert Pulse.objects.count() == 1

"""One address that says whether the whole thing works."""

from collections.abc import Callable
from datetime import timedelta

import redis
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from requests_app.domain.calendar_end import calendar_warning
from requests_app.domain.london import london_day
from requests_app.models import Pulse
from requests_app.queries.calendar import stored_calendar


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when database, Redis and worker do their work, else 503 with what does not."""
    found = {
        "database": _try(_database),
        "redis": _try(_redis),
    }
    age = _sweep_age() if found["database"] == "ok" else None
    fresh = age is not None and age < 3 * settings.SWEEP_SECONDS + 10
    found["worker"] = "ok" if fresh else "no sweep of the outbox lately"
    problems = {part: said for part, said in found.items() if said != "ok"}
    return JsonResponse(
        {
            "status": "failing" if problems else "ok",
            **found,
            "seconds_since_last_sweep": None if age is None else round(age),
            # A warning, not a failure: nobody restarts a server because a calendar ends.
            "calendar": (
                calendar_warning(stored_calendar(), london_day(timezone.now())) or "ok"
                if found["database"] == "ok"
                else ""
            ),
        },
        status=503 if problems else 200,
    )


def _try(look: Callable[[], None]) -> str:
    try:
        look()
    except Exception as problem:  # whatever it is, the page must say it instead of failing
        return type(problem).__name__
    return "ok"


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _redis() -> None:
    client = redis.Redis.from_url(settings.REDIS_URL, socket_connect_timeout=1, socket_timeout=1)
    client.ping()


def _sweep_age() -> float | None:
    last = Pulse.objects.filter(name="sweep").values_list("at", flat=True).first()
    if last is None:
        return None
    return (timezone.now() - last) / timedelta(seconds=1)

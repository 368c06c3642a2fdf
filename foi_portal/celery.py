"""The queue: its app, its settings from Django's, its tasks from the installed apps."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_ready

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "foi_portal.settings")
app = Celery("foi_portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@worker_ready.connect
def take_up_what_was_left(**_: Any) -> None:
    """Sweep at once when a worker starts: whatever its predecessor left is due."""
    for name in ("remind", "sweep_outbox"):
        app.signature(f"requests_app.tasks.{name}").apply_async()

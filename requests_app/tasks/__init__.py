"""What runs on the queue. Celery finds its tasks here."""

from requests_app.tasks.outbox import run_outbox_item, sweep_outbox

__all__ = ["run_outbox_item", "sweep_outbox"]

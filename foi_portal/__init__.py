"""The wires: settings, addresses, the queue, health."""

from foi_portal.celery import app as celery_app

__all__ = ["celery_app"]

"""One sweep of the outbox and the morning's round, for a machine without a timetable."""

from typing import Any

from django.core.management.base import BaseCommand

from requests_app.tasks import remind, sweep_clarifications, sweep_outbox


class Command(BaseCommand):
    """`send_due`."""

    help = "Do every piece of work that is due: letters to make, mails to send."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the morning's round if it is due, close what got no reply, then sweep once."""
        remind()
        sweep_clarifications()
        done = sweep_outbox()
        self.stdout.write(f"{done} {'piece' if done == 1 else 'pieces'} of work taken up.")

"""Works every cached date out again from the ledgers."""

from typing import Any

from django.core.management.base import BaseCommand

from requests_app.services.recomputing import recompute_open


class Command(BaseCommand):
    """`recompute_clocks`."""

    help = "Work out every open case's dates again, and say which moved."

    def handle(self, *args: Any, **options: Any) -> None:
        """Recompute the open cases; answered ones stay as they were."""
        moved = recompute_open()
        for case in moved:
            self.stdout.write(f"{case.reference}: due {case.due_before} before, {case.due_on} now.")
        self.stdout.write(f"{len(moved)} {'date' if len(moved) == 1 else 'dates'} moved.")

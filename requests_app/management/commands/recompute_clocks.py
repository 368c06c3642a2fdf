"""Works every cached date out again from the ledgers."""

from typing import Any

from django.core.management.base import BaseCommand

from requests_app.domain.workflow import OPEN
from requests_app.models import Case
from requests_app.services import clock


class Command(BaseCommand):
    """`recompute_clocks`."""

    help = "Work out every open case's dates again, and say which moved."

    def handle(self, *args: Any, **options: Any) -> None:
        """Recompute the open cases; answered ones stay as they were."""
        moved = 0
        for case_id in Case.objects.filter(state__in=OPEN).values_list("pk", flat=True):
            change = clock.recompute(case_id)
            if change:
                moved += 1
                self.stdout.write(change)
        self.stdout.write(f"{moved} {'date' if moved == 1 else 'dates'} moved.")

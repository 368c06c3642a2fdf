"""Walks every chain of the trail."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from requests_app.models import AuditChain, AuditEvent
from requests_app.services.audit import broken_links


class Command(BaseCommand):
    """`verify_audit`."""

    help = "Check that no act on the trail was changed, removed or put in."

    def handle(self, *args: Any, **options: Any) -> None:
        """Name the first broken link of each chain, or say that all hold."""
        broken = list(broken_links())
        for link in broken:
            self.stdout.write(f"{link.chain}, act {link.position}: {link.problem}.")
        if broken:
            raise CommandError(f"The trail does not hold in {len(broken)} of its chains.")
        self.stdout.write(
            f"The trail holds: {AuditEvent.objects.count()} acts "
            f"in {AuditChain.objects.count()} chains."
        )

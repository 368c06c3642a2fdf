"""The trail: an append-only record, each link sealed by the one before."""

from django.conf import settings
from django.db import models


class AuditChain(models.Model):
    """The head of one chain: its length and last seal, so that a cut tail shows."""

    name = models.CharField(max_length=60, unique=True)
    length = models.PositiveIntegerField(default=0)
    last_hash = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return self.name


class AuditEvent(models.Model):
    """One act. Holds ids and hashes, never an applicant's personal data.

    Written only by `services.audit`; PostgreSQL refuses UPDATE and DELETE. `chain` is a
    case's reference, or "people" or "calendar": no foreign key, so that a case can be
    erased and its chain stay whole.
    """

    chain = models.CharField(max_length=60)
    position = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    actor_name = models.CharField(max_length=150)
    verb = models.CharField(max_length=40)
    detail = models.JSONField(default=dict)
    previous_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("chain", "position")
        constraints = (
            models.UniqueConstraint(fields=("chain", "position"), name="one_event_a_position"),
        )

    def __str__(self) -> str:
        return f"{self.chain} {self.position} {self.verb}"

"""Work that must happen, written in the transaction that asked for it."""

from django.db import models


class OutboxItem(models.Model):
    """One piece of work. The row is the promise; the queue is only a hint.

    `key` makes the same work impossible to ask for twice. `not_before` moves on after a
    failure, `leased_until` keeps a second worker away while the first is at it.
    """

    key = models.CharField(max_length=120, unique=True)
    work = models.CharField(max_length=40)
    subject_id = models.BigIntegerField()
    created_at = models.DateTimeField()
    not_before = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)
        indexes = (
            models.Index(
                fields=("not_before",),
                name="outbox_due",
                condition=models.Q(done_at__isnull=True, given_up_at__isnull=True),
            ),
            models.Index(
                fields=("given_up_at",),
                name="outbox_given_up",
                condition=models.Q(done_at__isnull=True, given_up_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.key


class Pulse(models.Model):
    """When a regular job last ran, for the health page and for alarms."""

    name = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

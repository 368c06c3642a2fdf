"""What people were reminded of, and the morning's mail that carried it."""

from django.conf import settings
from django.db import models

from requests_app.domain.reminders import Rung

RUNGS = [
    (Rung.BEFORE.value, "before the day"),
    (Rung.ON.value, "on the day"),
    (Rung.AFTER.value, "after the day"),
    (Rung.DEPUTY.value, "to the deputy"),
    (Rung.LINE.value, "to the line"),
    (Rung.DIRECTOR.value, "to the director"),
]


class Digest(models.Model):
    """One person's reminders of one morning: one mail, or none.

    `delivery` is there once the mail is written; `recorded_at` once the trail of each case knows
    that it was sent.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="digests"
    )
    day = models.DateField()
    made_at = models.DateTimeField()
    delivery = models.OneToOneField(
        "requests_app.Delivery", on_delete=models.PROTECT, null=True, related_name="digest"
    )
    recorded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("day", "pk")
        constraints = (
            models.UniqueConstraint(fields=("person", "day"), name="one_digest_a_morning"),
        )

    def __str__(self) -> str:
        return f"Digest {self.pk} of {self.day}"


class Reminder(models.Model):
    """One step, called to one person's mind for one reason. See `domain.reminders.Reminder`."""

    case = models.ForeignKey(
        "requests_app.Case", on_delete=models.CASCADE, related_name="reminders"
    )
    milestone = models.ForeignKey(
        "requests_app.Milestone", on_delete=models.PROTECT, related_name="+"
    )
    commission = models.ForeignKey(
        "requests_app.Commission", on_delete=models.CASCADE, null=True, related_name="reminders"
    )
    rung = models.CharField(max_length=10, choices=RUNGS)
    turn = models.PositiveIntegerField(default=0)
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminders"
    )
    due_on = models.DateField()
    digest = models.ForeignKey(Digest, on_delete=models.CASCADE, related_name="reminders")

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("case", "milestone", "commission", "rung", "turn", "person", "due_on"),
                name="one_reminder_once",
                nulls_distinct=False,
            ),
        )

    def __str__(self) -> str:
        return f"{self.milestone_id} {self.rung} on {self.case_id}"

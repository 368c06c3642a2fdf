"""What a manager decided about two requests that look alike."""

from django.conf import settings
from django.db import models


class LinkDecision(models.TextChoices):
    """How two requests stand to one another."""

    ADDED_UP = "added_up", "Their costs are added up (section 12(4))"
    REPEATED = "repeated", "This one repeats the other (section 14(2))"
    APART = "apart", "They are handled apart"


class RequestLink(models.Model):
    """One decision about a case and another; a later decision takes the place of the first.

    Who asked is not here: only whether the manager found it to be the same person, or people
    who act together.
    """

    case = models.ForeignKey("requests_app.Case", on_delete=models.CASCADE, related_name="links")
    other = models.ForeignKey("requests_app.Case", on_delete=models.CASCADE, related_name="+")
    decision = models.CharField(max_length=10, choices=LinkDecision.choices)
    is_in_concert = models.BooleanField("different people who act together", default=False)
    reason = models.TextField()
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("case", "other"),
                condition=models.Q(superseded_at__isnull=True),
                name="one_decision_stands_at_a_time",
            ),
            models.CheckConstraint(
                name="a_request_is_not_linked_to_itself",
                condition=~models.Q(case=models.F("other")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_decision_display()}"

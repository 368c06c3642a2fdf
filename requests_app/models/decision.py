"""What the authority answers to each question, and who signed the whole."""

from django.conf import settings
from django.db import models

from requests_app.domain.outcomes import Outcome

OUTCOMES = [(outcome.value, outcome.label) for outcome in Outcome]


class Answer(models.Model):
    """The authority's answer to one question, as it will stand in the letter."""

    question = models.OneToOneField(
        "requests_app.Question", on_delete=models.CASCADE, related_name="answer"
    )
    outcome = models.CharField(max_length=30, choices=OUTCOMES, blank=True)
    text = models.TextField(blank=True)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    drafted_at = models.DateTimeField()

    class Meta:
        ordering = ("question__position",)

    def __str__(self) -> str:
        return f"Answer {self.pk}"


class SignOffOutcome(models.TextChoices):
    """What became of a request to sign."""

    PENDING = "pending", "Waiting for a decision"
    APPROVED = "approved", "Approved and signed"
    RETURNED = "returned", "Returned with comments"
    VOID = "void", "No longer valid: the letter changed"


class SignOff(models.Model):
    """A director's decision on one exact letter with its files.

    `digest` is the SHA-256 over the letter's words, the files and the outcomes. Whatever
    changes any of them voids the approval.
    """

    case = models.ForeignKey(
        "requests_app.Case", on_delete=models.CASCADE, related_name="sign_offs"
    )
    signatory = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="sign_offs"
    )
    digest = models.CharField(max_length=64)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    note = models.TextField(blank=True)
    outcome = models.CharField(
        max_length=10, choices=SignOffOutcome.choices, default=SignOffOutcome.PENDING
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    comment = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("case",),
                condition=models.Q(outcome="pending"),
                name="one_pending_sign_off_a_case",
            ),
        )

    def __str__(self) -> str:
        return f"Sign-off {self.pk}: {self.get_outcome_display()}"

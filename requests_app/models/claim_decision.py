"""What others than the officer decide about a claim: the public interest, and an opinion."""

from django.conf import settings
from django.db import models

from exemptions.domain.claim import Likelihood
from exemptions.domain.public_interest import Balance

BALANCES = [(each.value, each.value) for each in Balance]
LIKELIHOODS = [(each.value, each.value) for each in Likelihood]


class PublicInterestTest(models.Model):
    """One weighing of the public interest on one claim, asked for and then decided.

    `seal` is that of the claim as it was put before the person: a claim that reads otherwise now
    is not decided by it. `ended_at` is set where it was sent back or asked for anew.
    `decided_by_name` is the name and office as they were then; older rows have only that.
    """

    claim = models.ForeignKey("requests_app.Claim", on_delete=models.CASCADE, related_name="tests")
    seal = models.CharField(max_length=64)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    for_disclosure = models.TextField(blank=True)
    for_withholding = models.TextField(blank=True)
    balance = models.CharField(max_length=10, blank=True, choices=BALANCES)
    reasons = models.TextField(blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_by_name = models.CharField(max_length=310, blank=True)
    decided_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    comment = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("claim",),
                condition=models.Q(ended_at__isnull=True),
                name="one_weighing_of_a_claim_stands",
            ),
        )

    def __str__(self) -> str:
        return f"Public interest test {self.pk}"


class QualifiedOpinion(models.Model):
    """The qualified person's opinion on one claim of s.36, asked for and then given.

    `submission` is what was put before the person, `seal` that of the claim they read.
    """

    claim = models.ForeignKey(
        "requests_app.Claim", on_delete=models.CASCADE, related_name="opinions"
    )
    seal = models.CharField(max_length=64)
    submission = models.TextField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField()
    is_engaged = models.BooleanField(null=True)
    limb = models.CharField(max_length=20, blank=True)
    likelihood = models.CharField(max_length=20, blank=True, choices=LIKELIHOODS)
    reasons = models.TextField(blank=True)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    given_by_name = models.CharField(max_length=310, blank=True)
    given_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    comment = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("claim",),
                condition=models.Q(ended_at__isnull=True),
                name="one_opinion_on_a_claim_stands",
            ),
        )

    def __str__(self) -> str:
        return f"Opinion {self.pk}"

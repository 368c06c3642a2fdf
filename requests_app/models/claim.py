"""Exemptions that are claimed, each on one piece of information."""

from django.conf import settings
from django.db import models

from exemptions.domain.claim import Likelihood
from exemptions.domain.public_interest import Balance


class Claim(models.Model):
    """One exemption on what a question asks for, on a file, or on some pages of it.

    `code` is the register's. Several claims may lie on one item, each reasoned by itself. A claim
    that is taken away stays on the record.
    """

    question = models.ForeignKey(
        "requests_app.Question", on_delete=models.CASCADE, related_name="claims"
    )
    document = models.ForeignKey(
        "requests_app.Document",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="claims",
    )
    pages = models.CharField(max_length=60, blank=True)
    code = models.CharField(max_length=30)
    limb = models.CharField(max_length=20, blank=True)
    denies = models.BooleanField(default=False)
    what = models.TextField(blank=True)
    why = models.TextField(blank=True)
    likelihood = models.CharField(
        max_length=20, blank=True, choices=[(each.value, each.value) for each in Likelihood]
    )
    answers = models.JSONField(default=dict)
    record_year = models.PositiveSmallIntegerField(null=True, blank=True)
    for_disclosure = models.TextField(blank=True)
    for_withholding = models.TextField(blank=True)
    balance = models.CharField(
        max_length=10, blank=True, choices=[(each.value, each.value) for each in Balance]
    )
    balance_reasons = models.TextField(blank=True)
    decided_by = models.CharField(max_length=200, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    taken_away_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("question__position", "pk")

    def __str__(self) -> str:
        return f"Claim {self.pk} of {self.code}"

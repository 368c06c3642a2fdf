"""Exemptions that are claimed, each on one piece of information."""

from django.conf import settings
from django.db import models

from exemptions.domain.claim import Likelihood


class Claim(models.Model):
    """One exemption on what a question asks for, on a file, or on some pages of it.

    `code` is the register's. Several claims may lie on one item, each reasoned by itself. A claim
    that is taken away stays on the record. `for_disclosure`, `for_withholding` and
    `balance_reasons` are what the office proposes to the person who decides the public interest,
    `submission` what is put before the qualified person.
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
    balance_reasons = models.TextField(blank=True)
    submission = models.TextField(blank=True)
    is_statistical = models.BooleanField(default=False)
    is_on_emissions = models.BooleanField(null=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    taken_away_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("question__position", "pk")

    def __str__(self) -> str:
        return f"Claim {self.pk} of {self.code}"

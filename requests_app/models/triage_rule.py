"""What the words of a message may mean, as the FOI manager has set it."""

from django.db import models

from requests_app.domain.triage_rules import PointsTo

MEANINGS = [
    (PointsTo.OWN_RECORDS.value, "Somebody's own records"),
    (PointsTo.DECEASED_RECORDS.value, "Records of a patient who has died"),
    (PointsTo.EIR.value, "Environmental information"),
    (PointsTo.PRESS.value, "Interest of the press"),
    (PointsTo.REVIEW.value, "A wish for an internal review"),
    (PointsTo.COMPLAINT.value, "A complaint or a call for help"),
    (PointsTo.BUSINESS_AS_USUAL.value, "Ordinary business"),
    (PointsTo.REUSE.value, "Using our information again"),
    (PointsTo.SPAM.value, "Advertising"),
    (PointsTo.OTHER.value, "Something else"),
]


class TriageRule(models.Model):
    """One rule. `key` is its name for good; the rest is the manager's to change."""

    key = models.SlugField(max_length=40, unique=True)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    points_to = models.CharField(max_length=20, choices=MEANINGS, default=PointsTo.OTHER.value)
    phrases = models.TextField(max_length=8000)
    reason = models.CharField(max_length=300)
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.name

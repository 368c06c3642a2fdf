"""The numbered parts of a request."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from requests_app.models.case import REGIMES
from requests_app.models.searched import searched


class Question(models.Model):
    """One part of a request, in the applicant's words without the applicant.

    `number` is as the applicant gave it, "2" or "2a". `narrower_scopes` are the smaller
    versions the applicant would accept, in their order. `regime` is set only where it is the
    other law than that of the case (R5); `services.clock_corrections` sees to that.
    """

    case = models.ForeignKey(
        "requests_app.Case", on_delete=models.CASCADE, related_name="questions"
    )
    position = models.PositiveIntegerField()
    number = models.CharField(max_length=12)
    parent_number = models.CharField(max_length=12, blank=True)
    text = models.TextField()
    narrower_scopes = ArrayField(models.TextField(), default=list, blank=True)
    regime = models.CharField(
        max_length=10,
        choices=REGIMES,
        blank=True,
        help_text="The law it is under; empty where that is the law of its case.",
    )

    class Meta:
        ordering = ("position",)
        # The search by words, and for requests that look alike.
        indexes = (GinIndex(searched("text"), name="question_words"),)
        constraints = (
            models.UniqueConstraint(fields=("case", "number"), name="one_number_once_a_case"),
        )

    def __str__(self) -> str:
        return f"Question {self.number}"

    @property
    def law(self) -> str:
        """The law it is under, its own or that of its case."""
        return self.regime or self.case.regime

"""What the authority has published already, as the FOI office keeps it."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from requests_app.domain.publication_scheme import SchemeClass
from requests_app.models.searched import searched

CLASSES = [(each.value, each.label) for each in SchemeClass]


class Publication(models.Model):
    """One thing that is published: an entry of the scheme, or of the disclosure log with its case.

    `where` is the address or whatever else tells people how to find it. Holds nothing about who
    asked. One that is withdrawn stays on the record and is offered no more.
    """

    title = models.CharField(max_length=200)
    summary = models.TextField(max_length=2000, blank=True)
    where = models.TextField(max_length=1000)
    scheme_class = models.CharField(max_length=12, choices=CLASSES)
    published_on = models.DateField()
    case = models.ForeignKey(
        "requests_app.Case", on_delete=models.SET_NULL, null=True, related_name="publications"
    )
    version = models.PositiveIntegerField(default=1)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("title", "pk")
        indexes = (GinIndex(searched("title", "summary"), name="publication_words"),)
        constraints = (
            models.UniqueConstraint(
                fields=("title", "published_on"),
                condition=models.Q(withdrawn_at__isnull=True),
                name="one_publication_a_title_and_day",
            ),
        )

    def __str__(self) -> str:
        return self.title

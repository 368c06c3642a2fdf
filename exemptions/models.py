"""The authority's own guidance on a provision, kept in versions."""

from django.conf import settings
from django.db import models


class Guidance(models.Model):
    """What this authority says about one provision: how it is used here, and stock arguments.

    A change is a new row; the latest of a code stands. `code` is the register's own.
    """

    code = models.CharField(max_length=30, db_index=True)
    version = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    for_disclosure = models.TextField(blank=True)
    for_withholding = models.TextField(blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("code", "-version")
        constraints = (
            models.UniqueConstraint(fields=("code", "version"), name="one_version_once_a_code"),
        )

    def __str__(self) -> str:
        return f"{self.code}, version {self.version}"

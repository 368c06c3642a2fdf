"""What staff write to each other on a case."""

from django.conf import settings
from django.db import models


class Note(models.Model):
    """A working note on a case, for the FOI office."""

    case = models.ForeignKey("requests_app.Case", on_delete=models.CASCADE, related_name="notes")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    written_at = models.DateTimeField()
    text = models.TextField()

    class Meta:
        ordering = ("written_at", "pk")

    def __str__(self) -> str:
        return f"Note {self.pk}"

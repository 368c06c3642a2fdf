"""The words of our letters, where the FOI manager has published others than the standard ones."""

from django.conf import settings
from django.db import models


class TemplateVersion(models.Model):
    """One published version of the template of a kind of letter.

    A change is a new row; the highest number of a kind stands, and without a row the standard
    words do, which count as number 0. `kind` is a `domain.letter_kinds.TemplateKind`.
    """

    kind = models.CharField(max_length=30)
    number = models.PositiveIntegerField()
    text = models.TextField()
    why = models.CharField("what was changed, and why", max_length=300)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    published_at = models.DateTimeField()

    class Meta:
        ordering = ("kind", "-number")
        constraints = (
            models.UniqueConstraint(fields=("kind", "number"), name="one_template_number_a_kind"),
        )

    def __str__(self) -> str:
        return f"{self.kind}/{self.number}"

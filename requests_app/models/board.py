"""What belongs to a person's own board: their views, and what they have open."""

from django.conf import settings
from django.db import models


class SavedView(models.Model):
    """A tab with its filters and its search, under a name of the person's own."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views"
    )
    name = models.CharField(max_length=40)
    query = models.CharField(max_length=1000)

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("person", "name"), name="one_view_a_name"),)

    def __str__(self) -> str:
        return self.name


class Reading(models.Model):
    """Somebody has a case or a message open. Only the latest moment is kept, and not for long."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    thing = models.CharField(max_length=40)
    seen_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("thing", "person"), name="one_reading_a_person"),
        )

    def __str__(self) -> str:
        return self.thing

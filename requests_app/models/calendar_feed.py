"""The secret address at which a person's own calendar program reads what falls due."""

from django.conf import settings
from django.db import models


class CalendarFeed(models.Model):
    """One address a person. Only the hash of its secret is kept; a new one ends the old."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed"
    )
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Calendar of {self.person_id}"

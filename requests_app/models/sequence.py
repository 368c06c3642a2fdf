"""The next number in a year."""

from django.db import models


class ReferenceCounter(models.Model):
    """How many references a year has used; locked while the next one is taken."""

    year = models.PositiveIntegerField(unique=True)
    used = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.used}"

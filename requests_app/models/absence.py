"""When people are away, and who hears for them."""

from django.conf import settings
from django.db import models


class Absence(models.Model):
    """Some days on which a person is not reminded of anything, both ends included.

    `last_day` is None where nobody knows yet. Without a cover the next person above hears.
    """

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="absences"
    )
    first_day = models.DateField()
    last_day = models.DateField(null=True, blank=True)
    cover = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ("first_day", "pk")
        constraints = (
            models.CheckConstraint(
                name="an_absence_ends_after_it_begins",
                condition=models.Q(last_day__isnull=True)
                | models.Q(last_day__gte=models.F("first_day")),
            ),
            models.CheckConstraint(
                name="nobody_covers_for_themselves",
                condition=models.Q(cover__isnull=True) | ~models.Q(cover=models.F("person")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} from {self.first_day}"

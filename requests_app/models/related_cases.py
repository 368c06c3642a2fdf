"""Cases that belong together: merged as duplicates, split in two, or worked on together."""

from django.conf import settings
from django.db import models


class Merging(models.Model):
    """A duplicate and the case that stays. It stands until `ended_at`.

    `receipt` is the entry of the clock that the case that stays was given, where the duplicate
    had come first. `state_before` is where the duplicate comes back to; its acknowledgement, where
    it was `acknowledgement_held`, is then owed again.
    """

    case = models.ForeignKey("requests_app.Case", on_delete=models.CASCADE, related_name="mergings")
    into = models.ForeignKey("requests_app.Case", on_delete=models.CASCADE, related_name="took_in")
    state_before = models.CharField(max_length=30)
    receipt = models.ForeignKey(
        "requests_app.ClockEntry", on_delete=models.PROTECT, null=True, related_name="+"
    )
    acknowledgement_held = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("case",),
                condition=models.Q(ended_at__isnull=True),
                name="a_case_is_merged_once_at_a_time",
            ),
            models.CheckConstraint(
                name="a_case_is_not_merged_into_itself",
                condition=~models.Q(case=models.F("into")),
            ),
        )

    def __str__(self) -> str:
        return f"Merging {self.pk}"


class Splitting(models.Model):
    """The case that some questions of another were given, from one message that held both.

    A split that was put back together keeps its row, so that it is not undone twice.
    """

    case = models.OneToOneField(
        "requests_app.Case", on_delete=models.CASCADE, related_name="split_from"
    )
    origin = models.ForeignKey(
        "requests_app.Case", on_delete=models.CASCADE, related_name="split_off"
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField("put back together", null=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"Splitting {self.pk}"


class WorkingTogether(models.Model):
    """Two cases that are worked on together, each with its own clock and its own answer.

    `one` is always the older row of the two, so that a pair stands once.
    """

    one = models.ForeignKey("requests_app.Case", on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey("requests_app.Case", on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("one", "other"),
                condition=models.Q(ended_at__isnull=True),
                name="a_pair_works_together_once",
            ),
            models.CheckConstraint(
                name="the_older_of_a_pair_stands_first",
                condition=models.Q(one__lt=models.F("other")),
            ),
        )

    def __str__(self) -> str:
        return f"Pair {self.pk}"

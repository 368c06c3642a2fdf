"""What answering is expected to cost, and the sums that it is held against."""

from django.conf import settings
from django.db import models

from requests_app.domain.cost_activities import Activity

ACTIVITIES = [(activity.value, activity.label) for activity in Activity]


class CostTerm(models.Model):
    """The limits and the rate in pounds, from a day after 2005 on which they changed.

    The terms of 2005 are in `domain.cost_terms`. A row is never changed: cases stand on it.
    """

    since = models.DateField("in force since", unique=True)
    limit = models.DecimalField("limit for the authority", max_digits=8, decimal_places=2)
    limit_part_1 = models.DecimalField(
        "limit for bodies in FOIA Schedule 1 Part I", max_digits=8, decimal_places=2
    )
    rate = models.DecimalField("rate for one hour", max_digits=6, decimal_places=2)
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ("since",)
        constraints = (
            models.CheckConstraint(
                name="cost_terms_are_above_nothing",
                condition=models.Q(limit__gt=0, limit_part_1__gt=0, rate__gt=0),
            ),
        )

    def __str__(self) -> str:
        return f"£{self.limit} since {self.since}"


class Estimate(models.Model):
    """What one question takes one department, in one of its scopes.

    Never edited: a later one for the same work supersedes it. `scope` 0 is as it was asked,
    n the n-th narrower scope; `scope_text` keeps its words. Without a commission it is the
    FOI office's own.
    """

    case = models.ForeignKey(
        "requests_app.Case", on_delete=models.CASCADE, related_name="estimates"
    )
    question = models.ForeignKey(
        "requests_app.Question", on_delete=models.CASCADE, related_name="estimates"
    )
    commission = models.ForeignKey(
        "requests_app.Commission", on_delete=models.CASCADE, null=True, related_name="estimates"
    )
    scope = models.PositiveSmallIntegerField(default=0)
    scope_text = models.TextField(blank=True)
    basis = models.TextField(help_text="How the records are kept, and where the figures are from.")
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    superseded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("question__position", "scope", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("question", "commission", "scope"),
                condition=models.Q(superseded_at__isnull=True),
                nulls_distinct=False,
                name="one_estimate_stands_at_a_time",
            ),
        )

    def __str__(self) -> str:
        return f"Estimate {self.pk}"


class EstimateLine(models.Model):
    """Hours and expense in pounds of one activity; the minutes where a sample was timed."""

    estimate = models.ForeignKey(Estimate, on_delete=models.CASCADE, related_name="lines")
    activity = models.CharField(max_length=30, choices=ACTIVITIES)
    persons = models.PositiveSmallIntegerField(default=1)
    hours_low = models.DecimalField(max_digits=7, decimal_places=2)
    hours_expected = models.DecimalField(max_digits=7, decimal_places=2)
    hours_high = models.DecimalField(max_digits=7, decimal_places=2)
    expense = models.DecimalField(max_digits=9, decimal_places=2, default=0)
    records = models.PositiveIntegerField(null=True)
    timed = models.PositiveIntegerField(null=True)
    chosen = models.TextField(blank=True)
    minutes_low = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    minutes_expected = models.DecimalField(max_digits=7, decimal_places=2, null=True)
    minutes_high = models.DecimalField(max_digits=7, decimal_places=2, null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("estimate", "activity"), name="one_line_an_activity"),
            models.CheckConstraint(
                name="hours_go_from_the_least_to_the_most",
                condition=models.Q(hours_low__gte=0)
                & models.Q(hours_expected__gte=models.F("hours_low"))
                & models.Q(hours_high__gte=models.F("hours_expected")),
            ),
            models.CheckConstraint(
                name="estimates_take_people_and_no_negative_money",
                condition=models.Q(persons__gte=1, expense__gte=0),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_activity_display()}: {self.hours_expected} hours"


class NarrowingOffer(models.Model):
    """An offer to the applicant to narrow the request (FOIA s.16), as it was sent."""

    case = models.ForeignKey(
        "requests_app.Case", on_delete=models.CASCADE, related_name="narrowing_offers"
    )
    letter = models.OneToOneField(
        "requests_app.Letter", on_delete=models.PROTECT, related_name="narrowing_offer"
    )
    text = models.TextField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"Narrowing offer {self.pk}"

"""The ledger of a case's clock, and the calendar it is read by."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models


class ClockEntry(models.Model):
    """A dated fact that the due date follows from. Never edited: a wrong one is countered."""

    case = models.ForeignKey(
        "requests_app.Case", on_delete=models.CASCADE, related_name="clock_entries"
    )
    kind = models.CharField(max_length=40, help_text="A `domain.statutory_clock.EntryKind`.")
    on = models.DateField("the day it happened")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    evidence = models.ForeignKey(
        "requests_app.Message", on_delete=models.PROTECT, null=True, related_name="+"
    )
    counters = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="countered_by"
    )
    reason = models.TextField(blank=True)
    until = models.DateField("the day that an extension promises", null=True)
    provision = models.CharField("what an extension rests on", max_length=60, blank=True)

    class Meta:
        ordering = ("on", "pk")
        constraints = (
            models.CheckConstraint(
                name="a_counter_entry_says_why",
                condition=models.Q(counters__isnull=True) | ~models.Q(reason=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} on {self.on}"


class Clarification(models.Model):
    """What the applicant was asked, and what became of it. Its days stand on the ledger.

    The words are written to the applicant: they are for the FOI office alone.
    """

    case = models.ForeignKey(
        "requests_app.Case", on_delete=models.CASCADE, related_name="clarifications"
    )
    asked = models.OneToOneField(ClockEntry, on_delete=models.PROTECT, related_name="+")
    answered = models.ForeignKey(ClockEntry, on_delete=models.PROTECT, null=True, related_name="+")
    unclear = models.TextField("what is unclear")
    why = models.TextField("why it is needed to find the information")
    help_offered = models.TextField(blank=True)
    close_after = models.DateField("closed if there is no reply by")
    closed_at = models.DateTimeField(null=True)
    message = models.ForeignKey(
        "requests_app.Message", on_delete=models.PROTECT, null=True, related_name="+"
    )
    letter = models.ForeignKey(
        "requests_app.Letter", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"Clarification {self.pk}"


class Extension(models.Model):
    """Why more time was taken, as the applicant was told. Each new estimate is a new row.

    FOIA: why the exemption applies. EIR: what is complex, and what is voluminous.
    """

    case = models.ForeignKey(
        "requests_app.Case", on_delete=models.CASCADE, related_name="extensions"
    )
    entry = models.OneToOneField(ClockEntry, on_delete=models.PROTECT, related_name="+")
    why = models.TextField()
    volume = models.TextField(blank=True)
    past_limit_reason = models.TextField("why it takes more than 40 working days", blank=True)
    message = models.ForeignKey(
        "requests_app.Message", on_delete=models.PROTECT, null=True, related_name="+"
    )
    letter = models.ForeignKey(
        "requests_app.Letter", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"Extension {self.pk}"


class NonWorkingDay(models.Model):
    """A bank holiday somewhere in the United Kingdom, or Christmas Day or Good Friday."""

    day = models.DateField(unique=True)
    name = models.CharField(max_length=120)
    nations = ArrayField(models.CharField(max_length=20))
    source = models.CharField(max_length=200)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("day",)

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class CalendarYear(models.Model):
    """A year the calendar covers. Outside these the clock refuses to answer."""

    year = models.PositiveIntegerField(unique=True)
    source = models.CharField(max_length=200)

    class Meta:
        ordering = ("year",)

    def __str__(self) -> str:
        return str(self.year)


class CalendarChange(models.Model):
    """A day that was entered into the calendar or withdrawn from it, by whom and why."""

    day = models.DateField()
    name = models.CharField(max_length=120)
    nations = ArrayField(models.CharField(max_length=20))
    source = models.CharField(max_length=200)
    is_withdrawal = models.BooleanField(default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.day} {'withdrawn' if self.is_withdrawal else 'entered'}"


class MovedDate(models.Model):
    """The due dates of an open case before and after a change of the calendar."""

    change = models.ForeignKey(CalendarChange, on_delete=models.CASCADE, related_name="moved")
    case = models.ForeignKey(
        "requests_app.Case", on_delete=models.CASCADE, related_name="moved_dates"
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    due_before = models.DateField(null=True)
    due_after = models.DateField(null=True)
    statutory_before = models.DateField(null=True)
    statutory_after = models.DateField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("change", "case"), name="a_change_moves_a_case_once"),
        )

    def __str__(self) -> str:
        return f"{self.due_before} to {self.due_after}"

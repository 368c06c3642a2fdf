"""What a department is asked to find, and what it sends back."""

from django.conf import settings
from django.db import models


class Held(models.TextChoices):
    """Whether the department holds what a question asks for."""

    HELD = "held", "Yes, we hold it"
    NOT_HELD = "not_held", "No, we do not hold it"
    MORE_SEARCHING = "more_searching", "We need to search more"


class Activity(models.TextChoices):
    """The four activities whose time counts towards the cost limit (Fees Regs reg 4(3))."""

    DETERMINING = "determining", "Finding out whether we hold it"
    LOCATING = "locating", "Finding it, or the document it is in"
    RETRIEVING = "retrieving", "Getting it out of where it is kept"
    EXTRACTING = "extracting", "Taking it out of the document"


class Commission(models.Model):
    """Some questions of a case, sent to one department, with limits of their own.

    The limits run from the department's own receipt: 5 working days to say whether it is
    held and what it will cost, 10 for the draft answer (policy 5.3).
    """

    case = models.ForeignKey(
        "requests_app.Case", on_delete=models.CASCADE, related_name="commissions"
    )
    department = models.ForeignKey(
        "requests_app.Department", on_delete=models.PROTECT, related_name="commissions"
    )
    instructions = models.TextField(blank=True)
    sent_at = models.DateTimeField()
    received_on = models.DateField()
    estimate_due_on = models.DateField()
    answer_due_on = models.DateField()
    opened_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    declined_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("case", "department"),
                condition=models.Q(returned_at__isnull=True),
                name="one_open_commission_a_department",
            ),
        )
        indexes = (
            models.Index(
                fields=("received_on",),
                name="commission_unopened",
                condition=models.Q(opened_at__isnull=True, returned_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.department} on {self.case_id}"

    @property
    def is_open(self) -> bool:
        """Whether the department still owes its return."""
        return self.returned_at is None

    @property
    def is_declined(self) -> bool:
        """Whether the department said that the questions are not theirs."""
        return bool(self.declined_reason)


class QuestionReturn(models.Model):
    """A department's answer to one question."""

    commission = models.ForeignKey(Commission, on_delete=models.CASCADE, related_name="returns")
    question = models.ForeignKey(
        "requests_app.Question", on_delete=models.CASCADE, related_name="returns"
    )
    held = models.CharField(max_length=20, choices=Held.choices, blank=True)
    answer = models.TextField(blank=True)
    saved_at = models.DateTimeField(null=True)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("question__position",)
        constraints = (
            models.UniqueConstraint(
                fields=("commission", "question"), name="one_return_a_question"
            ),
        )

    def __str__(self) -> str:
        return f"Return {self.pk}"


class Search(models.Model):
    """Where somebody looked, for what, and what came of it: the evidence for "not held"."""

    question_return = models.ForeignKey(
        QuestionReturn, on_delete=models.CASCADE, related_name="searches"
    )
    place = models.CharField("where you looked", max_length=200)
    terms = models.CharField("what you looked for", max_length=300)
    result = models.CharField("what you found", max_length=300)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.place


class TimeSpent(models.Model):
    """Minutes spent on one counted activity for one question."""

    question_return = models.ForeignKey(
        QuestionReturn, on_delete=models.CASCADE, related_name="times"
    )
    activity = models.CharField(max_length=20, choices=Activity.choices)
    minutes = models.PositiveIntegerField()

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("question_return", "activity"), name="one_time_an_activity"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_activity_display()}: {self.minutes} minutes"

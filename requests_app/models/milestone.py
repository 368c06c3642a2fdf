"""The steps on the way to an answer, as the FOI manager has set them."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from requests_app.domain.milestone_plan import LAST_DAY, CountedFrom, OnlyIf, Ower, StoppedBy

OWERS = [
    (Ower.FOI_OFFICE.value, "The FOI office"),
    (Ower.DEPARTMENT.value, "The department that was asked"),
    (Ower.SIGNATORY.value, "The director who signs"),
    (Ower.CORPORATE_AFFAIRS.value, "The Director of Corporate Affairs"),
    (Ower.COMMUNICATIONS.value, "Communications"),
]
ENDINGS = [
    (StoppedBy.ACCEPTED.value, "The request is accepted"),
    (StoppedBy.PRESS_ASSESSED.value, "Press interest is assessed"),
    (StoppedBy.SAID_WHAT_IS_HELD.value, "The department says what it holds"),
    (StoppedBy.RETURNED.value, "The department sends its answer"),
    (StoppedBy.ALL_RETURNED.value, "Every department has answered"),
    (StoppedBy.DRAFTED.value, "The letter is written"),
    (StoppedBy.SENT_FOR_SIGN_OFF.value, "The letter goes to the director"),
    (StoppedBy.SIGNED.value, "The letter is signed"),
    (StoppedBy.ANSWERED.value, "The answer is sent"),
    (StoppedBy.NARROWING_OFFERED.value, "The applicant is offered to narrow the request"),
    (StoppedBy.TICKED.value, "The FOI office ticks it off on the case"),
]
CONDITIONS = [
    (OnlyIf.ALWAYS.value, "On every case"),
    (OnlyIf.PRESS_INTEREST.value, "Where the press may take an interest"),
    (OnlyIf.OVER_COST_LIMIT.value, "Where the cost would pass the limit"),
]
COUNTED_FROM = [
    (CountedFrom.CASE.value, "receipt by the authority"),
    (CountedFrom.DEPARTMENT.value, "receipt by the department"),
]
A_DAY = (MinValueValidator(1), MaxValueValidator(LAST_DAY))


class Milestone(models.Model):
    """One step, for every case. `key` is its name for good; the rest is the manager's to change."""

    key = models.SlugField(max_length=40, unique=True)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    wording = models.CharField(max_length=200)
    day = models.PositiveSmallIntegerField(validators=A_DAY)
    counted_from = models.CharField(
        max_length=12, choices=COUNTED_FROM, default=CountedFrom.CASE.value
    )
    latest_case_day = models.PositiveSmallIntegerField(null=True, blank=True, validators=A_DAY)
    ower = models.CharField(max_length=20, choices=OWERS, default=Ower.FOI_OFFICE.value)
    stopped_by = models.CharField(max_length=20, choices=ENDINGS, default=StoppedBy.TICKED.value)
    only_if = models.CharField(max_length=20, choices=CONDITIONS, default=OnlyIf.ALWAYS.value)
    remind_before = models.PositiveSmallIntegerField(
        default=1, validators=(MaxValueValidator(LAST_DAY),)
    )
    moves_with_extension = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.name


class TickedStep(models.Model):
    """A step that no other act ends, ticked off by a person of the FOI office."""

    case = models.ForeignKey(
        "requests_app.Case", on_delete=models.CASCADE, related_name="ticked_steps"
    )
    milestone = models.ForeignKey(Milestone, on_delete=models.PROTECT, related_name="+")
    ticked_at = models.DateTimeField()
    ticked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("case", "milestone"), name="one_tick_a_step"),
        )

    def __str__(self) -> str:
        return f"{self.milestone} on {self.case_id}"

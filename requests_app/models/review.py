"""Internal reviews: an answer is looked at again by somebody who took no part in it."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models

from requests_app.domain.review_findings import Finding
from requests_app.domain.review_workflow import REVIEW_CLOSED, ReviewState

REVIEW_STATES = [(state.value, state.label) for state in ReviewState]
REVIEW_CLOSED_STATES = [state.value for state in sorted(REVIEW_CLOSED)]
FINDINGS = [(finding.value, finding.label) for finding in Finding]


class ReviewChannel(models.TextChoices):
    """How a review was asked for."""

    MAIL = "mail", "E-mail"
    PAGE = "page", "Their page of the request"
    FORM = "form", "Web form"
    POST = "post", "Post"
    PHONE = "phone", "Phone"


class Review(models.Model):
    """One review of one answer. Holds nothing about who asked.

    Their own words stand in `message`; `points` says what they are unhappy with so that the
    reviewer may read it. `state` is written only by `services.review_steps`. The days follow from
    `asked_on` and the facts beside it (`queries.review_clock`). `digest` is the SHA-256 over the
    outcome's words and files as they were sent on. `override_*` is the Director's reason for a
    reviewer who took part, and in what.
    """

    case = models.ForeignKey("requests_app.Case", on_delete=models.CASCADE, related_name="reviews")
    answer = models.ForeignKey(
        "requests_app.Letter", on_delete=models.PROTECT, related_name="reviews"
    )
    state = models.CharField(max_length=30, choices=REVIEW_STATES)
    version = models.PositiveIntegerField(default=1)
    channel = models.CharField(max_length=10, choices=ReviewChannel.choices)
    asked_on = models.DateField()
    believed_on = models.DateField("when they believe we failed (EIR reg 11(2))", null=True)
    message = models.ForeignKey(
        "requests_app.Message", on_delete=models.PROTECT, null=True, related_name="+"
    )
    points = models.TextField(blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField()
    late_reason = models.TextField("why a late one was taken up, or not", blank=True)

    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="reviews"
    )
    appointed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    appointed_at = models.DateTimeField(null=True)
    override_reason = models.TextField(blank=True)
    override_of = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    override_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    extended_until = models.DateField(null=True)
    extended_on = models.DateField(null=True)
    extended_why = models.TextField(blank=True)

    opening = models.TextField(blank=True)
    handling = models.TextField(blank=True)
    breaches = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    action = models.TextField("what we will do (EIR reg 11(5)(b))", blank=True)
    action_by = models.DateField("and by when (EIR reg 11(5)(c))", null=True)
    released = models.ManyToManyField("requests_app.Document", related_name="released_by")

    signatory = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    digest = models.CharField(max_length=64, blank=True)
    sent_on_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    signed_at = models.DateTimeField(null=True)
    comment = models.TextField(blank=True)

    outcome_letter = models.OneToOneField(
        "requests_app.Letter", on_delete=models.PROTECT, null=True, related_name="outcome_of"
    )
    closed_on = models.DateField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("case",),
                condition=~models.Q(state__in=REVIEW_CLOSED_STATES),
                name="one_open_review_a_case",
            ),
            models.CheckConstraint(
                name="an_override_says_why",
                condition=models.Q(override_by__isnull=True) | ~models.Q(override_reason=""),
            ),
        )

    def __str__(self) -> str:
        return f"Review {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether anything is still owed."""
        return not ReviewState(self.state).is_closed


class QuestionFinding(models.Model):
    """What a review finds on the answer to one question, and what is now given in words."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="question_findings")
    question = models.ForeignKey(
        "requests_app.Question", on_delete=models.PROTECT, related_name="findings"
    )
    finding = models.CharField(max_length=12, choices=FINDINGS, blank=True)
    why = models.TextField(blank=True)
    now_given = models.TextField(blank=True)

    class Meta:
        ordering = ("question__position",)
        constraints = (
            models.UniqueConstraint(
                fields=("review", "question"), name="one_finding_a_question_and_review"
            ),
        )

    def __str__(self) -> str:
        return f"{self.finding} on question {self.question_id}"


class ClaimFinding(models.Model):
    """What a review finds on one exemption that was claimed."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="claim_findings")
    claim = models.ForeignKey(
        "requests_app.Claim", on_delete=models.PROTECT, related_name="findings"
    )
    finding = models.CharField(max_length=12, choices=FINDINGS, blank=True)
    why = models.TextField(blank=True)

    class Meta:
        ordering = ("claim__question__position", "claim_id")
        constraints = (
            models.UniqueConstraint(
                fields=("review", "claim"), name="one_finding_a_claim_and_review"
            ),
        )

    def __str__(self) -> str:
        return f"{self.finding} on claim {self.claim_id}"

"""The regulator: how letters name it, and what came of complaints to it and appeals from it."""

from django.conf import settings
from django.db import models

from requests_app.domain.regulator import NoticeKind, Party
from requests_app.models.review import FINDINGS

NOTICE_KINDS = [(kind.value, kind.label) for kind in NoticeKind]
PARTIES = [(party.value, party.label) for party in Party]


class RegulatorDetails(models.Model):
    """The regulator's name and address from a day on. Never edited: a later row replaces it."""

    from_day = models.DateField()
    name = models.CharField(max_length=200)
    address = models.TextField(help_text="A line each.")
    website = models.CharField(max_length=200, blank=True)
    phone = models.CharField(max_length=60, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ("from_day", "pk")

    def __str__(self) -> str:
        return f"{self.name} from {self.from_day}"


class Complaint(models.Model):
    """A complaint to the regulator about a case (FOIA s.50). Who complained is the applicant."""

    case = models.ForeignKey(
        "requests_app.Case", on_delete=models.CASCADE, related_name="complaints"
    )
    number = models.CharField("the regulator's reference", max_length=60)
    received_on = models.DateField()
    respond_by = models.DateField()
    about = models.TextField(blank=True)
    answered_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    closed_why = models.TextField(blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("received_on", "pk")
        constraints = (
            models.UniqueConstraint(fields=("case", "number"), name="one_complaint_a_number"),
        )

    def __str__(self) -> str:
        return self.number


class RegulatorNotice(models.Model):
    """A notice on a complaint. `finding` is what a decision notice makes of our decision."""

    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=12, choices=NOTICE_KINDS)
    number = models.CharField(max_length=60)
    dated = models.DateField()
    comply_by = models.DateField(null=True)
    finding = models.CharField(max_length=12, choices=FINDINGS, blank=True)
    summary = models.TextField(blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("dated", "pk")

    def __str__(self) -> str:
        return self.number


class RequiredStep(models.Model):
    """One thing that a notice requires of us by a day."""

    notice = models.ForeignKey(RegulatorNotice, on_delete=models.CASCADE, related_name="steps")
    text = models.CharField(max_length=1000)
    due_on = models.DateField()
    done_on = models.DateField(null=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.text[:60]


class Appeal(models.Model):
    """An appeal against a notice to the First-tier Tribunal (FOIA s.57)."""

    notice = models.ForeignKey(RegulatorNotice, on_delete=models.CASCADE, related_name="appeals")
    by = models.CharField(max_length=12, choices=PARTIES)
    number = models.CharField(max_length=60, blank=True)
    lodged_on = models.DateField()
    late_reason = models.TextField(blank=True)
    ruled_on = models.DateField(null=True)
    finding = models.CharField(max_length=12, choices=FINDINGS, blank=True)
    summary = models.TextField(blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("lodged_on", "pk")
        constraints = (
            models.UniqueConstraint(fields=("notice", "by"), name="one_appeal_a_party_and_notice"),
        )

    def __str__(self) -> str:
        return self.number or f"Appeal {self.pk}"


class ClaimVerdict(models.Model):
    """What a decision notice, or a ruling of the tribunal, made of one exemption."""

    claim = models.ForeignKey(
        "requests_app.Claim", on_delete=models.PROTECT, related_name="verdicts"
    )
    notice = models.ForeignKey(
        RegulatorNotice, on_delete=models.CASCADE, null=True, related_name="verdicts"
    )
    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, null=True, related_name="verdicts")
    finding = models.CharField(max_length=12, choices=FINDINGS)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="a_verdict_has_one_source",
                condition=models.Q(notice__isnull=True) ^ models.Q(appeal__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"{self.finding} on claim {self.claim_id}"

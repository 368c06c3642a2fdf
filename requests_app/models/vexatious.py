"""A refusal under s.14, proposed by one person and decided by another."""

from django.conf import settings
from django.db import models

from requests_app.domain.vexatious import Ground


class ProposalState(models.TextChoices):
    """What became of a proposal."""

    WAITING = "waiting", "Waiting for a decision"
    APPROVED = "approved", "Approved"
    REJECTED = "rejected", "Not approved"
    WITHDRAWN = "withdrawn", "Taken back"


class VexatiousProposal(models.Model):
    """One proposal to refuse a request as vexatious or repeated. It is never changed.

    `evidence` is what the case base showed when it was made: other requests by reference, with
    counts; who asked is not in it. `earlier_notice` and `why_no_notice` are there where no
    further notice is to be given (s.17(6)).
    """

    case = models.ForeignKey(
        "requests_app.Case", on_delete=models.CASCADE, related_name="vexatious_proposals"
    )
    ground = models.CharField(max_length=10, choices=[(each.value, each.cited) for each in Ground])
    burden = models.TextField(blank=True)
    motive = models.TextField(blank=True)
    value = models.TextField(blank=True)
    distress = models.TextField(blank=True)
    interval = models.TextField(blank=True)
    conclusion = models.TextField()
    repeats = models.ForeignKey(
        "requests_app.Case", on_delete=models.PROTECT, null=True, related_name="+"
    )
    evidence = models.JSONField(default=dict)
    earlier_notice = models.ForeignKey(
        "requests_app.Case", on_delete=models.PROTECT, null=True, related_name="+"
    )
    why_no_notice = models.TextField(blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField()
    state = models.CharField(
        max_length=10, choices=ProposalState.choices, default=ProposalState.WAITING
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    decision_reasons = models.TextField(blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("case",),
                condition=models.Q(state__in=("waiting", "approved")),
                name="one_proposal_under_section_14_stands",
            ),
        )

    def __str__(self) -> str:
        return f"Proposal {self.pk} under section 14"

    @property
    def leaves_out_notice(self) -> bool:
        """Whether the request is to be closed without a further notice (s.17(6))."""
        return self.earlier_notice_id is not None

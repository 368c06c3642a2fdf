"""Files: what came in, what departments found, what will leave."""

from django.conf import settings
from django.db import models

from requests_app.domain.file_safety import Safety


class DocumentRole(models.TextChoices):
    """Where a file stands in the case."""

    RECEIVED = "received", "Received from the applicant"
    FOUND = "found", "Found by a department"
    RELEASE = "release", "To be sent with the answer"
    REVIEW = "review", "To be sent with the outcome of a review"


SAFETY = [
    (Safety.CLEAN.value, "No virus found"),
    (Safety.UNSCANNED.value, "Not scanned for viruses"),
    (Safety.UNREADABLE.value, "Cannot be read"),
    (Safety.LOCKED.value, "Locked"),
    (Safety.QUARANTINED.value, "In quarantine"),
]


class Document(models.Model):
    """A file on a case. `media_type` is read from the content, never from the name.

    `safety` is what was seen of a file that a stranger sent; `safety_reason` says why.
    """

    case = models.ForeignKey(
        "requests_app.Case", on_delete=models.CASCADE, null=True, related_name="documents"
    )
    role = models.CharField(max_length=10, choices=DocumentRole.choices)
    message = models.ForeignKey(
        "requests_app.Message", on_delete=models.CASCADE, null=True, related_name="documents"
    )
    question_return = models.ForeignKey(
        "requests_app.QuestionReturn",
        on_delete=models.CASCADE,
        null=True,
        related_name="documents",
    )
    name = models.CharField(max_length=255)
    file = models.FileField(upload_to="documents/%Y/%m", max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=120)
    safety = models.CharField(max_length=12, choices=SAFETY, default=Safety.UNSCANNED.value)
    safety_reason = models.CharField(max_length=300, blank=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name

    @property
    def is_in_quarantine(self) -> bool:
        """Whether it must not be handed over as it is."""
        return self.safety == Safety.QUARANTINED

"""Files: what came in, what departments found, what will leave."""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from requests_app.domain.file_safety import Safety
from requests_app.models.searched import searched


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
    words_read_at = models.DateTimeField(
        null=True, help_text="When its words were read for the search, or could not be."
    )

    class Meta:
        ordering = ("pk",)
        indexes = (
            models.Index(
                fields=("-id",),
                name="document_to_read",
                condition=models.Q(
                    words_read_at__isnull=True,
                    removed_at__isnull=True,
                    role=DocumentRole.RECEIVED.value,
                    safety__in=[Safety.CLEAN.value, Safety.UNSCANNED.value],
                ),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_in_quarantine(self) -> bool:
        """Whether it must not be handed over as it is."""
        return self.safety == Safety.QUARANTINED


class DocumentWords(models.Model):
    """The words of a received file, for the search of the FOI office alone.

    Without words, `problem` says why. Their stems are stored beside them: to work those out of
    a long text takes a thousand times as long as to look at them.
    """

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="words")
    text = models.TextField(blank=True)
    is_cut = models.BooleanField(default=False)
    problem = models.CharField(max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    stems = models.GeneratedField(
        expression=searched("text"), output_field=SearchVectorField(), db_persist=True
    )

    class Meta:
        verbose_name_plural = "words of documents"
        indexes = (GinIndex(fields=("stems",), name="document_words"),)

    def __str__(self) -> str:
        return f"Words of {self.document_id}"

"""Letters: what is being drafted, and what left."""

from django.conf import settings
from django.db import models


class Draft(models.Model):
    """The paragraphs around the answers, while a response is being written.

    `template` names the kind and the version that the paragraphs came from: refusal/3.
    """

    case = models.OneToOneField("requests_app.Case", on_delete=models.CASCADE, related_name="draft")
    opening = models.TextField()
    closing = models.TextField(blank=True)
    template = models.CharField(max_length=40, blank=True)
    edited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    edited_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Draft {self.pk}"


class Letter(models.Model):
    """A letter that left or is leaving: its words, its bytes, and their seals.

    `content` is the letter as a value (no applicant's name stands in it), written when it
    is issued; the PDFs follow from it and can be made again. `template` names the kind and the
    version of the template that made it: refusal/3, or refusal/0 for the standard words.
    """

    case = models.ForeignKey("requests_app.Case", on_delete=models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=30)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    template = models.CharField(max_length=40, blank=True)
    dated = models.DateField()
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    issued_at = models.DateTimeField()
    pdf = models.FileField(upload_to="letters/%Y/%m", blank=True, max_length=200)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    archive_pdf = models.FileField(upload_to="letters/%Y/%m", blank=True, max_length=200)
    archive_pdf_sha256 = models.CharField(max_length=64, blank=True)
    message = models.OneToOneField(
        "requests_app.Message", on_delete=models.PROTECT, null=True, related_name="letter"
    )
    posted_on = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    enclosures = models.ManyToManyField("requests_app.Document", related_name="letters")

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"Letter {self.pk}"

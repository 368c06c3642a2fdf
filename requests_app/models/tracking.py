"""How an applicant proves, without an account, that a request is theirs."""

from django.db import models


class AccessCode(models.Model):
    """A short code sent to the applicant's own address; only its hash is kept."""

    case = models.ForeignKey(
        "requests_app.Case", on_delete=models.CASCADE, related_name="access_codes"
    )
    code_hash = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries_left = models.PositiveSmallIntegerField(default=5)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at",)

    def __str__(self) -> str:
        return f"Code {self.pk}"

"""The authority that a request belongs to, where that is not us."""

from django.db import models


class Redirection(models.Model):
    """Which other authority holds what was asked for, and whether it was passed on to them.

    `passed_on` is set only where the applicant agreed to it (section 45 Code of Practice).
    """

    case = models.OneToOneField(
        "requests_app.Case", on_delete=models.CASCADE, related_name="redirection"
    )
    authority = models.CharField(max_length=200)
    contact = models.CharField(max_length=300)
    passed_on = models.DateField("passed on, as the applicant agreed", null=True)

    def __str__(self) -> str:
        return f"Redirection {self.pk}"

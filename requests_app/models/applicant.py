"""Who asked. Nothing here may reach a department's or a director's page."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper


class LetterForm(models.TextChoices):
    """How somebody needs our letters to be set."""

    STANDARD = "standard", "As usual"
    LARGE_PRINT = "large_print", "In large print"
    PLAIN_TEXT = "plain_text", "As plain text"


class Applicant(models.Model):
    """A person or body that makes requests, as they named themselves.

    `letter_form` is what they need in order to read our letters (Equality Act 2010, s.20).
    """

    name = models.CharField(max_length=200, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    email = models.EmailField(max_length=320, blank=True, db_index=True)
    postal_address = models.TextField(blank=True)
    phone = models.CharField(max_length=40, blank=True)
    letter_form = models.CharField(
        max_length=20, choices=LetterForm.choices, default=LetterForm.STANDARD.value
    )
    created_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(Upper("email"), name="applicant_email"),
            GinIndex(OpClass(Upper("name"), "gin_trgm_ops"), name="applicant_letters"),
            GinIndex(OpClass(Upper("email"), "gin_trgm_ops"), name="applicant_email_letters"),
        )

    def __str__(self) -> str:
        return self.name or self.email or "Unnamed applicant"

    @property
    def has_address(self) -> bool:
        """Whether there is an address for correspondence: an e-mail address is one (s.8)."""
        return bool(self.email or self.postal_address.strip())

    @property
    def is_published_at_once(self) -> bool:
        """Whether whatever is sent stands on a public website the same minute."""
        return self.email.lower().endswith("@whatdotheyknow.com")

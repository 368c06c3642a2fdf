"""Those whom the information concerns: what they were asked, said, and were told."""

from django.conf import settings
from django.db import models


class Consultation(models.Model):
    """One third party, or the Secretary of State, consulted about what a question asks for.

    `asked_in` are the words that went to them; who asked for the information is not among them.
    The clock does not know of it.
    """

    class Kind(models.TextChoices):
        """Who is asked."""

        THIRD_PARTY = "third_party", "A third party"
        SECRETARY_OF_STATE = "secretary_of_state", "The Secretary of State (historical record)"

    class Stance(models.TextChoices):
        """What they said."""

        OBJECTS = "objects", "They object"
        NO_OBJECTION = "no_objection", "They do not object"
        NO_REPLY = "no_reply", "They did not reply in time"

    class Fate(models.TextChoices):
        """What was decided about the information."""

        DISCLOSED = "disclosed", "We disclose it"
        IN_PART = "in_part", "We disclose part of it"
        WITHHELD = "withheld", "We withhold it"

    question = models.ForeignKey(
        "requests_app.Question", on_delete=models.PROTECT, related_name="consultations"
    )
    claim = models.ForeignKey(
        "requests_app.Claim", on_delete=models.PROTECT, null=True, related_name="consultations"
    )
    document = models.ForeignKey(
        "requests_app.Document", on_delete=models.PROTECT, null=True, related_name="consultations"
    )
    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.THIRD_PARTY)
    party = models.CharField(max_length=200)
    contact = models.CharField(max_length=300, blank=True)
    asked_in = models.TextField()
    asked_on = models.DateField()
    reply_by = models.DateField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()
    stance = models.CharField(max_length=15, choices=Stance.choices, blank=True)
    reply = models.TextField(blank=True)
    replied_on = models.DateField(null=True)
    reply_recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    fate = models.CharField(max_length=10, choices=Fate.choices, blank=True)
    told_in = models.TextField(blank=True)
    told_on = models.DateField(null=True)
    told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("question__position", "pk")

    def __str__(self) -> str:
        return f"Consultation {self.pk}"

    @property
    def is_waiting(self) -> bool:
        """Whether we wait for what they say."""
        return not self.stance

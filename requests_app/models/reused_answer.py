"""An answer that was taken over as a draft, and what became of it."""

from django.conf import settings
from django.db import models


class ReusedAnswer(models.Model):
    """Words that were given before, put into the draft of a question, to be checked by a person.

    Holds nothing about who asked then: `source` is the question of the earlier case, `came_from`
    its reference. Or it is what says where something is published: `publication`. `seal` is the
    SHA-256 over the words as they were taken over; `ended_at` is set once they were removed again.
    """

    question = models.ForeignKey(
        "requests_app.Question", on_delete=models.CASCADE, related_name="reuses"
    )
    source = models.ForeignKey(
        "requests_app.Question", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    publication = models.ForeignKey(
        "requests_app.Publication", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    came_from = models.CharField(max_length=30)
    given_on = models.DateField("the day it was given")
    seal = models.CharField(max_length=64)
    used_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    used_at = models.DateTimeField()
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    checked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("question__position", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("question",),
                condition=models.Q(ended_at__isnull=True),
                name="one_reused_answer_a_question",
            ),
        )

    def __str__(self) -> str:
        return f"Reused answer {self.pk}"

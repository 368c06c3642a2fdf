"""What can be taken back for a short while."""

from django.conf import settings
from django.db import models


class UndoableAct(models.TextChoices):
    """The acts that leave nothing outside the house, or nothing yet."""

    ASSIGN = "assign", "Given to somebody"
    ACCEPT = "accept", "Accepted; the acknowledgement has not left"
    DISMISS = "dismiss", "A message put aside"
    JOIN = "join", "A message joined to a case"
    MOVE = "move", "A message moved"
    MERGE = "merge", "A duplicate merged"
    SPLIT = "split", "A case split in two"
    TOGETHER = "together", "Two cases put together"


class Undoable(models.Model):
    """One act, and what was before it. Holds numbers only: no words, no names."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="undoables"
    )
    act = models.CharField(max_length=10, choices=UndoableAct.choices)
    before = models.JSONField()
    done_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.pk}"

"""The words that stand in what is searched, so that a slip of the hand finds its word."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F


class SearchedPart(models.TextChoices):
    """What is searched, each by an index of its own."""

    SUBJECT = "subject", "Subject"
    QUESTION = "question", "Question"
    MESSAGE = "message", "Message"
    FILE = "file", "File"


class KnownWord(models.Model):
    """A word as it is written, and in how many texts it stands.

    `open_texts` are those of subjects and questions alone, which others than the FOI office read.
    """

    word = models.CharField(max_length=30, primary_key=True)
    texts = models.PositiveBigIntegerField()
    open_texts = models.PositiveBigIntegerField(default=0)

    class Meta:
        indexes = (GinIndex(OpClass(F("word"), "gin_trgm_ops"), name="known_word_letters"),)

    def __str__(self) -> str:
        return self.word


class WordsLearnt(models.Model):
    """How far the words of a part have been learnt: up to this key."""

    part = models.CharField(max_length=10, choices=SearchedPart.choices, primary_key=True)
    up_to = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return self.part

"""What is searched of a text: the one expression that its index and every search share."""

from django.contrib.postgres.search import SearchVector
from django.db.models.functions import Left

LANGUAGE = "english"
LONGEST_SEARCHED = 100_000
"""Characters: PostgreSQL refuses to index a text without end, and then the row itself."""


def searched(*fields: str) -> SearchVector:
    """Return the words of one text field or several together, in their stems."""
    return SearchVector(*(Left(field, LONGEST_SEARCHED) for field in fields), config=LANGUAGE)

"""Reading and writing the authority's guidance: every change is a new version."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from exemptions.models import Guidance


class WrittenMeanwhile(Exception):
    """Somebody else wrote a newer version. The message is what the person reads."""


def current_guidance(codes: Iterable[str]) -> dict[str, Guidance]:
    """Return the version that stands for each code, in one query."""
    rows = (
        Guidance.objects.filter(code__in=list(codes))
        .order_by("code", "-version")
        .distinct("code")
        .select_related("written_by")
    )
    return {row.code: row for row in rows}


def versions(code: str) -> list[Guidance]:
    """Return every version of a provision's guidance, the latest first."""
    return list(Guidance.objects.filter(code=code).select_related("written_by"))


def write_guidance(
    code: str, words: dict[str, str], *, after: int, written_by: Any, at: datetime
) -> Guidance:
    """Write the version that follows `after`, the one the person had before them (0 for none).

    Raises `WrittenMeanwhile` where a newer one stands: nothing is overwritten.
    """
    try:
        with transaction.atomic():
            return Guidance.objects.create(
                code=code, version=after + 1, written_by=written_by, written_at=at, **words
            )
    except IntegrityError as problem:
        raise WrittenMeanwhile(
            "Someone saved a newer version while you were writing. Nothing of yours was saved. "
            "Read theirs below, then put in what you still need and save again."
        ) from problem

"""How it is said that somebody else has the same thing open."""

from collections.abc import Iterable
from datetime import datetime


def also_open_words(others: Iterable[tuple[str, datetime]], now: datetime) -> str:
    """Return `Also open: Ann Example, 2 minutes ago`; "" where nobody else has it."""
    said = [f"{name}, {_ago(now, seen)}" for name, seen in others]
    return f"Also open: {'; '.join(said)}." if said else ""


def _ago(now: datetime, seen: datetime) -> str:
    minutes = int((now - seen).total_seconds() // 60)
    if minutes < 1:
        return "now"
    return f"{minutes} minute{'' if minutes == 1 else 's'} ago"

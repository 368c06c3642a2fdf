"""A gentle limit on what strangers may send: counted by connection, forgotten in an hour."""

from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

HOUR = 60 * 60


def is_too_much(request: HttpRequest, deed: str, *, most_an_hour: int) -> bool:
    """Count one `deed` from the caller's address; say whether it is one too many this hour."""
    # Hashed, so that no list of who was here stands in the cache.
    caller = sha256(f"{settings.SECRET_KEY}:{_address(request)}".encode()).hexdigest()
    key = f"rate:{deed}:{caller}"
    cache.add(key, 0, timeout=HOUR)
    return int(cache.incr(key)) > most_an_hour


def _address(request: HttpRequest) -> str:
    """Return the address of whoever called, as the web server in front of us saw it.

    Behind that server every call seems to come from the server itself; it writes the caller
    at the end of X-Forwarded-For.
    """
    seen = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return seen or request.META.get("REMOTE_ADDR", "")

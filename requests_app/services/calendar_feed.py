"""A person's secret calendar address is made, replaced and ended."""

import secrets
from datetime import datetime
from hashlib import sha256

from django.db import transaction

from requests_app.models import CalendarFeed, User
from requests_app.services import audit


@transaction.atomic
def make(*, actor: User, at: datetime) -> str:
    """Give the person a new secret and return it, this once; an older one no longer works."""
    secret = secrets.token_urlsafe(32)
    CalendarFeed.objects.update_or_create(
        person=actor, defaults={"token_hash": _hash(secret), "made_at": at}
    )
    audit.record("people", "make_calendar_feed", actor=actor, at=at)
    return secret


@transaction.atomic
def end(*, actor: User, at: datetime) -> None:
    """End the person's address, if there is one."""
    deleted, _ = CalendarFeed.objects.filter(person=actor).delete()
    if deleted:
        audit.record("people", "end_calendar_feed", actor=actor, at=at)


def person_of(secret: str) -> User | None:
    """Return whose calendar a secret opens: nobody's where they may not sign in any more."""
    feed = (
        CalendarFeed.objects.select_related("person")
        .filter(token_hash=_hash(secret), person__is_active=True)
        .first()
    )
    return feed.person if feed else None


def _hash(secret: str) -> str:
    # 256 random bits need no salt and no slow hash: nobody can try them all.
    return sha256(secret.encode()).hexdigest()

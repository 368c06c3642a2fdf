"""Who has the same case or message open: a name and a moment, kept for a day at most."""

from datetime import datetime, timedelta

from requests_app.models import Reading, User

STILL_OPEN = timedelta(minutes=5)
KEPT = timedelta(days=1)


def seen(thing: str, *, person: User, at: datetime) -> list[tuple[str, datetime]]:
    """Note that `person` has `thing` open; return who else has, by name, the latest first."""
    Reading.objects.bulk_create(
        [Reading(person=person, thing=thing, seen_at=at)],
        update_conflicts=True,
        unique_fields=("thing", "person"),
        update_fields=("seen_at",),
    )
    Reading.objects.filter(seen_at__lt=at - KEPT).delete()
    others = Reading.objects.filter(thing=thing, seen_at__gte=at - STILL_OPEN)
    return list(
        others.exclude(person=person)
        .order_by("-seen_at", "pk")
        .values_list("person__full_name", "seen_at")
    )

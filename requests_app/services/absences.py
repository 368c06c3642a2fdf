"""People say when they are away and who hears for them."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q

from requests_app import permissions
from requests_app.domain.errors import RuleBroken
from requests_app.models import Absence, User
from requests_app.services import audit


@transaction.atomic
def note(
    first_day: date, last_day: date | None, cover: User | None, *, actor: User, at: datetime
) -> Absence:
    """Note that `actor` is away from the first to the last day; None for not known yet."""
    # The person's row is locked, so that two clicks at once cannot note two.
    User.objects.select_for_update().get(pk=actor.pk)
    if last_day is not None and last_day < first_day:
        raise RuleBroken("The last day is before the first. Change one of them.")
    if cover is not None and not permissions.possible_covers(actor).filter(pk=cover.pk).exists():
        raise RuleBroken(f"{cover} cannot see what you see. Choose a colleague who can.")
    same = Absence.objects.filter(
        Q(last_day__isnull=True) | Q(last_day__gte=first_day), person=actor
    )
    if last_day is not None:
        same = same.filter(first_day__lte=last_day)
    if known := same.first():
        raise RuleBroken(
            f"You are already away from {known.first_day:%-d %B %Y}. "
            "Take that one back first, or choose other days."
        )
    absence = Absence.objects.create(
        person=actor, first_day=first_day, last_day=last_day, cover=cover, noted_at=at
    )
    _record("note_absence", absence, actor, at)
    return absence


@transaction.atomic
def end(absence_id: int, *, actor: User, at: datetime) -> None:
    """Take an absence back: the person is here."""
    absence = Absence.objects.select_for_update().filter(pk=absence_id).first()
    if absence is None:
        raise RuleBroken("This absence was taken back already.")
    if absence.person_id != actor.pk:
        raise PermissionDenied("Somebody else's absence.")
    _record("end_absence", absence, actor, at)
    absence.delete()


def _record(verb: str, absence: Absence, actor: User, at: datetime) -> None:
    audit.record(
        "people",
        verb,
        actor=actor,
        at=at,
        first_day=absence.first_day.isoformat(),
        last_day=absence.last_day.isoformat() if absence.last_day else "",
        cover=absence.cover_id,
    )

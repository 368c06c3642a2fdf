"""The steps of every case are changed by the FOI manager."""

from dataclasses import asdict
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from requests_app import permissions
from requests_app.domain import milestone_plan
from requests_app.domain.errors import RuleBroken, StalePage
from requests_app.domain.milestone_plan import objections_to
from requests_app.models import Milestone, User
from requests_app.queries.milestone_plan import as_value
from requests_app.services import audit, reminders

TRAIL = "milestones"
WORDS = ("name", "wording")


@transaction.atomic
def change(
    milestone_id: int,
    wish: milestone_plan.Milestone,
    *,
    is_active: bool,
    actor: User,
    at: datetime,
    expected_version: int,
) -> Milestone:
    """Make a step what `wish` says; its key stays. Limits already given to departments stay too."""
    _refuse(wish, actor)
    row = Milestone.objects.select_for_update().get(pk=milestone_id)
    if row.version != expected_version:
        raise StalePage(
            "Someone changed this step after you opened the page. Nothing was done. "
            "Look at it again, then decide."
        )
    before = {**asdict(as_value(row)), "is_active": row.is_active}
    after = {**asdict(wish), "key": row.key, "is_active": is_active}
    changed = {name: [before[name], after[name]] for name in after if before[name] != after[name]}
    if not changed:
        return row
    for name in changed:
        setattr(row, name, after[name])
    row.version += 1
    row.save()
    reminders.look_at_every_case_again()
    _record("change_milestone", row, changed, actor, at)
    return row


@transaction.atomic
def add(wish: milestone_plan.Milestone, *, actor: User, at: datetime) -> Milestone:
    """Add a step of the authority's own, after the others."""
    _refuse(wish, actor)
    last = Milestone.objects.aggregate(last=Max("position"))["last"] or 0
    row = Milestone.objects.create(**{**asdict(wish), "key": f"own_{last + 1}"}, position=last + 1)
    reminders.look_at_every_case_again()
    _record("add_milestone", row, {"day": [None, row.day]}, actor, at)
    return row


def _refuse(wish: milestone_plan.Milestone, actor: User) -> None:
    if not permissions.can_set_milestones(actor):
        raise PermissionDenied("The FOI manager sets the steps.")
    if said := objections_to(wish):
        raise RuleBroken(" ".join(said))


def _record(
    verb: str, row: Milestone, changed: dict[str, list[object]], actor: User, at: datetime
) -> None:
    # Words stand in the table; the trail says only that they changed.
    shown = {name: ["", ""] if name in WORDS else values for name, values in changed.items()}
    audit.record(TRAIL, verb, actor=actor, at=at, milestone=row.key, changed=shown)

"""The rules of the first look are changed by the FOI manager."""

from dataclasses import asdict, replace
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max

from requests_app import permissions
from requests_app.domain.errors import RuleBroken, StalePage
from requests_app.domain.triage_rules import Rule, objections_to
from requests_app.models import TriageRule, User
from requests_app.queries.triage_rules import as_value
from requests_app.services import audit

TRAIL = "triage-rules"
WORDS = ("name", "phrases", "reason")


@transaction.atomic
def change(
    rule_id: int,
    wish: Rule,
    *,
    is_active: bool,
    actor: User,
    at: datetime,
    expected_version: int,
) -> TriageRule:
    """Make a rule what `wish` says; its key stays."""
    _refuse(wish, actor)
    row = TriageRule.objects.select_for_update().get(pk=rule_id)
    if row.version != expected_version:
        raise StalePage(
            "Someone changed this rule after you opened the page. Nothing was done. "
            "Look at it again, then decide."
        )
    before = {**asdict(as_value(row)), "is_active": row.is_active}
    after = {**asdict(replace(wish, key=row.key)), "is_active": is_active}
    changed = sorted(name for name in after if before[name] != after[name])
    if not changed:
        return row
    for name in changed:
        setattr(row, name, after[name])
    row.version += 1
    row.save()
    audit.record(TRAIL, "change_triage_rule", actor=actor, at=at, rule=row.key, changed=changed)
    return row


@transaction.atomic
def add(wish: Rule, *, actor: User, at: datetime) -> TriageRule:
    """Add a rule of the authority's own, after the others."""
    _refuse(wish, actor)
    last = TriageRule.objects.aggregate(last=Max("position"))["last"] or 0
    row = TriageRule.objects.create(
        **asdict(replace(wish, key=f"own_{last + 1}")), position=last + 1
    )
    audit.record(TRAIL, "add_triage_rule", actor=actor, at=at, rule=row.key)
    return row


def _refuse(wish: Rule, actor: User) -> None:
    if not permissions.can_set_triage_rules(actor):
        raise PermissionDenied("The FOI manager sets the rules.")
    if said := objections_to(wish):
        raise RuleBroken(" ".join(said))

"""Cases that are no duplicates but are worked on together: each keeps its clock and its answer."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from requests_app.domain.errors import RuleBroken
from requests_app.domain.workflow import Action
from requests_app.models import User, WorkingTogether
from requests_app.services.merging import lock_in_order
from requests_app.services.transitions import performing


@transaction.atomic
def work_together(case_id: int, other_id: int, *, actor: User, at: datetime) -> WorkingTogether:
    """Put two open cases beside one another; both say so to whoever may see both."""
    if case_id == other_id:
        raise RuleBroken("A case cannot be worked on together with itself.")
    lock_in_order(case_id, other_id)
    one, other = sorted((case_id, other_id))
    with (
        performing(case_id, Action.WORK_TOGETHER, actor=actor, at=at) as step,
        performing(other_id, Action.WORK_TOGETHER, actor=actor, at=at) as beside,
    ):
        if WorkingTogether.objects.filter(one=one, other=other, ended_at__isnull=True).exists():
            raise RuleBroken("These two are worked on together already.")
        row = WorkingTogether.objects.create(one_id=one, other_id=other, made_at=at, made_by=actor)
        step.detail["other"] = beside.case.reference
        beside.detail["other"] = step.case.reference
    return row


@transaction.atomic
def take_apart(case_id: int, other_id: int, *, actor: User, at: datetime) -> None:
    """Take two cases apart again; nothing else about them changes."""
    lock_in_order(case_id, other_id)
    pair = WorkingTogether.objects.filter(
        Q(one=case_id, other=other_id) | Q(one=other_id, other=case_id), ended_at__isnull=True
    )
    with (
        performing(case_id, Action.TAKE_APART, actor=actor, at=at) as step,
        performing(other_id, Action.TAKE_APART, actor=actor, at=at) as beside,
    ):
        if not pair.update(ended_at=at):
            raise RuleBroken("These two are not worked on together any more.")
        step.detail["other"] = beside.case.reference
        beside.detail["other"] = step.case.reference

"""The only writer of `Case.state`.

Every act on a case runs inside `performing`: lock, permission, state, stale page; then the
caller's own writes; then the guards over what is now true, the new state, and the trail.
Anything refused rolls back the whole.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from django.core.exceptions import PermissionDenied
from django.db import transaction

from requests_app import permissions
from requests_app.domain.errors import RuleBroken, StalePage
from requests_app.domain.workflow import Action, Permission, State, Transition, objections, row_for
from requests_app.models import Case, Note, User
from requests_app.models.case import LOOK_NOW
from requests_app.queries.case_facts import case_facts
from requests_app.services import audit


@dataclass
class Step:
    """An act under way: the locked case, its row of the table, and what the trail will say.

    `back_to` is where the case goes again, for an act that may lead to several states.
    """

    case: Case
    row: Transition
    actor: User | None
    at: datetime
    actor_name: str = audit.SYSTEM
    detail: dict[str, object] = field(default_factory=dict)
    back_to: State | None = None


@contextmanager
def performing(
    case_id: int,
    action: Action,
    *,
    actor: User | None,
    at: datetime,
    expected_version: int | None = None,
    reason: str = "",
    actor_name: str = audit.SYSTEM,
) -> Iterator[Step]:
    """Perform `action` on a case around the caller's own writes, as one transaction.

    `actor` None is the product itself, or the applicant (`actor_name`), acting by rule.
    Raises `PermissionDenied` ("not you"), `StalePage` (the page was old) or `RuleBroken`
    ("not now"); nothing is left behind then.
    """
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=case_id)
        row = row_for(action, State(case.state))
        if actor is not None and not permissions.may(actor, row.permission, case):
            raise PermissionDenied(f"{row.label}: not for this person.")
        if expected_version is not None and expected_version != case.version:
            raise StalePage(
                "Someone changed this case after you opened the page. "
                "Nothing was done. Look at what changed, then decide again."
            )
        if row.needs_reason and not reason.strip():
            raise RuleBroken(f"“{row.label}” needs a reason. Write one and try again.")
        step = Step(case=case, row=row, actor=actor, at=at, actor_name=actor_name)
        yield step
        _conclude(step, reason.strip())


def _conclude(step: Step, reason: str) -> None:
    case, row = step.case, step.row
    said: tuple[str, ...] = ()
    if row.guards:
        knows_applicant = row.permission in (Permission.HANDLE, Permission.DECIDE)
        facts = case_facts(case, step.actor, knows_applicant=knows_applicant)
        said = objections(row, facts)
    if said:
        raise RuleBroken(" ".join(said))
    before = case.state
    to = _leads_to(step)
    if to is not None:
        case.state = to.value
    if not row.quiet:
        case.version += 1
    case.reminders_from = LOOK_NOW
    case.save()
    if before != case.state:
        step.detail = {"from": before, "to": case.state, **step.detail}
    if reason:
        # Words may name the applicant: they stand in a note that can be erased, and the
        # trail holds only the note's number and seal.
        note = Note.objects.create(case=case, author=step.actor, written_at=step.at, text=reason)
        step.detail |= {"note": note.pk, "note_sha256": sha256(reason.encode()).hexdigest()}
    audit.record(
        case.reference,
        row.action.value,
        actor=step.actor,
        at=step.at,
        actor_name=step.actor_name,
        **step.detail,
    )


def _leads_to(step: Step) -> State | None:
    """Return the state after the act; None where the case stays. The table has the last word."""
    if not step.row.to_one_of:
        return step.row.to
    if step.back_to not in step.row.to_one_of:
        raise RuleBroken(f"“{step.row.label}” does not lead there. Nothing was done.")
    return step.back_to

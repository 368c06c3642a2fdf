"""What was done a moment ago is taken back: truly, on the trail, and only while it can be.

An acknowledgement is held in the outbox for as long, so that taking it back is no pretence: the
row is withdrawn before any worker has taken it up, or the case stays accepted.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from requests_app.domain.errors import RuleBroken
from requests_app.domain.workflow import Action
from requests_app.models import Case, Message, Undoable, UndoableAct, User
from requests_app.permissions import is_foi_office
from requests_app.services import correspondence, merging, splitting, triage, working_together
from requests_app.services.transitions import performing


def undo_for() -> timedelta:
    """Return for how long an act can be taken back, and its mail is held."""
    return timedelta(seconds=settings.UNDO_SECONDS)


def remember(
    act: UndoableAct, before: list[dict[str, Any]], *, actor: User, at: datetime
) -> Undoable:
    """Keep what was before an act, for a person to take it back."""
    return Undoable.objects.create(
        person=actor, act=act, before=before, done_at=at, ends_at=at + undo_for()
    )


def remember_cases(
    act: UndoableAct, cases: Iterable[Case], *, actor: User, at: datetime
) -> Undoable:
    """Keep who had each of the cases before they were assigned or accepted."""
    before = [{"case": case.pk, "owner": case.owner_id} for case in cases]
    return remember(act, before, actor=actor, at=at)


@transaction.atomic
def accept(
    case: Case,
    decision: triage.Acceptance,
    *,
    actor: User,
    at: datetime,
    expected_version: int | None = None,
) -> Undoable:
    """Accept a request so that it can be taken back while its acknowledgement is held."""
    triage.accept(
        case.pk, decision, actor=actor, at=at, expected_version=expected_version, hold=undo_for()
    )
    return remember_cases(UndoableAct.ACCEPT, (case,), actor=actor, at=at)


@transaction.atomic
def dismiss(message_id: int, *, reason: str, actor: User, at: datetime) -> Undoable:
    """Put a message aside so that it can be taken back."""
    correspondence.dismiss(message_id, reason=reason, actor=actor, at=at)
    return remember(UndoableAct.DISMISS, [{"message": message_id}], actor=actor, at=at)


@transaction.atomic
def join(message_id: int, case_id: int, *, actor: User, at: datetime) -> Undoable:
    """Join a message so that it can be taken back."""
    before = _place(message_id)
    correspondence.join(message_id, case_id, actor=actor, at=at)
    return remember(UndoableAct.JOIN, [{**before, "to": case_id}], actor=actor, at=at)


@transaction.atomic
def move(message_id: int, case_id: int | None, *, actor: User, at: datetime) -> Undoable:
    """Move a message, or take it off its case, so that it can be taken back."""
    before = _place(message_id)
    correspondence.move(message_id, case_id, actor=actor, at=at)
    return remember(UndoableAct.MOVE, [{**before, "to": case_id}], actor=actor, at=at)


@transaction.atomic
def merge(
    case_id: int,
    into_id: int,
    *,
    actor: User,
    at: datetime,
    expected_version: int | None = None,
    into_version: int | None = None,
) -> Undoable:
    """Merge a duplicate so that it can be taken back before the applicant is told."""
    merging.merge(
        case_id,
        into_id,
        actor=actor,
        at=at,
        expected_version=expected_version,
        into_version=into_version,
        hold=undo_for(),
    )
    return remember(UndoableAct.MERGE, [{"case": case_id}], actor=actor, at=at)


@transaction.atomic
def split(
    case_id: int,
    question_ids: Collection[int],
    *,
    actor: User,
    at: datetime,
    expected_version: int | None = None,
) -> Undoable:
    """Split a case in two so that it can be taken back."""
    new = splitting.split(
        case_id, question_ids, actor=actor, at=at, expected_version=expected_version
    )
    return remember(UndoableAct.SPLIT, [{"case": new.pk}], actor=actor, at=at)


@transaction.atomic
def work_together(case_id: int, other_id: int, *, actor: User, at: datetime) -> Undoable:
    """Put two cases together so that it can be taken back."""
    working_together.work_together(case_id, other_id, actor=actor, at=at)
    before = [{"case": case_id, "other": other_id}]
    return remember(UndoableAct.TOGETHER, before, actor=actor, at=at)


def _place(message_id: int) -> dict[str, Any]:
    message = Message.objects.select_for_update().get(pk=message_id)
    return {
        "message": message.pk,
        "from": message.case_id,
        "kind": message.kind,
        "suggested": message.suggested_case_id,
        "others": list(message.other_cases.values_list("pk", flat=True)),
        "handled": message.handled_at.isoformat() if message.handled_at else None,
    }


@transaction.atomic
def undo(undoable_id: int, *, actor: User, at: datetime) -> tuple[int, tuple[str, ...]]:
    """Take an act of the person's own back; return how much was, and why the rest was not.

    Raises `Undoable.DoesNotExist` for somebody else's act, and `RuleBroken` where its time is
    over or it was taken back before.
    """
    row = Undoable.objects.select_for_update().get(pk=undoable_id, person=actor)
    if row.undone_at:
        raise RuleBroken("This was taken back already.")
    if at > row.ends_at:
        raise RuleBroken(
            "The time for taking this back is over. Nothing was changed: put it right on the page "
            "of the case or the message itself."
        )
    done, refused = 0, []
    for before in row.before:
        try:
            with transaction.atomic():
                _UNDO[UndoableAct(row.act)](before, actor, at)
            done += 1
        except RuleBroken as refusal:
            refused.append(f"{_name(before)}: {refusal}")
    row.undone_at = at
    row.save(update_fields=("undone_at",))
    return done, tuple(refused)


def _name(before: dict[str, Any]) -> str:
    if "case" in before:
        return Case.objects.values_list("reference", flat=True).get(pk=before["case"])
    return f"Message {before['message']}"


def _undo_assign(before: dict[str, Any], actor: User, at: datetime) -> None:
    with performing(before["case"], Action.ASSIGN, actor=actor, at=at) as step:
        if step.case.owner_id != before["given_to"]:
            raise RuleBroken("It was given to somebody else since.")
        owner = User.objects.filter(pk=before["owner"]).first()
        if owner and not is_foi_office(owner):
            raise RuleBroken(f"{owner} is not in the FOI office any more.")
        step.case.owner = owner
        step.detail |= {"owner": before["owner"], "undone": True}


def _undo_accept(before: dict[str, Any], actor: User, at: datetime) -> None:
    triage.take_back(before["case"], owner_before=before["owner"], actor=actor, at=at)


def _undo_dismiss(before: dict[str, Any], actor: User, at: datetime) -> None:
    correspondence.restore(before["message"], actor=actor, at=at)


def _undo_place(before: dict[str, Any], actor: User, at: datetime) -> None:
    message_id, now = before["message"], Message.objects.get(pk=before["message"]).case_id
    if now != before["to"]:
        raise RuleBroken("It was moved again since.")
    if now is None:
        correspondence.join(message_id, before["from"], actor=actor, at=at)
    else:
        correspondence.move(message_id, before["from"], actor=actor, at=at)
    message = Message.objects.get(pk=message_id)
    message.kind = before["kind"]
    message.suggested_case_id = before["suggested"]
    message.handled_at = datetime.fromisoformat(before["handled"]) if before["handled"] else None
    message.save()
    message.other_cases.set(before["others"])


def _undo_merge(before: dict[str, Any], actor: User, at: datetime) -> None:
    merging.bring_back(before["case"], actor=actor, at=at)


def _undo_split(before: dict[str, Any], actor: User, at: datetime) -> None:
    splitting.put_back(before["case"], actor=actor, at=at)


def _undo_together(before: dict[str, Any], actor: User, at: datetime) -> None:
    working_together.take_apart(before["case"], before["other"], actor=actor, at=at)


_UNDO = {
    UndoableAct.ASSIGN: _undo_assign,
    UndoableAct.ACCEPT: _undo_accept,
    UndoableAct.DISMISS: _undo_dismiss,
    UndoableAct.JOIN: _undo_place,
    UndoableAct.MOVE: _undo_place,
    UndoableAct.MERGE: _undo_merge,
    UndoableAct.SPLIT: _undo_split,
    UndoableAct.TOGETHER: _undo_together,
}

"""What was done a moment ago is truly taken back, or it is said why not."""

from datetime import date, timedelta

import pytest
from django.conf import LazySettings
from django.core.exceptions import PermissionDenied

from requests_app.domain.errors import RuleBroken
from requests_app.domain.regime import Regime
from requests_app.domain.workflow import State
from requests_app.models import AuditEvent, Case, Message, OutboxItem, Undoable, UndoableAct
from requests_app.services import accepting, case_work, outbox, triage, undoing
from requests_app.services.audit import broken_links
from requests_app.tasks.outbox import run_outbox_item, sweep_outbox
from tests.factories import CaseMaker, Cast, at

NOW = at(date(2026, 11, 3))
SOON = NOW + timedelta(seconds=30)


@pytest.fixture(autouse=True)
def a_minute(settings: LazySettings) -> None:
    settings.UNDO_SECONDS = 60


def state_of(case: Case) -> tuple[str, int | None, str, bool | None]:
    case.refresh_from_db()
    return case.state, case.owner_id, case.route, case.has_press_interest


def accepted(case: Case, cast: Cast) -> Undoable:
    decision = triage.Acceptance(Regime.EIR, case.subject, has_press_interest=True)
    return undoing.accept(case, decision, actor=cast.foi_manager, at=NOW)


def test_an_acceptance_is_taken_back_and_its_mail_is_never_written(case: Case, cast: Cast) -> None:
    before, due_before = state_of(case), case.due_on
    undoable = accepted(case, cast)
    item = OutboxItem.objects.get(work="acknowledge")
    assert item.not_before == NOW + timedelta(seconds=60)
    assert outbox.claim(item.pk, at=SOON) is None

    assert undoing.undo(undoable.pk, actor=cast.foi_manager, at=SOON) == (1, ())
    assert (state_of(case), case.due_on, case.regime) == (before, due_before, "foia")
    assert not OutboxItem.objects.filter(work="acknowledge").exists()
    assert run_outbox_item(item.pk) is False
    sweep_outbox()
    assert not Message.objects.filter(kind="acknowledgement").exists()
    assert Message.objects.get(case=case, kind="request").handled_at is None
    assert AuditEvent.objects.filter(verb="take_back_acceptance").count() == 1
    assert list(broken_links()) == []


def test_what_has_begun_to_leave_is_not_taken_back(case: Case, cast: Cast) -> None:
    undoable = accepted(case, cast)
    item = OutboxItem.objects.get(work="acknowledge")
    OutboxItem.objects.update(not_before=NOW)
    assert outbox.claim(item.pk, at=SOON)
    done, (reason,) = undoing.undo(undoable.pk, actor=cast.foi_manager, at=SOON)

    assert done == 0
    assert (
        reason == f"{case.reference}: The acknowledgement has left, so the request stays accepted."
    )
    assert state_of(case)[0] == State.ACCEPTED


def test_after_it_was_taken_back_it_can_be_accepted_and_acknowledged_again(
    case: Case, cast: Cast, settings: LazySettings
) -> None:
    undoing.undo(accepted(case, cast).pk, actor=cast.foi_manager, at=SOON)
    case.refresh_from_db()
    settings.UNDO_SECONDS = 0
    accepted(case, cast)
    sweep_outbox()

    assert Message.objects.filter(kind="acknowledgement").count() == 1


def test_a_case_that_has_moved_on_stays_where_it_is(case: Case, cast: Cast) -> None:
    undoable = accepted(case, cast)
    Case.objects.update(state=State.DRAFTING)
    done, refused = undoing.undo(undoable.pk, actor=cast.foi_manager, at=SOON)

    assert done == 0
    assert "not possible now" in refused[0]
    assert OutboxItem.objects.filter(work="acknowledge").exists()


@pytest.mark.parametrize("seconds", [61, 3600])
def test_a_minute_is_a_minute(case: Case, cast: Cast, seconds: int) -> None:
    undoable = accepted(case, cast)

    with pytest.raises(RuleBroken, match="time for taking this back is over"):
        undoing.undo(undoable.pk, actor=cast.foi_manager, at=NOW + timedelta(seconds=seconds))
    assert state_of(case)[0] == State.ACCEPTED


def test_it_is_taken_back_once(case: Case, cast: Cast) -> None:
    undoable = accepted(case, cast)
    undoing.undo(undoable.pk, actor=cast.foi_manager, at=SOON)

    with pytest.raises(RuleBroken, match="already"):
        undoing.undo(undoable.pk, actor=cast.foi_manager, at=SOON)


def test_nobody_takes_back_what_another_did(case: Case, cast: Cast) -> None:
    undoable = accepted(case, cast)

    with pytest.raises(Undoable.DoesNotExist):
        undoing.undo(undoable.pk, actor=cast.foi_administrator, at=SOON)
    assert state_of(case)[0] == State.ACCEPTED


def test_only_the_office_takes_an_acceptance_back(case: Case, cast: Cast) -> None:
    accepted(case, cast)

    for name in ("auditor", "director", "communications", "department_manager", "superuser"):
        with pytest.raises(PermissionDenied):
            triage.take_back(case.pk, owner_before=None, actor=cast.people[name], at=SOON)
    assert state_of(case)[0] == State.ACCEPTED


def test_a_case_goes_back_to_whoever_had_it_unless_it_was_given_on(
    make_case: CaseMaker, cast: Cast
) -> None:
    free, moved = make_case(), make_case()
    given = [
        {"case": one.pk, "owner": None, "given_to": cast.foi_manager.pk} for one in (free, moved)
    ]
    for one in (free, moved):
        case_work.assign(one.pk, cast.foi_manager, actor=cast.foi_manager, at=NOW)
    undoable = undoing.remember(UndoableAct.ASSIGN, given, actor=cast.foi_manager, at=NOW)
    case_work.assign(moved.pk, cast.foi_administrator, actor=cast.foi_manager, at=NOW)
    done, refused = undoing.undo(undoable.pk, actor=cast.foi_manager, at=SOON)

    assert (done, refused) == (1, (f"{moved.reference}: It was given to somebody else since.",))
    assert (state_of(free)[1], state_of(moved)[1]) == (None, cast.foi_administrator.pk)


def message(case: Case | None = None, **fields: object) -> Message:
    return Message.objects.create(
        **{"direction": "in", "kind": "possible_reply", "happened_at": NOW, "case": case, **fields}
    )


def place(row: Message) -> tuple[object, ...]:
    row.refresh_from_db()
    return (
        row.case_id, row.kind, row.suggested_case_id, row.dismissed_reason, row.handled_at,
        list(row.other_cases.values_list("pk", flat=True)),
    )  # fmt: skip


def test_a_message_goes_back_to_where_it_was(make_case: CaseMaker, cast: Cast) -> None:
    case, other, third = make_case(), make_case(), make_case()
    actor = cast.foi_manager
    waiting = message(suggested_case=case)
    placed = message(case, kind="reply", handled_at=NOW)
    placed.other_cases.add(third)
    for row, do in (
        (waiting, lambda: undoing.join(waiting.pk, other.pk, actor=actor, at=NOW)),
        (waiting, lambda: undoing.dismiss(waiting.pk, reason="Spam.", actor=actor, at=NOW)),
        (placed, lambda: undoing.move(placed.pk, other.pk, actor=actor, at=NOW)),
        (placed, lambda: undoing.move(placed.pk, None, actor=actor, at=NOW)),
    ):
        before = place(row)
        undoable = do()
        assert place(row) != before

        assert undoing.undo(undoable.pk, actor=actor, at=SOON) == (1, ())
        assert place(row) == before


def test_a_message_that_was_moved_again_stays(make_case: CaseMaker, cast: Cast) -> None:
    case, other, third = make_case(), make_case(), make_case()
    row = message(case, kind="reply")
    undoable = undoing.move(row.pk, other.pk, actor=cast.foi_manager, at=NOW)
    undoing.move(row.pk, third.pk, actor=cast.foi_manager, at=NOW)

    assert undoing.undo(undoable.pk, actor=cast.foi_manager, at=SOON) == (
        0, (f"Message {row.pk}: It was moved again since.",)
    )  # fmt: skip
    assert place(row)[0] == third.pk


def test_plain_requests_are_accepted_together_and_the_others_named(
    make_case: CaseMaker, cast: Cast
) -> None:
    plain = [make_case(), make_case()]
    make_case.text = "Please send me my medical records."
    own_records = make_case()
    make_case.text = "1. How many beds are there?"
    done_before = make_case(State.ACCEPTED)
    make_case.email = "nobody@example.org"
    nameless = make_case()
    nameless.applicant.name = ""
    nameless.applicant.save()
    cases = [*plain, own_records, done_before, nameless]
    found = accepting.accept_several(cases, actor=cast.foi_manager, at=NOW)

    assert [case.reference for case in found.before] == [case.reference for case in plain]
    assert [state_of(case)[0] for case in cases] == [
        State.ACCEPTED, State.ACCEPTED, State.RECEIVED, State.ACCEPTED, State.RECEIVED,
    ]  # fmt: skip
    own, already, without = found.refused
    assert own.startswith(f"{own_records.reference}: Read it first. “my medical records”")
    assert already.startswith(f"{done_before.reference}: ")
    assert "does not give a name" in without
    held = OutboxItem.objects.filter(work="acknowledge", not_before=NOW + timedelta(seconds=60))
    assert held.count() == 2

"""Two cases worked on together keep everything of their own, and are taken apart again."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from requests_app.domain.errors import RuleBroken
from requests_app.domain.workflow import State
from requests_app.models import AuditEvent, Case, UndoableAct, WorkingTogether
from requests_app.queries.history import history
from requests_app.queries.related_cases import companions
from requests_app.services import undoing, working_together
from requests_app.services.audit import broken_links
from tests.factories import CaseMaker, Cast, at
from tests.requests_app.services.conftest import AtOnce

NOW = at(date(2026, 11, 5))


@pytest.fixture
def one(make_case: CaseMaker) -> Case:
    return make_case(State.WITH_DEPARTMENTS)


@pytest.fixture
def other(make_case: CaseMaker, one: Case) -> Case:
    make_case.email = "somebody.else@example.org"
    return make_case(State.RECEIVED)


def beside(case: Case) -> list[str]:
    return [found.reference for found in companions(case, Case.objects.all())]


def sentences(case: Case) -> str:
    days = history(case, with_notes=False)
    return " ".join(entry.sentence for day in days for entry in day.entries)


def test_both_know_of_one_another_and_nothing_else_changes(
    one: Case, other: Case, cast: Cast
) -> None:
    before = list(Case.objects.order_by("pk").values())
    working_together.work_together(other.pk, one.pk, actor=cast.foi_manager, at=NOW)

    assert (beside(one), beside(other)) == ([other.reference], [one.reference])
    for row in before:
        row["reminders_from"] = date(2000, 1, 1)
    assert list(Case.objects.order_by("pk").values()) == before
    assert f"put the case together with {other.reference}" in sentences(one)
    assert f"put the case together with {one.reference}" in sentences(other)
    assert list(broken_links()) == []


def test_three_cases_stand_beside_one(
    make_case: CaseMaker, one: Case, other: Case, cast: Cast
) -> None:
    third = make_case(State.ACCEPTED)
    for case in (other, third):
        working_together.work_together(one.pk, case.pk, actor=cast.foi_manager, at=NOW)

    assert beside(one) == [other.reference, third.reference]
    assert beside(other) == [one.reference]


def test_they_are_taken_apart_from_either_side_and_together_again(
    one: Case, other: Case, cast: Cast
) -> None:
    for _ in range(2):
        working_together.work_together(one.pk, other.pk, actor=cast.foi_manager, at=NOW)
        working_together.take_apart(other.pk, one.pk, actor=cast.foi_administrator, at=NOW)
        assert (beside(one), beside(other)) == ([], [])
    assert f"took the case and {other.reference} apart" in sentences(one)
    assert f"took the case and {one.reference} apart" in sentences(other)


def test_once_is_enough(one: Case, other: Case, cast: Cast) -> None:
    working_together.work_together(one.pk, other.pk, actor=cast.foi_manager, at=NOW)
    with pytest.raises(RuleBroken, match="together already"):
        working_together.work_together(other.pk, one.pk, actor=cast.foi_manager, at=NOW)

    working_together.take_apart(one.pk, other.pk, actor=cast.foi_manager, at=NOW)
    with pytest.raises(RuleBroken, match="not worked on together any more"):
        working_together.take_apart(one.pk, other.pk, actor=cast.foi_manager, at=NOW)


def test_a_case_stands_beside_others_only(one: Case, cast: Cast) -> None:
    with pytest.raises(RuleBroken, match="with itself"):
        working_together.work_together(one.pk, one.pk, actor=cast.foi_manager, at=NOW)


@pytest.mark.parametrize("state", [State.ANSWERED, State.WITHDRAWN, State.MERGED], ids=str)
def test_what_is_closed_is_not_worked_on(
    make_case: CaseMaker, one: Case, cast: Cast, state: State
) -> None:
    closed = make_case(state)
    for first, second in ((one, closed), (closed, one)):
        with pytest.raises(RuleBroken, match="not possible now"):
            working_together.work_together(first.pk, second.pk, actor=cast.foi_manager, at=NOW)
    assert not WorkingTogether.objects.exists()


def test_once_one_is_answered_they_can_still_be_taken_apart(
    make_case: CaseMaker, one: Case, other: Case, cast: Cast
) -> None:
    working_together.work_together(one.pk, other.pk, actor=cast.foi_manager, at=NOW)
    Case.objects.filter(pk=one.pk).update(state=State.ANSWERED)

    working_together.take_apart(other.pk, one.pk, actor=cast.foi_manager, at=NOW)

    assert beside(one) == []


@pytest.mark.parametrize("who", ["department_manager", "director", "auditor", "communications"])
def test_nobody_else_puts_together_or_apart(one: Case, other: Case, cast: Cast, who: str) -> None:
    before = AuditEvent.objects.count()
    with pytest.raises(PermissionDenied):
        working_together.work_together(one.pk, other.pk, actor=cast.people[who], at=NOW)
    assert (WorkingTogether.objects.count(), AuditEvent.objects.count()) == (0, before)

    working_together.work_together(one.pk, other.pk, actor=cast.foi_manager, at=NOW)
    with pytest.raises(PermissionDenied):
        working_together.take_apart(one.pk, other.pk, actor=cast.people[who], at=NOW)
    assert beside(one) == [other.reference]


def test_within_the_minute_it_is_undone(one: Case, other: Case, cast: Cast) -> None:
    undoable = undoing.work_together(one.pk, other.pk, actor=cast.foi_manager, at=NOW)

    assert undoable.act == UndoableAct.TOGETHER
    assert undoing.undo(undoable.pk, actor=cast.foi_manager, at=NOW) == (1, ())
    assert beside(one) == []


def test_two_clicks_at_once_make_one_pair(at_once: AtOnce, make_case: CaseMaker) -> None:
    one, other, cast = make_case(), make_case(), make_case.cast
    ends = at_once(
        lambda: working_together.work_together(one.pk, other.pk, actor=cast.foi_manager, at=NOW),
        lambda: working_together.work_together(other.pk, one.pk, actor=cast.foi_manager, at=NOW),
    )

    assert sum(isinstance(end, WorkingTogether) for end in ends) == 1
    assert WorkingTogether.objects.count() == 1

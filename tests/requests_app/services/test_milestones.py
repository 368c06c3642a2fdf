"""The FOI manager changes the steps; everything else follows."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from requests_app.domain.errors import RuleBroken, StalePage
from requests_app.domain.milestone_plan import STANDARD_PLAN, StoppedBy
from requests_app.domain.workflow import State
from requests_app.models import AuditEvent, Commission, Milestone
from requests_app.queries.milestone_plan import as_value, stored_plan
from requests_app.services import milestones
from tests.factories import CaseMaker, Cast, at

NOW = at(date(2026, 11, 3))


def row(key: str) -> Milestone:
    return Milestone.objects.get(key=key)


def test_the_table_begins_with_the_steps_of_the_policy(db: None) -> None:
    assert stored_plan() == STANDARD_PLAN


def test_a_changed_step_is_kept_with_what_it_was(cast: Cast) -> None:
    out = row("out")
    wish = replace(as_value(out), day=18, name="Let it go")

    milestones.change(
        out.pk, wish, is_active=True, actor=cast.foi_manager, at=NOW, expected_version=1
    )

    assert as_value(row("out")) == wish
    event = AuditEvent.objects.get(chain="milestones")
    assert event.detail == {
        "milestone": "out",
        "changed": {"day": [20, 18], "name": ["", ""]},
    }


def test_a_step_can_be_put_out_of_use(cast: Cast) -> None:
    press = row("press")
    milestones.change(
        press.pk,
        as_value(press),
        is_active=False,
        actor=cast.foi_manager,
        at=NOW,
        expected_version=1,
    )
    assert "press" not in {each.key for each in stored_plan()}


def test_a_step_of_ones_own_comes_after_the_others(cast: Cast) -> None:
    wish = replace(STANDARD_PLAN[2], key="", name="Ask the archive", day=9)
    added = milestones.add(wish, actor=cast.foi_manager, at=NOW)
    assert stored_plan()[-1] == replace(wish, key=added.key)


def test_two_managers_at_once_do_not_overwrite_each_other(cast: Cast) -> None:
    out = row("out")
    for day in (18, 19):
        wish = replace(as_value(out), day=day)
        if day == 18:
            milestones.change(
                out.pk, wish, is_active=True, actor=cast.foi_manager, at=NOW, expected_version=1
            )
            continue
        with pytest.raises(StalePage):
            milestones.change(
                out.pk, wish, is_active=True, actor=cast.foi_manager, at=NOW, expected_version=1
            )
    assert row("out").day == 18


def test_a_step_that_cannot_be_is_refused(cast: Cast) -> None:
    out = row("out")
    wrong = replace(as_value(out), stopped_by=StoppedBy.RETURNED)
    with pytest.raises(RuleBroken, match="department"):
        milestones.change(
            out.pk, wrong, is_active=True, actor=cast.foi_manager, at=NOW, expected_version=1
        )
    assert row("out").version == 1


@pytest.mark.parametrize(
    "name", ["foi_administrator", "department_manager", "auditor", "superuser", "director"]
)
def test_nobody_else_sets_the_steps(cast: Cast, name: str) -> None:
    out = row("out")
    actor = cast.people[name]
    with pytest.raises(PermissionDenied):
        milestones.change(
            out.pk, as_value(out), is_active=False, actor=actor, at=NOW, expected_version=1
        )
    with pytest.raises(PermissionDenied):
        milestones.add(STANDARD_PLAN[0], actor=actor, at=NOW)
    assert stored_plan() == STANDARD_PLAN
    assert AuditEvent.objects.filter(chain="milestones").count() == 0


def test_departments_get_the_days_that_the_manager_set(make_case: CaseMaker, cast: Cast) -> None:
    answer = row("answer")
    milestones.change(
        answer.pk,
        replace(as_value(answer), day=6),
        is_active=True,
        actor=cast.foi_manager,
        at=NOW,
        expected_version=1,
    )
    make_case(State.WITH_DEPARTMENTS)
    sent = Commission.objects.get()
    assert sent.received_on == date(2026, 11, 3)
    assert sent.answer_due_on == date(2026, 11, 11)

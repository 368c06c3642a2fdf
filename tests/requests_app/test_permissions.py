"""Every role, in every state, at every act: who may, who may not, and what exists for whom."""

from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied

from requests_app import permissions
from requests_app.domain.errors import RuleBroken
from requests_app.domain.workflow import (
    TABLE,
    Action,
    Permission,
    State,
    Transition,
    rows_from,
)
from requests_app.models import AuditEvent, Case, Commission, Route, SignOff
from requests_app.services import responses, triage
from requests_app.services.transitions import performing
from tests.factories import CaseMaker, Cast, at

OFFICE = {"foi_manager", "foi_administrator"}
HOLDERS: dict[Permission, set[str]] = {
    Permission.HANDLE: OFFICE,
    Permission.DECIDE: {"foi_manager"},
    Permission.ANSWER: {"department_manager", "deputy_manager"},
    Permission.SIGN: {"director", "deputy_director"},
    Permission.WEIGH: {"director_of_corporate_affairs"},
    Permission.GIVE_OPINION: {"qualified_person"},
    Permission.DECIDE_VEXATIOUS: {"director_of_corporate_affairs"},
}
READERS = OFFICE | {"director_of_corporate_affairs", "auditor"}
WITH_A_COMMISSION = {
    State.WITH_DEPARTMENTS,
    State.DRAFTING,
    State.AWAITING_SIGN_OFF,
    State.READY,
    State.ANSWERED,
}


def holders(permission: Permission, state: State) -> set[str]:
    """Return who holds a permission on a case of the cast in `state`, said independently."""
    if permission is Permission.ANSWER and state not in WITH_A_COMMISSION:
        return set()
    if permission is Permission.SIGN and state is not State.AWAITING_SIGN_OFF:
        return set()
    return HOLDERS[permission]


@pytest.mark.parametrize("state", list(State), ids=str)
def test_every_act_is_open_to_exactly_its_holders(make_case: CaseMaker, state: State) -> None:
    case = make_case(state)
    for row in rows_from(state):
        may = {
            name
            for name, who in make_case.cast.people.items()
            if permissions.may(who, row.permission, case)
        }
        assert may == holders(row.permission, state), row.action


@pytest.mark.parametrize("state", list(State), ids=str)
def test_an_act_by_anybody_else_is_refused_and_leaves_nothing_behind(
    make_case: CaseMaker, state: State
) -> None:
    case = make_case(state)
    before = (Case.objects.values().get(pk=case.pk), AuditEvent.objects.count())
    tried = 0
    for row in rows_from(state):
        for name, who in make_case.cast.people.items():
            if name in holders(row.permission, state):
                continue
            with (
                pytest.raises(PermissionDenied),
                performing(case.pk, row.action, actor=who, at=at(make_case.received_on)),
            ):
                pytest.fail(f"{name} got in to {row.action}")
            tried += 1
    assert tried
    assert (Case.objects.values().get(pk=case.pk), AuditEvent.objects.count()) == before


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.action.value)
def test_an_act_in_the_wrong_state_is_refused_in_words(
    make_case: CaseMaker, row: Transition
) -> None:
    for state in set(State) - row.start:
        case = make_case(state)
        with (
            pytest.raises(RuleBroken, match="not possible now"),
            performing(
                case.pk, row.action, actor=make_case.cast.foi_manager, at=at(case.received_on)
            ),
        ):
            pytest.fail(f"{row.action} began at {state}")


@pytest.mark.parametrize("press_interest", [False, True])
@pytest.mark.parametrize("state", list(State), ids=str)
def test_the_list_and_the_predicate_agree_on_which_cases_exist(
    make_case: CaseMaker, state: State, press_interest: bool
) -> None:
    make_case.press_interest = press_interest
    case = make_case(state)
    listed = {
        name
        for name, who in make_case.cast.people.items()
        if permissions.visible_cases(who).filter(pk=case.pk).exists()
    }
    allowed = {
        name for name, who in make_case.cast.people.items() if permissions.can_read_case(who, case)
    }
    press = {"communications"} if case.has_press_interest else set()
    assert listed == allowed == READERS | press


@pytest.mark.parametrize("route", [Route.OWN_RECORDS, Route.DECEASED_RECORDS, Route.COMPLAINT])
def test_what_tells_of_somebodys_own_life_is_for_the_office_alone(
    make_case: CaseMaker, route: Route
) -> None:
    case = make_case(State.RECEIVED)
    triage.redirect(case.pk, route, actor=make_case.cast.foi_manager, at=at(case.received_on))
    case.refresh_from_db()
    case.has_press_interest = True
    case.save()
    people = make_case.cast.people.items()

    assert {name for name, who in people if permissions.can_read_case(who, case)} == OFFICE
    assert {
        name for name, who in people if permissions.visible_cases(who).filter(pk=case.pk).exists()
    } == OFFICE


def test_every_case_is_read_by_whoever_nothing_is_hidden_from(make_case: CaseMaker) -> None:
    hidden, _ = make_case(State.RECEIVED), make_case(State.ACCEPTED)
    actor = make_case.cast.foi_manager
    triage.redirect(hidden.pk, Route.OWN_RECORDS, actor=actor, at=at(hidden.received_on))
    for name, who in make_case.cast.people.items():
        sees_all = permissions.visible_cases(who).count() == Case.objects.count()
        assert permissions.reads_every_case(who) is sees_all, name


def test_brought_back_it_is_a_case_like_any_other(make_case: CaseMaker) -> None:
    case, office = make_case(State.RECEIVED), make_case.cast.foi_manager
    triage.redirect(case.pk, Route.OWN_RECORDS, actor=office, at=at(case.received_on))
    responses.bring_back(case.pk, reason="It was one.", actor=office, at=at(case.received_on))
    case.refresh_from_db()

    assert permissions.can_read_case(make_case.cast.auditor, case)


def test_a_person_who_may_not_sign_in_any_more_may_nothing(make_case: CaseMaker) -> None:
    case = make_case(State.AWAITING_SIGN_OFF)
    for who in make_case.cast.people.values():
        who.is_active = False
        assert [p for p in Permission if permissions.may(who, p, case)] == []
        assert not permissions.visible_cases(who).exists()
        assert not permissions.visible_commissions(who).exists()
        assert not permissions.visible_sign_offs(who).exists()
        assert not permissions.can_weigh(who)
        assert not permissions.can_give_opinion(who)


def _names(cast: Cast, sees: Callable[[str], bool]) -> set[str]:
    return {name for name in cast.people if sees(name)}


def test_commissions_exist_only_for_the_department_that_was_asked(make_case: CaseMaker) -> None:
    make_case(State.WITH_DEPARTMENTS)
    row = Commission.objects.get()
    cast = make_case.cast
    people = cast.people
    assert _names(cast, lambda name: permissions.visible_commissions(people[name]).exists()) == {
        "department_manager",
        "deputy_manager",
        "director",
        "deputy_director",
    }
    assert _names(cast, lambda name: permissions.can_answer_commission(people[name], row)) == {
        "department_manager",
        "deputy_manager",
    }


def test_a_sign_off_exists_only_for_the_director_who_was_asked_and_the_deputy(
    make_case: CaseMaker,
) -> None:
    make_case(State.AWAITING_SIGN_OFF)
    people = make_case.cast.people
    assert SignOff.objects.count() == 1
    assert _names(
        make_case.cast, lambda name: permissions.visible_sign_offs(people[name]).exists()
    ) == {"director", "deputy_director"}


def test_only_the_foi_office_may_know_who_asked(cast: Cast) -> None:
    assert _names(cast, lambda name: permissions.can_see_applicant(cast.people[name])) == OFFICE


def test_django_grants_nothing_about_a_case_to_anybody(cast: Cast) -> None:
    for name, who in cast.people.items():
        granted = {
            perm.removeprefix("requests_app.")
            for perm in permissions.CaseBackend.SETTINGS | {"requests_app.view_case"}
            if permissions.CaseBackend().has_perm(who, perm)
        }
        assert bool(granted) == (name == "system_administrator"), name
        assert "view_case" not in granted


def test_every_action_has_exactly_one_row() -> None:
    assert sorted(row.action for row in TABLE) == sorted(Action)

"""The ledger put right: entries taken back, and a case put under the other law."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from requests_app.domain.errors import RuleBroken
from requests_app.domain.regime import Regime
from requests_app.domain.workflow import State
from requests_app.models import Applicant, AuditEvent, Case, ClockEntry, Note
from requests_app.services import clock_corrections
from tests.factories import CaseMaker, Cast, at

TODAY = date(2026, 11, 20)
DUE = date(2026, 12, 1)


@pytest.fixture
def case(make_case: CaseMaker) -> Case:
    return make_case(State.ACCEPTED)


@pytest.fixture
def act(cast: Cast) -> dict[str, Any]:
    return {"actor": cast.foi_manager, "at": at(TODAY), "reason": "It was a mistake."}


def test_an_entry_that_is_taken_back_stays_with_its_reason(
    make_case: CaseMaker, case: Case, act: dict[str, Any]
) -> None:
    entry = make_case.ask(case, 3).asked
    said = clock_corrections.take_back(case.pk, entry.pk, **act)
    case.refresh_from_db()
    assert (case.due_on, case.statutory_due_on) == (DUE, DUE)
    assert said == "Due: no date before, Tuesday 1 December 2026 now."
    entry.refresh_from_db()
    assert ClockEntry.objects.get(counters=entry).reason == "It was a mistake."
    assert Note.objects.get().text == "It was a mistake."
    assert AuditEvent.objects.get(verb="take_back_entry").detail["entry"] == entry.pk


def test_an_entry_is_taken_back_once(make_case: CaseMaker, case: Case, act: dict[str, Any]) -> None:
    entry = make_case.ask(case, 3).asked
    clock_corrections.take_back(case.pk, entry.pk, **act)
    with pytest.raises(RuleBroken, match="taken back already"):
        clock_corrections.take_back(case.pk, entry.pk, **act)
    assert ClockEntry.objects.filter(counters=entry).count() == 1


def test_a_counter_entry_and_one_of_another_case_cannot_be_taken_back(
    make_case: CaseMaker, case: Case, act: dict[str, Any]
) -> None:
    entry = make_case.ask(case, 3).asked
    clock_corrections.take_back(case.pk, entry.pk, **act)
    other = make_case.ask(make_case(State.ACCEPTED), 3).asked
    for wrong in (ClockEntry.objects.get(counters=entry).pk, other.pk):
        with pytest.raises(RuleBroken, match="taken back already"):
            clock_corrections.take_back(case.pk, wrong, **act)


def test_a_case_keeps_its_receipt(case: Case, act: dict[str, Any]) -> None:
    entry = ClockEntry.objects.get(case=case, kind="received")
    with pytest.raises(RuleBroken, match="Correct the day of receipt"):
        clock_corrections.take_back(case.pk, entry.pk, **act)
    assert not ClockEntry.objects.filter(counters=entry).exists()


def test_a_case_changes_its_law_with_a_reason(case: Case, act: dict[str, Any]) -> None:
    clock_corrections.switch_regime(case.pk, Regime.EIR, **act)
    case.refresh_from_db()
    assert (case.regime, case.route, case.due_on) == ("eir", "eir", DUE)
    detail = AuditEvent.objects.get(verb="switch_regime").detail
    assert (detail["regime"], detail["due_after"]) == ("eir", "2026-12-01")
    with pytest.raises(RuleBroken, match="under this law already"):
        clock_corrections.switch_regime(case.pk, Regime.EIR, **act)


def test_the_act_needs_what_the_regulations_do_not(case: Case, act: dict[str, Any]) -> None:
    clock_corrections.switch_regime(case.pk, Regime.EIR, **act)
    Applicant.objects.filter(pk=case.applicant_id).update(name="")
    with pytest.raises(RuleBroken, match="does not give a name"):
        clock_corrections.switch_regime(case.pk, Regime.FOIA, **act)
    case.refresh_from_db()
    assert case.regime == "eir"


@pytest.mark.parametrize("who", ["foi_administrator", "department_manager", "director", "auditor"])
def test_only_the_foi_manager_corrects_the_clock(
    make_case: CaseMaker, case: Case, cast: Cast, act: dict[str, Any], who: str
) -> None:
    entry = make_case.ask(case, 3).asked
    act["actor"] = cast.people[who]
    with pytest.raises(PermissionDenied):
        clock_corrections.take_back(case.pk, entry.pk, **act)
    with pytest.raises(PermissionDenied):
        clock_corrections.switch_regime(case.pk, Regime.EIR, **act)
    case.refresh_from_db()
    assert (case.regime, ClockEntry.objects.filter(counters=entry).count()) == ("foia", 0)


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_correction_without_a_reason_is_refused(
    make_case: CaseMaker, case: Case, act: dict[str, Any], reason: str
) -> None:
    entry = make_case.ask(case, 3).asked
    act["reason"] = reason
    with pytest.raises(RuleBroken, match="needs a reason"):
        clock_corrections.take_back(case.pk, entry.pk, **act)

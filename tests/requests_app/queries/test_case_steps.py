"""The steps of many cases at once, as their rows have them."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from requests_app.domain.workflow import State
from requests_app.models import (
    Activity,
    Case,
    CostTerm,
    Estimate,
    EstimateLine,
    QuestionReturn,
    TimeSpent,
)
from requests_app.queries.calendar import stored_calendar
from requests_app.queries.case_steps import StepReader
from requests_app.queries.milestone_plan import stored_plan
from tests.factories import CaseMaker, Cast, at

TODAY = date(2026, 11, 5)


def reader() -> StepReader:
    return StepReader(stored_plan(), stored_calendar(), TODAY)


def keys(case: Case) -> set[str]:
    (found,) = reader().read(Case.objects.filter(pk=case.pk))
    return {step.milestone.key for step in found.steps}


def estimated(case: Case, cast: Cast, hours: str, **changes: object) -> None:
    estimate = Estimate.objects.create(
        case=case,
        question=case.questions.get(number="1"),
        basis="Counted.",
        made_by=cast.foi_manager,
        made_at=at(TODAY),
        **{name: value for name, value in changes.items() if name in ("scope", "superseded_at")},
    )
    EstimateLine.objects.create(
        estimate=estimate,
        activity=changes.get("activity", "locate"),
        persons=2,
        hours_low=0,
        hours_expected=Decimal(hours),
        hours_high=Decimal(hours),
    )


@pytest.mark.parametrize(
    ("hours", "changes", "is_over"),
    [
        ("9.00", {}, False),
        ("9.01", {}, True),
        ("99", {"scope": 1}, False),
        ("99", {"superseded_at": at(TODAY)}, False),
        ("99", {"activity": "redact"}, False),
    ],
)
def test_an_offer_to_narrow_is_a_step_once_the_estimate_is_past_the_limit(
    make_case: CaseMaker, cast: Cast, hours: str, changes: dict[str, object], is_over: bool
) -> None:
    case = make_case(State.ACCEPTED)
    estimated(case, cast, hours, **changes)
    assert ("refinement" in keys(case)) is is_over


def test_the_limit_is_the_one_in_force(make_case: CaseMaker, cast: Cast) -> None:
    case = make_case(State.ACCEPTED)
    estimated(case, cast, "9.01")
    CostTerm.objects.create(
        since=date(2026, 11, 1), limit=600, limit_part_1=800, rate=25, source="SI 2026/1"
    )
    assert "refinement" not in keys(case)


@pytest.mark.parametrize(("minutes", "is_over"), [(1080, False), (1081, True)])
def test_time_that_was_spent_already_counts_too(
    make_case: CaseMaker, minutes: int, is_over: bool
) -> None:
    case = make_case(State.WITH_DEPARTMENTS)
    TimeSpent.objects.create(
        question_return=QuestionReturn.objects.filter(commission__case=case)[0],
        activity=Activity.LOCATING,
        minutes=minutes,
    )
    assert ("refinement" in keys(case)) is is_over


def test_a_case_without_a_receipt_has_no_steps_and_harms_no_other(make_case: CaseMaker) -> None:
    broken, whole = make_case(), make_case()
    broken.clock_entries.all().delete()
    found = {each.case.pk: each.steps for each in reader().read(Case.objects.order_by("pk"))}
    assert found[broken.pk] == ()
    assert found[whole.pk]


def test_many_cases_cost_as_many_queries_as_one(make_case: CaseMaker) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            list(reader().read(Case.objects.all()))
        return len(captured)

    make_case(State.WITH_DEPARTMENTS)
    for_one = queries()
    for _ in range(9):
        make_case(State.WITH_DEPARTMENTS)
    assert queries() == for_one

"""One question under the other law: kept with its reason, both dates shown, the earlier leading."""

from collections.abc import Callable
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from requests_app.domain.errors import RuleBroken, StalePage
from requests_app.domain.regime import Regime
from requests_app.domain.statutory_clock import EntryKind
from requests_app.domain.workflow import State
from requests_app.models import AuditEvent, Case, Note, Question, User
from requests_app.queries.calendar import stored_calendar
from requests_app.queries.case_facts import case_facts
from requests_app.queries.clock_reading import both_laws, readings_of
from requests_app.queries.response_content import response_content
from requests_app.queries.tracking import tracking_path
from requests_app.services import clock, clock_corrections
from requests_app.services.recomputing import recompute_open
from tests.factories import CaseMaker, Cast, at

AsPerson = Callable[[User], Client]
TODAY = date(2026, 11, 10)
DAY_20, PROMISED = date(2026, 12, 1), date(2026, 12, 18)
WHY = "Closed beds are land use."


@pytest.fixture(autouse=True)
def tenth_of_november(time_machine: Any) -> None:
    time_machine.move_to(at(TODAY))


@pytest.fixture
def case(make_case: CaseMaker) -> Case:
    return make_case(State.ACCEPTED)


@pytest.fixture
def act(cast: Cast) -> dict[str, Any]:
    return {"actor": cast.foi_manager, "at": at(TODAY), "reason": WHY}


def switch(case: Case, number: str, act: dict[str, Any]) -> Question:
    question = case.questions.get(number=number)
    return clock_corrections.switch_question(case.pk, question.pk, **act)


def extend(case: Case) -> None:
    clock.enter(
        case, EntryKind.EXTENDED, TODAY, actor=None, at=at(TODAY), until=PROMISED, provision="s.43"
    )


def dates(case: Case) -> tuple[date | None, date | None]:
    case.refresh_from_db()
    return case.due_on, case.statutory_due_on


def test_the_reason_is_kept_and_the_trail_tells_it(case: Case, act: dict[str, Any]) -> None:
    assert switch(case, "1", act).regime == "eir"
    event = AuditEvent.objects.get(chain=case.reference, verb="switch_question")
    assert (event.detail["question"], event.detail["regime"]) == ("1", "eir")
    assert Note.objects.get(pk=event.detail["note"]).text == WHY
    assert WHY not in str(event.detail)
    assert switch(case, "1", act).regime == ""


def test_more_time_for_the_rest_leaves_this_question_due_on_day_20(
    case: Case, act: dict[str, Any]
) -> None:
    extend(case)
    assert dates(case) == (PROMISED, PROMISED)
    switch(case, "1", act)
    assert dates(case) == (DAY_20, DAY_20)
    assert [each.words for each in both_laws(case, stored_calendar())] == [
        "Questions 2, 2a, 2b: Freedom of Information Act 2000",
        "Question 1: Environmental Information Regulations 2004",
    ]
    assert [each.reading.due_on for each in both_laws(case, stored_calendar())] == [
        PROMISED, DAY_20,
    ]  # fmt: skip
    switch(case, "1", act)
    assert dates(case) == (PROMISED, PROMISED)


def test_all_ways_to_the_date_agree(case: Case, act: dict[str, Any]) -> None:
    extend(case)
    switch(case, "1", act)
    assert recompute_open() == []
    assert readings_of([case], stored_calendar())[case.pk].due_on == DAY_20


def test_a_case_that_changes_its_law_takes_its_questions_along(
    case: Case, act: dict[str, Any]
) -> None:
    switch(case, "1", act)
    clock_corrections.switch_regime(case.pk, Regime.EIR, **act)
    assert set(case.questions.values_list("regime", flat=True)) == {""}
    assert both_laws(case, stored_calendar()) == ()


def test_one_question_stays_under_the_law_of_the_case(case: Case, act: dict[str, Any]) -> None:
    for number in ("1", "2", "2a"):
        switch(case, number, act)
    with pytest.raises(RuleBroken, match="Put the whole case under the other law"):
        switch(case, "2b", act)
    assert case.questions.get(number="2b").regime == ""


def test_the_foi_manager_alone_may_and_with_a_reason(
    case: Case, act: dict[str, Any], cast: Cast
) -> None:
    before = AuditEvent.objects.count()
    for name in cast.people.keys() - {"foi_manager"}:
        with pytest.raises(PermissionDenied):
            switch(case, "1", {**act, "actor": cast.people[name]})
    with pytest.raises(RuleBroken, match="needs a reason"):
        switch(case, "1", {**act, "reason": " "})
    with pytest.raises(StalePage):
        switch(case, "1", {**act, "expected_version": 0})
    assert set(case.questions.values_list("regime", flat=True)) == {""}
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize("state", [State.RECEIVED, State.AWAITING_SIGN_OFF, State.ANSWERED])
def test_not_before_it_is_accepted_and_not_under_a_signature(
    make_case: CaseMaker, act: dict[str, Any], state: State
) -> None:
    with pytest.raises(RuleBroken, match="not possible now"):
        switch(make_case(state), "1", act)


def test_its_page_shows_what_it_does_and_the_case_and_the_applicant_see_both_dates(
    case: Case, act: dict[str, Any], cast: Cast, as_person: AsPerson
) -> None:
    extend(case)
    browser = as_person(cast.foi_manager)
    question = case.questions.get(number="1")
    address = reverse("switch-question", args=[case.reference, question.pk])
    assert address in browser.get(reverse("case", args=[case.reference])).content.decode()
    page = browser.get(address).content.decode()
    assert "Friday 18 December 2026" in page
    assert "Tuesday 1 December 2026" in page
    case.refresh_from_db()
    done = browser.post(address, {"version": case.version, "reason": WHY}, follow=True)
    applicant = Client().get(tracking_path(case))
    out = StringIO()
    call_command("clock", case.reference, stdout=out)
    for text in (done.content.decode(), applicant.content.decode()):
        assert "Question 1: Environmental Information Regulations 2004" in text
        assert "Tuesday 1 December 2026" in text
        assert "Friday 18 December 2026" in text
    assert "Question 1: Environmental Information Regulations 2004: 2026-12-01" in out.getvalue()
    history = browser.get(reverse("history", args=[case.reference])).content.decode()
    assert "put question 1 under the Regulations" in history
    assert (
        address
        not in as_person(cast.foi_administrator)
        .get(reverse("case", args=[case.reference]))
        .content.decode()
    )


def test_the_letter_says_which_questions_and_gives_the_rights_of_both(
    make_case: CaseMaker, act: dict[str, Any]
) -> None:
    case = make_case(State.DRAFTING)
    alone = response_content(case)
    switch(case, "1", act)
    letter = response_content(case)
    assert "Question 1 is about the environment" in letter.opening
    assert "about the environment" not in alone.opening
    headings = [right.heading for right in letter.rights]
    assert (
        "If you would like us to look again, under the Environmental Information Regulations 2004"
    ) in headings
    assert any("Regulation 11" in right.text for right in letter.rights)
    assert any("internal review" in right.text for right in letter.rights)


def test_a_claim_of_the_law_that_it_left_does_not_stand(
    make_case: CaseMaker, act: dict[str, Any], cast: Cast, as_person: AsPerson
) -> None:
    case = make_case(State.DRAFTING)
    question = case.questions.get(number="1")
    browser = as_person(cast.foi_manager)
    address = reverse("claim", args=[case.reference, question.pk])
    assert "12(5)(e)" not in browser.get(address).content.decode()
    switch(case, "1", act)
    assert "12(5)(e)" in browser.get(address).content.decode()
    assert case_facts(case, None).claims_to_finish == ()

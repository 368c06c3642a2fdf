"""One button beside an earlier answer; the mark in the letter; the tick; taking it out again."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from requests_app.domain.review_workflow import ReviewState
from requests_app.domain.workflow import State
from requests_app.models import Answer, Case, Commission, ReusedAnswer, SignOff, User
from requests_app.queries.earlier_answers import earlier_answers
from requests_app.services import commissioning
from tests.factories import CaseMaker, Cast, at
from tests.requests_app.services.test_linked_requests import BEDS, FIRST_DAY, made
from tests.requests_app.views.test_letter import letter

AsPerson = Callable[[User], Client]
OTHER = "someone.else@example.org"
BUTTON = "Use this answer as a draft"


@pytest.fixture(autouse=True)
def a_week_later() -> Any:
    with time_machine.travel(at(date(2026, 11, 10)), tick=True):
        yield


@pytest.fixture
def office(cast: Cast, as_person: AsPerson) -> Client:
    return as_person(cast.foi_administrator)


@pytest.fixture
def earlier(make_case: CaseMaker) -> Case:
    return made(make_case, BEDS, FIRST_DAY, State.ANSWERED, OTHER)


def new(make_case: CaseMaker, state: State = State.ACCEPTED) -> Case:
    return made(make_case, BEDS, state=state)


def page_of(browser: Client, case: Case, name: str = "similar") -> str:
    page = browser.get(reverse(name, args=[case.reference]))
    assert page.status_code == 200
    return page.content.decode()


def use(browser: Client, case: Case, earlier: Case, **typed: Any) -> Any:
    return browser.post(
        reverse("use-earlier-answer", args=[case.reference, earlier.questions.get().pk]),
        {"version": case.version, "question": case.questions.get().pk, **typed},
    )


def test_the_answer_its_age_and_what_it_rested_on_stand_beside_the_question(
    make_review: Any, make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    with time_machine.travel(at(date(2026, 11, 26)), tick=False):
        refused = make_review.answered()
        make_case.received_on, make_case.email = date(2026, 11, 20), OTHER
        case = make_case(State.DRAFTING)
        page = page_of(as_person(cast.foi_manager), case)

    assert refused.reference in page
    assert "sent on Friday 13 November 2026, 13 days old" in page
    assert "The total is £41,200." in page
    assert "Section 43(2), public interest weighed: not looked at again" in page
    second = case.questions.get(number="2")
    assert f"{reverse('claim', args=[case.reference, second.pk])}?code=s.43%282%29" in page
    assert BUTTON in page


def test_what_became_of_it_at_a_review_is_said(
    make_review: Any, make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    review = make_review(ReviewState.ANSWERED)
    make_case.received_on, make_case.email = date(2026, 11, 20), OTHER
    with time_machine.travel(at(date(2026, 12, 1)), tick=False):
        page = page_of(as_person(cast.foi_manager), make_case(State.DRAFTING))

    assert review.case.reference in page
    assert "A review found on this answer:" in page
    assert "at review" in page


def test_an_answer_that_is_old_or_of_another_year_is_shown_with_a_warning(
    earlier: Case, make_case: CaseMaker, office: Client, settings: LazySettings
) -> None:
    case = made(make_case, BEDS.replace("2025", "2024"))
    page = page_of(office, case)
    assert "is about 2024; the earlier one is about 2025" in page
    assert "Ask whoever holds the information" not in page
    settings.EARLIER_ANSWER_MONTHS = 1
    assert "It is 59 days old. Ask whoever holds the information" in page_of(office, case)


def test_one_button_makes_it_a_draft_that_says_where_it_came_from(
    earlier: Case, make_case: CaseMaker, cast: Cast, office: Client
) -> None:
    case = new(make_case)
    sent = use(office, case, earlier)
    assert sent["Location"] == reverse("similar", args=[case.reference])
    assert Answer.objects.get(question__case=case).text == "The answer to 1."
    shown = page_of(office, case)
    assert f"The answer of {earlier.reference} stands in the draft of question 1" in shown
    again = use(office, case, earlier)
    assert again.status_code == 409
    assert "Someone changed this case" in again.content.decode()
    case.refresh_from_db()
    assert "already" in use(office, case, earlier).content.decode()
    assert ReusedAnswer.objects.count() == 1
    history = page_of(office, case, "history")
    assert f"took {earlier.reference} over as a draft for question 1" in history


def test_an_answer_that_names_somebody_is_shown_without_the_button(
    earlier: Case, make_case: CaseMaker, office: Client
) -> None:
    case = new(make_case)
    Answer.objects.filter(question__case=earlier).update(text="Ms Ravenscroft has it.")
    page = page_of(office, case)
    assert BUTTON not in page
    assert "It tells who asked then" in page
    refused = use(office, case, earlier)
    assert refused.status_code == 409
    assert "nothing was copied" in refused.content.decode()


def test_before_it_is_accepted_there_is_no_button(
    earlier: Case, make_case: CaseMaker, office: Client
) -> None:
    page = page_of(office, new(make_case, State.RECEIVED))

    assert BUTTON not in page
    assert "Once the request is accepted" in page


def test_a_question_of_another_case_cannot_be_written_to(
    earlier: Case, make_case: CaseMaker, office: Client
) -> None:
    case = new(make_case)
    for chosen in (earlier.questions.get().pk, "", "x"):
        refused = use(office, case, earlier, question=chosen)
        assert refused.status_code == 409
        assert "not part of this case" in refused.content.decode()
    assert not ReusedAnswer.objects.exists()


def test_nobody_but_the_office_reaches_it(
    earlier: Case, make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    case = new(make_case)
    for name, who in cast.people.items():
        if name not in {"foi_manager", "foi_administrator"}:
            assert use(as_person(who), case, earlier).status_code == 404, name
    assert not ReusedAnswer.objects.exists()


@pytest.fixture
def drafting_case(earlier: Case, make_case: CaseMaker, office: Client) -> Case:
    case = new(make_case)
    use(office, case, earlier)
    case.refresh_from_db()
    office.post(reverse("letter-begin", args=[case.reference]), {"version": case.version})
    case.refresh_from_db()
    return case


def test_the_letter_marks_it_until_it_is_ticked(
    drafting_case: Case, earlier: Case, cast: Cast, office: Client
) -> None:
    case, question = drafting_case, drafting_case.questions.get()
    page = page_of(office, case, "letter")
    assert f">{earlier.reference}</a>, sent on" in page
    assert "Not checked yet." in page
    tick = f"checked_{question.pk}"
    assert tick in page
    typed = letter(case, version=str(case.version), **{tick: "on"})
    assert office.post(reverse("letter", args=[case.reference]), typed).status_code == 302
    row = ReusedAnswer.objects.get()
    assert row.checked_by == cast.foi_administrator
    page = page_of(office, case, "letter")
    assert "Checked by" in page
    assert tick not in page


def test_it_is_removed_from_the_letter_and_nothing_typed_is_lost(
    drafting_case: Case, office: Client
) -> None:
    case, row = drafting_case, ReusedAnswer.objects.get()
    remove = reverse("remove-earlier-answer", args=[case.reference, row.pk])
    question = case.questions.get()
    typed = letter(case, version=str(case.version), opening="Dear reader.")
    kept = office.post(remove, {**typed, f"text_{question.pk}": "The answer to 1, and more."})
    assert kept.status_code == 409
    assert "were changed since" in kept.content.decode()
    assert Answer.objects.get(question=question).text == "The answer to 1, and more."
    case.refresh_from_db()
    typed["version"] = str(case.version)
    gone = office.post(remove, {**typed, f"text_{question.pk}": "The answer to 1."})
    assert gone["Location"] == reverse("letter", args=[case.reference])
    assert Answer.objects.get(question=question).text == ""
    case.refresh_from_db()
    assert case.draft.opening == "Dear reader."
    assert "Taken over from" not in page_of(office, case, "letter")


def test_it_is_removed_on_the_page_of_similar_requests(
    earlier: Case, make_case: CaseMaker, office: Client
) -> None:
    case = new(make_case)
    use(office, case, earlier)
    row = ReusedAnswer.objects.get()
    remove = reverse("remove-earlier-answer", args=[case.reference, row.pk])
    assert office.post(remove, {"version": 1}).status_code == 409
    case.refresh_from_db()
    assert office.post(remove, {"version": case.version}).status_code == 302
    case.refresh_from_db()
    assert office.post(remove, {"version": case.version}).status_code == 409
    assert Answer.objects.get(question__case=case).text == ""


def test_a_director_reads_that_it_was_said_before_and_not_to_whom(
    drafting_case: Case, earlier: Case, cast: Cast, as_person: AsPerson, office: Client,
    blindfold: Any,
) -> None:  # fmt: skip
    case, question = drafting_case, drafting_case.questions.get()
    typed = letter(case, version=str(case.version), **{f"checked_{question.pk}": "on"})
    office.post(
        reverse("letter-send", args=[case.reference]), {**typed, "signatory": cast.director.pk}
    )
    address = reverse("sign-off", args=[SignOff.objects.get(case=case).pk])
    with blindfold:
        page = as_person(cast.director).get(address)
    assert f"{earlier.reference}</span>, sent on" in page.content.decode()
    blindfold.assert_blind(page.content)


def test_departments_see_nothing_of_it(
    earlier: Case, make_case: CaseMaker, cast: Cast, as_person: AsPerson, office: Client,
    blindfold: Any,
) -> None:  # fmt: skip
    case = new(make_case)
    use(office, case, earlier)
    commissioning.commission(
        case.pk, {cast.other_department: list(case.questions.all())}, actor=cast.foi_manager,
        at=at(date(2026, 11, 10)),
    )  # fmt: skip
    task = Commission.objects.get(case=case)
    with blindfold:
        page = as_person(cast.other_manager).get(reverse("task", args=[task.pk]))
    assert page.status_code == 200
    assert earlier.reference not in page.content.decode()
    assert "The answer to 1." not in page.content.decode()
    blindfold.assert_blind(page.content)


def test_the_pages_keep_to_their_queries(make_case: CaseMaker, office: Client) -> None:
    case = new(make_case, State.RECEIVED)
    counts = []
    for more in (1, 29):
        for _ in range(more):
            made(make_case, BEDS, FIRST_DAY, State.ANSWERED, OTHER)
        for name in ("similar", "triage"):
            with CaptureQueriesContext(connection) as captured:
                page_of(office, case, name)
            counts.append(len(captured))
    assert counts[:2] == counts[2:]


def test_nothing_beside_nothing_needs_no_answer(db: None) -> None:
    assert earlier_answers({}, date(2026, 11, 10)) == {}

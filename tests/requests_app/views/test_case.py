"""The case page: everything of one case, in a fixed number of queries, each reader their part."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from requests_app.domain.workflow import State
from requests_app.models import (
    Answer,
    Case,
    Commission,
    Document,
    Message,
    Note,
    Question,
    QuestionReturn,
    Search,
    TimeSpent,
    User,
)
from requests_app.services import case_work
from tests.factories import CaseMaker, Cast

AsPerson = Callable[[User], Client]


def queries(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


def fill(case: Case, cast: Cast, numbers: range) -> None:
    """Put a question, its returns, a message, a file and a note on the case for each number."""
    when = case.opened_at
    row = Commission.objects.get(case=case)
    questions = Question.objects.bulk_create(
        Question(case=case, position=n, number=str(n), text=f"Question {n}?") for n in numbers
    )
    returns = QuestionReturn.objects.bulk_create(
        QuestionReturn(commission=row, question=question, held="held", answer="Twelve.")
        for question in questions
    )
    Search.objects.bulk_create(
        Search(question_return=found, place="Register", terms="beds", result="12")
        for found in returns
    )
    TimeSpent.objects.bulk_create(
        TimeSpent(question_return=found, activity="locating", minutes=5) for found in returns
    )
    Answer.objects.bulk_create(
        Answer(question=question, outcome="disclosed", text="Twelve.", drafted_at=when)
        for question in questions
    )
    messages = Message.objects.bulk_create(
        Message(case=case, direction="in", kind="reply", text=f"Mail {n}", happened_at=when)
        for n in numbers
    )
    Document.objects.bulk_create(
        Document(
            case=case, role=role, name="a.csv", sha256="0" * 64, size=1, media_type="text/csv",
            uploaded_at=when, **{to: of},
        )
        for role, to, every in (
            ("received", "message", messages), ("found", "question_return", returns),
        )
        for of in every
    )  # fmt: skip
    Note.objects.bulk_create(
        Note(case=case, author=cast.foi_manager, text=f"Note {n}", written_at=when) for n in numbers
    )


@pytest.mark.parametrize("who", ["foi_manager", "auditor"])
@pytest.mark.parametrize("name", ["case", "history", "letter", "triage", "commission"])
def test_three_hundred_rows_take_as_many_queries_as_three(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson, name: str, who: str
) -> None:
    if who == "auditor" and name not in ("case", "history"):
        return
    case = make_case(State.WITH_DEPARTMENTS)
    browser, address = as_person(cast.people[who]), reverse(name, args=[case.reference])
    fill(case, cast, range(10, 13))
    for n in range(3):
        case_work.add_note(case.pk, str(n), actor=cast.foi_manager, at=case.opened_at)
    queries(browser, address)
    at_three = queries(browser, address)
    fill(case, cast, range(13, 310))

    assert queries(browser, address) == at_three


def page(browser: Client, case: Case) -> str:
    response = browser.get(reverse("case", args=[case.reference]))
    assert response.status_code == 200
    return response.content.decode()


def test_the_office_reads_who_asked_and_what_was_written(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    case = make_case(State.ACCEPTED)
    case_work.add_note(case.pk, "Rang the ward.", actor=cast.foi_manager, at=case.opened_at)
    shown = page(as_person(cast.foi_administrator), case)

    for words in (case.applicant.name, case.applicant.email, "Yours faithfully", "Rang the ward.",
                  "How many hospital beds were closed in 2025?", "1 December 2026"):  # fmt: skip
        assert words in shown


@pytest.mark.parametrize("who", ["auditor", "director_of_corporate_affairs"])
def test_other_readers_see_the_case_and_never_who_asked(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson, blindfold: Any, who: str
) -> None:
    case = make_case(State.ACCEPTED)
    case_work.add_note(case.pk, "Rang the ward.", actor=cast.foi_manager, at=case.opened_at)
    browser = as_person(cast.people[who])
    with blindfold:
        shown = page(browser, case)

    blindfold.assert_blind(shown.encode())
    assert "How many hospital beds were closed in 2025?" in shown
    assert "Rang the ward." not in shown
    for name in ("add-note", "assign", "withdraw", "edit-request", "letter"):
        assert reverse(name, args=[case.reference]) not in shown


@pytest.mark.parametrize(
    ("state", "name"),
    [
        (State.RECEIVED, "triage"), (State.INCOMPLETE, "supply"), (State.ACCEPTED, "commission"),
        (State.WITH_DEPARTMENTS, "letter"), (State.DRAFTING, "letter"), (State.READY, "letter"),
    ],
)  # fmt: skip
def test_the_page_offers_the_next_act_and_only_what_is_possible(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson, state: State, name: str
) -> None:
    case = make_case(state)
    manager = page(as_person(cast.foi_manager), case)
    administrator = page(as_person(cast.foi_administrator), case)

    assert reverse(name, args=[case.reference]) in manager
    assert reverse("withdraw", args=[case.reference]) in manager
    assert reverse("reopen", args=[case.reference]) not in manager
    assert reverse("withdraw", args=[case.reference]) not in administrator


def test_the_history_tells_every_act_in_words(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    case = make_case(State.ANSWERED)
    shown = as_person(cast.foi_manager).get(reverse("history", args=[case.reference]))

    for words in ("The request came in", "accepted the request", "approved and signed the letter",
                  "sent the answer. The clock stopped."):  # fmt: skip
        assert words in shown.content.decode()

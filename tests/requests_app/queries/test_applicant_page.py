"""What an applicant may see: the state, the dates, and the answer once it has left."""

from datetime import date, datetime

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from requests_app.domain.workflow import State
from requests_app.models import Case, Document, DocumentRole, Letter
from requests_app.queries.applicant_page import applicant_page, the_answer
from requests_app.services import responses
from tests.factories import CaseMaker, Cast, at

TODAY = date(2026, 11, 16)


def make_pdf(letter: Letter, when: datetime) -> Letter:
    return responses.store_pdfs(letter.pk, sent=b"%PDF-1.7 sent", kept=b"%PDF-1.7 kept", at=when)


def enclose(letter: Letter, name: str, **fields: object) -> Document:
    document = Document.objects.create(
        **{
            "case": letter.case,
            "role": DocumentRole.RELEASE,
            "name": name,
            "file": ContentFile(b"beds", name),
            "sha256": "0" * 64,
            "size": 4,
            "media_type": "text/csv",
            "uploaded_at": timezone.now(),
            **fields,
        }
    )
    letter.enclosures.add(document)
    return document


@pytest.mark.parametrize("state", [state for state in State if state is not State.ANSWERED])
def test_there_is_no_answer_before_it_has_left(make_case: CaseMaker, state: State) -> None:
    page = applicant_page(make_case(state), TODAY)

    assert (page.is_answered, page.answer) == (False, None)


def test_the_answer_shows_once_its_pdf_is_made(make_case: CaseMaker) -> None:
    case = make_case(State.ANSWERED)
    page = applicant_page(case, TODAY)
    assert (page.is_answered, page.answer) == (True, None)

    letter = make_pdf(case.letters.get(), at(TODAY))

    answer = applicant_page(case, TODAY).answer
    assert answer is not None
    assert (answer.letter, answer.files) == (letter, ())


def test_only_released_files_that_stand_go_with_the_answer(make_case: CaseMaker) -> None:
    case = make_case(State.ANSWERED)
    letter = make_pdf(case.letters.get(), at(TODAY))
    released = enclose(letter, "beds.csv")
    enclose(letter, "taken back.csv", removed_at=timezone.now())
    enclose(letter, "found.csv", role=DocumentRole.FOUND)
    Document.objects.create(
        case=case,
        role=DocumentRole.FOUND,
        name="internal.csv",
        file=ContentFile(b"no", "internal.csv"),
        sha256="0" * 64,
        size=2,
        media_type="text/csv",
        uploaded_at=timezone.now(),
    )

    answer = the_answer(case)

    assert answer is not None
    assert answer.files == (released,)


def test_a_first_answer_that_was_wrong_never_stands_in_for_the_second(
    make_case: CaseMaker, cast: Cast
) -> None:
    case = make_case(State.ANSWERED)
    first = make_pdf(case.letters.get(), at(TODAY))
    second = Letter.objects.create(
        case=case,
        kind=first.kind,
        content=first.content,
        digest=first.digest,
        dated=TODAY,
        issued_by=cast.foi_manager,
        issued_at=at(TODAY),
    )
    assert the_answer(case) is None

    make_pdf(second, at(TODAY))

    answer = the_answer(case)
    assert answer is not None
    assert answer.letter == second


def test_a_withdrawn_letter_is_not_the_answer(make_case: CaseMaker) -> None:
    case = make_case(State.ANSWERED)
    make_pdf(case.letters.get(), at(TODAY))
    case.letters.update(withdrawn_at=at(TODAY))

    assert the_answer(case) is None


@pytest.mark.parametrize("state", [State.INCOMPLETE, State.REDIRECTED, State.WITHDRAWN])
def test_where_no_clock_runs_none_is_shown(make_case: CaseMaker, state: State) -> None:
    page = applicant_page(make_case(state), TODAY)

    assert (page.strip, page.lines) == (None, ())


def test_the_dates_follow_the_ledger(make_case: CaseMaker) -> None:
    case = make_case(State.WITH_DEPARTMENTS)

    page = applicant_page(case, TODAY)

    assert page.sentence == (
        "We are looking for the information. We will answer by Tuesday 1 December 2026."
    )
    assert page.strip is not None
    assert [day.day for day in page.strip.days if day.is_due] == [date(2026, 12, 1)]
    assert "Tuesday 1 December 2026" in page.lines[-1]


def test_the_page_costs_as_many_queries_with_thirty_files_as_with_one(
    make_case: CaseMaker,
) -> None:
    def queries(case: Case) -> int:
        with CaptureQueriesContext(connection) as captured:
            applicant_page(Case.objects.get(pk=case.pk), TODAY)
        tables = ('"requests_app_applicant"', '"requests_app_message"', '"requests_app_user"')
        assert [q for q in captured.captured_queries if any(t in q["sql"] for t in tables)] == []
        return len(captured)

    case = make_case(State.ANSWERED)
    letter = make_pdf(case.letters.get(), at(TODAY))
    enclose(letter, "beds.csv")
    with_one = queries(case)
    for number in range(29):
        enclose(letter, f"beds {number}.csv")

    assert queries(case) == with_one

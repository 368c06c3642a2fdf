"""The case file: what it says, how it is tagged, and for whom it is."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from requests_app.domain.workflow import State
from requests_app.letters.case_record import case_record_html, case_record_pdf
from requests_app.models import Case, Note, User
from requests_app.queries.case_record import case_record
from requests_app.services import audit, case_work
from tests.factories import APPLICANT_EMAIL, APPLICANT_NAME, CaseMaker, Cast, at

AsPerson = Callable[[User], Client]
TODAY = date(2026, 11, 11)


@pytest.fixture
def case(make_case: CaseMaker) -> Case:
    return make_case(State.WITH_DEPARTMENTS)


def read(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def asked_for(browser: Client, case: Case) -> Any:
    with time_machine.travel(at(TODAY, 12), tick=False):
        return browser.get(reverse("case-record", args=[case.reference]))


def test_it_explains_the_dates_and_has_ledger_steps_and_trail(
    case: Case, cast: Cast, as_person: AsPerson
) -> None:
    response = asked_for(as_person(cast.foi_manager), case)
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert f"{case.reference} case file.pdf" in response["Content-Disposition"]
    text = read(response.getvalue())
    for said in (
        "The request was received on Monday 2 November 2026: day 0 (FOIA s.10(6)).",
        "The answer is due on working day 20: Tuesday 1 December 2026",
        "Andrew",
        "The ledger of the clock",
        "Say what is held (Estates)",
        "accepted the request under the Act. Due on 1 December 2026.",
    ):
        assert said in text


def test_it_is_tagged_and_names_its_language(case: Case) -> None:
    reader = PdfReader(BytesIO(case_record_pdf(case_record(case, TODAY))))
    root: Any = reader.trailer["/Root"]
    assert bool(root["/MarkInfo"]["/Marked"])
    assert root["/Lang"] == "en-GB"
    assert reader.metadata
    assert reader.metadata.title == f"{case.reference}: case file of 11 November 2026"


def test_the_strip_is_drawn_and_stands_beside_its_table(case: Case) -> None:
    html = case_record_html(case_record(case, TODAY))
    # Day 0, and twenty days that count.
    assert html.split("<svg")[1].split("</svg>")[0].count("<rect") == 21
    assert "Say what is held (Estates)" in html.split("<svg")[1].split("</svg>")[0]
    assert 'class="govuk-table clock-table"' in html
    assert "style=" not in html.split("<body>")[1]


def test_the_same_case_on_the_same_day_gives_the_same_bytes(case: Case) -> None:
    record = case_record(case, TODAY)
    assert case_record_pdf(record) == case_record_pdf(record)


def test_who_asked_and_what_people_noted_is_no_part_of_it(
    case: Case, cast: Cast, as_person: AsPerson
) -> None:
    case_work.add_note(case.pk, f"{APPLICANT_NAME} rang.", actor=cast.foi_manager, at=at(TODAY))
    assert Note.objects.count() == 1
    text = read(asked_for(as_person(cast.foi_manager), case).getvalue())
    assert "wrote a note" in text
    for word in (*APPLICANT_NAME.split(), APPLICANT_EMAIL, "rang"):
        assert word not in text


def test_the_foi_manager_alone_finds_it(case: Case, cast: Cast, as_person: AsPerson) -> None:
    for name in sorted(cast.people.keys() - {"foi_manager"}):
        assert asked_for(as_person(cast.people[name]), case).status_code == 404
    address = reverse("case-record", args=[case.reference])
    for name, there in (("foi_manager", True), ("foi_administrator", False)):
        with time_machine.travel(at(TODAY, 12), tick=False):
            page = as_person(cast.people[name]).get(reverse("case", args=[case.reference]))
        assert (address in page.content.decode()) is there


@pytest.mark.parametrize(
    "state", [State.INCOMPLETE, State.WITHDRAWN, State.LAPSED, State.ANSWERED], ids=str
)
def test_a_case_in_any_state_has_one(make_case: CaseMaker, state: State) -> None:
    html = case_record_html(case_record(make_case(state), TODAY))
    assert state.label in html
    assert ("<svg" in html) == (state is State.ANSWERED)


def test_a_case_that_waits_says_so(make_case: CaseMaker) -> None:
    case = make_case(State.ACCEPTED)
    make_case.ask(case)
    html = case_record_html(case_record(case, TODAY))
    assert html.count("No date: the clock stands still") == 2
    assert "<td>waiting</td><td>held</td>" in html


def test_a_long_trail_is_cut_and_says_so_at_the_cost_of_a_short_one(case: Case) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            case_record(case, TODAY)
        return len(captured)

    before = queries()
    for n in range(130):
        day = date.fromordinal(TODAY.toordinal() + n)
        audit.record(case.reference, "add_note", actor=None, at=at(day))
    record = case_record(case, TODAY)
    assert (len(record.trail), record.left_out > 8) == (120, True)
    assert f"{record.left_out} earlier days" in case_record_html(record)
    assert queries() == before

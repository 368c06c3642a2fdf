"""The pages of the regulator and the tribunal."""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from requests_app.domain.regulator import NoticeKind, StepWords
from requests_app.domain.review_findings import Finding
from requests_app.domain.review_workflow import ReviewState
from requests_app.models import Case, Complaint, RegulatorDetails, RegulatorNotice
from requests_app.services import complaints
from requests_app.services.complaints import Complained, Noticed
from tests.factories import Cast, at
from tests.requests_app.views.conftest import AsPerson, Blindfold
from tests.reviewing import ReviewMaker

TODAY = date(2027, 3, 1)


@pytest.fixture(autouse=True)
def on_the_day() -> object:
    with time_machine.travel(at(TODAY), tick=False) as moved:
        yield moved


@pytest.fixture
def case(make_review: ReviewMaker) -> Case:
    return make_review(ReviewState.ANSWERED).case


def test_a_complaint_is_recorded_answered_decided_and_closed(
    case: Case, cast: Cast, as_person: AsPerson
) -> None:
    client = as_person(cast.foi_manager)

    def send(name: str, *args: object, **typed: object) -> str:
        response = client.post(reverse(name, args=[case.reference, *args]), typed, follow=True)
        assert response.status_code == 200, response.content
        return str(response.content.decode())

    wrong = client.post(
        reverse("complaint-new", args=[case.reference]),
        {"number": "", "received_on": "x", "respond_by": "", "about": "The price."},
    )
    assert wrong.status_code == 422
    assert b"The price." in wrong.content
    shown = send(
        "complaint-new", number="IC-1", received_on="4/1/2027", respond_by="25/1/2027", about=""
    )
    assert "25 working days late" in shown or "late" in shown
    complaint = Complaint.objects.get()
    assert "We answered on" in send("complaint-answered", complaint.pk, day="20/1/2027")
    claim = case.questions.get(number="2").claims.get(code="s.43(2)")
    shown = send(
        "complaint-notice", complaint.pk, kind="decision", number="IC-1-D", dated="8/2/2027",
        steps="Give the rest.", comply_by="15/3/2027", finding="varied", summary="Be open.",
        **{f"claim_{claim.pk}": "upheld"},
    )  # fmt: skip
    assert "Give the rest." in shown
    assert "s.43(2) on question 2: upheld" in shown
    assert "Monday 8 March 2027" in shown
    notice = RegulatorNotice.objects.get()
    refused = client.post(
        reverse("complaint-close", args=[case.reference, complaint.pk]), {"reason": "It is over."}
    )
    assert refused.status_code == 409
    assert b"It is over." in refused.content
    send("required-step", notice.steps.get().pk, day="1/3/2027")
    shown = send(
        "appeal-new", notice.pk, by="authority", lodged_on="20/2/2027", number="EA/1",
        late_reason="",
    )  # fmt: skip
    assert "EA/1" in shown
    appeal = notice.appeals.get()
    send("appeal-ruling", appeal.pk, ruled_on="26/2/2027", finding="overturned", summary="")
    assert "closed Monday 1 March 2027" in send("complaint-close", complaint.pk, reason="Over.")
    page = client.get(reverse("case", args=[case.reference])).content.decode()
    assert "Complaint to the regulator" in page
    assert "The tribunal ruled" in page


def test_the_director_reads_it_without_learning_who_complained(
    case: Case, cast: Cast, as_person: AsPerson, blindfold: Blindfold
) -> None:
    complaints.record_complaint(
        case.pk, Complained("IC-1", TODAY, TODAY), actor=cast.foi_manager, at=at(TODAY)
    )
    client = as_person(cast.director_of_corporate_affairs)
    with blindfold:
        pages = [
            client.get(reverse(name, args=[case.reference])).content
            for name in ("complaints", "case")
        ]
        pages.append(client.get(f"{reverse('falls-due')}?month=2027-03&whose=all").content)
    blindfold.assert_blind(*pages)
    assert b"Record" not in pages[0].split(b"</header>")[-1]
    assert b"The response to the regulator" in pages[2]


def test_the_page_costs_the_same_for_one_and_for_thirty(
    case: Case, cast: Cast, as_person: AsPerson
) -> None:
    claim = case.questions.get(number="2").claims.get(code="s.43(2)")

    def add(number: int) -> None:
        row = complaints.record_complaint(
            case.pk, Complained(f"IC-{number}", TODAY, TODAY), actor=cast.foi_manager,
            at=at(TODAY),
        )  # fmt: skip
        complaints.record_notice(
            row.pk,
            Noticed(
                NoticeKind.DECISION, "D", TODAY, TODAY, (StepWords("Give it.", TODAY),),
                Finding.VARIED, "", {claim.pk: Finding.UPHELD},
            ),
            actor=cast.foi_manager, at=at(TODAY),
        )  # fmt: skip

    client = as_person(cast.auditor)

    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("complaints", args=[case.reference]))
            client.get(reverse("case", args=[case.reference]))
            client.get(reverse("reports"))
        return len(seen)

    add(0)
    one = cost()
    for number in range(1, 30):
        add(number)
    assert cost() == one


def test_the_manager_enters_the_regulator_and_others_read_it(
    cast: Cast, as_person: AsPerson
) -> None:
    address = reverse("regulator")
    typed = {
        "from_day": "1/3/2027", "name": "Office for Openness", "address": "1 Clear Street",
        "website": "", "phone": "",
    }  # fmt: skip
    manager = as_person(cast.foi_manager)
    wrong = manager.post(address, {**typed, "from_day": "soon", "name": ""})
    assert wrong.status_code == 422
    assert b"1 Clear Street" in wrong.content
    assert manager.post(address, typed).status_code == 302
    reader = as_person(cast.auditor)
    page = reader.get(address).content.decode()
    assert "Office for Openness" in page
    assert "Enter a change" not in page
    assert reader.post(address, typed).status_code == 404
    assert RegulatorDetails.objects.count() == 1
    assert "Office for Openness" in reader.get(reverse("privacy")).content.decode()


def test_the_reports_show_reviews(case: Case, cast: Cast, as_person: AsPerson) -> None:
    page = as_person(cast.auditor).get(reverse("reports")).content.decode()
    assert "Internal reviews in these months" in page
    assert "s.43(2)" in page

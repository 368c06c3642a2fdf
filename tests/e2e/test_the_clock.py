"""The clock stops and goes on: the office asks, the applicant replies, both dates move."""

import subprocess
import sys
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.utils import timezone

from requests_app.domain.clock_explanation import long_day
from requests_app.domain.workflow import State
from requests_app.models import Case, Message
from requests_app.queries.tracking import tracking_path
from tests.e2e.conftest import NewVisitor
from tests.e2e.household import ROOT, Household, wait_until
from tests.e2e.visitor import Visitor
from tests.factories import APPLICANT_EMAIL, APPLICANT_NAME, CaseMaker, Cast

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("e2e")]


@pytest.fixture
def case(staff: Cast) -> Case:
    """Return a case of ten days ago, so that some days have counted when it is asked about."""
    make_case = CaseMaker(staff)
    make_case.received_on = timezone.localdate() - timedelta(days=10)
    return make_case(State.ACCEPTED)


def reply_comes_in(house: Household, case: Case, question: Message) -> None:
    mail = EmailMessage()
    mail["From"] = f"{APPLICANT_NAME} <{APPLICANT_EMAIL}>"
    mail["To"] = "foi@harrowdene.example"
    mail["Subject"] = f"Re: {question.subject}"
    mail["Message-ID"] = "<the-reply@example.org>"
    mail["In-Reply-To"] = question.message_id
    mail.set_content("I mean the one in Harrowdene.")
    subprocess.run(
        [sys.executable, "manage.py", "receive_mail"],
        input=bytes(mail), cwd=ROOT, env=house.environment, capture_output=True, check=True,
    )  # fmt: skip


def asks(office: Visitor, case: Case) -> None:
    office.goes_to(f"/cases/{case.reference}/clock/ask/")
    office.sees("Ask the applicant what they mean")
    assert case.due_on is not None
    office.reads("As things stand", long_day(case.due_on), "No date: the clock stands still")
    office.fills("What is not clear?", "Which hospital do you mean?")
    office.fills("Why do you need to know it", "Each keeps its own register.")
    office.presses("Send the question")
    office.sees(case.subject)
    office.reads("Clock stopped", "we asked the applicant: Which hospital do you mean?")


def records_the_reply(office: Visitor, case: Case) -> None:
    office.goes_to(f"/cases/{case.reference}/")
    office.follows("It answers our question")
    office.sees("Record the applicant's reply")
    office.reads("What this does to the dates", "We work to", "By the statute")
    office.presses("Record the reply")
    office.sees(case.subject)


@pytest.mark.parametrize("has_script", [True, False], ids=["with scripts", "without scripts"])
def test_asking_stops_the_clock_and_a_reply_moves_both_dates(
    house: Household, staff: Cast, case: Case, new_visitor: NewVisitor, has_script: bool
) -> None:
    office = new_visitor(has_script=has_script)
    office.signs_in(staff.foi_manager)
    applicant = new_visitor(has_script=has_script)
    asks(office, case)

    def question() -> Message | None:
        return Message.objects.filter(
            case=case, kind="clarification", delivery__sent_at__isnull=False
        ).first()

    wait_until(question, "the question to leave")
    applicant.goes_to(tracking_path(case))
    applicant.sees(case.subject)
    applicant.reads(
        "What we need from you",
        "we asked you to tell us more",
        "We are waiting to hear from you.",
    )

    sent = question()
    assert sent is not None
    reply_comes_in(house, case, sent)
    records_the_reply(office, case)
    case.refresh_from_db()
    assert case.due_on is not None
    assert case.statutory_due_on is not None
    assert case.due_on < case.statutory_due_on
    both = (long_day(case.due_on), long_day(case.statutory_due_on))
    office.reads("The reply is recorded.", "Due by our policy", "Due by the statute", *both)
    ledger = office.page.locator("details", has_text="The ledger of the clock")
    ledger.locator("summary").click()
    office.reads("The applicant was asked what they mean", "The applicant's reply was received")
    office.sees(case.subject)
    applicant.goes_to(tracking_path(case))
    applicant.sees(case.subject)
    applicant.reads(f"We aim to answer by {both[0]}, and will by {both[1]}.")

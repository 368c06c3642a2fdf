"""A duplicate merged, a message split, two cases put together, each in a choice and a press."""

import re
from datetime import date, timedelta

import pytest
from django.utils import timezone

from requests_app.domain.workflow import State
from requests_app.models import Case, Channel
from requests_app.queries.tracking import tracking_path
from requests_app.services import intake
from tests.e2e.conftest import NewVisitor
from tests.e2e.visitor import PHONE, Visitor
from tests.factories import APPLICANT_EMAIL, APPLICANT_NAME, REQUEST, Cast

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("e2e")]


def asked(received_on: date, name: str = APPLICANT_NAME, text: str = REQUEST) -> Case:
    return intake.open_case(
        intake.NewRequest(
            channel=Channel.FORM,
            received_on=received_on,
            subject="Closed hospital beds",
            text=text.replace(APPLICANT_NAME, name),
            name=name,
            email=APPLICANT_EMAIL if name == APPLICANT_NAME else "another@example.org",
        ),
        actor=None,
        at=timezone.now(),
    )


@pytest.fixture
def today(staff: Cast) -> date:
    return timezone.localdate()


def begins(manager: Visitor, case: Case, act: str) -> None:
    """Open an act from the menu of the case."""
    manager.goes_to(f"/cases/{case.reference}/")
    manager.page.locator(".page-top summary").first.click()
    manager.follows(act)


def test_a_duplicate_is_merged_and_brought_back_and_the_applicant_reads_where_it_goes_on(
    staff: Cast, today: date, new_visitor: NewVisitor
) -> None:
    kept, copy = asked(today - timedelta(days=1)), asked(today - timedelta(days=3))
    manager = new_visitor()
    manager.signs_in(staff.foi_manager)
    begins(manager, copy, "Merge it into another case")
    manager.sees("Merge it into another case")
    manager.reads("This one came first.", "What this does to the dates")
    manager.presses(f"Merge into {kept.reference}")

    manager.sees("Closed hospital beds")
    manager.reads(f"Also came as {copy.reference}")
    kept.refresh_from_db()
    assert kept.received_on == copy.received_on
    applicant = new_visitor(screen=PHONE)
    applicant.goes_to(tracking_path(copy))
    applicant.sees("Closed hospital beds")
    applicant.presses(f"Follow it as {kept.reference}")
    applicant.reads(f"Your request {kept.reference}")

    manager.goes_to(f"/cases/{copy.reference}/")
    manager.sees("Closed hospital beds")
    manager.presses("Bring back as its own case")
    manager.sees("Bring back as its own case")
    manager.presses("Bring back as its own case")
    copy.refresh_from_db()
    assert copy.state == State.RECEIVED


def test_a_message_is_split_and_put_back_on_a_phone_without_script(
    staff: Cast, today: date, new_visitor: NewVisitor
) -> None:
    case = asked(today)
    manager = new_visitor(screen=PHONE, has_script=False)
    manager.signs_in(staff.foi_manager)
    manager.goes_to(f"/cases/{case.reference}/split/")
    manager.sees("Split it into two cases")
    manager.chooses(re.compile("How many hospital beds"), kind="checkbox")
    manager.presses("Split it into two cases")
    new = Case.objects.latest("pk")
    manager.sees("Closed hospital beds")
    manager.reads(f"{new.reference} was split off this case")

    manager.goes_to(f"/cases/{new.reference}/put-back/")
    manager.sees("Put back together")
    manager.presses("Put back together")
    manager.reads(f"The questions are back on {case.reference}.")


def test_two_cases_are_worked_on_together_and_taken_apart(
    staff: Cast, today: date, new_visitor: NewVisitor
) -> None:
    one, other = asked(today), asked(today, name="Ann Other")
    manager = new_visitor()
    manager.signs_in(staff.foi_manager)
    begins(manager, one, "Work together with another case")
    manager.sees("Work together with another case")
    manager.presses(f"Work together with {other.reference}")
    manager.sees("Closed hospital beds")
    reader = new_visitor(must_not_read=(APPLICANT_NAME, "Ann Other", APPLICANT_EMAIL))
    reader.signs_in(staff.auditor)
    reader.goes_to(f"/cases/{other.reference}/")
    reader.sees("Closed hospital beds")
    reader.reads(f"Worked on together with {one.reference}")

    manager.presses(f"Take apart from {other.reference}")
    manager.reads(f"{one.reference} and {other.reference} are worked on apart now.")

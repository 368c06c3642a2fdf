"""From a list entry and an earlier answer to a draft, checked and removed again, at a browser."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from requests_app.domain.workflow import State
from requests_app.models import Answer, Case, Publication, ReusedAnswer
from tests.e2e.conftest import NewVisitor, opened
from tests.e2e.household import Household
from tests.factories import CaseMaker, Cast

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("e2e")]
ASKED = "1. How many hospital beds were closed in 2025?\n"


@pytest.fixture(scope="module")
def house(django_db_setup: None) -> Iterator[Household]:
    """Open what a page needs: nothing is sent in this walk."""
    with opened("redis", "web") as whole:
        yield whole


def made(staff: Cast, state: State, days_ago: int, email: str) -> Case:
    day = timezone.localdate() - timedelta(days=days_ago)
    return CaseMaker(staff, received_on=day, text=ASKED, email=email)(state)


@pytest.mark.parametrize("has_script", [True, False], ids=["with script", "without"])
def test_an_earlier_answer_becomes_a_draft_and_is_checked_and_removed(
    staff: Cast, new_visitor: NewVisitor, has_script: bool
) -> None:
    earlier = made(staff, State.ANSWERED, 60, "first@example.org")
    case = made(staff, State.ACCEPTED, 5, "second@example.org")
    new = made(staff, State.RECEIVED, 1, "third@example.org")
    office = new_visitor(has_script=has_script)
    office.signs_in(staff.foi_manager)
    office.goes_to("/settings/")
    office.follows("What we have published")
    office.sees("What we have published")
    office.presses("Add an entry")
    office.sees("Add what we have published")
    office.presses("Add the entry")
    office.sees("Error")
    office.fills("What is it called?", "Register of hospital beds")
    office.fills("Where do people find it?", "https://trust.example/beds")
    office.page.get_by_label("Which class").select_option("registers")
    office.fills("Published on", "2/3/2026")
    office.presses("Add the entry")
    office.sees("What we have published")
    office.follows("Register of hospital beds")
    office.sees("Change what we have published")

    office.goes_to(f"/cases/{new.reference}/triage/")
    office.sees("Decide")
    office.reads("The same words came from 2 other people", "section 21 may apply")

    office.goes_to(f"/cases/{case.reference}/similar/")
    office.sees("Similar requests")
    office.reads(f"{earlier.reference} Closed hospital beds", "49 days old")
    office.presses(re.compile("Use this answer as a draft"))
    office.sees("Similar requests")
    office.reads(f"The answer of {earlier.reference} stands in the draft of question 1.")

    office.follows("Go to the letter")
    office.presses("Make up the letter from the answers")
    office.sees("Letter")
    office.reads("Not checked yet.", "Not checked yet: question 1")
    office.chooses("I have checked", kind="checkbox")
    office.presses("Save the letter")
    office.sees("Letter")
    office.reads("Checked by Foi Manager")
    office.presses(re.compile("Remove this draft"))
    office.reads("The draft of question 1 is removed.")
    assert Answer.objects.get(question__case=case).text == ""
    assert ReusedAnswer.objects.get().ended_at

    office.goes_to(f"/cases/{case.reference}/similar/")
    office.presses(re.compile("Say in the answer where to find it"))
    office.sees("Letter")
    office.reads("It says where to find “Register of hospital beds”")
    row = Publication.objects.get()
    office.goes_to(f"/publications/{row.pk}/")
    office.fills("Why", "Out of date.")
    office.presses("Withdraw the entry")
    office.sees("What we have published")
    office.goes_to(f"/cases/{case.reference}/letter/")
    office.reads("That was withdrawn since.")

"""A letter comes back with comments, is signed, changes, and has to be signed again."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from requests_app.domain.workflow import State
from requests_app.models import Case, Letter, SignOff
from tests.e2e.conftest import NewVisitor
from tests.e2e.household import Household
from tests.e2e.letters_in_the_sink import mail_about, mails_to, text_of
from tests.e2e.visitor import PHONE, Visitor
from tests.factories import APPLICANT_EMAIL, APPLICANT_NAME, CaseMaker, Cast

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("e2e")]

SIGNED_OR_SIGNED_BEFORE = re.compile("You have signed|Signed by Director")
COMMENT = "Say which ward, or nobody will understand the figure."


@pytest.fixture
def case(staff: Cast) -> Case:
    received_on = timezone.localdate() - timedelta(days=11)
    return CaseMaker(staff, received_on=received_on)(State.AWAITING_SIGN_OFF)


def write_and_send(office: Visitor, case: Case, answer: str) -> None:
    office.goes_to(f"/cases/{case.reference}/letter/")
    office.fills("Our answer to question 1", answer)
    signing = office.page.get_by_role("region", name="Send it for sign-off")
    signing.get_by_label("Who is to sign it?").select_option("Director")
    office.presses("Send for sign-off", within=signing)
    office.reads("The letter is with Director to sign.")


def open_waiting(director: Visitor, case: Case) -> None:
    director.goes_to("/sign-off/")
    director.follows(case.subject)


def test_comments_go_back_and_a_change_after_signing_needs_a_new_signature(
    case: Case, staff: Cast, house: Household, new_visitor: NewVisitor
) -> None:
    blind = {"must_not_read": (APPLICANT_NAME, "Ravenscroft", APPLICANT_EMAIL)}
    office = new_visitor()
    office.signs_in(staff.foi_manager)
    director = new_visitor(screen=PHONE, has_script=False, **blind)
    director.signs_in(staff.director)
    director.sees("Sign-off")
    open_waiting(director, case)

    returning = director.page.get_by_role("region", name="Return it to the FOI office")
    director.presses("Return with comments", within=returning)
    director.sees(case.subject)
    director.reads("There is a problem", "Say what has to change, so that the letter can be")
    returning.get_by_label("What has to change?").fill(COMMENT)
    director.presses("Return with comments", within=returning)
    director.sees("Sign-off")
    director.reads("is back with the FOI office")

    told = mail_about(house.sink, staff.foi_manager.email, "returned with comments")
    assert COMMENT in " ".join(text_of(told).split())
    office.goes_to(f"/cases/{case.reference}/letter/")
    office.sees("Letter: ")
    office.reads("Director returned the letter", COMMENT)
    write_and_send(office, case, "Four beds on Larch ward.")

    open_waiting(director, case)
    director.reads("Four beds on Larch ward.")
    director.page.get_by_role("button", name="Approve and sign").dblclick()
    director.page.get_by_text(SIGNED_OR_SIGNED_BEFORE).first.wait_for()
    director.page.wait_for_load_state("load")
    director.sees("Sign-off")
    assert SignOff.objects.filter(outcome="approved").count() == 1

    stale = new_visitor()
    stale.signs_in(staff.foi_manager)
    stale.goes_to(f"/cases/{case.reference}/letter/")
    office.goes_to(f"/cases/{case.reference}/letter/")
    office.sees("Letter: ")
    office.presses("Take it back to edit (the signature becomes void)")
    office.sees("Letter: ")
    office.reads("It has to be signed again before it can leave.")
    assert SignOff.objects.filter(outcome="approved").count() == 0

    stale.presses("Send the answer")
    stale.sees("Letter: ")
    stale.reads("Nothing was done", "“Send the answer” is not possible now")
    write_and_send(office, case, "Five beds on Larch ward.")
    assert Letter.objects.count() == 0
    assert [str(one["Subject"]) for one in mails_to(house.sink, APPLICANT_EMAIL)][1:] == []

    open_waiting(director, case)
    director.sees(case.subject)
    director.reads("Five beds on Larch ward.")
    director.presses("Approve and sign")
    director.reads("You have signed the answer")
    case.refresh_from_db()
    assert case.state == State.READY

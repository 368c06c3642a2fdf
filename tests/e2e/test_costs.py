"""What a request costs, at real browsers: the ladder, the offer, the refusal, the fees."""

import re
from datetime import date, timedelta
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from django.utils import timezone

from exemptions.domain.notice import NoticeKind
from exemptions.domain.notice_check import check_notice
from requests_app.disclosure.letter_words import letter_words
from requests_app.domain.clock_explanation import long_day
from requests_app.domain.fee_clock import last_day_to_pay
from requests_app.domain.fee_quote import Provision
from requests_app.domain.fees import Outlay
from requests_app.domain.money import NOTHING
from requests_app.domain.regime import Regime
from requests_app.domain.workflow import State
from requests_app.models import Case, Commission, FeeNotice, Letter
from requests_app.queries.calendar import stored_calendar
from requests_app.queries.tracking import tracking_path
from requests_app.services import fees, responses, sign_off
from tests.e2e.conftest import NewVisitor
from tests.e2e.household import ROOT, Household, wait_until
from tests.e2e.letters_in_the_sink import mail_about, text_of_pdf
from tests.e2e.the_request import MAIL
from tests.e2e.visitor import Visitor
from tests.factories import APPLICANT_EMAIL, APPLICANT_NAME, CaseMaker, Cast, at

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("e2e")]

SHORT = "1. How many contracts for patient records were made?\n"
A_REAL_ONE = ROOT.parent / "shared" / "samples" / "collaborations-with-immigration-enforcement.eml"
REQUESTS = [MAIL, *([A_REAL_ONE] if A_REAL_ONE.is_file() else [])]
"""Each asks three questions with lettered parts, and offers narrower scopes of the second."""


def words_of(request: Path) -> str:
    mail = message_from_bytes(request.read_bytes(), policy=policy.default)
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def made(cast: Cast, received_on: date, text: str = SHORT) -> Case:
    case = CaseMaker(cast, received_on=received_on, text=text, subject="Sharing data")
    return case(State.WITH_DEPARTMENTS)


def estimates(visitor: Visitor, case: Case, number: str, scope: int, **typed: str) -> None:
    """Fill in the department's form for one scope of a question."""
    row, question = Commission.objects.get(case=case), case.questions.get(number=number)
    visitor.goes_to(f"/tasks/{row.pk}/estimate/{question.pk}/{scope}/")
    visitor.fills("How are the records kept", "Paper files by patient, no index by ward.")
    for name, value in typed.items():
        field = visitor.page.locator(f"#id_{name}")
        if name.endswith("_activity"):
            field.select_option(value)
        else:
            field.fill(value)
    visitor.presses("Keep this estimate")


@pytest.mark.parametrize("request_mail", REQUESTS, ids=lambda path: path.stem)
def test_what_fits_is_offered_and_the_rest_refused(
    house: Household, staff: Cast, new_visitor: NewVisitor, request_mail: Path
) -> None:
    case = made(staff, timezone.localdate() - timedelta(days=4), words_of(request_mail))
    assert case.order_of_priority
    manager = new_visitor(must_not_read=(APPLICANT_NAME, APPLICANT_EMAIL))
    manager.signs_in(staff.department_manager)
    department_estimates(manager, case)
    alert = mail_about(house.sink, staff.foi_manager.email, "over the limit")
    assert APPLICANT_NAME not in str(alert)
    office = new_visitor()
    office.signs_in(staff.foi_manager)
    office_offers(office, case, house)
    office_refuses(office, case)
    the_notice_leaves(case, staff, house)


def scopes_of(case: Case) -> list[str]:
    """Return what the applicant would accept of question 2, as it was read from the mail."""
    scopes: list[str] = case.questions.get(number="2").narrower_scopes
    assert len(scopes) >= 2
    return scopes


def department_estimates(manager: Visitor, case: Case) -> None:
    row = Commission.objects.get(case=case)
    manager.goes_to(f"/tasks/{row.pk}/")
    manager.follows(re.compile("Estimate the cost of question 1"))
    manager.sees("What would question 1 take?")
    estimates(manager, case, "1", 0, locate_expected="4")
    estimates(
        manager, case, "2", 0,
        sample_activity="extract", sample_records="360", sample_timed="20",
        sample_chosen="Every eighteenth file.", sample_low="4", sample_expected="5",
        sample_high="8", other_0_activity="redact", other_0_hours="12",
    )  # fmt: skip
    for place, hours in enumerate(("12", "3", "1")[: len(scopes_of(case))], start=1):
        estimates(manager, case, "2", place, extract_expected=hours)
    estimates(manager, case, "3", 0, locate_expected="9")
    manager.reads("The estimate of question 3 is kept.")


def office_offers(office: Visitor, case: Case, house: Household) -> None:
    office.goes_to(f"/cases/{case.reference}/estimate/")
    office.sees("Sharing data")
    office.reads(
        "Over the limit",
        f"Question 2, {scopes_of(case)[0]} (as you asked it would not fit): 12 hours. "
        "16 hours of 18 hours are used.",
        "Question 3 needs 9 hours at the least, and 2 hours are left. It stops here.",
        "360 records × 5 (4 to 8) minutes = 30 (24 to 48) hours × £25.00 an hour = £750.00",
        "Blacking out what is exempt is not extracting",
    )
    office.follows("Make the narrowing offer")
    office.sees("Offer to narrow the request")
    text = office.page.get_by_label("The offer").input_value()
    office.fills("The offer", f"{text}\n\nWe could also give you the first ten minutes by name.")
    office.presses("Send the offer to the applicant")
    office.reads("The offer is on its way to the applicant.")
    mail = mail_about(house.sink, APPLICANT_EMAIL, "narrowing your request")
    (letter,) = mail.iter_attachments()
    words = text_of_pdf(letter.get_content())
    assert f"question 2, {scopes_of(case)[0]}" in words
    assert "the first ten minutes by name" in words


def office_refuses(office: Visitor, case: Case) -> None:
    office.goes_to(f"/cases/{case.reference}/letter/")
    office.presses("Make up the letter from the answers")
    office.goes_to(f"/cases/{case.reference}/estimate/")
    office.follows("Refuse for cost")
    office.sees("Refuse for cost")
    assert not office.page.get_by_label("Refuse question 2").is_checked()
    assert office.page.get_by_label("Refuse question 3").is_checked()
    office.presses("Put it into the letter")
    office.reads("The refusal stands in the letter.")
    for number in case.questions.exclude(number="3").values_list("number", flat=True):
        named = {"exact": True}
        office.page.get_by_label(f"Outcome of question {number}", **named).select_option(
            "disclosed"
        )
        office.page.get_by_label(f"Our answer to question {number}", **named).fill("Here it is.")
    office.presses("Save the letter")
    office.reads("The letter is saved.")


def the_notice_leaves(case: Case, cast: Cast, house: Household) -> None:
    """Sign and send the letter as the walk does; read its PDF as the applicant."""
    now = timezone.now()
    Commission.objects.filter(case=case).update(returned_at=now)
    sign_off.send_for_sign_off(case.pk, cast.director, actor=cast.foi_manager, at=now)
    digest = case.sign_offs.get(outcome="pending").digest
    sign_off.approve(case.pk, actor=cast.director, at=now, digest_seen=digest)
    responses.issue(case.pk, actor=cast.foi_manager, at=now)
    mail = mail_about(house.sink, APPLICANT_EMAIL, "our answer")
    pdf = next(iter(mail.iter_attachments())).get_content()
    words = text_of_pdf(pdf)
    assert "section 12(1) of the Act does not oblige us" in words
    assert "would take 25 hours together, at £25.00 an hour £625.00: 16 hours for your" in words
    assert "(Appropriate Limit and Fees) Regulations 2004" in words
    assert "and 9 hours for this one." in words
    assert "internal review" in words
    found = check_notice(NoticeKind.COST_REFUSAL, letter_words(pdf, "letter.pdf"))
    assert found.complete, [finding.message for finding in found.findings]


def asked_for_a_fee(case: Case, cast: Cast, on: date) -> FeeNotice:
    fee = fees.NewFee(Provision.S9, [Outlay("Photocopies and postage", NOTHING + 26)])
    return fees.give_fees_notice(case.pk, fee, actor=cast.foi_manager, at=at(on))


def test_a_fee_paid_after_nine_days_moves_the_due_date_and_says_why(
    house: Household, staff: Cast, new_visitor: NewVisitor
) -> None:
    today = timezone.localdate()
    asked_on = today - timedelta(days=9)
    case = made(staff, today - timedelta(days=12))
    due_before = case.due_on
    assert due_before
    asked_for_a_fee(case, staff, asked_on)
    mail = mail_about(house.sink, APPLICANT_EMAIL, "what your request costs")
    last_day = last_day_to_pay(asked_on, stored_calendar(), Regime.FOIA)
    assert f"The last day to pay is {long_day(last_day)}." in text_of_pdf(
        next(iter(mail.iter_attachments())).get_content()
    )
    applicant = new_visitor()
    applicant.goes_to(tracking_path(case))
    applicant.sees("Sharing data")
    applicant.reads("£26.00 is to be paid", long_day(last_day))
    office = new_visitor()
    office.signs_in(staff.foi_administrator)
    office.goes_to(f"/cases/{case.reference}/fees/")
    office.sees("Sharing data")
    office.follows("Record a payment")
    office.sees("Record a payment")
    office.presses("Record the payment")
    office.reads("The payment is recorded.", f"£26.00: paid {long_day(today)}")
    case.refresh_from_db()
    lost = stored_calendar().working_days_between(asked_on, today)
    assert case.due_on == stored_calendar().nth_working_day_after(due_before, lost)
    applicant.goes_to(tracking_path(case))
    applicant.reads(
        f"We will answer by {long_day(case.due_on)}",
    )
    applicant.page.get_by_text("How we worked out this date").click()
    applicant.reads(f"On {long_day(asked_on)} we asked you for a fee, and you paid it on")


def test_a_fee_that_is_not_paid_ends_the_request_by_itself(
    house: Household, staff: Cast, new_visitor: NewVisitor
) -> None:
    today = timezone.localdate()
    case = made(staff, today - timedelta(days=125))
    asked_for_a_fee(case, staff, today - timedelta(days=120))

    def has_lapsed() -> bool:
        case.refresh_from_db()
        return case.state == State.LAPSED

    wait_until(has_lapsed, "the lapse", seconds=60)
    mail = mail_about(house.sink, APPLICANT_EMAIL, "your request has ended")
    words = text_of_pdf(next(iter(mail.iter_attachments())).get_content())
    assert "Section 9(2) of the Freedom of Information Act 2000" in words
    assert Letter.objects.filter(case=case, kind="fee_lapse").count() == 1
    office = new_visitor()
    office.signs_in(staff.foi_manager)
    office.goes_to(f"/cases/{case.reference}/fees/")
    office.sees("Sharing data")
    office.reads("£26.00: not paid in time")

"""An applicant pays a fee at real browsers, away at GOV.UK Pay and back."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from requests_app.domain.fee_quote import Provision
from requests_app.domain.fees import Outlay
from requests_app.domain.money import NOTHING
from requests_app.domain.workflow import State
from requests_app.models import Case, FeeNotice, Payment, PaymentMethod
from requests_app.queries.tracking import tracking_path
from requests_app.services import fees
from tests.e2e.conftest import NewVisitor, opened
from tests.e2e.household import Household
from tests.e2e.visitor import PHONE, Visitor
from tests.factories import CaseMaker, Cast, at
from tests.requests_app.payments.fake_govuk_pay import KEY, SECRET, FakePay, fake_govuk_pay

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("e2e")]


@pytest.fixture(scope="module")
def pay() -> Iterator[FakePay]:
    with fake_govuk_pay() as service:
        yield service


@pytest.fixture(scope="module")
def house(django_db_setup: None, pay: FakePay) -> Iterator[Household]:
    """Open the pages and the queue, with paying by card turned on."""
    account = {
        "GOVUK_PAY_KEY": KEY, "GOVUK_PAY_SECRET": SECRET,
        "GOVUK_PAY_URL": pay.url, "GOVUK_PAY_PAGES": pay.url,
    }  # fmt: skip
    with opened("redis", "web", "worker", **account) as whole:
        yield whole


@pytest.fixture
def case(staff: Cast) -> Case:
    today = timezone.localdate()
    case = CaseMaker(staff, received_on=today - timedelta(days=12))(State.WITH_DEPARTMENTS)
    fee = fees.NewFee(Provision.S9, [Outlay("Photocopies and postage", NOTHING + 26)])
    asked_on = at(today - timedelta(days=9))
    fees.give_fees_notice(case.pk, fee, actor=staff.foi_manager, at=asked_on)
    return case


def goes_to_pay(applicant: Visitor, case: Case) -> None:
    applicant.goes_to(tracking_path(case))
    applicant.sees(case.subject)
    applicant.reads("£26.00 is to be paid")
    applicant.presses("Pay now by card")
    applicant.sees("Pay £26.00 by card")
    applicant.presses("Go on to GOV.UK Pay")
    assert applicant.page.locator("h1").inner_text() == "Enter card details"


@pytest.mark.parametrize("has_script", [True, False])
def test_the_fee_is_paid_and_the_date_follows(
    pay: FakePay, case: Case, new_visitor: NewVisitor, has_script: bool
) -> None:
    applicant = new_visitor(screen=PHONE, has_script=has_script)
    goes_to_pay(applicant, case)

    applicant.presses("Confirm")

    applicant.sees("Your payment has reached us")
    applicant.presses("Go to your request")
    applicant.sees(case.subject)
    assert "is to be paid" not in applicant.page.locator("body").inner_text()
    paid = Payment.objects.get(notice__case=case)
    assert (paid.amount, paid.method) == (NOTHING + 26, PaymentMethod.CARD_ONLINE)
    assert FeeNotice.objects.get(case=case).paid_on == timezone.localdate()


def test_who_turns_back_has_paid_nothing_and_may_try_again(
    pay: FakePay, case: Case, new_visitor: NewVisitor
) -> None:
    applicant = new_visitor()
    goes_to_pay(applicant, case)

    applicant.presses("Cancel payment")

    applicant.sees("The payment did not go through")
    assert not Payment.objects.exists()
    goes_to_pay(applicant, case)
    applicant.presses("Confirm")
    applicant.sees("Your payment has reached us")
    # Its own message about the same payment comes as well, and once more, and changes nothing.
    there = f"{applicant.page.url.split('/paid/')[0]}/govuk-pay/"
    payment_id = pay.latest["payment_id"]
    assert [pay.send(payment_id, there) for _ in range(2)] == [200, 200]
    assert Payment.objects.count() == 1

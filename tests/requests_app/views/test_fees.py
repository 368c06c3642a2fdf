"""The fee pages: the sum first, then the notice; money that comes and goes."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from requests_app.domain.workflow import State
from requests_app.models import Case, FeeNotice, Payment, PaymentMethod, Refund, User
from requests_app.queries.tracking import tracking_path
from requests_app.services import fees
from tests.factories import CaseMaker, Cast, at
from tests.requests_app.services.test_fees import ASKED, FEE, LAST_DAY

AsPerson = Callable[[User], Client]
TYPED: dict[str, Any] = {
    "provision": "s9",
    "sheets_per_copy": "120",
    "additional_copies": "1",
    "what_0": "Postage",
    "expense_0": "6.50",
}


@pytest.fixture
def case(make_case: CaseMaker) -> Case:
    return make_case(State.WITH_DEPARTMENTS)


@pytest.fixture
def notice(case: Case, cast: Cast) -> FeeNotice:
    found = fees.give_fees_notice(case.pk, FEE, actor=cast.foi_manager, at=at(ASKED))
    case.refresh_from_db()
    return found


@pytest.fixture(autouse=True)
def two_weeks_later() -> Any:
    """Let it be the day on which money may have come."""
    with time_machine.travel(at(date(2026, 11, 16)), tick=True):
        yield


def ask(case: Case) -> str:
    return reverse("ask-for-fee", args=[case.reference])


def test_the_sum_is_shown_before_the_notice_is_given(
    case: Case, cast: Cast, as_person: AsPerson
) -> None:
    browser = as_person(cast.foi_administrator)
    typed = {**TYPED, "version": case.version}
    counted = browser.post(ask(case), {**typed, "count": "1"}).content.decode()
    assert "The most that may be asked for: £18.50" in counted
    assert "What this does to the dates" in counted
    assert FeeNotice.objects.count() == 0
    given = browser.post(ask(case), {**typed, "give": "1"})
    assert (given.status_code, FeeNotice.objects.get().amount) == (302, 18.5)
    page = browser.get(given["Location"]).content.decode()
    assert "£18.50 to be paid by Monday 15 February 2027" in page
    assert "Paper: 120 sheets × 1 further copy" in page
    again = browser.post(ask(case), {**typed, "give": "1"})
    assert (again.status_code, FeeNotice.objects.count()) == (409, 1)
    assert b'value="6.50"' in again.content


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"provision": "eir"}, "Select a valid choice"),
        ({"sheets_per_copy": "-1"}, "cannot be less than 0"),
        ({"sheets_per_copy": ""}, "Write both the sheets in one copy"),
        ({"additional_copies": "1.5"}, "write a whole number"),
        ({"expense_0": "6.505"}, "write pounds and pence"),
        ({"expense_0": "six"}, "write pounds and pence"),
        ({"expense_0": "0"}, "at least one penny"),
        ({"expense_0": "1e9"}, "is the most that can be noted"),
        ({"expense_0": ""}, "Write what this costs"),
        ({"what_0": ""}, "Say what this is for"),
        ({"hours_0": "-1"}, "Hours cannot be less than 0"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_asked_for(
    case: Case, cast: Cast, as_person: AsPerson, changed: dict[str, str], words: str
) -> None:
    typed = {**TYPED, "version": case.version, "give": "1", **changed}
    response = as_person(cast.foi_manager).post(ask(case), typed)
    assert (response.status_code, FeeNotice.objects.count()) == (422, 0)
    assert words in response.content.decode()


def test_what_the_rules_refuse_is_said_when_the_sum_is_worked_out(
    case: Case, cast: Cast, as_person: AsPerson
) -> None:
    typed = {**TYPED, "version": case.version, "provision": "s13", "count": "1"}
    response = as_person(cast.foi_manager).post(ask(case), typed)
    assert response.status_code == 409
    assert b"Section 13 is for what costs more" in response.content


def test_a_payment_is_recorded_cleared_and_too_much_given_back(
    case: Case, notice: FeeNotice, cast: Cast, as_person: AsPerson
) -> None:
    browser = as_person(cast.foi_administrator)
    record = reverse("record-payment", args=[case.reference, notice.pk])
    typed = {"amount": "30.00", "method": "transfer", "received_on": "14/11/2026"}
    assert browser.post(record, {**typed, "received_on": "14/11/2027"}).status_code == 422
    assert browser.post(record, {**typed, "amount": "-1"}).status_code == 422
    assert browser.post(record, {**typed, "received_on": "4/11/2026"}).status_code == 409
    assert Payment.objects.count() == 0
    assert browser.post(record, typed).status_code == 302
    payment = Payment.objects.get()
    assert payment.method == PaymentMethod.TRANSFER
    cleared = reverse("payment-cleared", args=[case.reference, payment.pk])
    assert browser.post(cleared, {"on": "16/11/2026"}).status_code == 302
    refused = reverse("payment-refused", args=[case.reference, payment.pk])
    assert browser.post(refused, {"on": "16/11/2026"}).status_code == 409
    back = reverse("record-refund", args=[case.reference, notice.pk])
    assert b'value="3.50"' in browser.get(back).content
    assert browser.post(back, {"amount": "9", "refunded_on": "16/11/2026"}).status_code == 409
    assert browser.post(back, {"amount": "3.50", "refunded_on": "16/11/2026"}).status_code == 302
    assert Refund.objects.get().amount == 3.5
    page = browser.get(reverse("fees", args=[case.reference])).content.decode()
    assert "paid Saturday 14 November 2026" in page
    assert "Given back" in page
    due = browser.get(reverse("case", args=[case.reference])).content.decode()
    assert "10 December 2026" in due


def test_only_the_manager_cancels_and_says_why(
    case: Case, notice: FeeNotice, cast: Cast, as_person: AsPerson
) -> None:
    cancel = reverse("cancel-fee", args=[case.reference, notice.pk])
    typed = {"version": case.version, "reason": "It goes by e-mail."}
    assert as_person(cast.foi_administrator).post(cancel, typed).status_code == 403
    assert as_person(cast.foi_manager).post(cancel, {**typed, "reason": ""}).status_code == 422
    assert as_person(cast.foi_manager).post(cancel, typed).status_code == 302
    notice.refresh_from_db()
    assert notice.cancelled_at


def test_money_of_another_case_does_not_exist_here(
    case: Case, notice: FeeNotice, make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    other = make_case(State.WITH_DEPARTMENTS)
    browser = as_person(cast.foi_manager)
    for name in ("record-payment", "record-refund", "cancel-fee"):
        assert browser.get(reverse(name, args=[other.reference, notice.pk])).status_code == 404
    for name in ("payment-cleared", "payment-refused"):
        assert browser.get(reverse(name, args=[other.reference, 1])).status_code == 404


def test_late_money_asks_what_is_to_become_of_it(
    case: Case, notice: FeeNotice, cast: Cast, as_person: AsPerson
) -> None:
    fees.look_after_unpaid(at=at(date(2027, 2, 5)))
    with time_machine.travel(at(date(2027, 2, 10))):
        browser = as_person(cast.foi_manager)
        payment = fees.record_payment(
            notice.pk,
            amount=notice.amount,
            method=PaymentMethod.CHEQUE,
            received_on=LAST_DAY,
            actor=cast.foi_manager,
            at=at(date(2027, 2, 10)),
        )
        page = browser.get(reverse("fees", args=[case.reference])).content.decode()
        assert "£26.50 came when nothing was owed any more" in page
        assert "take the request up again" in page
        take_up = reverse("payment-in-time", args=[case.reference, payment.pk])
        assert browser.post(take_up).status_code == 302
        assert browser.post(take_up).status_code == 409
    case.refresh_from_db()
    assert case.state == State.DRAFTING


def test_the_applicants_page_shows_what_is_owed(case: Case, notice: FeeNotice) -> None:
    page = Client().get(tracking_path(case)).content.decode()
    assert "<strong>£26.50</strong> is to be paid" in page
    assert "Thursday 4 February 2027" in page
    assert "by cheque" in page
    fees.look_after_unpaid(at=at(date(2027, 2, 5)))
    with time_machine.travel(at(date(2027, 2, 5))):
        page = Client().get(tracking_path(case)).content.decode()
    assert "is to be paid" not in page


def test_the_page_keeps_to_its_queries(
    case: Case, cast: Cast, as_person: AsPerson, notice: FeeNotice
) -> None:
    browser, address = as_person(cast.foi_manager), reverse("fees", args=[case.reference])
    counts = []
    for more in (1, 29):
        for _ in range(more):
            fees.record_payment(
                notice.pk,
                amount=FEE.outlays[1].expense / 65,
                method=PaymentMethod.CASH,
                received_on=ASKED,
                actor=cast.foi_manager,
                at=at(ASKED),
            )
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(address).status_code == 200
        counts.append(len(captured))
    assert counts[0] == counts[1]

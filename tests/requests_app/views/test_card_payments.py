"""Away to GOV.UK Pay and back; and messages: signed, twice, late, forged, about something else."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from requests_app.domain.workflow import State
from requests_app.models import (
    AuditEvent,
    CardPayment,
    Case,
    FeeNotice,
    OutboxItem,
    Payment,
    PaymentMethod,
    Refund,
    User,
)
from requests_app.queries.tracking import tracking_path
from requests_app.services import fees
from requests_app.tasks.outbox import run_outbox_item, sweep_outbox
from requests_app.views import card_payments
from tests.factories import APPLICANT_EMAIL, APPLICANT_NAME, CaseMaker, Cast, at
from tests.requests_app.payments.fake_govuk_pay import FakePay, fake_govuk_pay
from tests.requests_app.services.test_fees import ASKED, FEE

AsPerson = Callable[[User], Client]
TODAY = date(2026, 11, 14)
WEBHOOK = "/govuk-pay/"


@pytest.fixture(scope="module")
def service() -> Iterator[FakePay]:
    with fake_govuk_pay() as pay:
        yield pay


@pytest.fixture
def pay(service: FakePay, settings: LazySettings, tmp_path: Path) -> Iterator[FakePay]:
    """Turn paying by card on, at a service that has seen nothing yet; nine days after asking."""
    service.payments.clear()
    service.asked.clear()
    service.answers.clear()
    settings.GOVUK_PAY = service.settings
    settings.SITE_URL = "https://foi.trust.example"
    backend = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": str(tmp_path)}}
    with time_machine.travel(at(TODAY), tick=True):
        yield service


@pytest.fixture
def case(make_case: CaseMaker) -> Case:
    return make_case(State.WITH_DEPARTMENTS)


@pytest.fixture
def notice(case: Case, cast: Cast) -> FeeNotice:
    return fees.give_fees_notice(case.pk, FEE, actor=cast.foi_manager, at=at(ASKED))


def words(response: Any) -> str:
    return " ".join(unescape(response.content.decode()).split())


def go(client: Client, case: Case) -> Any:
    return client.post(f"{tracking_path(case)}pay/")


def send(body: bytes, signature: str) -> Any:
    return Client().post(
        WEBHOOK, body, content_type="application/json", headers={"Pay-Signature": signature}
    )


def news(pay: FakePay, **more: Any) -> Any:
    """Send the signed message about the latest payment."""
    body = pay.message(pay.latest["payment_id"], **more)
    return send(body, pay.signature(body))


def nothing_happened(before: tuple[int, int, int]) -> bool:
    return before == counted()


def counted() -> tuple[int, int, int]:
    return Payment.objects.count(), AuditEvent.objects.count(), OutboxItem.objects.count()


def test_off_there_is_no_such_page_and_no_button(case: Case, notice: FeeNotice) -> None:
    with time_machine.travel(at(TODAY)):
        page = words(Client().get(tracking_path(case)))
        assert "is to be paid" in page
        assert "Pay now" not in page
        assert go(Client(), case).status_code == 404
        assert Client().get("/paid/x/").status_code == 404
        assert send(b"{}", "").status_code == 404


def test_on_the_applicant_pays_what_is_owed_and_comes_back(
    case: Case, notice: FeeNotice, pay: FakePay
) -> None:
    client = Client()
    assert "Pay now by card" in words(client.get(tracking_path(case)))
    asked = client.get(f"{tracking_path(case)}pay/")
    assert "Pay £26.50 by card" in words(asked)
    assert f"form-action 'self' {pay.url}" in asked["Content-Security-Policy"]
    assert pay.asked == [], "looking costs nothing"
    gone = go(client, case)
    assert gone["Location"].startswith(f"{pay.url}/secure/")
    assert gone["Referrer-Policy"] == "same-origin"
    pay.succeed(pay.latest["payment_id"])
    back = client.get(pay.latest["return_url"].removeprefix("https://foi.trust.example"))
    assert "Your payment has reached us" in words(back)
    assert tracking_path(case) in words(back)
    case.refresh_from_db()
    notice.refresh_from_db()
    assert (notice.paid_on, case.due_on) == (TODAY, date(2026, 12, 10))
    status = words(client.get(tracking_path(case)))
    assert "Pay now" not in status
    assert go(client, case)["Location"] == tracking_path(case)


def test_pay_learns_the_sum_and_the_reference_and_no_way_in(
    case: Case, notice: FeeNotice, pay: FakePay
) -> None:
    go(Client(), case)
    ((method, path, told),) = pay.asked
    assert (method, path) == ("POST", "/v1/payments")
    assert set(told) == {"amount", "reference", "description", "return_url"}
    everything = json.dumps(told)
    for secret in (APPLICANT_NAME, APPLICANT_EMAIL, case.subject, tracking_path(case)):
        assert secret not in everything
    back = Client().get(told["return_url"].removeprefix("https://foi.trust.example"))
    for secret in (case.reference, case.subject, tracking_path(case), APPLICANT_NAME):
        assert secret not in words(back)


def test_who_does_not_pay_can_try_again(case: Case, notice: FeeNotice, pay: FakePay) -> None:
    client = Client()
    go(client, case)
    pay.fail(pay.latest["payment_id"])
    back = client.get(pay.latest["return_url"].removeprefix("https://foi.trust.example"))
    assert "The payment did not go through" in words(back)
    go(client, case)
    assert (len(pay.payments), Payment.objects.count()) == (2, 0)


def test_two_clicks_lead_to_one_payment(case: Case, notice: FeeNotice, pay: FakePay) -> None:
    client = Client()
    first, second = go(client, case), go(client, case)
    assert (len(pay.payments), first["Location"] != second["Location"]) == (1, True)


def test_a_click_after_it_was_paid_records_it_and_takes_nothing_more(
    case: Case, notice: FeeNotice, pay: FakePay
) -> None:
    client = Client()
    go(client, case)
    pay.succeed(pay.latest["payment_id"])
    again = go(client, case)
    assert (again.status_code, len(pay.payments), Payment.objects.count()) == (409, 1, 1)
    assert "Nothing is to be paid" in words(again)


def test_where_less_is_owed_meanwhile_the_old_attempt_is_cancelled(
    case: Case, notice: FeeNotice, pay: FakePay, cast: Cast
) -> None:
    go(Client(), case)
    fees.record_payment(
        notice.pk, amount=FEE.outlays[1].expense, method=PaymentMethod.CASH, received_on=ASKED,
        actor=cast.foi_manager, at=at(TODAY),
    )  # fmt: skip
    assert go(Client(), case).status_code == 302
    old, new = pay.payments.values()
    assert (old["state"]["status"], old["amount"], new["amount"]) == ("cancelled", 2650, 2000)


@pytest.mark.parametrize("answer", [(500, b""), (401, b'{"code": "P0900"}'), (201, b"<html>")])
def test_where_pay_is_away_the_page_says_so_and_nothing_is_kept(
    case: Case, notice: FeeNotice, pay: FakePay, answer: tuple[int, bytes]
) -> None:
    pay.answers["POST"] = (*answer, {})
    shown = go(Client(), case)
    assert shown.status_code == 503
    assert "No money was taken" in words(shown)
    pay.answers.clear()
    assert go(Client(), case).status_code == 302


def test_who_comes_back_while_pay_is_away_is_told_that_we_go_on_asking(
    case: Case, notice: FeeNotice, pay: FakePay
) -> None:
    go(Client(), case)
    pay.answers["GET"] = (503, b"", {})
    back = Client().get(pay.latest["return_url"].removeprefix("https://foi.trust.example"))
    assert (back.status_code, Payment.objects.count()) == (200, 0)
    assert "not finished yet" in words(back)


def test_too_many_tries_are_too_many(
    case: Case, notice: FeeNotice, pay: FakePay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(card_payments, "MOST_TRIES_AN_HOUR", 1)
    client = Client()
    assert [go(client, case).status_code for _ in range(2)] == [302, 429]


def test_a_wrong_link_pays_for_nothing(case: Case, notice: FeeNotice, pay: FakePay) -> None:
    address = f"{tracking_path(case)[:-6]}00000/pay/"
    assert Client().post(address).status_code == 404
    assert Client().get("/paid/guessed/").status_code == 404
    assert pay.asked == []


def test_a_signed_message_has_pay_asked_and_the_money_counted(
    case: Case, notice: FeeNotice, pay: FakePay
) -> None:
    go(Client(), case)
    pay.succeed(pay.latest["payment_id"])
    answer = news(pay)
    assert (answer.status_code, words(answer)) == (202, "Noted. We look at the payment.")
    sweep_outbox()
    assert Payment.objects.get().amount == notice.amount


def test_the_same_message_twice_is_counted_once(
    case: Case, notice: FeeNotice, pay: FakePay
) -> None:
    go(Client(), case)
    pay.succeed(pay.latest["payment_id"])
    body = pay.message(pay.latest["payment_id"])
    waiting = OutboxItem.objects.filter(work="look_at_card_payment").count()
    for _ in range(2):
        assert send(body, pay.signature(body)).status_code == 202
    items = OutboxItem.objects.filter(work="look_at_card_payment")
    assert items.count() == waiting + 1
    for item in items:
        run_outbox_item(item.pk)
    assert Payment.objects.count() == 1
    before = counted()
    again = send(body, pay.signature(body))
    assert "settled already" in words(again)
    assert nothing_happened(before)


def test_messages_out_of_order_end_at_what_is_true(
    case: Case, notice: FeeNotice, pay: FakePay
) -> None:
    go(Client(), case)
    payment_id = pay.latest["payment_id"]
    early = pay.message(payment_id, "card_payment_started")
    pay.succeed(payment_id)
    late = pay.message(payment_id, "card_payment_captured")
    for body in (late, early):
        send(body, pay.signature(body))
    sweep_outbox()
    assert Payment.objects.count() == 1
    assert CardPayment.objects.get().status == "success"


def test_a_message_alone_moves_no_money(case: Case, notice: FeeNotice, pay: FakePay) -> None:
    """Even under the right signature: how the payment stands is asked of Pay itself."""
    go(Client(), case)
    assert news(pay, state={"status": "success", "finished": True}).status_code == 202
    sweep_outbox()
    assert Payment.objects.count() == 0


@pytest.mark.parametrize("kind", ["none", "wrong key", "upper case", "changed"])
def test_a_forged_message_is_refused_and_changes_nothing(
    case: Case, notice: FeeNotice, pay: FakePay, kind: str
) -> None:
    go(Client(), case)
    pay.succeed(pay.latest["payment_id"])
    body = pay.message(pay.latest["payment_id"])
    signature = {
        "none": "",
        "wrong key": pay.signature(body, "another"),
        "upper case": pay.signature(body).upper(),
        "changed": pay.signature(body + b" "),
    }[kind]
    before = counted()
    answer = send(body, signature)
    assert answer.status_code == 403
    assert words(answer) == "The signature does not fit the message. Nothing was done."
    assert nothing_happened(before)


def test_without_a_secret_no_message_is_believed(
    case: Case, notice: FeeNotice, pay: FakePay, settings: LazySettings
) -> None:
    settings.GOVUK_PAY = {**pay.settings, "secret": ""}
    go(Client(), case)
    body = pay.message(pay.latest["payment_id"])
    assert send(body, pay.signature(body, "")).status_code == 403


@pytest.mark.parametrize(
    ("more", "status", "said"),
    [
        ({"reference": "FOI-2026-99999"}, 422, "belongs to another case"),
        ({"amount": 1}, 422, "Another sum was asked for"),
        ({"amount": 265000}, 422, "Another sum was asked for"),
        ({"amount": "2650"}, 400, "not a message about a payment"),
        ({"payment_id": "somebodyelses"}, 200, "no payment of ours"),
    ],
)
def test_a_message_that_does_not_fit_is_refused_or_ignored_with_a_clear_word(
    case: Case, notice: FeeNotice, pay: FakePay, more: dict[str, Any], status: int, said: str
) -> None:
    go(Client(), case)
    pay.succeed(pay.latest["payment_id"])
    before = counted()
    answer = news(pay, **more)
    assert (answer.status_code, said in words(answer)) == (status, True)
    assert nothing_happened(before)


def test_a_message_beyond_all_bounds_is_refused_unread(pay: FakePay, db: None) -> None:
    body = b" " * 70_000
    assert send(body, pay.signature(body)).status_code == 413
    assert Client().get(WEBHOOK).status_code == 405


def test_the_office_gives_money_back_to_the_card_once(
    case: Case, notice: FeeNotice, pay: FakePay, cast: Cast, as_person: AsPerson
) -> None:
    fees.record_payment(
        notice.pk, amount=FEE.outlays[1].expense, method=PaymentMethod.CASH, received_on=ASKED,
        actor=cast.foi_manager, at=at(TODAY),
    )  # fmt: skip
    go(Client(), case)
    card = CardPayment.objects.get()
    pay.succeed(card.provider_id)
    fees.record_payment(
        notice.pk, amount=FEE.outlays[1].expense, method=PaymentMethod.CASH, received_on=ASKED,
        actor=cast.foi_manager, at=at(TODAY),
    )  # fmt: skip
    news(pay)
    sweep_outbox()
    browser = as_person(cast.foi_administrator)
    address = reverse("refund-card", args=[case.reference, card.pk])
    assert address in words(browser.get(reverse("fees", args=[case.reference])))
    assert 'value="6.50"' in words(browser.get(address))
    pay.answers["POST"] = (500, b"", {})
    failed = browser.post(address, {"amount": "6.50"})
    assert (failed.status_code, Refund.objects.count()) == (409, 0)
    assert "Nothing is recorded here" in words(failed)
    pay.answers.clear()
    assert browser.post(address, {"amount": "6.50"}).status_code == 302
    assert browser.post(address, {"amount": "6.50"}).status_code == 409
    assert pay.latest["refund_summary"]["amount_submitted"] == 650
    assert Refund.objects.get().card == card
    shown = words(browser.get(reverse("fees", args=[case.reference])))
    assert "Given back to the card" in shown


def test_a_refund_that_pay_knows_and_we_do_not_stops_the_next(
    case: Case, notice: FeeNotice, pay: FakePay, cast: Cast, as_person: AsPerson
) -> None:
    go(Client(), case)
    card = CardPayment.objects.get()
    pay.succeed(card.provider_id)
    news(pay)
    sweep_outbox()
    fees_over(notice, cast)
    pay.refund(card.provider_id, {"amount": 100, "refund_amount_available": 2650})
    answer = as_person(cast.foi_manager).post(
        reverse("refund-card", args=[case.reference, card.pk]), {"amount": "6.50"}
    )
    assert (answer.status_code, Refund.objects.count()) == (409, 0)
    assert "£1.00 of this payment back already" in words(answer)


def fees_over(notice: FeeNotice, cast: Cast) -> None:
    """Let more come than was asked for."""
    fees.record_payment(
        notice.pk, amount=FEE.outlays[1].expense, method=PaymentMethod.CASH, received_on=ASKED,
        actor=cast.foi_manager, at=at(TODAY),
    )  # fmt: skip

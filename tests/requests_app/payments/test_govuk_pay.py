"""The client against a service that speaks the documented API, well and badly."""

import json
import logging
import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from requests_app.domain.card_payment import CardStatus, SeenPayment
from requests_app.payments import govuk_pay
from requests_app.payments.govuk_pay import (
    PayAccount,
    PayAway,
    PayRefused,
    cancel_payment,
    create_payment,
    fetch_payment,
    refund_payment,
)
from tests.requests_app.payments.fake_govuk_pay import KEY, FakePay, fake_govuk_pay

REFERENCE = "FOI-2026-00007"


@pytest.fixture(scope="module")
def service() -> Iterator[FakePay]:
    with fake_govuk_pay() as pay:
        yield pay


@pytest.fixture
def pay(service: FakePay) -> FakePay:
    service.answers.clear()
    service.asked.clear()
    return service


@pytest.fixture
def account(pay: FakePay) -> PayAccount:
    return PayAccount(url=pay.url, key=KEY, pages=pay.url)


def begin(account: PayAccount, amount: str = "26.50") -> SeenPayment:
    return create_payment(
        account,
        amount=Decimal(amount),
        reference=REFERENCE,
        return_url="https://foi.example/paid/x/",
    )


def test_a_payment_is_begun_with_the_sum_and_the_reference_and_nothing_else(
    account: PayAccount, pay: FakePay
) -> None:
    seen = begin(account)
    assert pay.asked == [
        ("POST", "/v1/payments", {
            "amount": 2650,
            "reference": REFERENCE,
            "description": "Fee for a Freedom of Information request",
            "return_url": "https://foi.example/paid/x/",
        })
    ]  # fmt: skip
    assert (seen.status, seen.amount, seen.reference) == (
        CardStatus.CREATED, Decimal("26.50"), REFERENCE,
    )  # fmt: skip
    assert seen.next_url.startswith(f"{pay.url}/secure/")


def test_a_payment_is_looked_at_until_it_is_over(account: PayAccount, pay: FakePay) -> None:
    begun = begin(account)
    again = fetch_payment(account, begun.provider_id)
    assert again.next_url != begun.next_url, "each way on works once"
    # Half past midnight in London, the day before in UTC.
    pay.succeed(begun.provider_id, at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    seen = fetch_payment(account, begun.provider_id)
    assert (seen.status, seen.taken_on, seen.next_url) == (
        CardStatus.SUCCESS, date(2026, 7, 1), "",
    )  # fmt: skip


def test_a_payment_under_way_is_cancelled_and_one_that_is_over_is_not(
    account: PayAccount, pay: FakePay
) -> None:
    begun = begin(account)
    cancel_payment(account, begun.provider_id)
    assert fetch_payment(account, begun.provider_id).status is CardStatus.CANCELLED
    with pytest.raises(PayRefused, match=r"answered 409 P0501\."):
        cancel_payment(account, begun.provider_id)


def test_money_goes_back_once_for_what_was_available(account: PayAccount, pay: FakePay) -> None:
    begun = begin(account)
    pay.succeed(begun.provider_id)
    assert refund_payment(
        account, begun.provider_id, amount=Decimal("6.50"), refundable=Decimal("26.50")
    )
    with pytest.raises(PayRefused, match="412"):
        refund_payment(
            account, begun.provider_id, amount=Decimal("6.50"), refundable=Decimal("26.50")
        )
    seen = fetch_payment(account, begun.provider_id)
    assert (seen.refunded, seen.refundable) == (Decimal("6.50"), Decimal("20.00"))


def test_a_refund_that_failed_is_no_refund(account: PayAccount, pay: FakePay) -> None:
    pay.answers["POST"] = (202, b'{"refund_id": "a", "status": "error"}', {})
    with pytest.raises(PayRefused, match="could not give the money back"):
        refund_payment(account, "a", amount=Decimal(1), refundable=Decimal(1))


def test_a_refusal_names_its_code_and_none_of_its_words(account: PayAccount) -> None:
    with pytest.raises(PayRefused) as refusal:
        begin(account, "100000.01")
    assert str(refusal.value) == "GOV.UK Pay answered 422 P0102."
    with pytest.raises(PayRefused, match=r"answered 404 P0200\."):
        fetch_payment(account, "nowhere")
    wrong = PayAccount(url=account.url, key="another", pages=account.pages)
    with pytest.raises(PayRefused, match="401"):
        begin(wrong)


@pytest.mark.parametrize(
    ("status", "body", "headers", "words"),
    [
        (500, b"", {}, "answered 500"),
        (429, b"{}", {}, "answered 429"),
        (302, b"", {"Location": "http://127.0.0.1:1/"}, "answered 302"),
        (200, b"<html>", {}, "cannot be read"),
        (200, b"[]", {}, "cannot be read"),
        (200, b"[" * 100_000, {}, "cannot be read"),
        (200, b"{}", {}, "cannot be read"),
        (200, b"x" * 300_000, {}, "too long"),
        (200, b"\x1f\x8b\x08", {"Content-Encoding": "gzip"}, "cannot be read"),
    ],
)
def test_an_answer_that_is_none_is_asked_for_again_later(
    account: PayAccount,
    pay: FakePay,
    status: int,
    body: bytes,
    headers: dict[str, str],
    words: str,
) -> None:
    pay.answers["GET"] = (status, body, {k.replace("-", "_"): v for k, v in headers.items()})
    with pytest.raises(PayAway, match=words):
        fetch_payment(account, "abc")
    assert len(pay.asked) == 1, "no redirect is followed, and nothing is tried twice"


@pytest.mark.parametrize(
    "changed",
    [
        {"amount": 26.5}, {"amount": "2650"}, {"amount": True}, {"amount": -1},
        {"state": {"status": "unheard-of"}}, {"payment_id": None, "amount": None},
        {"_links": None},
        {"_links": {"next_url": {"href": "https://elsewhere.example/secure/1"}}},
        {"_links": {"next_url": {"href": "javascript:alert(1)"}}},
    ],
)  # fmt: skip
def test_an_answer_with_another_meaning_is_not_believed(
    account: PayAccount, pay: FakePay, changed: dict[str, object]
) -> None:
    begun = begin(account)
    told = {**pay.shown(begun.provider_id), **changed}
    pay.answers["GET"] = (200, json.dumps(told).encode(), {})
    with pytest.raises(PayAway):
        fetch_payment(account, begun.provider_id)


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("yesterday", None),
        ("", None),
        (None, None),
        # As an example of the documentation has it.
        ("2019-07-12T17:15:000Z", date(2019, 7, 12)),
        ("2019-07-12T23:15:00", date(2019, 7, 13)),
    ],
)
def test_the_day_is_read_where_it_can_be(
    account: PayAccount, pay: FakePay, told: str | None, day: date | None
) -> None:
    begun = begin(account)
    pay.succeed(begun.provider_id)
    pay.payments[begun.provider_id]["settlement_summary"] = {"capture_submit_time": told}
    assert fetch_payment(account, begun.provider_id).taken_on == day


def test_a_name_that_would_leave_its_place_in_the_address_is_never_sent(
    account: PayAccount, pay: FakePay
) -> None:
    for name in ("../refunds", "a/b", "", "a?b", "ä"):
        with pytest.raises(PayAway, match="name for the payment"):
            fetch_payment(account, name)
    assert pay.asked == []


def test_nothing_is_sent_in_the_clear_to_another_machine() -> None:
    account = PayAccount(url="http://pay.example", key=KEY, pages="https://pay.example")
    with pytest.raises(PayAway, match="not https"):
        fetch_payment(account, "abc")


def test_a_service_that_is_away_or_silent_is_waited_for_no_longer_than_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(govuk_pay, "SECONDS_TO_WAIT", 0.3)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(PayAway, match="cannot be reached"):
            fetch_payment(PayAccount(url=address, key=KEY, pages=address), "abc")
    with pytest.raises(PayAway, match="cannot be reached"):
        fetch_payment(PayAccount(url=address, key=KEY, pages=address), "abc")


def test_an_answer_that_trickles_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(govuk_pay, "SECONDS_TO_WAIT", 0.5)
    with socket.socket() as slow:
        slow.bind(("127.0.0.1", 0))
        slow.listen()
        address = f"http://127.0.0.1:{slow.getsockname()[1]}"

        def trickle() -> None:
            with slow.accept()[0] as line:
                line.recv(4096)
                line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n")
                for _ in range(40):
                    try:
                        line.sendall(b" ")
                    except OSError:
                        return
                    time.sleep(0.1)

        thread = threading.Thread(target=trickle)
        thread.start()
        with pytest.raises(PayAway, match="took too long"):
            fetch_payment(PayAccount(url=address, key=KEY, pages=address), "abc")
        thread.join(10)


def test_the_key_stands_in_no_log_and_in_no_error(
    account: PayAccount, pay: FakePay, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        begun = begin(account)
        fetch_payment(account, begun.provider_id)
        for status in (401, 500):
            pay.answers["GET"] = (status, f'{{"code": "{KEY}"}}'.encode(), {})
            with pytest.raises((PayAway, PayRefused)) as problem:
                fetch_payment(account, begun.provider_id)
            assert KEY not in repr(problem.value)
    assert KEY not in caplog.text
    assert KEY not in repr(account)

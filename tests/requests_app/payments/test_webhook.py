"""A message is known by its signature, and read with care."""

import json

import pytest

from requests_app.payments.webhook import NotAMessage, is_signed, read_message

SECRET = "key"
BODY = b"The quick brown fox jumps over the lazy dog"
# A known answer of HMAC-SHA256 for this key and text.
SIGNATURE = "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8"
MESSAGE = {
    "id": "m1",
    "resource_id": "hu20",
    "resource_type": "PAYMENT",
    "event_type": "CARD_PAYMENT_SUCCEEDED",
    "resource": {"amount": 2650, "reference": "FOI-2026-00007", "payment_id": "hu20"},
}


def test_a_signature_is_the_hmac_of_the_very_bytes() -> None:
    assert is_signed(BODY, SIGNATURE, SECRET)


@pytest.mark.parametrize(
    ("body", "signature", "secret"),
    [
        (BODY + b" ", SIGNATURE, SECRET),
        (BODY, SIGNATURE.upper(), SECRET),
        (BODY, SIGNATURE[:-1], SECRET),
        (BODY, "", SECRET),
        (BODY, "ñ" * 64, SECRET),
        (BODY, "\ud800", SECRET),
        (BODY, SIGNATURE, "another"),
        (BODY, SIGNATURE, ""),
        # What an empty secret would make.
        (b"", "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad", ""),
    ],
)
def test_anything_else_is_forged(body: bytes, signature: str, secret: str) -> None:
    assert not is_signed(body, signature, secret)


@pytest.mark.parametrize("kind", ["PAYMENT", "payment"])
def test_a_message_about_a_payment_is_read(kind: str) -> None:
    message = read_message(json.dumps({**MESSAGE, "resource_type": kind}).encode())
    assert (message.message_id, message.provider_id, message.is_about_payment) == (
        "m1", "hu20", True,
    )  # fmt: skip
    assert (str(message.amount), message.reference) == ("26.50", "FOI-2026-00007")


def test_a_refund_is_no_payment() -> None:
    body = json.dumps({**MESSAGE, "resource_type": "refund", "resource": {"refund_id": "r"}})
    assert not read_message(body.encode()).is_about_payment


@pytest.mark.parametrize(
    "body",
    [
        b"", b"null", b"[]", b"{}", b"\xff\xfe", b"[" * 60_000,
        json.dumps({**MESSAGE, "resource": None}).encode(),
        json.dumps({**MESSAGE, "resource": {**MESSAGE["resource"], "amount": "26"}}).encode(),  # type: ignore[dict-item]
        json.dumps({**MESSAGE, "resource": {**MESSAGE["resource"], "amount": True}}).encode(),  # type: ignore[dict-item]
        json.dumps({**MESSAGE, "resource": {"amount": 1}}).encode(),
    ],
)  # fmt: skip
def test_what_is_no_message_is_refused(body: bytes) -> None:
    with pytest.raises(NotAMessage):
        read_message(body)

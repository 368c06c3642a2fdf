"""What GOV.UK Pay sends by itself after something happened to a payment.

A message is believed only under its signature, and even then only as a hint: how the payment
stands is then asked of Pay itself. So it does not matter how often a message comes, or in what
order.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass
from decimal import Decimal

from requests_app.domain.card_payment import from_pence

LARGEST_MESSAGE = 64 * 1024
PAYMENT = "payment"


class NotAMessage(Exception):
    """The body is not what Pay's documentation promises."""


@dataclass(frozen=True)
class PayMessage:
    """A message about a payment. `amount` in pounds. A refund's message has no payment here."""

    message_id: str
    is_about_payment: bool
    provider_id: str
    reference: str
    amount: Decimal


def is_signed(body: bytes, signature: str, secret: str) -> bool:
    """Whether `signature` (Pay-Signature) is the HMAC-SHA256 of the raw body, in lower-case hex.

    Compared in constant time. Without a secret nothing is ever signed.
    """
    if not secret:
        return False
    made = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
    return hmac.compare_digest(made.encode(), signature.encode("utf-8", "replace"))


def read_message(body: bytes) -> PayMessage:
    """Read a message. Raises NotAMessage; names and cards in it are left unread."""
    try:
        told = json.loads(body)
        about = str(told["resource_type"]).lower()
        resource = told["resource"]
        if about != PAYMENT:
            return PayMessage(str(told["id"]), False, "", "", Decimal(0))
        amount = resource["amount"]
        if isinstance(amount, bool) or not isinstance(amount, int):
            raise NotAMessage
        return PayMessage(
            message_id=str(told["id"]),
            is_about_payment=True,
            provider_id=str(resource.get("payment_id") or told["resource_id"]),
            reference=str(resource["reference"]),
            amount=from_pence(amount),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        raise NotAMessage from problem

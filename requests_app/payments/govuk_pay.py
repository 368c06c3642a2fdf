"""GOV.UK Pay over its documented REST API. The only importer of urllib3.

What is sent of a payment is its sum, the reference of the case, a fixed description and the
address to come back to: nothing of who pays. What comes back beyond the fields read here (the
card, the name on it) is dropped unread.
"""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

import urllib3
from django.conf import settings

from requests_app.domain.card_payment import CardStatus, SeenPayment, from_pence, in_pence
from requests_app.domain.london import london_day

DESCRIPTION = "Fee for a Freedom of Information request"
SECONDS_TO_CONNECT = 5
SECONDS_TO_WAIT = 15
"""For a whole answer, however slowly its bytes come."""
LARGEST_ANSWER = 256 * 1024
PIECE = 16 * 1024
OWN_MACHINE = ("127.0.0.1", "::1", "localhost")


class PayAway(Exception):
    """Pay cannot be reached, or what it said cannot be read. Nothing is known: ask again later."""


class PayRefused(Exception):
    """Pay said no. The message holds its code (P0102 and the like), never its words."""


@dataclass(frozen=True)
class PayAccount:
    """Whose payments they are: the address of the API, its key, and where payers are sent."""

    url: str
    key: str = field(repr=False)
    pages: str


def the_account() -> PayAccount | None:
    """Return the account that is set, or None where paying by card is off."""
    chosen = settings.GOVUK_PAY
    if not chosen["key"]:
        return None
    return PayAccount(url=chosen["url"], key=chosen["key"], pages=chosen["pages"])


def create_payment(
    account: PayAccount, *, amount: Decimal, reference: str, return_url: str
) -> SeenPayment:
    """Ask Pay for a payment of `amount` pounds (POST /v1/payments)."""
    asked = {
        "amount": in_pence(amount),
        "reference": reference,
        "description": DESCRIPTION,
        "return_url": return_url,
    }
    return _seen(account, _spoken(account, "POST", "/v1/payments", asked, expected=201))


def fetch_payment(account: PayAccount, provider_id: str) -> SeenPayment:
    """Return how a payment stands now (GET /v1/payments/{id}, strongly consistent)."""
    return _seen(account, _spoken(account, "GET", _path(provider_id), expected=200))


def cancel_payment(account: PayAccount, provider_id: str) -> None:
    """Cancel a payment that is not finished (POST /v1/payments/{id}/cancel)."""
    _spoken(account, "POST", f"{_path(provider_id)}/cancel", expected=204)


def refund_payment(
    account: PayAccount, provider_id: str, *, amount: Decimal, refundable: Decimal
) -> str:
    """Give `amount` pounds back to the card (POST /v1/payments/{id}/refunds); return its id.

    `refundable` is what could be given back when we last looked. Pay refuses (412) where that is
    no longer so: two clicks at once give one refund.
    """
    asked = {"amount": in_pence(amount), "refund_amount_available": in_pence(refundable)}
    answer = _spoken(account, "POST", f"{_path(provider_id)}/refunds", asked, expected=202)
    try:
        status, refund_id = answer["status"], str(answer["refund_id"])
    except (KeyError, TypeError) as problem:
        raise PayAway("GOV.UK Pay's answer cannot be read.") from problem
    if status not in ("submitted", "success"):
        raise PayRefused("GOV.UK Pay could not give the money back.")
    return refund_id


def _path(provider_id: str) -> str:
    # It stands in an address: what Pay calls an id is letters and digits.
    if not (provider_id.isascii() and provider_id.isalnum()):
        raise PayAway("GOV.UK Pay's name for the payment cannot be read.")
    return f"/v1/payments/{provider_id}"


def _spoken(
    account: PayAccount,
    method: str,
    path: str,
    body: Mapping[str, object] | None = None,
    *,
    expected: int,
) -> Any:
    """Send one request and return the JSON of its answer, within bounds of time and size."""
    where = urlsplit(account.url)
    if where.scheme != "https" and where.hostname not in OWN_MACHINE:
        raise PayAway("The address of GOV.UK Pay is not https, so nothing was sent.")
    headers = {"Authorization": f"Bearer {account.key}", "Accept": "application/json"}
    if body is not None:
        headers["Content-Type"] = "application/json"
    ends = time.monotonic() + SECONDS_TO_WAIT
    try:
        with urllib3.PoolManager(retries=False) as pool:
            answer = pool.request(
                method,
                f"{account.url}{path}",
                body=json.dumps(body).encode() if body is not None else None,
                headers=headers,
                timeout=urllib3.Timeout(connect=SECONDS_TO_CONNECT, read=SECONDS_TO_WAIT),
                # A key is never carried to an address that an answer names.
                redirect=False,
                preload_content=False,
                decode_content=False,
            )
            raw = _read(answer, ends)
    except (urllib3.exceptions.HTTPError, OSError) as problem:
        # Their words may quote an address: the class alone.
        raise PayAway(f"GOV.UK Pay cannot be reached ({type(problem).__name__}).") from problem
    if answer.status != expected:
        raise _refusal(answer.status, raw)
    if not raw:
        return None
    try:
        return json.loads(raw)
    except (ValueError, RecursionError) as problem:
        raise PayAway("GOV.UK Pay's answer cannot be read.") from problem


def _read(answer: urllib3.BaseHTTPResponse, ends: float) -> bytes:
    """Read an answer piece by piece; give up on one that is too long or trickles."""
    raw = b""
    while piece := answer.read1(PIECE):
        raw += piece
        if len(raw) > LARGEST_ANSWER:
            raise PayAway("GOV.UK Pay's answer is too long.")
        if time.monotonic() > ends:
            raise PayAway("GOV.UK Pay took too long to answer.")
    return raw


def _refusal(status: int, raw: bytes) -> Exception:
    if status == 429 or status >= 500 or 300 <= status < 400:
        return PayAway(f"GOV.UK Pay answered {status}.")
    try:
        code = str(json.loads(raw)["code"])
    except (ValueError, KeyError, TypeError):
        code = ""
    known = code if code.isascii() and code.isalnum() and len(code) <= 8 else ""
    return PayRefused(f"GOV.UK Pay answered {status} {known}".strip() + ".")


def _seen(account: PayAccount, answer: Any) -> SeenPayment:
    try:
        refunds = answer.get("refund_summary") or {}
        seen = SeenPayment(
            provider_id=str(answer["payment_id"]),
            reference=str(answer["reference"]),
            amount=from_pence(_pence(answer["amount"])),
            status=CardStatus(answer["state"]["status"]),
            next_url=str((answer["_links"].get("next_url") or {}).get("href", "")),
            taken_on=_taken_on(answer.get("settlement_summary") or {}),
            refundable=from_pence(_pence(refunds.get("amount_available", 0))),
            refunded=from_pence(_pence(refunds.get("amount_submitted", 0))),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise PayAway("GOV.UK Pay's answer cannot be read.") from problem
    if seen.next_url and _origin(seen.next_url) != _origin(account.pages):
        raise PayAway("GOV.UK Pay would send the payer to an address that is not its own.")
    return seen


def _pence(told: object) -> int:
    if isinstance(told, bool) or not isinstance(told, int) or told < 0:
        raise ValueError("This is no whole number of pence.")
    return told


def _origin(address: str) -> tuple[str, str]:
    parts = urlsplit(address)
    return parts.scheme, parts.netloc


def _taken_on(settlement: dict[str, Any]) -> date | None:
    """Return the London day on which the card was charged, where Pay tells it."""
    told = settlement.get("capture_submit_time")
    if not told:
        return None
    try:
        moment = datetime.fromisoformat(str(told))
    except ValueError:
        return None
    return london_day(moment if moment.tzinfo else moment.replace(tzinfo=UTC))

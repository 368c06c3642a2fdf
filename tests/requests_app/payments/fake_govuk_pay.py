"""GOV.UK Pay as its documentation tells it, on this machine, over real HTTP.

It keeps payments, answers with the documented codes, has a page on which a payer presses
Confirm or Cancel, and signs its messages.
"""

import hashlib
import hmac
import json
import secrets
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.error import HTTPError

KEY = "api_test_only-for-tests"
SECRET = "webhook_only_for_tests"
NEEDED = ("amount", "reference", "description", "return_url")
PAGE = (
    '<!doctype html><html lang="en"><title>Pay</title><h1>Enter card details</h1>'
    '<form method="post"><button name="do" value="confirm">Confirm</button>'
    '<button name="do" value="cancel">Cancel payment</button></form>'
)


@dataclass
class FakePay:
    """The service, as a test sees it: what it was asked, what it keeps, how it misbehaves."""

    url: str = ""
    payments: dict[str, dict[str, Any]] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)
    answers: dict[str, tuple[int, bytes, dict[str, str]]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def settings(self) -> dict[str, str]:
        """Return what the product is set to for it."""
        return {"key": KEY, "secret": SECRET, "url": self.url, "pages": self.url}

    @property
    def latest(self) -> dict[str, Any]:
        """Return the payment that was made last."""
        return list(self.payments.values())[-1]

    def succeed(self, payment_id: str, *, at: datetime | None = None) -> None:
        """Let the payer confirm."""
        payment = self.payments[payment_id]
        payment["state"] = {"status": "success", "finished": True}
        payment["refund_summary"]["status"] = "available"
        when = (at or datetime.now(UTC)).astimezone(UTC)
        payment["settlement_summary"] = {"capture_submit_time": f"{when:%Y-%m-%dT%H:%M:%S}.000Z"}
        payment["card_details"] = {"cardholder_name": "Sherlock Holmes"}

    def fail(self, payment_id: str, status: str = "failed", code: str = "P0030") -> None:
        """Let it end without money."""
        self.payments[payment_id]["state"] = {"status": status, "finished": True, "code": code}

    def message(
        self, payment_id: str, /, event: str = "card_payment_succeeded", **more: Any
    ) -> bytes:
        """Return the body of the message about a payment."""
        resource = {k: v for k, v in self.payments[payment_id].items() if k != "_links"}
        return json.dumps(
            {
                "webhook_message_id": secrets.token_hex(8),
                "id": secrets.token_hex(8),
                "api_version": 1,
                "created_date": "2026-11-14T10:36:26.988Z",
                "resource_id": payment_id,
                "resource_type": "payment",
                "event_type": event,
                "resource": {**resource, **more},
            }
        ).encode()

    @staticmethod
    def signature(body: bytes, secret: str = SECRET) -> str:
        """Return what stands in Pay-Signature."""
        return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()

    def send(self, payment_id: str, to: str) -> int:
        """Send the signed message about a payment; return the status it got."""
        body = self.message(payment_id)
        headers = {"Pay-Signature": self.signature(body), "Content-Type": "application/json"}
        try:
            with urllib.request.urlopen(
                urllib.request.Request(to, data=body, headers=headers)
            ) as answer:
                return int(answer.status)
        except HTTPError as refusal:
            return refusal.code

    def create(self, asked: dict[str, Any]) -> tuple[int, Any]:
        for name in NEEDED:
            if name not in asked:
                return 400, {"field": name, "code": "P0101", "description": "Missing"}
        amount = asked["amount"]
        if not isinstance(amount, int) or not 1 <= amount <= 10_000_000:
            return 422, {"field": "amount", "code": "P0102", "description": "Invalid"}
        payment_id = secrets.token_hex(13)
        self.payments[payment_id] = {
            **{name: asked[name] for name in NEEDED},
            "state": {"status": "created", "finished": False},
            "payment_id": payment_id,
            "payment_provider": "sandbox",
            "created_date": "2026-11-14T10:05:45.454Z",
            "refund_summary": {
                "status": "pending",
                "amount_available": amount,
                "amount_submitted": 0,
            },
            "settlement_summary": {},
            "delayed_capture": False,
            "moto": False,
            "language": "en",
        }
        return 201, self.shown(payment_id)

    def shown(self, payment_id: str) -> dict[str, Any]:
        """Return a payment with a way to go on that works once."""
        payment = self.payments[payment_id]
        here = f"{self.url}/v1/payments/{payment_id}"
        links: dict[str, Any] = {"self": {"href": here, "method": "GET"}}
        if not payment["state"]["finished"]:
            token = secrets.token_hex(8)
            self.tokens[token] = payment_id
            links["next_url"] = {"href": f"{self.url}/secure/{token}", "method": "GET"}
            links["cancel"] = {"href": f"{here}/cancel", "method": "POST"}
        return {**payment, "_links": links}

    def cancel(self, payment_id: str) -> tuple[int, Any]:
        if self.payments[payment_id]["state"]["finished"]:
            return 409, {"code": "P0501", "description": "Cancellation failed"}
        self.fail(payment_id, "cancelled", "P0040")
        return 204, None

    def refund(self, payment_id: str, asked: dict[str, Any]) -> tuple[int, Any]:
        summary = self.payments[payment_id]["refund_summary"]
        if asked["refund_amount_available"] != summary["amount_available"]:
            return 412, {"code": "P0604", "description": "Refund amount available mismatch"}
        if not 1 <= asked["amount"] <= summary["amount_available"]:
            return 400, {"code": "P0603", "description": "Not sufficient"}
        summary["amount_available"] -= asked["amount"]
        summary["amount_submitted"] += asked["amount"]
        refund_id = secrets.token_hex(13)
        return 202, {"refund_id": refund_id, "amount": asked["amount"], "status": "submitted"}


def _handler(pay: FakePay) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

        def answer(self, status: int, body: Any = None, **headers: str) -> None:
            raw = body if isinstance(body, bytes) else b""
            if body is not None and not isinstance(body, bytes):
                raw = json.dumps(body).encode()
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

        def handled(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            raw = self.rfile.read(length)
            if self.path.startswith("/secure/"):
                self.payer(raw)
                return
            body = json.loads(raw) if raw else {}
            pay.asked.append((self.command, self.path, body))
            wanted = pay.answers.get(self.command)
            if wanted:
                self.answer(wanted[0], wanted[1], **wanted[2])
                return
            if self.headers.get("Authorization") != f"Bearer {KEY}":
                self.answer(401, {"code": "P0900", "description": "Unauthorised"})
                return
            with pay.lock:
                self.answer(*self.routed(body))

        def do_GET(self) -> None:
            self.handled()

        def do_POST(self) -> None:
            self.handled()

        def routed(self, body: dict[str, Any]) -> tuple[int, Any]:
            parts = self.path.strip("/").split("/")[2:]
            if not parts:
                return pay.create(body)
            if parts[0] not in pay.payments:
                return 404, {"code": "P0200", "description": "Not found"}
            if self.command == "GET":
                return 200, pay.shown(parts[0])
            return pay.cancel(parts[0]) if parts[1] == "cancel" else pay.refund(parts[0], body)

        def payer(self, raw: bytes) -> None:
            payment_id = pay.tokens.get(self.path.rpartition("/")[2], "")
            if not payment_id:
                self.answer(404, b"This link was used", Content_Type="text/html")
            elif self.command == "GET":
                pay.payments[payment_id]["state"]["status"] = "started"
                self.answer(200, PAGE.encode(), Content_Type="text/html")
            else:
                pay.succeed(payment_id) if b"confirm" in raw else pay.fail(payment_id)
                self.answer(303, b"", Location=pay.payments[payment_id]["return_url"])

    return Handler


@contextmanager
def fake_govuk_pay() -> Iterator[FakePay]:
    """Open the service on a free port, and close it again."""
    pay = FakePay()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(pay))
    pay.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield pay
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)

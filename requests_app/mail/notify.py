"""GOV.UK Notify as a way out for plain mails. The only room that knows it.

Notify sends words alone, under headers of its own. So whatever carries a file, answers a
mail or names another address for answers goes by the mail server instead: an applicant gets
their letter attached, never a link in its place.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

import jwt

from requests_app.mail.transport import (
    SECONDS_TO_WAIT,
    DeliveryInDoubt,
    NotDelivered,
    Transport,
    check_address,
)

PATH = "/v2/notifications/email"
UUID = 36
TOO_MANY = 429
TAKEN = 201


@dataclass(frozen=True)
class NotifyTransport:
    """A service at Notify with one template, whose subject and text are ours to fill.

    `api_key` is as Notify gives it: a name, the service and its secret, 36 signs each at its
    end. `otherwise` takes what Notify cannot carry.
    """

    api_key: str
    template_id: str
    url: str
    otherwise: Transport

    def deliver(
        self,
        message: EmailMessage,
        *,
        envelope_from: str,
        envelope_to: str,
        before_handover: Callable[[], None],
    ) -> None:
        """Hand over by Notify's API; whatever happens before the text is a certain refusal."""
        if not _is_plain(message):
            self.otherwise.deliver(
                message,
                envelope_from=envelope_from,
                envelope_to=envelope_to,
                before_handover=before_handover,
            )
            return
        check_address(envelope_to)
        content = self._content(message, envelope_to)
        wire = self._wire()
        try:
            self._connect(wire)
            before_handover()
            _refuse_unless_taken(self._hand_over(wire, content))
        finally:
            wire.close()

    def _content(self, message: EmailMessage, recipient: str) -> bytes:
        words = {"subject": str(message["Subject"]), "body": message.get_content()}
        return json.dumps({
            "email_address": recipient,
            "template_id": self.template_id,
            "personalisation": words,
            "reference": str(message["Message-ID"]),
        }).encode()  # fmt: skip

    def _wire(self) -> HTTPConnection:
        address = urlsplit(self.url)
        kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
        return kind(address.hostname or "", address.port, timeout=SECONDS_TO_WAIT)

    def _connect(self, wire: HTTPConnection) -> None:
        try:
            wire.connect()
        except OSError as problem:
            raise NotDelivered("GOV.UK Notify cannot be reached.", permanent=False) from problem

    def _hand_over(self, wire: HTTPConnection, content: bytes) -> int:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self._token()}"}
        try:
            wire.request("POST", PATH, content, headers)
            return wire.getresponse().status
        except (OSError, HTTPException) as problem:
            raise DeliveryInDoubt("The connection broke while the message was sent.") from problem

    def _token(self) -> str:
        service, secret = self.api_key[-2 * UUID - 1 : -UUID - 1], self.api_key[-UUID:]
        return jwt.encode({"iss": service, "iat": int(time.time())}, secret, algorithm="HS256")


def _is_plain(message: EmailMessage) -> bool:
    """Whether the mail is words alone, with no header that matters to its reader."""
    return not message.is_multipart() and not (message["In-Reply-To"] or message["Reply-To"])


def _refuse_unless_taken(status: int) -> None:
    if status == TAKEN:
        return
    # Notify's own words may quote the address, so only the code is kept.
    is_permanent = 400 <= status < 500 and status != TOO_MANY
    raise NotDelivered(f"GOV.UK Notify refused the message (code {status}).",
                       permanent=is_permanent)  # fmt: skip

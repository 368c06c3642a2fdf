"""GOV.UK Notify as a way out for plain mails. The only room that knows it.

Notify sends words alone, under headers of its own. So whatever carries a file, answers a
mail or names another address for answers goes by the mail server instead: an applicant gets
their letter attached, never a link in its place. What came back goes to Notify and not to our
mailbox, so that Notify has to be asked.
"""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import quote, urlsplit

import jwt

from requests_app.domain.delivery_reports import Fate
from requests_app.mail.transport import (
    SECONDS_TO_WAIT,
    DeliveryInDoubt,
    NotDelivered,
    Transport,
    check_address,
)

PATH = "/v2/notifications/email"
SENT_PATH = "/v2/notifications?template_type=email&reference="
MOST_READ = 1024 * 1024
FATES = {
    "delivered": Fate.ARRIVED,
    "permanent-failure": Fate.NO_SUCH_ADDRESS,
    "temporary-failure": Fate.NOT_ACCEPTED,
    "technical-failure": Fate.NOT_SENT,
}
UUID = 36
TOO_MANY = 429
TAKEN = 201
FOUND = 200


class NotifyDoesNotAnswer(Exception):
    """Notify cannot be reached, refuses us, or answers what its documentation does not have."""


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
    ) -> bool:
        """Hand over by Notify's API; whatever happens before the text is a certain refusal."""
        if not _is_plain(message):
            return self.otherwise.deliver(
                message,
                envelope_from=envelope_from,
                envelope_to=envelope_to,
                before_handover=before_handover,
            )
        check_address(envelope_to)
        content = self._content(message, envelope_to)
        wire = self._wire()
        try:
            self._connect(wire)
            before_handover()
            _refuse_unless_taken(self._hand_over(wire, content))
        finally:
            wire.close()
        return True

    def fate_of(self, message_id: str) -> Fate:
        """Return what became of a mail that Notify has taken, by its Message-ID.

        Raises `NotifyDoesNotAnswer`.
        """
        wire = self._wire()
        try:
            wire.request("GET", SENT_PATH + quote(message_id, safe=""), headers=self._headers())
            answer = wire.getresponse()
            status, body = answer.status, answer.read(MOST_READ)
        except (OSError, HTTPException) as problem:
            raise NotifyDoesNotAnswer("GOV.UK Notify cannot be reached.") from problem
        finally:
            wire.close()
        if status != FOUND:
            raise NotifyDoesNotAnswer(f"GOV.UK Notify refused to say (code {status}).")
        return _fate_in(body, message_id)

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
        headers = {"Content-Type": "application/json"} | self._headers()
        try:
            wire.request("POST", PATH, content, headers)
            return wire.getresponse().status
        except (OSError, HTTPException) as problem:
            raise DeliveryInDoubt("The connection broke while the message was sent.") from problem

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._token()}"}

    def _token(self) -> str:
        service, secret = self.api_key[-2 * UUID - 1 : -UUID - 1], self.api_key[-UUID:]
        return jwt.encode({"iss": service, "iat": int(time.time())}, secret, algorithm="HS256")


def _is_plain(message: EmailMessage) -> bool:
    """Whether the mail is words alone, with no header that matters to its reader."""
    return not message.is_multipart() and not (message["In-Reply-To"] or message["Reply-To"])


def _fate_in(body: bytes, message_id: str) -> Fate:
    try:
        sent: list[dict[str, Any]] = json.loads(body)["notifications"]
        states = {one["status"] for one in sent if one["reference"] == message_id}
    except (ValueError, LookupError, TypeError) as problem:
        raise NotifyDoesNotAnswer("GOV.UK Notify answered in another form.") from problem
    # One mail has one reference; where a second hand-over made two, one that arrived is enough.
    return min((FATES.get(state, Fate.ON_ITS_WAY) for state in states), default=Fate.ON_ITS_WAY)


def _refuse_unless_taken(status: int) -> None:
    if status == TAKEN:
        return
    # Notify's own words may quote the address, so only the code is kept.
    is_permanent = 400 <= status < 500 and status != TOO_MANY
    raise NotDelivered(f"GOV.UK Notify refused the message (code {status}).",
                       permanent=is_permanent)  # fmt: skip

"""GOV.UK Notify, spoken to over real HTTP: plain mails go, everything else goes by mail server."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
import pytest
from django.conf import LazySettings

from requests_app.domain.delivery_reports import Fate
from requests_app.domain.outgoing import OutgoingFile
from requests_app.mail.notify import NotifyDoesNotAnswer, NotifyTransport
from requests_app.mail.transport import (
    DeliveryInDoubt,
    FolderTransport,
    NotDelivered,
    SmtpTransport,
)
from requests_app.mail.way_out import the_transport
from tests.requests_app.mail.test_transport import mail

SERVICE = "26785a09-ab16-4eb0-8407-a37497a57506"
SECRET = "3d844edf-8d35-48ac-975b-e847b4f122b0"
KEY = f"foi-live-{SERVICE}-{SECRET}"
MESSAGE_ID = "<FOI-2026-00042.letter.7@harrowdene.example>"
TEMPLATE = "f33517ff-2a88-4f6e-b855-c550268ce08a"


class FakeNotify(ThreadingHTTPServer):
    """Answers as the documented API does: only to its own service, only to a fresh token."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.status = 0
        self.hangs_up = False
        self.said: bytes = b'{"notifications": []}'

    def says(self, *states: str, about: str = MESSAGE_ID) -> None:
        """Let these be the states of the mails that were sent under one reference."""
        sent = [{"id": "1", "reference": about, "status": state} for state in states]
        self.said = json.dumps({"notifications": sent, "links": {}}).encode()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Answers(BaseHTTPRequestHandler):
    server: FakeNotify

    def do_GET(self) -> None:
        self._answer({}, 200, self.server.said)

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self._answer(body, 201, b"{}")

    def _answer(self, body: dict[str, Any], taken: int, said: bytes) -> None:
        token = self.headers["Authorization"].removeprefix("Bearer ")
        try:
            claims = jwt.decode(token, SECRET, algorithms=["HS256"], options={"verify_iat": False})
            is_known = claims["iss"] == SERVICE and abs(claims["iat"] - time.time()) < 30
        except jwt.InvalidTokenError:
            is_known = False
        if self.server.hangs_up:
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self.server.asked.append((self.path, body))
        self.send_response((self.server.status or taken) if is_known else 403)
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name there
        """Be quiet."""


class Noted:
    """A way out that notes what it is given."""

    def __init__(self) -> None:
        self.count = 0

    def deliver(self, *_: Any, **__: Any) -> bool:
        self.count += 1
        return False


@pytest.fixture
def notify() -> Iterator[FakeNotify]:
    server = FakeNotify()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def send(server: FakeNotify, *, key: str = KEY, to: str = "colleague@trust.example",
         **changes: Any) -> tuple[int, int]:  # fmt: skip
    """Send a mail; return how often the text was handed to Notify, and to the mail server."""
    otherwise, begun = Noted(), []
    way = NotifyTransport(key, TEMPLATE, server.url, otherwise)
    way.deliver(
        mail(**{"in_reply_to": "", "files": ()} | changes),
        envelope_from="foi@harrowdene.example",
        envelope_to=to,
        before_handover=lambda: begun.append(1),
    )
    return len(begun), otherwise.count


def test_words_alone_go_by_notify(notify: FakeNotify) -> None:
    assert send(notify, text="Dear Asker,\n\n£450 – and “more”.\n") == (1, 0)

    ((path, body),) = notify.asked
    assert path == "/v2/notifications/email"
    assert body == {
        "email_address": "colleague@trust.example",
        "template_id": TEMPLATE,
        "personalisation": {
            "subject": "FOI-2026-00042: our answer",
            "body": "Dear Asker,\n\n£450 – and “more”.\n",
        },
        "reference": MESSAGE_ID,
    }


@pytest.mark.parametrize(
    "changes",
    [
        {"files": (OutgoingFile("a.csv", "text/csv", lambda: b"a"),)},
        {"in_reply_to": "<question@example.org>"},
        {"reply_to": "foi+FOI-2026-00042@harrowdene.example"},
    ],
)
def test_what_notify_cannot_carry_goes_by_the_mail_server(
    notify: FakeNotify, changes: dict[str, Any]
) -> None:
    assert send(notify, **changes) == (0, 1)
    assert notify.asked == []


@pytest.mark.parametrize(
    ("status", "permanent"), [(400, True), (403, True), (429, False), (500, False)]
)
def test_a_refusal_is_certain_and_quotes_nothing(
    notify: FakeNotify, status: int, permanent: bool
) -> None:
    notify.status = status
    with pytest.raises(NotDelivered) as refused:
        send(notify)

    assert refused.value.permanent is permanent
    assert refused.value.reason == f"GOV.UK Notify refused the message (code {status})."


def test_a_wrong_key_is_refused(notify: FakeNotify) -> None:
    with pytest.raises(NotDelivered, match="code 403"):
        send(notify, key=f"foi-live-{SERVICE}-{SECRET[:-1]}1")


def test_a_service_that_is_away_has_certainly_got_nothing(notify: FakeNotify) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    begun: list[int] = []
    way = NotifyTransport(KEY, TEMPLATE, f"http://127.0.0.1:{port}", Noted())
    with pytest.raises(NotDelivered) as refused:
        way.deliver(mail(in_reply_to="", files=()), envelope_from="", envelope_to="a@example.org",
                    before_handover=lambda: begun.append(1))  # fmt: skip

    assert (refused.value.permanent, begun) == (False, [])


def test_a_connection_that_breaks_after_the_text_is_in_doubt(notify: FakeNotify) -> None:
    notify.hangs_up = True
    with pytest.raises(DeliveryInDoubt):
        send(notify)


def test_an_address_that_is_none_is_refused_before_anything_is_asked(notify: FakeNotify) -> None:
    with pytest.raises(NotDelivered, match="not a valid"):
        send(notify, to="a@example.org, b@example.org")

    assert notify.asked == []


def fate(server: FakeNotify, key: str = KEY) -> Fate:
    return NotifyTransport(key, TEMPLATE, server.url, Noted()).fate_of(MESSAGE_ID)


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        (("delivered",), Fate.ARRIVED),
        (("created",), Fate.ON_ITS_WAY),
        (("sending",), Fate.ON_ITS_WAY),
        (("permanent-failure",), Fate.NO_SUCH_ADDRESS),
        (("temporary-failure",), Fate.NOT_ACCEPTED),
        (("technical-failure",), Fate.NOT_SENT),
        (("a state of next year",), Fate.ON_ITS_WAY),
        ((), Fate.ON_ITS_WAY),
        (("temporary-failure", "delivered"), Fate.ARRIVED),
    ],
)
def test_notify_says_what_became_of_a_mail(
    notify: FakeNotify, states: tuple[str, ...], expected: Fate
) -> None:
    notify.says(*states)
    assert fate(notify) is expected
    ((path, _),) = notify.asked
    assert path == (
        "/v2/notifications?template_type=email"
        "&reference=%3CFOI-2026-00042.letter.7%40harrowdene.example%3E"
    )


def test_what_notify_says_of_another_mail_is_not_taken_for_this_one(notify: FakeNotify) -> None:
    notify.says("permanent-failure", about="<another@harrowdene.example>")
    assert fate(notify) is Fate.ON_ITS_WAY


@pytest.mark.parametrize("said", [b"", b"[]", b'{"notifications": [{}]}', b'{"notifications": 1}'])
def test_an_answer_in_another_form_is_no_answer(notify: FakeNotify, said: bytes) -> None:
    notify.said = said
    with pytest.raises(NotifyDoesNotAnswer, match="another form"):
        fate(notify)


def test_a_refusal_to_say_is_no_answer(notify: FakeNotify) -> None:
    with pytest.raises(NotifyDoesNotAnswer, match="code 403"):
        fate(notify, key=f"foi-live-{SERVICE}-{SECRET[:-1]}1")


def test_a_service_that_hangs_up_has_said_nothing(notify: FakeNotify) -> None:
    notify.hangs_up = True
    with pytest.raises(NotifyDoesNotAnswer, match="cannot be reached"):
        fate(notify)


def test_the_settings_choose_the_way_out(settings: LazySettings, tmp_path: Any) -> None:
    settings.MAIL_FOLDER = ""
    assert isinstance(the_transport(), SmtpTransport)
    settings.NOTIFY = {"api_key": KEY, "template_id": TEMPLATE, "url": "https://notify.example"}
    way = the_transport()
    assert isinstance(way, NotifyTransport)
    assert isinstance(way.otherwise, SmtpTransport)
    settings.MAIL_FOLDER = str(tmp_path)
    assert isinstance(the_transport(), FolderTransport)

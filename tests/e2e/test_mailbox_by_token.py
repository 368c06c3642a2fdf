"""A mailbox opened by a token, as Exchange Online wants it: a real IMAP server checks it."""

import json
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest

from requests_app.mail.mailbox import MailboxAddress, MailboxAway
from requests_app.models import Message
from requests_app.tasks.mailbox import poll
from tests.e2e.dovecot import USER, Dovecot
from tests.requests_app.mail.building import mail

TOKEN = "a-token-for-one-mailbox"
SECRET = "the-client's-secret"
SCOPE = "https://mail.example/.default"


class TokenServer(ThreadingHTTPServer):
    """Gives a token to its one client, and tells the mail server whose a token is."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.gives = TOKEN
        self.asked: list[dict[str, str]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Answers(BaseHTTPRequestHandler):
    server: TokenServer

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        said = {name: values[0] for name, values in parse_qs(body).items()}
        if self.path == "/token":
            self.server.asked.append(said)
            is_known = said.get("client_secret") == SECRET
            self._say(200 if is_known else 401, {"access_token": self.server.gives})
        else:
            self._say(200, {"active": said.get("token") == TOKEN, "username": USER})

    def _say(self, status: int, said: dict[str, Any]) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(said).encode())

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name there
        """Be quiet."""


@pytest.fixture
def tokens() -> Iterator[TokenServer]:
    server = TokenServer()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def dovecot(tokens: TokenServer) -> Iterator[Dovecot]:
    with tempfile.TemporaryDirectory(prefix="foi-imap-", dir="/tmp") as name:
        server = Dovecot(Path(name), tokens=f"{tokens.url}/introspect")
        server.start()
        try:
            yield server
        finally:
            server.stop()


@pytest.fixture
def address(dovecot: Dovecot, tokens: TokenServer) -> MailboxAddress:
    return replace(
        dovecot.address(password=""), token_url=f"{tokens.url}/token", client_id="the-client",
        client_secret=SECRET, scope=SCOPE,
    )  # fmt: skip


@pytest.mark.django_db
def test_a_token_opens_the_mailbox(
    dovecot: Dovecot, tokens: TokenServer, address: MailboxAddress
) -> None:
    dovecot.deliver(mail())

    assert poll(address) == 1

    assert Message.objects.get().message_id == "<one@example.org>"
    assert tokens.asked == [{
        "grant_type": "client_credentials", "client_id": "the-client", "client_secret": SECRET,
        "scope": SCOPE,
    }]  # fmt: skip


@pytest.mark.django_db
def test_a_token_that_the_mail_server_does_not_know_opens_nothing(
    dovecot: Dovecot, tokens: TokenServer, address: MailboxAddress
) -> None:
    dovecot.deliver(mail())
    tokens.gives = "somebody-else's"

    with pytest.raises(MailboxAway, match="cannot be reached"):
        poll(address)
    assert (Message.objects.count(), len(dovecot.stored())) == (0, 1)


@pytest.mark.django_db
def test_a_token_server_that_refuses_or_is_away_is_said_in_one_sentence(
    dovecot: Dovecot, address: MailboxAddress
) -> None:
    for changed in (
        replace(address, client_secret="wrong"),
        replace(address, token_url="http://127.0.0.1:9/token"),
    ):
        with pytest.raises(MailboxAway, match="cannot be reached") as away:
            poll(changed)
        assert "wrong" not in str(away.value)


@pytest.mark.django_db
def test_a_password_opens_nothing_there(dovecot: Dovecot, address: MailboxAddress) -> None:
    with pytest.raises(MailboxAway):
        poll(replace(address, token_url="", password="a-password"))

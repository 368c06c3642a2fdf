"""Hand-over to real SMTP servers: obliging, refusing, and ones that hang up."""

import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from requests_app.domain.outgoing import OutgoingFile, OutgoingMail
from requests_app.mail.composing import composed
from requests_app.mail.transport import (
    DeliveryInDoubt,
    FolderTransport,
    NotDelivered,
    SmtpTransport,
)


class Server:
    """Keeps what it is given and answers as told."""

    def __init__(self) -> None:
        self.received: list[Envelope] = []
        self.to_rcpt = "250 OK"
        self.to_data = "250 OK"
        self.hangs_up = False

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.to_rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.to_rcpt

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.received.append(envelope)
        if self.hangs_up:
            assert server.transport is not None
            server.transport.abort()
        return self.to_data


@pytest.fixture
def server() -> Iterator[tuple[Server, SmtpTransport]]:
    handler = Server()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    yield handler, SmtpTransport("127.0.0.1", port)
    controller.stop()


def mail(**changes: Any) -> EmailMessage:
    values: dict[str, Any] = {
        "message_id": "<FOI-2026-00042.letter.7@harrowdene.example>",
        "in_reply_to": "<question@example.org>",
        "sender_name": "Harrowdene Hospitals NHS Trust",
        "sender_address": "foi@harrowdene.example",
        "recipient": "asker@example.org",
        "subject": "FOI-2026-00042: our answer",
        "text": "Dear Asker,\n\n£450 – and “more”.\n" + "x" * 1200 + "\n",
        "written_at": datetime(2026, 11, 24, 9, 30, tzinfo=UTC),
        "is_automatic": False,
        "reply_to": "",
        "files": (OutgoingFile("Straße ŵ.csv", "text/csv", lambda: b"ward,beds\n"),),
    }
    return composed(OutgoingMail(**{**values, **changes}))


def send(
    transport: SmtpTransport | FolderTransport,
    to: str = "asker@example.org",
    before: Callable[[], None] = lambda: None,
) -> None:
    transport.deliver(
        mail(), envelope_from="foi@harrowdene.example", envelope_to=to, before_handover=before
    )


def test_the_server_gets_the_mail_whole(server: tuple[Server, SmtpTransport]) -> None:
    handler, transport = server
    marks: list[int] = []

    send(transport, before=lambda: marks.append(len(handler.received)))

    (envelope,) = handler.received
    assert envelope.rcpt_tos == ["asker@example.org"]
    assert envelope.mail_from == "foi@harrowdene.example"
    assert marks == [0], "the mark is made before the text goes out"
    content = envelope.content
    assert isinstance(content, bytes)
    assert max(map(len, content.splitlines())) <= 998


def test_the_mail_says_what_it_answers_and_whether_a_machine_wrote_it() -> None:
    by_hand, automatic = mail(), mail(is_automatic=True)

    assert by_hand["In-Reply-To"] == "<question@example.org>"
    assert by_hand["Auto-Submitted"] is None
    assert automatic["Auto-Submitted"] == "auto-generated"
    (file,) = by_hand.iter_attachments()
    assert (file.get_filename(), file.get_content_type()) == ("Straße ŵ.csv", "text/csv")


def test_a_subject_cannot_smuggle_a_header() -> None:
    message = mail(subject="Answer\r\nBcc: somebody@example.org")

    assert message["Bcc"] is None
    assert message["Subject"] == "Answer Bcc: somebody@example.org"


@pytest.mark.parametrize(("said", "for_good"), [("550 no such person", True), ("451 wait", False)])
def test_a_refused_address_is_certain(
    server: tuple[Server, SmtpTransport], said: str, for_good: bool
) -> None:
    handler, transport = server
    handler.to_rcpt = said
    marks: list[str] = []

    with pytest.raises(NotDelivered) as refusal:
        send(transport, before=lambda: marks.append("handed over"))

    assert refusal.value.permanent is for_good
    assert refusal.value.reason == f"The mail server refused the message (code {said[:3]})."
    assert (marks, handler.received) == ([], [])


@pytest.mark.parametrize(("said", "for_good"), [("554 no", True), ("452 full", False)])
def test_a_refused_text_is_certain(
    server: tuple[Server, SmtpTransport], said: str, for_good: bool
) -> None:
    handler, transport = server
    handler.to_data = said

    with pytest.raises(NotDelivered) as refusal:
        send(transport)

    assert refusal.value.permanent is for_good


def test_a_connection_that_breaks_after_the_text_leaves_a_doubt(
    server: tuple[Server, SmtpTransport],
) -> None:
    handler, transport = server
    handler.hangs_up = True

    with pytest.raises(DeliveryInDoubt):
        send(transport)


def test_a_server_that_is_not_there_is_tried_again_later() -> None:
    with pytest.raises(NotDelivered) as refusal:
        send(SmtpTransport("127.0.0.1", 1))

    assert refusal.value.permanent is False


@pytest.mark.parametrize(
    "address", ["", "nobody", "a@b, c@d", "a@b\nc@d", "<a@b>", "a b@c", "ä@example.org"]
)
def test_only_one_plain_address_is_written_to(
    server: tuple[Server, SmtpTransport], address: str, tmp_path: Path
) -> None:
    handler, transport = server

    for way_out in (transport, FolderTransport(tmp_path)):
        with pytest.raises(NotDelivered, match="not a valid e-mail address"):
            send(way_out, to=address)
    assert handler.received == []
    assert list(tmp_path.iterdir()) == []


def test_the_folder_holds_a_mail_once(tmp_path: Path) -> None:
    for _ in range(2):
        send(FolderTransport(tmp_path / "mail"))

    (file,) = (tmp_path / "mail").iterdir()
    assert file.suffix == ".eml"
    assert b"Subject: FOI-2026-00042: our answer" in file.read_bytes()

"""A real IMAP server, two polls at once, kills and broken connections: nothing lost or twice."""

import io
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
import tracemalloc
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection
from django.utils import timezone

from requests_app.mail.mailbox import MailboxAway, opened_mailbox
from requests_app.models import Case, Document, Message, Pulse, RawMail
from requests_app.services import mail_intake
from requests_app.tasks import mailbox as polling
from requests_app.tasks.mailbox import fetch_mail, poll
from tests.e2e.dovecot import PASSWORD, USER, Dovecot
from tests.e2e.household import ROOT, Household, Sink
from tests.requests_app.mail.building import a_pdf, file_part, mail, mixed, text_part

MANY = int(os.environ.get("MAILBOX_TEST_MESSAGES", "120"))


@pytest.fixture
def dovecot() -> Iterator[Dovecot]:
    with tempfile.TemporaryDirectory(prefix="foi-imap-", dir="/tmp") as name:
        server = Dovecot(Path(name))
        server.start()
        try:
            yield server
        finally:
            server.stop()


def request(number: int, body: bytes = b"How many beds?") -> bytes:
    return mail(body, message_id=f"Message-ID: <{number}@example.org>")


@pytest.mark.django_db
def test_a_poll_takes_in_what_waits_and_moves_it(dovecot: Dovecot) -> None:
    dovecot.deliver(request(1), request(2))

    assert poll(dovecot.address()) == 2
    assert poll(dovecot.address()) == 0

    assert set(Message.objects.values_list("message_id", flat=True)) == {
        "<1@example.org>", "<2@example.org>",
    }  # fmt: skip
    assert dovecot.stored() == []
    hashes = {sha256(raw).hexdigest() for raw in dovecot.stored(".Taken in")}
    assert hashes == set(RawMail.objects.values_list("sha256", flat=True))
    assert Pulse.objects.filter(name="fetch_mail").exists()


@pytest.mark.django_db
def test_without_a_folder_a_message_is_marked_and_one_that_somebody_read_still_comes(
    dovecot: Dovecot,
) -> None:
    dovecot.deliver(request(1))
    address = dovecot.address(done_folder="")
    with opened_mailbox(address) as box:
        (number,) = box.waiting()
        box._box.flag(number, "\\Seen", True)

    assert poll(address) == 1
    assert poll(address) == 0
    assert len(dovecot.stored()) == 1


@pytest.mark.django_db
def test_it_counts_as_received_when_the_mail_server_took_it(dovecot: Dovecot) -> None:
    dovecot.deliver(request(1))
    with opened_mailbox(dovecot.address()) as box:
        box._box.append(
            request(2), "INBOX",
            dt=datetime.fromisoformat("2026-11-20T23:30:00+00:00"),
        )  # fmt: skip

    poll(dovecot.address())

    days = dict(Case.objects.values_list("messages__message_id", "received_on"))
    assert days == {
        "<1@example.org>": timezone.localdate(),
        "<2@example.org>": date(2026, 11, 20),
    }


@pytest.mark.django_db
def test_sixty_megabytes_cost_no_memory_and_lose_no_byte(dovecot: Dovecot) -> None:
    content = random.Random(1).randbytes(44 * 1024 * 1024)
    dovecot.deliver(mixed(text_part(), file_part("film.bin", content)))
    (stored,) = dovecot.stored()
    size, digest = len(stored), sha256(stored).hexdigest()
    del stored
    assert size > 60 * 1000 * 1000

    tracemalloc.start()
    try:
        assert poll(dovecot.address()) == 1
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert RawMail.objects.get().sha256 == digest
    assert Document.objects.get().sha256 == sha256(content).hexdigest()
    assert most < 24 * 1024 * 1024


@pytest.mark.django_db
def test_a_message_is_marked_only_after_it_is_safe(
    dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dovecot.deliver(request(1))

    def away(*_: Any, **__: Any) -> None:
        raise OperationalError

    monkeypatch.setattr(mail_intake, "keep", away)
    with pytest.raises(OperationalError):
        poll(dovecot.address())
    assert len(dovecot.stored()) == 1
    monkeypatch.undo()

    assert poll(dovecot.address()) == 1
    assert Message.objects.count() == 1


@pytest.mark.django_db
def test_a_poll_that_broke_off_before_the_mark_stores_nothing_twice(
    dovecot: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dovecot.deliver(request(1))
    receive = polling.receive

    def then_the_server_goes(*arguments: Any, **named: Any) -> None:
        receive(*arguments, **named)
        dovecot.stop()

    monkeypatch.setattr(polling, "receive", then_the_server_goes)
    with pytest.raises(MailboxAway):
        poll(dovecot.address())
    monkeypatch.undo()
    dovecot.start()

    assert poll(dovecot.address()) == 1
    assert (Message.objects.count(), Case.objects.count()) == (1, 1)
    assert dovecot.stored() == []


@pytest.mark.django_db
def test_what_fails_is_said_in_one_sentence(dovecot: Dovecot, settings: LazySettings) -> None:
    settings.IMAP = asdict(dovecot.address(password="wrong"))
    with pytest.raises(CommandError, match=r"^The mailbox cannot be reached or broke off \("):
        call_command("fetch_mail")
    assert fetch_mail() == 0

    dovecot.stop()
    with pytest.raises(CommandError, match=r"^The mailbox cannot be reached"):
        call_command("fetch_mail")


# ---- many messages, two polls, a kill and a lost database ----------------------------------


def a_mixture(many: int) -> list[bytes]:
    """Return messages of every sort, each with an identifier of its own."""
    kinds = (
        lambda n: request(n),
        lambda n: mixed(
            text_part(), file_part(f"{n}.pdf", a_pdf()),
            message_id=f"Message-ID: <{n}@example.org>",
        ),
        lambda n: mail(b"Away.", "Auto-Submitted: auto-replied",
                       message_id=f"Message-ID: <{n}@example.org>"),
        lambda n: request(n, "£450 – café".encode("cp1252")),
        lambda n: mail(b"", subject="", sender="", message_id=f"Message-ID: <{n}@example.org>"),
        lambda n: mail(b"x" * 300_000, message_id=f"Message-ID: <{n}@example.org>"),
    )  # fmt: skip
    return [kinds[number % len(kinds)](number) for number in range(many)]


class Polls:
    """Two `fetch_mail` after each other, for ever, in processes that may be killed."""

    def __init__(self, dovecot: Dovecot, house: Household) -> None:
        self.environment = {
            **house.environment,
            "IMAP_HOST": "127.0.0.1", "IMAP_PORT": str(dovecot.imap_port),
            "IMAP_SECURITY": "none", "IMAP_USER": USER, "IMAP_PASSWORD": PASSWORD,
            "IMAP_DONE_FOLDER": "Taken in",
        }  # fmt: skip
        self.running: list[subprocess.Popen[bytes] | None] = [None, None]

    def keep_two_running(self) -> None:
        for place, process in enumerate(self.running):
            if process is None or process.poll() is not None:
                self.running[place] = subprocess.Popen(
                    [sys.executable, "manage.py", "fetch_mail"],
                    cwd=ROOT, env=self.environment, stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                )  # fmt: skip

    def kill_one(self, which: int) -> None:
        process = self.running[which]
        if process and process.poll() is None:
            process.send_signal(signal.SIGKILL)
            process.wait()

    def stop(self) -> None:
        for which in (0, 1):
            self.kill_one(which)


def drop_the_database_connections() -> None:
    """Throw everybody else out of the database, as its restart does."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.mark.django_db(transaction=True)
@pytest.mark.xdist_group("e2e")
def test_two_polls_kills_and_a_lost_database_lose_and_double_nothing(
    dovecot: Dovecot, emptied_trail: None, settings: LazySettings, tmp_path: Path
) -> None:
    house = Household(tmp_path, Sink())
    settings.MEDIA_ROOT = house.environment["MEDIA_ROOT"]
    messages = a_mixture(MANY)
    chance = random.Random(20261124)
    delivering = threading.Thread(target=dovecot.deliver, args=messages)
    polls = Polls(dovecot, house)
    delivering.start()
    try:
        polls.keep_two_running()
        end = time.monotonic() + 240 + MANY
        seen, dropped, kills = 0, False, 0
        while delivering.is_alive() or not dovecot.is_empty:
            assert time.monotonic() < end, "the mailbox is not emptied"
            time.sleep(0.2)
            done = RawMail.objects.count()
            if kills < 2 and done > seen + chance.randrange(5, 5 + MANY // 6):
                polls.kill_one(kills % 2)
                kills, seen = kills + 1, done
            if not dropped and done > MANY // 3:
                drop_the_database_connections()
                dropped = True
            polls.keep_two_running()
        assert (kills, dropped) == (2, True)
    finally:
        delivering.join()
        polls.stop()

    call_command("send_due", stdout=io.StringIO())
    stored = dovecot.stored(".Taken in")
    hashes = {sha256(raw).hexdigest() for raw in stored}
    assert len(hashes) == MANY
    assert set(RawMail.objects.values_list("sha256", flat=True)) == hashes
    assert sorted(Message.objects.values_list("message_id", flat=True)) == sorted(
        f"<{number}@example.org>" for number in range(MANY)
    )
    for kept in RawMail.objects.iterator():
        with kept.file.open("rb") as file:
            assert sha256(file.read()).hexdigest() == kept.sha256

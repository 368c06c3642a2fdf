"""A real clamd, with a signature of its own, behind a mail that carries the test virus."""

import os
import pwd
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from requests_app.disclosure.received_file import EICAR
from requests_app.disclosure.virus_scan import scanned
from requests_app.domain.file_safety import Safety
from requests_app.models import AuditEvent, Document, Message, OutboxItem, User
from requests_app.tasks.outbox import sweep_outbox
from requests_app.tasks.received_mail import receive
from requests_app.tasks.scanning import scan_what_waits
from tests.e2e.household import wait_until
from tests.factories import Cast, at
from tests.requests_app.mail.building import a_pdf, file_part, mixed, text_part, zipped

WORD = b"only-in-the-tests-of-foi-portal"
SIGNATURES = f"Eicar.Test:0:*:{EICAR.hex()}\nTest.Word:0:*:{WORD.hex()}\n"
CONFIGURATION = """
DatabaseDirectory {folder}/signatures
LocalSocket {folder}/clamd
PidFile {folder}/pid
TemporaryDirectory {folder}
Foreground yes
StreamMaxLength 1M
"""


@pytest.fixture(scope="module")
def clamd() -> Iterator[str]:
    """Start a scanner that knows two signatures; return its address."""
    with tempfile.TemporaryDirectory(prefix="foi-clamd-", dir="/tmp") as name:
        folder = Path(name)
        (folder / "signatures").mkdir()
        (folder / "signatures" / "tests.ndb").write_text(SIGNATURES)
        configuration = folder / "clamd.conf"
        configuration.write_text(CONFIGURATION.format(folder=folder))
        who = pwd.getpwnam("nobody")
        if os.geteuid() == 0:
            for path in (folder, *folder.rglob("*")):
                os.chown(path, who.pw_uid, who.pw_gid)
        process = subprocess.Popen(
            ["/usr/sbin/clamd", "--config-file", str(configuration)],
            user=who.pw_uid if os.geteuid() == 0 else None,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            wait_until((folder / "clamd").exists, "clamd")
            yield f"unix:{folder}/clamd"
        finally:
            process.terminate()
            process.wait(20)


@pytest.mark.parametrize(
    ("content", "safety"),
    [
        (b"ward,beds\nA,4\n", Safety.CLEAN),
        (b"ward,beds\n" + WORD, Safety.QUARANTINED),
        (zipped({"list.csv": WORD}), Safety.QUARANTINED),
        (zipped({"inner.zip": zipped({"list.csv": WORD})}), Safety.QUARANTINED),
        (b"x" * (2 * 1024 * 1024), Safety.UNSCANNED),
    ],
    ids=["harmless", "a virus", "in an archive", "in an archive in an archive", "too large"],
)
def test_a_real_scanner_says_what_a_file_is(clamd: str, content: bytes, safety: Safety) -> None:
    assert scanned(BytesIO(content), clamd).safety is safety


@pytest.mark.django_db
def test_what_no_scanner_saw_is_scanned_once_there_is_one(
    clamd: str, settings: LazySettings
) -> None:
    raw = mixed(
        text_part(), file_part("wards.csv", b"ward,beds\n" + WORD),
        file_part("beds.csv", b"ward,beds\n"),
        file_part("cut.zip", zipped({"beds.csv": b"a,b\n" * 99})[:-40]),
    )  # fmt: skip
    receive(BytesIO(raw), at=at(date(2026, 11, 24)))
    assert scan_what_waits() == 0
    before = dict(Document.objects.values_list("name", "safety"))

    settings.CLAMD = clamd
    asked = scan_what_waits()
    sweep_outbox()

    assert before == {
        "wards.csv": "unscanned", "beds.csv": "unscanned", "cut.zip": "unreadable",
    }  # fmt: skip
    assert asked == 2
    assert dict(Document.objects.values_list("name", "safety")) == {
        **before, "wards.csv": "quarantined", "beds.csv": "clean",
    }  # fmt: skip
    changed = AuditEvent.objects.filter(verb="scan_file").values_list("detail__now", flat=True)
    assert sorted(changed) == ["clean", "quarantined"]
    assert scan_what_waits() == 0


def signed_in(who: User) -> Client:
    browser = Client()
    browser.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    return browser


@pytest.mark.django_db
def test_the_office_has_a_file_scanned_again_and_nobody_else_can(
    clamd: str, settings: LazySettings, cast: Cast
) -> None:
    receive(BytesIO(mixed(text_part(), file_part("wards.csv", WORD))), at=at(date(2026, 11, 24)))
    settings.CLAMD = clamd
    message = Message.objects.get()
    address = reverse("message-scan", args=[message.pk])

    assert signed_in(cast.auditor).post(address).status_code == 404
    assert not OutboxItem.objects.filter(work="scan_again").exists()
    assert (
        address
        in signed_in(cast.foi_manager).get(reverse("message", args=[message.pk])).content.decode()
    )
    signed_in(cast.foi_manager).post(address)
    sweep_outbox()

    assert Document.objects.get().is_in_quarantine
    assert AuditEvent.objects.filter(verb="ask_for_scan", actor=cast.foi_manager).exists()


@pytest.mark.django_db
def test_what_it_finds_in_a_mail_is_kept_in_quarantine_and_the_rest_is_clean(
    clamd: str, settings: LazySettings
) -> None:
    settings.CLAMD = clamd
    raw = mixed(
        text_part(), file_part("wards.pdf", a_pdf()),
        file_part("wards.csv", b"ward,beds\n" + WORD), file_part("eicar.txt", EICAR),
    )  # fmt: skip

    receive(BytesIO(raw), at=at(date(2026, 11, 24)))

    assert {file.name: (file.safety, file.safety_reason) for file in Document.objects.all()} == {
        "wards.pdf": ("clean", ""),
        "wards.csv": (
            "quarantined", "The virus scanner found Test.Word.UNOFFICIAL in it.",
        ),
        "eicar.txt": (
            "quarantined", "The virus scanner found Eicar.Test.UNOFFICIAL in it.",
        ),
    }  # fmt: skip

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

from requests_app.disclosure.received_file import EICAR
from requests_app.disclosure.virus_scan import scanned
from requests_app.domain.file_safety import Safety
from requests_app.models import Document
from requests_app.tasks.received_mail import receive
from tests.e2e.household import wait_until
from tests.factories import at
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

"""One message through the mail server's pipe: kept, understood, answered in one JSON document."""

import io
import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import DataError, OperationalError, connection

from requests_app.domain.workflow import State
from requests_app.models import (
    AuditEvent,
    Case,
    ClockEntry,
    Document,
    Message,
    OutboxItem,
    RawMail,
)
from requests_app.services import mail_intake
from requests_app.services.mail_intake import PUBLISHED
from requests_app.tasks import sweep_outbox
from tests.factories import CaseMaker, Cast

ROOT = Path(__file__).resolve().parents[3]
OURS = ROOT / "tests" / "data" / "mail"
SHARED = ROOT.parent / "shared" / "samples"
LETTERED = ["1", "1a", "1b", "1c", "2", "2a", "2b", "2c", "2d", "2e", "3"]
PLAIN = b"From: A <a@example.org>\r\nSubject: Beds\r\n\r\nHow many beds are there?\r\n"

NUMBERED = {
    OURS / "numbered-and-lettered.eml": LETTERED,
    OURS / "through-a-public-site.eml": LETTERED,
    OURS / "environmental-on-a-saturday.eml": ["1", "2", "3"],
    OURS / "own-records.eml": ["1"],
    OURS / "contacts_with_enforcement.eml": LETTERED,
    SHARED / "collaborations-with-immigration-enforcement.eml": LETTERED,
    SHARED / "collaborations-from-whatdotheyknow.eml": LETTERED,
    SHARED / "clinical-waste-environmental.eml": ["1", "2", "3"],
    SHARED / "own-records-sent-to-the-foi-inbox.eml": ["1"],
}
HERE = [path for path in NUMBERED if path.is_file()]


def taken(*arguments: str, raw: bytes = b"", at: str = "2026-11-24 12:00") -> Any:
    """Run the command as the mail server does, and return its one document."""
    out, err = io.StringIO(), io.StringIO()
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
    with pytest.MonkeyPatch.context() as patch, time_machine.travel(moment, tick=False):
        patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
        call_command("receive_mail", "--json", *arguments, stdout=out, stderr=err)
    assert err.getvalue() == ""
    assert out.getvalue().count("\n") == 1
    return json.loads(out.getvalue())


@pytest.mark.parametrize("path", HERE, ids=lambda path: path.name)
def test_every_sample_becomes_a_case_with_its_questions_and_its_due_date(
    db: None, path: Path
) -> None:
    said = taken(str(path))
    case = Case.objects.get()

    assert said == {
        "message": Message.objects.get().pk,
        "what": "new_case",
        "case": "FOI-2026-00001",
        "reason": said["reason"],
        "warnings": [PUBLISHED] if case.applicant.is_published_at_once else [],
        "attachments": [],
    }
    assert case.reference == said["case"]
    assert [question.number for question in case.questions.all()] == NUMBERED[path]
    assert (case.received_on, case.due_on) == (date(2026, 11, 24), date(2026, 12, 23))
    assert AuditEvent.objects.get().detail["entered_late"] is False
    with RawMail.objects.get().file.open("rb") as kept:
        assert kept.read() == path.read_bytes()


@pytest.mark.parametrize(
    "path", [path for path in HERE if NUMBERED[path] == LETTERED], ids=lambda path: path.name
)
def test_a_mail_of_2018_entered_late_is_due_after_the_scottish_holiday(
    db: None, path: Path
) -> None:
    said = taken("--received", "2018-07-24", str(path))
    case = Case.objects.get()

    assert said["case"] == case.reference == "FOI-2018-00001"
    # 6 August 2018 was a bank holiday in Scotland alone (s.10(6) counts all four nations).
    assert (case.received_on, case.due_on) == (date(2018, 7, 24), date(2018, 8, 22))
    assert ClockEntry.objects.get().reason.startswith("Entered late")
    assert AuditEvent.objects.get().detail["entered_late"] is True
    assert case.order_of_priority
    scopes = case.questions.get(number="2").narrower_scopes
    assert len(scopes) == (3 if path.name == "contacts_with_enforcement.eml" else 2)


def test_our_own_sample_is_understood_to_its_last_wish(db: None) -> None:
    taken(str(OURS / "numbered-and-lettered.eml"))
    case = Case.objects.get()

    assert case.subject == "Visitors who were asked to leave"
    assert (case.applicant.name, case.applicant.email) == ("S. Enquirer", "s.enquirer@example.org")
    assert case.preferred_form == (
        "I would like the answers by email, and any figures as a spreadsheet."
    )
    words = {question.number: question.text for question in case.questions.all()}
    assert words["2a"] == "How many of these visitors came back."
    assert words["3"].endswith("with names taken out where necessary.")
    assert "Enquirer" not in " ".join([case.context, *words.values()])


def test_latin_1_and_html_beside_plain_text_are_read_right(db: None) -> None:
    taken(str(OURS / "own-records.eml"))
    taken(str(OURS / "environmental-on-a-saturday.eml"))
    own, environmental = Message.objects.order_by("pk")

    assert "café" in own.text
    assert "£10" in own.text
    assert environmental.text.count("boiler house") == 1
    assert environmental.sender_name == "Friends’ society"


@pytest.mark.parametrize(
    ("moment", "received_on"),
    [
        ("2026-11-14 18:02", date(2026, 11, 14)),
        ("2026-07-24 23:30", date(2026, 7, 25)),
        ("2026-11-24 23:59", date(2026, 11, 24)),
    ],
)
def test_the_day_of_receipt_is_the_day_it_came_in_london(
    db: None, moment: str, received_on: date
) -> None:
    taken(raw=PLAIN, at=moment)

    assert Case.objects.get().received_on == received_on


def test_standard_input_is_read_with_and_without_a_dash(db: None) -> None:
    assert taken(raw=PLAIN)["what"] == "new_case"
    assert taken("-", raw=PLAIN + b"And chairs?\r\n")["what"] == "new_case"


def test_without_json_it_says_a_sentence(db: None, tmp_path: Path) -> None:
    file, out = tmp_path / "mail.eml", io.StringIO()
    file.write_bytes(PLAIN)
    call_command("receive_mail", str(file), stdout=out)

    reference = Case.objects.get().reference
    assert out.getvalue() == f"new_case: {reference}. A new request, waiting to be triaged.\n"


def test_the_same_bytes_again_store_nothing_new(db: None) -> None:
    first, again = taken(raw=PLAIN), taken(raw=PLAIN)

    assert again["what"] == "duplicate"
    assert (again["case"], again["message"]) == (first["case"], first["message"])
    assert (Case.objects.count(), Message.objects.count(), RawMail.objects.count()) == (1, 1, 1)


def test_a_copy_by_another_way_waits_for_a_person(db: None) -> None:
    mail = b"Message-ID: <one@example.org>\r\n" + PLAIN
    taken(raw=mail)
    again = taken(raw=b"Received: from elsewhere\r\n" + mail)

    assert (again["what"], again["case"]) == ("needs_attention", None)
    assert "same identifier" in again["reason"]
    assert Case.objects.count() == 1


def mail(*headers: str, text: str = "Thank you.") -> bytes:
    lines = ["From: A <a@example.org>", "To: foi@trust.example", *headers, "", text, ""]
    return "\r\n".join(lines).encode()


def test_a_mail_with_our_reference_in_its_subject_is_a_reply(make_case: CaseMaker) -> None:
    case = make_case(State.ACCEPTED)
    said = taken(raw=mail(f"Subject: AW: your request {case.reference.lower()}"))

    assert (said["what"], said["case"]) == ("reply", case.reference)
    assert case.messages.filter(kind="reply").get().handled_at is None
    case.refresh_from_db()
    assert case.state == "accepted"


def test_an_answer_to_a_mail_of_ours_is_a_reply(make_case: CaseMaker) -> None:
    case = make_case(State.ACCEPTED)
    sweep_outbox()
    sent = case.messages.get(direction="out")
    said = taken(raw=mail("Subject: Thanks", f"In-Reply-To: {sent.message_id}"))

    assert (said["what"], said["case"]) == ("reply", case.reference)


@pytest.mark.parametrize(
    "raw",
    [
        mail("Subject: A question", text="It is about FOI-2026-00001."),
        mail("Subject: Re: Closed beds").replace(b"a@example.org", b"Q.Ravenscroft@example.org"),
    ],
    ids=["a reference in the text", "the same sender"],
)
def test_a_guess_waits_for_a_person(make_case: CaseMaker, raw: bytes) -> None:
    case = make_case(State.ACCEPTED)
    said = taken(raw=raw)

    assert (said["what"], said["case"]) == ("possible_reply", case.reference)
    assert not case.messages.filter(kind="possible_reply").exists()
    assert Message.objects.get(kind="possible_reply").suggested_case == case
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    ("headers", "what"),
    [
        (("Auto-Submitted: auto-replied", "Subject: Away"), "auto_reply"),
        (("Content-Type: multipart/report; report-type=delivery-status; boundary=x",),
         "delivery_report"),
        (("Content-Type: multipart/report; report-type=disposition-notification; boundary=x",),
         "read_receipt"),
    ],
)  # fmt: skip
def test_mail_by_machines_opens_nothing(db: None, headers: tuple[str, ...], what: str) -> None:
    said = taken(raw=mail(*headers))

    assert (said["what"], said["case"]) == (what, None)
    assert not Case.objects.exists()
    assert not OutboxItem.objects.filter(done_at=None).exists()


def with_a_file(text: str) -> bytes:
    return (
        "From: A <a@example.org>\r\nSubject: Beds\r\nMIME-Version: 1.0\r\n"
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
        f"--b\r\nContent-Type: text/plain\r\n\r\n{text}\r\n"
        "--b\r\nContent-Type: text/csv\r\n"
        'Content-Disposition: attachment; filename="../../annex.csv"\r\n\r\nA,4\r\n--b--\r\n'
    ).encode()


def test_attachments_are_listed_and_kept_under_our_own_names(db: None) -> None:
    said = taken(raw=with_a_file("How many beds?"))
    document = Document.objects.get()

    (file,) = said["attachments"]
    assert set(file) == {"name", "size", "state"}
    assert (file["name"], file["size"]) == (document.name, document.size)
    assert "/" not in file["name"]
    assert Path(document.file.name).name == f"{document.sha256}.bin"
    assert document.case == Case.objects.get()


def test_a_mail_whose_words_are_in_a_file_is_a_case_that_says_so(db: None) -> None:
    said = taken(raw=with_a_file(""))

    assert (said["what"], said["case"]) == ("new_case", "FOI-2026-00001")
    assert said["warnings"] == ["It has no text of its own: the request may be in a file."]
    assert len(said["attachments"]) == 1


@pytest.mark.parametrize("raw", [b"", b"\x00\xff\xfe", b"Subject: x\r\n\r\n", b"no header at all"])
def test_whatever_comes_is_kept_and_shown(db: None, raw: bytes) -> None:
    said = taken(raw=raw)

    assert said["what"] in ("needs_attention", "new_case")
    assert RawMail.objects.get().size == len(raw)
    assert Message.objects.get().pk == said["message"]


def test_a_day_outside_the_calendar_is_no_reason_to_send_a_mail_back(db: None) -> None:
    said = taken("--received", "1990-01-01", raw=PLAIN)

    assert (said["what"], said["case"]) == ("needs_attention", None)
    assert said["reason"].startswith("The calendar covers")
    message = Message.objects.get()
    assert (message.case, message.kind) == (None, "needs_attention")
    assert not ClockEntry.objects.exists()


def test_a_day_to_come_is_refused_and_nothing_kept(db: None) -> None:
    with pytest.raises(CommandError, match="a day in the future") as refusal:
        taken("--received", "2030-01-01", raw=PLAIN)

    assert refusal.value.returncode == 1
    assert not RawMail.objects.exists()


def test_a_file_that_is_not_there_is_one_sentence(db: None) -> None:
    with pytest.raises(CommandError, match=r"nowhere\.eml cannot be read: No such file") as refusal:
        taken("nowhere.eml")

    assert refusal.value.returncode == 1


@pytest.mark.parametrize(
    ("step", "problem"),
    [
        ("keep", OperationalError),
        ("keep", DataError),
        ("keep", OSError),
        ("take_in", OperationalError),
        ("take_in", OSError),
    ],
)
def test_a_failure_on_the_way_asks_the_mail_server_to_call_again(
    db: None, monkeypatch: pytest.MonkeyPatch, step: str, problem: type[Exception]
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise problem("q.ravenscroft@example.org")

    with monkeypatch.context() as patch:
        patch.setattr(mail_intake, step, fails)
        with pytest.raises(CommandError, match="Try again later") as refusal:
            taken("--received", "2018-07-24", raw=PLAIN)
    assert refusal.value.returncode == 75
    assert "ravenscroft" not in str(refusal.value)

    said = taken("--received", "2018-07-24", raw=PLAIN)
    assert (said["what"], Case.objects.get().received_on) == ("new_case", date(2018, 7, 24))
    assert sweep_outbox() == 0
    assert Case.objects.count() == 1


def test_a_mail_whose_process_died_is_taken_in_by_the_sweep(db: None) -> None:
    with time_machine.travel(datetime(2026, 11, 24, 12, tzinfo=UTC), tick=False):
        mail_intake.keep(io.BytesIO(PLAIN), at=datetime(2026, 11, 24, 12, tzinfo=UTC))
        # Not at once: its own process may be at it.
        assert sweep_outbox() == 0
    with time_machine.travel(datetime(2026, 11, 25, 12, tzinfo=UTC), tick=False):
        assert sweep_outbox() == 1

    assert Case.objects.get().received_on == date(2026, 11, 24)
    assert taken(raw=PLAIN)["what"] == "duplicate"


def command(*arguments: str, database: str, raw: bytes = PLAIN) -> Any:
    """Run the command as a process of its own."""
    env = {**os.environ, "DEBUG": "true", "DATABASE_URL": database}
    return subprocess.run(
        [sys.executable, "manage.py", "receive_mail", *arguments],
        cwd=ROOT, env=env, input=raw, capture_output=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    "database", ["postgres://nobody@127.0.0.1:1/none", "postgres://nobody@/none?host=/nowhere"]
)
def test_with_the_database_away_the_process_ends_with_75(database: str) -> None:
    ended = command("--json", database=database)

    assert (ended.returncode, ended.stdout) == (75, b"")
    assert ended.stderr.decode().splitlines()[-1] == (
        "CommandError: The database or the storage cannot be reached. Try again later."
    )
    assert b"Traceback" not in ended.stderr


def test_wrong_usage_ends_with_2() -> None:
    for arguments in (("--received", "yesterday"), ("--nonsense",)):
        ended = command(*arguments, database="postgres://nobody@127.0.0.1:1/none")
        assert (ended.returncode, ended.stdout) == (2, b"")


def test_the_process_prints_one_document_and_nothing_else(emptied_trail: None, cast: Cast) -> None:
    known = connection.settings_dict
    host = known["HOST"] or known.get("OPTIONS", {}).get("host", "")
    ended = command(
        "--json", "-", database=f"postgres://{known['USER']}@/{known['NAME']}?host={host}"
    )

    assert ended.returncode == 0, ended.stderr
    said = json.loads(ended.stdout)
    assert said["what"] == "new_case"
    assert Case.objects.get().reference == said["case"]

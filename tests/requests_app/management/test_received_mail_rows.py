"""Every row of real mail, through the same door as the mail server's pipe."""

import io
import json
import re
import struct
import tarfile
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone

from requests_app.domain.workflow import State
from requests_app.models import AuditEvent, Case, Document, Message, OutboxItem, RawMail
from requests_app.services import mail_intake
from tests.factories import APPLICANT_EMAIL, CaseMaker
from tests.requests_app.mail.building import (
    INBOX,
    QUESTION,
    a_pdf,
    file_part,
    locked_zip,
    mail,
    mixed,
    ole,
    part,
    report,
    text_part,
    tnef,
    with_file,
    zipped,
)

Receive = Callable[..., dict[str, Any]]


@pytest.fixture
def receive(db: None, tmp_path: Path) -> Receive:
    """Return the command, as the mail server's pipe calls it."""

    def run(raw: bytes, *arguments: str) -> dict[str, Any]:
        file = tmp_path / "message.eml"
        file.write_bytes(raw)
        said = io.StringIO()
        call_command("receive_mail", "--json", *arguments, str(file), stdout=said)
        answer: dict[str, Any] = json.loads(said.getvalue())
        assert set(answer) == {"message", "what", "case", "reason", "warnings", "attachments"}
        assert answer["reason"].endswith(".")
        kept = Message.objects.get(pk=answer["message"])
        assert kept.raw is not None
        with kept.raw.file.open("rb") as stored:
            assert stored.read() == raw
        return answer

    return run


def the_text(answer: dict[str, Any]) -> str:
    return Message.objects.get(pk=answer["message"]).text


def states(answer: dict[str, Any]) -> dict[str, str]:
    return {one["name"]: one["state"] for one in answer["attachments"]}


# ---- a request, however it is written (rows 1 to 6, 12 to 15, 38, 39) ----------------------


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (mail("£450 – café".encode("cp1252"), kind=""), "£450 – café"),
        (mail("£450 café".encode("cp850"), kind="text/plain; charset=cp-850"), "£450 café"),
        (mail("£450 – café".encode(), kind="text/plain; charset=cp850"), "£450 – café"),
        (mail("£450 – café".encode(), kind="text/plain; charset=unknown-8bit"), "£450 – café"),
        (mail("שלום".encode("iso-8859-8"), kind="text/plain; charset=iso-8859-8-i"), "שלום"),
        (mail("“£450”".encode("cp1252"), kind="text/plain; charset=iso-8859-1"), "“£450”"),
        (
            mail(
                b"<meta charset=windows-1252><p>" + "£450 – café".encode("cp1252"),
                kind="text/html",
            ),
            "£450 – café",
        ),
        (
            mail(
                b"<style>p{}</style><script>alert(1)</script><p>How many?</p>"
                b"<img src='https://tracker.example/1.gif'>",
                kind="text/html",
            ),
            "How many?",
        ),
        (mail(b"<div>" * 20_000 + b"How many?", kind="text/html"), "How many?"),
        (mail(b"How many?", kind=""), "How many?"),
        (mail(b"How many?", kind='multipart/mixed; boundary="never"'), "How many?"),
        (mail(b"How many?", kind="multipart/mixed"), "How many?"),
        (mail(b"How many?", "Content-Transfer-Encoding: base64"), "How many?"),
        (mail(b"SG93IG1hbnk/", "Content-Transfer-Encoding: base64"), "How many?"),
        (mail(b"SG93\r\nIA==\r\nbWFueT8=", "Content-Transfer-Encoding: base64"), "How many?"),
        (mail(b"How=20many=3F", "Content-Transfer-Encoding: Quoted-Printable"), "How many?"),
        (mail(b"How many?", "Content-Transfer-Encoding: x-nonsense"), "How many?"),
        (mail(b"How\x00 many?"), "How many?"),
        (b"\xef\xbb\xbf\r\n" + mail(b"How many?"), "How many?"),
        (b"From ann@example.org Mon Nov 23 10:00:00 2026\n" + mail(b"How many?"), "How many?"),
        (mail(b"How many?").replace(b"\r\n", b"\r"), "How many?"),
        (mail(b"How many?").replace(b"\r\n", b"\n"), "How many?"),
    ],
)  # fmt: skip
def test_a_request_is_read_whatever_its_labels_say(receive: Receive, raw: bytes, text: str) -> None:
    answer = receive(raw)

    assert answer["what"] == "new_case"
    assert the_text(answer) == text
    case = Case.objects.get(reference=answer["case"])
    assert (case.subject, case.state) == ("Closed beds", State.RECEIVED)
    assert case.applicant.email == "ann@example.org"


def test_a_lossy_reading_says_so(receive: Receive) -> None:
    answer = receive(mail("£450".encode("cp1252"), kind=""))

    assert answer["warnings"] == [
        "Some characters could not be read for certain. The original is kept."
    ]


@pytest.mark.parametrize(
    ("raw", "warning", "names"),
    [
        (mail(b""), "It has no text.", []),
        (mail(b" \r\n\r\n "), "It has no text.", []),
        (
            mixed(file_part("request.pdf", a_pdf())),
            "It has no text of its own: the request may be in a file.",
            ["request.pdf"],
        ),
        (
            mail(a_pdf(), kind="application/pdf; name=request.pdf"),
            "It has no text of its own: the request may be in a file.",
            ["request.pdf"],
        ),
    ],
)
def test_a_request_without_words_is_a_case_to_be_triaged(
    receive: Receive, raw: bytes, warning: str, names: list[str]
) -> None:
    answer = receive(raw)

    assert (answer["what"], answer["warnings"]) == ("new_case", [warning])
    assert [one["name"] for one in answer["attachments"]] == names
    case = Case.objects.get(reference=answer["case"])
    assert not case.questions.exists()
    assert case.due_on is not None


def test_a_mail_with_nothing_in_it_waits(receive: Receive) -> None:
    for raw in (b"", b"\r\n", mail(b"", subject="", message_id="")):
        answer = receive(raw)
        assert (answer["what"], answer["case"]) == ("needs_attention", None)
        assert answer["reason"] == "There is nothing in it: no text, no subject and no file."


def test_a_missing_last_boundary_loses_no_file(receive: Receive) -> None:
    raw = mixed(text_part(), file_part("beds.csv", b"ward,beds\n"))
    raw = raw[: raw.rindex(b"--B")]

    assert states(receive(raw)) == {"beds.csv": "unscanned"}


def test_a_table_without_a_disposition_is_kept(receive: Receive) -> None:
    answer = receive(mixed(text_part(), part(b"ward,beds\n", "text/csv; name=beds.csv")))

    assert answer["attachments"] == [{"name": "beds.csv", "size": 10, "state": "unscanned"}]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ('filename="../../etc/passwd"', "passwd"),
        ("filename*=utf-8''St%C5%B5%20a.csv", "Stŵ a.csv"),
        ("filename*0*=utf-8''St%C5; filename*1*=%B5.csv", "Stŵ.csv"),
        ('filename="=?utf-8?q?St=C5?= =?utf-8?q?=B5.csv?="', "Stŵ.csv"),
        ('filename="a\u202evsc.csv"', "avsc.csv"),
        ('filename=""', "table.csv"),
    ],
)
def test_a_file_name_is_shown_and_harmless(receive: Receive, name: str, shown: str) -> None:
    raw = mixed(
        text_part(), part(b"ward,beds", "text/csv", f"Content-Disposition: attachment; {name}")
    )

    answer = receive(raw)

    assert [one["name"] for one in answer["attachments"]] == [shown]
    stored = Document.objects.get().file.name
    assert re.fullmatch(r"documents/\d{4}/\d\d/[0-9a-f]{64}\.bin", stored)


def test_a_subject_split_inside_a_character_is_joined(receive: Receive) -> None:
    raw = mail(subject="Subject: =?utf-8?q?Caf=C3?=\r\n =?utf-8?q?=A9_costs?=")

    assert Case.objects.get(reference=receive(raw)["case"]).subject == "Café costs"


# ---- Outlook's own format, sealed mail, signatures, invitations (rows 7 to 10) -------------


def test_outlooks_own_format_is_unpacked_and_kept(receive: Receive) -> None:
    packed = tnef(b"Words inside", {"beds.csv": b"ward,beds\n", "plan.pdf": a_pdf()})

    answer = receive(mixed(text_part(), part(packed, "application/ms-tnef; name=winmail.dat")))

    assert answer["what"] == "new_case"
    assert states(answer) == {
        "winmail.dat": "unscanned", "beds.csv": "unscanned", "plan.pdf": "unscanned",
    }  # fmt: skip
    assert the_text(answer) == QUESTION.decode()


def test_words_that_stand_only_in_outlooks_format_are_read(receive: Receive) -> None:
    answer = receive(mixed(file_part("winmail.dat", tnef(b"How many beds?"))))

    assert (answer["what"], the_text(answer)) == ("new_case", "How many beds?")


def test_outlooks_format_cut_short_is_kept_and_said(receive: Receive) -> None:
    packed = tnef(b"How many beds?", {"beds.csv": b"ward,beds\n" * 50})[:-200]

    answer = receive(mixed(text_part(), file_part("winmail.dat", packed, "application/ms-tnef")))

    assert states(answer)["winmail.dat"] == "unreadable"
    assert any("damaged or cut short" in one for one in answer["warnings"])


@pytest.mark.parametrize("junk", [b"", b"\x78\x9f\x3e\x22", b"\x78\x9f\x3e\x22" + b"\xff" * 500])
def test_what_only_calls_itself_outlooks_format_is_kept(receive: Receive, junk: bytes) -> None:
    answer = receive(mixed(text_part(), part(junk, "application/ms-tnef")))

    assert (answer["what"], states(answer)) == ("new_case", {"winmail.dat": "unreadable"})


def test_a_program_inside_outlooks_format_is_caught(receive: Receive) -> None:
    packed = tnef(b"", {"invoice.exe": b"MZ\x90\x00"})

    assert states(receive(mixed(text_part(), file_part("winmail.dat", packed))))["invoice.exe"] == (
        "quarantined"
    )


@pytest.mark.parametrize(
    "kind", ["application/pkcs7-mime; smime-type=enveloped-data", "application/x-pkcs7-mime"]
)
def test_a_sealed_mail_waits_with_the_reason_and_counts_from_its_day(
    receive: Receive, make_case: CaseMaker, kind: str
) -> None:
    answer = receive(mail(b"MIAGCSqGSIb3", "Content-Transfer-Encoding: base64",
                          kind=f"{kind}; name=smime.p7m"))  # fmt: skip

    assert answer["what"] == "needs_attention"
    assert answer["reason"].startswith("It is sealed and cannot be read here. Ask the sender")
    assert states(answer) == {"smime.p7m": "locked"}
    case = mail_intake.open_from_message(
        answer["message"], actor=make_case.cast.foi_manager, at=datetime.now().astimezone()
    )
    assert case.received_on == Message.objects.get(pk=answer["message"]).happened_at.date()


def test_a_signature_is_no_file(receive: Receive) -> None:
    seal = part(b"0\x80", "application/pkcs7-signature; name=smime.p7s")

    answer = receive(mixed(text_part(), seal, subtype="signed"))

    assert (answer["what"], answer["attachments"]) == ("new_case", [])


def test_an_invitation_is_a_file_and_never_accepted(receive: Receive) -> None:
    invitation = part(b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\n", "text/calendar; method=REQUEST")

    beside = receive(mixed(text_part(), invitation, subtype="alternative"))
    alone = receive(
        mail(b"BEGIN:VCALENDAR\r\n", kind="text/calendar; method=REQUEST", message_id="")
    )

    assert (beside["what"], states(beside)) == ("new_case", {"invitation.ics": "unscanned"})
    assert (alone["what"], states(alone)) == ("needs_attention", {"invitation.ics": "unscanned"})
    assert not Message.objects.filter(direction="out").exists()


# ---- a message inside a message (row 11) ---------------------------------------------------


def inner_request(*parts: bytes) -> bytes:
    return mixed(
        text_part(b"The inner words"), *parts,
        sender="From: Zed Asker <zed@example.net>\r\nDate: Mon, 2 Nov 2026 09:00:00 +0000",
    )  # fmt: skip


def test_a_forwarded_request_waits_for_a_case_of_its_own(receive: Receive) -> None:
    inner = part(inner_request(file_part("annex.pdf", a_pdf())), "message/rfc822")

    answer = receive(
        mixed(text_part(b"See below."), inner, subject="Subject: FW: FOI",
              sender="From: Estates <estates@harrowdene.example>")
    )  # fmt: skip

    assert (answer["what"], answer["case"]) == ("needs_attention", None)
    assert "Open the case from that one" in answer["reason"]
    assert states(answer) == {"message.eml": "unscanned"}
    assert the_text(answer) == "See below."


def test_a_request_that_encloses_an_earlier_mail_is_a_request(receive: Receive) -> None:
    inner = part(inner_request(), "message/rfc822")

    answer = receive(mixed(text_part(QUESTION * 10), inner))

    assert answer["what"] == "new_case"
    assert any("may hold a request of its own" in one for one in answer["warnings"])


def test_a_program_inside_a_forwarded_message_is_caught(receive: Receive) -> None:
    inner = part(inner_request(file_part("a.exe", b"MZ")), "message/rfc822")

    assert states(receive(mixed(text_part(), inner))) == {"message.eml": "quarantined"}


def test_messages_in_messages_have_an_end(receive: Receive) -> None:
    raw = inner_request()
    for _ in range(40):
        raw = mixed(text_part(), part(raw, "message/rfc822"))

    assert states(receive(raw)) == {"message.eml": "quarantined"}


# ---- machines (rows 16 to 21, 35) ----------------------------------------------------------


def test_words_about_a_returned_mail_are_a_request(receive: Receive) -> None:
    answer = receive(mail(b"My mail came back with 550 5.1.1 user unknown. How many beds?"))

    assert answer["what"] == "new_case"


@pytest.mark.parametrize(
    "raw",
    [
        mail(b"I am away.", "Auto-Submitted: auto-replied"),
        mail(b"I am away.", "Auto-Submitted: auto-generated"),
        mail(b"I am away.", "X-Auto-Response-Suppress: All"),
        mail(b"I am away.", "X-Auto-Response-Suppress: DR, OOF, AutoReply"),
        mail(b"I am away.", "Precedence: auto_reply"),
        mail(b"I am out of the office until Monday.", "Precedence: bulk"),
        mail(b"I am away.", "X-Autoreply: yes"),
        mail(b"I am away.", subject="Subject: Automatic reply: Closed beds"),
        mail(b"I am away.", subject="Subject: AutoReply: Closed beds"),
        mail(b"I am away.", subject="Subject: Out of Office: Closed beds"),
        mail(b"I am away.", subject="Subject: =?utf-8?q?R=C3=A9ponse_automatique_=3A_a?="),
        mail(b"I am away.", sender="From: Ann <autoreply@example.org>"),
    ],
)
def test_an_automatic_reply_is_known_and_never_answered(receive: Receive, raw: bytes) -> None:
    answer = receive(raw)

    assert (answer["what"], answer["case"]) == ("auto_reply", None)
    assert not Case.objects.exists()
    assert not OutboxItem.objects.exclude(work="take_in_mail").exists()


@pytest.mark.parametrize(
    "raw",
    [
        mail(QUESTION, "Precedence: bulk"),
        mail(QUESTION, "Auto-Submitted: no"),
        mail(QUESTION, subject="Subject: Out of office hours cover"),
        mail(QUESTION, subject="Subject: Delivery failures in maternity"),
        mail(QUESTION, sender="From: autoreply <ann@example.org>"),
    ],
)
def test_a_person_is_not_taken_for_a_machine(receive: Receive, raw: bytes) -> None:
    assert receive(raw)["what"] == "new_case"


def test_an_automatic_reply_to_a_case_stands_on_it_and_changes_nothing(
    receive: Receive, case: Case
) -> None:
    before = (case.state, case.version, case.due_on)

    answer = receive(
        mail(b"Away.", "Auto-Submitted: auto-replied", subject=f"Subject: Re: {case.reference}")
    )

    case.refresh_from_db()
    assert (answer["what"], answer["case"]) == ("auto_reply", case.reference)
    assert (case.state, case.version, case.due_on) == before
    assert Message.objects.get(pk=answer["message"]).handled_at is not None


def sent_letter(case: Case) -> Message:
    """Return a mail of ours on the case."""
    return Message.objects.create(
        case=case, direction="out", kind="response", recipient=APPLICANT_EMAIL,
        message_id="<letter.1@harrowdene.example>", subject="Your request",
        happened_at=datetime.now().astimezone(),
    )  # fmt: skip


FAILED = (
    f"Reporting-MTA: dns; mx\r\n\r\nFinal-Recipient: rfc822; {APPLICANT_EMAIL}\r\nAction: failed"
)


def test_a_delivery_report_is_tied_to_its_letter_and_becomes_a_task(
    receive: Receive, make_case: CaseMaker
) -> None:
    case = make_case(State.ACCEPTED)
    letter = sent_letter(case)
    due = case.due_on

    answer = receive(report(FAILED, about=letter.message_id))

    kept = Message.objects.get(pk=answer["message"])
    case.refresh_from_db()
    assert (answer["what"], answer["case"]) == ("delivery_report", case.reference)
    assert answer["reason"].startswith("The response that we sent did not arrive.")
    assert (kept.about, kept.case, kept.handled_at) == (letter, case, None)
    assert (case.state, case.due_on) == (State.ACCEPTED, due)


def test_a_delivery_report_without_the_identifier_is_tied_by_the_address(
    receive: Receive, case: Case
) -> None:
    letter = sent_letter(case)

    answer = receive(report(FAILED))

    assert Message.objects.get(pk=answer["message"]).about == letter
    assert answer["case"] == case.reference


def test_a_delayed_mail_and_one_that_arrived_are_told_apart(receive: Receive, case: Case) -> None:
    letter = sent_letter(case)

    delayed = receive(report(FAILED.replace("failed", "delayed"), about=letter.message_id))
    arrived = receive(report(FAILED.replace("failed", "delivered"), about=letter.message_id))

    assert (delayed["what"], arrived["what"]) == ("delivery_report", "delivery_report")
    assert "still trying" in delayed["reason"]
    assert Message.objects.get(pk=delayed["message"]).handled_at is None
    assert Message.objects.get(pk=arrived["message"]).handled_at is not None


@pytest.mark.parametrize(
    "raw",
    [
        mail(b"550 5.1.1", sender="From: MAILER-DAEMON@mx.example.org",
             subject="Subject: failure notice"),
        mail(b"550", "X-Failed-Recipients: a@example.org", "Auto-Submitted: auto-replied",
             sender="From: Mail Delivery System <Mailer-Daemon@mx.example.org>"),
        mail(b"550", subject="Subject: Undeliverable: Your request",
             sender="From: postmaster@example.org"),
        mail(b"550", "Return-Path: <>", subject="Subject: Problem with your mail"),
    ],
)  # fmt: skip
def test_a_bounce_without_the_structure_of_one_waits(receive: Receive, raw: bytes) -> None:
    answer = receive(raw)

    assert (answer["what"], answer["case"]) == ("needs_attention", None)
    assert answer["reason"].startswith("It looks like a returned message")


def test_a_read_receipt_is_filed_silently(receive: Receive, case: Case) -> None:
    letter = sent_letter(case)
    said = f"Final-Recipient: rfc822; {APPLICANT_EMAIL}\r\nOriginal-Message-ID: {letter.message_id}"

    answer = receive(report(said, kind="disposition-notification", subject="Subject: Read: a"))

    kept = Message.objects.get(pk=answer["message"])
    assert (answer["what"], answer["case"]) == ("read_receipt", case.reference)
    assert (kept.about, kept.handled_at is not None) == (letter, True)


# ---- twice, to two, from elsewhere (rows 22 to 29) -----------------------------------------


def test_the_same_bytes_are_one_message(receive: Receive) -> None:
    first = receive(mail())
    again = receive(mail())

    assert (again["what"], again["message"], again["case"]) == (
        "duplicate", first["message"], first["case"],
    )  # fmt: skip
    assert (Message.objects.count(), Case.objects.count(), RawMail.objects.count()) == (1, 1, 1)


def test_the_same_bytes_without_an_identifier_are_one_message(receive: Receive) -> None:
    receive(mail(message_id=""))

    assert receive(mail(message_id=""))["what"] == "duplicate"


def test_the_same_identifier_with_other_bytes_waits(receive: Receive) -> None:
    receive(mail())

    answer = receive(mail(b"Something else"))

    assert (answer["what"], answer["case"]) == ("needs_attention", None)
    assert answer["reason"] == ("A different message with the same identifier was received before.")


def two_cases(make_case: CaseMaker) -> tuple[Case, Case]:
    make_case.email = "second@example.org"
    second = make_case()
    make_case.email = APPLICANT_EMAIL
    return make_case(), second


@pytest.mark.parametrize(
    "head",
    [
        "To: foi+{0}@harrowdene.example\r\nCc: FOI <foi+{1}@harrowdene.example>",
        "Delivered-To: foi+{0}@harrowdene.example\r\nX-Original-To: foi+{1}@harrowdene.example",
        "Received: from a by b for <foi+{0}@harrowdene.example>; x\r\n"
        "Received: from a by b for foi+{1}@harrowdene.example; x",
    ],
)
def test_one_mail_to_two_cases_stands_on_both(
    receive: Receive, make_case: CaseMaker, head: str
) -> None:
    first, second = two_cases(make_case)

    answer = receive(mail(to=head.format(first.reference.lower(), second.reference)))

    kept = Message.objects.get(pk=answer["message"])
    assert (answer["what"], answer["case"]) == ("reply", first.reference)
    assert second.reference in answer["reason"]
    assert (kept.case, list(kept.other_cases.all())) == (first, [second])
    chains = AuditEvent.objects.filter(verb="receive_message").values_list("chain", flat=True)
    assert set(chains) == {first.reference, second.reference}


def test_a_reply_is_known_by_its_reference_whoever_sends_it(receive: Receive, case: Case) -> None:
    answer = receive(mail(subject=f"Subject: your letter {case.reference}"))

    assert (answer["what"], answer["case"]) == ("reply", case.reference)
    assert "It comes from another address than the one the applicant gave." in answer["warnings"]


def test_a_reply_is_known_by_its_thread(receive: Receive, case: Case) -> None:
    letter = sent_letter(case)

    for header in ("In-Reply-To", "References"):
        answer = receive(
            mail(QUESTION, f"{header}: <x@y> {letter.message_id}", message_id="",
                 sender=f"From: {APPLICANT_EMAIL}", subject=f"Subject: {header}")
        )  # fmt: skip
        assert (answer["what"], answer["case"], answer["warnings"]) == ("reply", case.reference, [])


def mistyped(reference: str) -> list[str]:
    prefix, year, number = reference.split("-")
    return [
        f"{prefix}-{year.replace('0', 'O')}-{number}",
        f"{prefix}-{year}-{number.replace('0', 'o').replace('1', 'l')}",
        f"F0I-{year}-{number}",
        f"FO-{year}-{number}",
        f"{prefix}-{year}-{number[1:]}",
        f"{prefix}-{year[:2]}{year[3:]}-{number}",
        f"{prefix}-{year}-{number}0"[:-1] + "0",
    ]


@pytest.mark.parametrize("slip", range(7))
def test_a_mistyped_reference_is_a_guess_that_a_person_confirms(
    receive: Receive, make_case: CaseMaker, slip: int
) -> None:
    case = make_case()
    wrong = mistyped(case.reference)[slip]

    for head in (
        {"subject": f"Subject: {wrong}", "message_id": ""},
        {"to": f"To: foi+{wrong}@harrowdene.example", "message_id": ""},
    ):
        answer = receive(mail(sender=f"From: {APPLICANT_EMAIL}", **head))
        assert (answer["what"], answer["case"]) == ("possible_reply", case.reference)
        assert Message.objects.get(pk=answer["message"]).case is None


def test_an_address_with_a_capital_and_a_stray_bracket_is_read(
    receive: Receive, case: Case
) -> None:
    answer = receive(mail(to=f"To: <FOI <Foi+{case.reference.title()}@Harrowdene.example>"))

    assert (answer["what"], answer["case"]) == ("reply", case.reference)


@pytest.mark.parametrize(
    "changes",
    [
        {"subject": "Subject: Re: something", "sender": f"From: {APPLICANT_EMAIL}"},
        {"subject": "Subject: Re: Closed hospital beds", "sender": f"From: {APPLICANT_EMAIL}"},
        {"subject": "Subject: RE: Closed hospital beds", "sender": "From: other@example.org"},
        {"body": b"About FOI-2026-00001: one more word."},
    ],
)
def test_a_guess_is_confirmed_by_a_person(
    receive: Receive, case: Case, changes: dict[str, Any]
) -> None:
    answer = receive(mail(**changes))

    assert (answer["what"], answer["case"]) == ("possible_reply", case.reference)


def test_a_second_request_under_the_same_subject_is_a_new_one(receive: Receive, case: Case) -> None:
    answer = receive(
        mail(subject=f"Subject: {case.subject}", sender=f"From: {case.applicant.email}")
    )

    assert answer["what"] == "new_case"
    assert answer["case"] != case.reference


def test_whoever_was_asked_to_complete_a_request_is_taken_to_answer(
    receive: Receive, make_case: CaseMaker
) -> None:
    case = make_case(State.INCOMPLETE)

    answer = receive(mail(b"My name is Ann.", sender=f"From: {APPLICANT_EMAIL}"))

    assert (answer["what"], answer["case"]) == ("possible_reply", case.reference)


def test_numbers_in_a_request_are_no_reference(receive: Receive, case: Case) -> None:
    answer = receive(mail(b"How many for 2026 00001 beds, and for 2026, 1 ward?",
                          subject="Subject: costs for 2026 00001 beds"))  # fmt: skip

    assert answer["what"] == "new_case"


@pytest.mark.parametrize("state", [State.ANSWERED, State.WITHDRAWN, State.REDIRECTED])
def test_mail_to_a_closed_case_is_kept_on_it(
    receive: Receive, make_case: CaseMaker, state: State
) -> None:
    case = make_case(state)

    answer = receive(mail(subject=f"Subject: {case.reference}", sender=f"From: {APPLICANT_EMAIL}"))

    case.refresh_from_db()
    kept = Message.objects.get(pk=answer["message"])
    assert (answer["what"], kept.case, kept.handled_at) == ("reply", case, None)
    assert case.state == state


FORGED = (
    "Authentication-Results: mx.evil.example; dmarc=pass header.from=example.org\r\n"
    "Authentication-Results: dmarc=pass spf=pass"
)


def test_only_our_own_servers_word_about_the_sender_counts(
    receive: Receive, settings: LazySettings
) -> None:
    settings.TRUSTED_MAIL_SERVERS = ["mx.harrowdene.example"]
    own = (
        "Authentication-Results: mx.harrowdene.example 1;\r\n spf=fail smtp.mailfrom=a; dmarc=fail"
    )

    forged = receive(mail(QUESTION, FORGED))
    proved = receive(mail(QUESTION, own, FORGED, message_id=""))

    assert Message.objects.get(pk=forged["message"]).authentication == ""
    assert Message.objects.get(pk=proved["message"]).authentication == "dmarc=fail spf=fail"
    assert any("may be forged" in one for one in proved["warnings"])


def test_exchange_online_writes_no_name(receive: Receive, settings: LazySettings) -> None:
    settings.TRUSTED_MAIL_SERVERS = ["microsoft365"]
    own = "Authentication-Results: spf=fail (sender IP is 1.2.3.4)\r\n smtp.mailfrom=a;dmarc=none"

    answer = receive(mail(QUESTION, own, FORGED))

    assert Message.objects.get(pk=answer["message"]).authentication == "dmarc=none spf=fail"


def test_a_forged_mail_withdraws_nothing(receive: Receive, case: Case) -> None:
    receive(mail(b"I withdraw my request.", subject=f"Subject: {case.reference}"))

    case.refresh_from_db()
    assert case.state == State.RECEIVED


@pytest.mark.parametrize(
    ("sender", "email", "warning"),
    [
        ("", "", "The message names no sender."),
        ("From: none", "", "The message names no sender."),
        ("From: a@example.org, b@example.org", "a@example.org",
         "The message names more than one sender. The first is shown."),
        ("From: a@example.org\r\nFrom: b@example.org", "a@example.org",
         "The message names more than one sender. The first is shown."),
    ],
)  # fmt: skip
def test_a_sender_who_is_not_known_makes_a_case_that_says_so(
    receive: Receive, sender: str, email: str, warning: str
) -> None:
    answer = receive(mail(sender=sender))

    assert (answer["what"], answer["warnings"]) == ("new_case", [warning])
    assert Case.objects.get(reference=answer["case"]).applicant.email == email


@pytest.mark.parametrize(
    "said",
    ["", "Date: garbage", "Date: Fri, 1 Jan 2099 00:00:00 +0000", "Date: Fri, 1 Jan 1999 00:00:00"],
)
def test_the_day_of_receipt_is_the_servers(receive: Receive, said: str) -> None:
    with time_machine.travel(datetime.fromisoformat("2026-11-24T10:00:00+00:00")):
        answer = receive(mail(QUESTION, *filter(None, [said])))

    case = Case.objects.get(reference=answer["case"])
    assert case.received_on == date(2026, 11, 24)
    assert Message.objects.get(pk=answer["message"]).date_header == said.removeprefix("Date: ")


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-07-31T22:59:00+00:00", date(2026, 7, 31)),  # 23:59 in London, in summer
        ("2026-07-31T23:01:00+00:00", date(2026, 8, 1)),
        ("2026-11-28T12:00:00+00:00", date(2026, 11, 28)),  # a Saturday
        ("2026-12-25T12:00:00+00:00", date(2026, 12, 25)),
    ],
)
def test_the_day_of_receipt_is_londons_and_no_day_is_rolled(
    receive: Receive, moment: str, day: date
) -> None:
    with time_machine.travel(datetime.fromisoformat(moment)):
        answer = receive(mail())

    assert Case.objects.get(reference=answer["case"]).received_on == day


def test_a_mail_entered_late_counts_from_its_day_and_says_so(receive: Receive) -> None:
    answer = receive(mail(), "--received", "2026-11-02")

    case = Case.objects.get(reference=answer["case"])
    assert case.received_on == date(2026, 11, 2)
    event = AuditEvent.objects.get(chain=case.reference, verb="open_case")
    assert event.detail["entered_late"] is True


def test_a_day_that_has_not_come_is_refused(receive: Receive) -> None:
    later = (timezone.localdate() + timedelta(days=2)).isoformat()

    with pytest.raises(CommandError, match="in the future"):
        receive(mail(), "--received", later)
    assert not RawMail.objects.exists()


# ---- large, packed, locked, hostile (rows 30 to 34) ----------------------------------------


def test_one_line_of_ten_megabytes_is_cut_with_a_word(receive: Receive) -> None:
    answer = receive(mail(b"x" * 10_000_000))

    assert answer["what"] == "new_case"
    assert "The text is too long to show whole. The original is kept." in answer["warnings"]
    assert len(the_text(answer)) == 1_000_000


def nested_zip(levels: int) -> bytes:
    packed = zipped({"beds.csv": b"ward,beds\n"})
    for _ in range(levels):
        packed = zipped({"inner.zip": packed})
    return packed


def a_tar(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        entry = tarfile.TarInfo(name)
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
    return packed.getvalue()


EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
DOCUMENT = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"}
LNK = b"L\x00\x00\x00\x01\x14\x02\x00" + b"\0" * 60
FILEPASS = struct.pack("<HHHH", 0x0809, 4, 0x600, 5) + struct.pack("<HH", 0x002F, 6)


FILES: list[tuple[str, bytes, str]] = [
    ("beds.zip", zipped({"beds.csv": b"ward,beds\n"}), "unscanned"),
    ("beds.zip", nested_zip(2), "unscanned"),
    ("beds.zip", nested_zip(20), "quarantined"),
    ("bomb.zip", zipped({"zeros": b"\0" * 60_000_000}), "quarantined"),
    ("many.zip", zipped({f"{n}": b"" for n in range(6000)}), "quarantined"),
    ("slip.zip", zipped({"../../etc/passwd": b"root"}), "quarantined"),
    ("slip.zip", zipped({"C:\\Windows\\a.txt": b"root"}), "quarantined"),
    ("beds.zip", zipped({"a/invoice.exe": b"MZ\x90"}), "quarantined"),
    ("beds.zip", zipped({"beds.txt": EICAR}), "quarantined"),
    ("beds.zip", zipped({"inner.zip": zipped({"page.html": b"<html>"})}), "quarantined"),
    ("beds.zip", locked_zip(), "locked"),
    ("beds.zip", zipped({"plan.pdf": a_pdf("secret")}), "locked"),
    ("beds.zip", zipped({"beds.csv": b"a,b\n" * 99})[:-40], "unreadable"),
    ("beds.zip", b"no archive at all", "unreadable"),
    ("beds.7z", b"7z\xbc\xaf\x27\x1c" + b"\0" * 40, "unreadable"),
    ("beds.rar", b"Rar!\x1a\x07\x01\x00" + b"\0" * 40, "unreadable"),
    ("beds.tar.gz", a_tar("beds.csv", b"ward,beds\n"), "unscanned"),
    ("beds.tar.gz", a_tar("../beds.csv", b"ward,beds\n"), "quarantined"),
    ("beds.tgz", a_tar("a.lnk", LNK), "quarantined"),
    ("plan.pdf", a_pdf(), "unscanned"),
    ("plan.pdf", a_pdf("secret"), "locked"),
    ("beds.xlsx", ole({"EncryptionInfo": b"x", "EncryptedPackage": b"x"}), "locked"),
    ("letter.docx", ole({"EncryptedPackage": b"x"}), "locked"),
    ("beds.xls", ole({"Workbook": FILEPASS}), "locked"),
    ("beds.xls", ole({"Workbook": b"\x09\x08\x04\x00\x00\x06\x05\x00"}), "unscanned"),
    ("letter.doc", ole({"WordDocument": b"\xec\xa5" + b"\0" * 8 + b"\x00\x01"}), "locked"),
    ("letter.doc", ole({"WordDocument": b"\xec\xa5", "VBA": b"x"}), "quarantined"),
    ("letter.docx", zipped(DOCUMENT), "unscanned"),
    ("letter.docx", zipped({**DOCUMENT, "word/media/a.svg": b"<svg/>"}), "unscanned"),
    ("letter.docx", zipped({**DOCUMENT, "word/vbaProject.bin": b"x"}), "quarantined"),
    ("letter.docx", zipped({**DOCUMENT, "word/embeddings/a.bin": b"MZ\0"}), "quarantined"),
    ("letter.docm", zipped(DOCUMENT), "quarantined"),
    ("beds.xlsm", b"PK", "quarantined"),
    ("invoice.exe", b"MZ\x90\x00", "quarantined"),
    ("invoice.pdf.exe", b"MZ\x90\x00", "quarantined"),
    ("invoice.pdf", b"MZ\x90\x00" + b"\0" * 56 + b"\x40\0\0\0PE\0\0", "quarantined"),
    ("invoice.lnk", LNK, "quarantined"),
    ("invoice.txt", LNK, "quarantined"),
    ("invoice.html", b"<html><form action=https://evil.example>", "quarantined"),
    ("invoice.pdf", b"<!DOCTYPE html><html><script>x()</script>", "quarantined"),
    ("invoice.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "quarantined"),
    ("run.js", b"WScript.Echo(1)", "quarantined"),
    ("run.iso", b"\0" * 100, "quarantined"),
    ("eicar.com.txt", EICAR, "quarantined"),
    ("letter.rtf", rb"{\rtf1{\object\objemb{\*\objdata 0105}}}", "quarantined"),
    ("letter.rtf", rb"{\rtf1 Hello\par}", "unscanned"),
    ("beds.csv", b"ward,beds\nA,4\n", "unscanned"),
    ("notes.txt", b"MZ is how a program begins.", "unscanned"),
    ("empty.csv", b"", "unscanned"),
]


@pytest.mark.parametrize(
    ("name", "content", "state"),
    FILES,
    ids=[f"{number}-{name}-{state}" for number, (name, _, state) in enumerate(FILES)],
)
def test_a_file_is_what_is_in_it(receive: Receive, name: str, content: bytes, state: str) -> None:
    answer = receive(with_file(name, content))

    assert answer["what"] == "new_case"
    assert answer["attachments"] == [{"name": name, "size": len(content), "state": state}]
    assert bool(answer["warnings"]) is (state != "unscanned")
    with Document.objects.get().file.open("rb") as stored:
        assert stored.read() == content


def test_a_message_of_a_thousand_parts_loses_none(receive: Receive) -> None:
    answer = receive(mixed(text_part(), *(file_part(f"{n}.csv", b"%d" % n) for n in range(1000))))

    assert answer["what"] == "new_case"
    *files, rest = answer["attachments"]
    assert [one["name"] for one in files] == [f"{n}.csv" for n in range(299)]
    assert rest["name"] == "rest-of-the-message.txt"
    with Document.objects.latest("pk").file.open("rb") as stored:
        kept = stored.read()
    assert all(b'"%d.csv"' % n in kept for n in range(299, 1000))


def test_pictures_between_texts_and_in_the_page_are_kept(receive: Receive) -> None:
    picture = part(b"\x89PNG\r\n\x1a\n", "image/png; name=ward.png", "Content-ID: <a@b>",
                   "Content-Disposition: inline")  # fmt: skip

    apple = receive(mixed(text_part(b"One"), picture, text_part(b"Two")))
    page = receive(
        mixed(part(b"<p>One <img src='cid:a@b'></p>", "text/html"), picture, subtype="related",
              message_id="")
    )  # fmt: skip

    assert (the_text(apple), states(apple)) == ("One\n\nTwo", {"ward.png": "unscanned"})
    assert (the_text(page), states(page)) == ("One", {"ward.png": "unscanned"})


# ---- WhatDoTheyKnow and web forms (rows 36 and 37) -----------------------------------------


def alias(number: int) -> str:
    return f"From: Ann Asker <request-{number}-abcdef12@whatdotheyknow.com>"


def test_a_request_from_whatdotheyknow_says_that_answers_are_published(receive: Receive) -> None:
    answer = receive(mail(sender=alias(1)))

    case = Case.objects.get(reference=answer["case"])
    assert answer["what"] == "new_case"
    assert any("published at once" in one for one in answer["warnings"])
    assert case.applicant.email == "request-1-abcdef12@whatdotheyknow.com"
    assert case.applicant.is_published_at_once


def test_two_aliases_of_one_name_are_two_requests(receive: Receive) -> None:
    first = receive(mail(sender=alias(1)))
    second = receive(mail(sender=alias(2), message_id=""))

    assert (first["what"], second["what"]) == ("new_case", "new_case")
    cases = Case.objects.filter(reference__in=[first["case"], second["case"]])
    assert cases.values("applicant_id").distinct().count() == 2


def test_one_alias_is_one_request(receive: Receive) -> None:
    first = receive(mail(sender=alias(1)))

    follow_up = receive(
        mail(b"Any news?", sender=alias(1).upper().replace("FROM", "From"), message_id="",
             subject="Subject: Something else")
    )  # fmt: skip

    assert (follow_up["what"], follow_up["case"]) == ("reply", first["case"])


FORM = (
    b"A new form was sent.\r\n\r\nName: Zed Asker\r\nEmail: zed@example.net\r\n"
    b"Your request: How many beds?\r\nAnd how many wards?\r\n"
)


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (("Reply-To: Zed Asker <zed@example.net>",), QUESTION),
        (("Reply-To: Zed Asker <zed@example.net>", "Auto-Submitted: auto-generated"), QUESTION),
        (("Reply-To: zed@example.net", "X-Auto-Response-Suppress: All"), FORM),
        ((), FORM),
        (("Auto-Submitted: auto-generated",), FORM),
    ],
)
def test_a_web_form_is_answered_to_the_person(
    receive: Receive, headers: tuple[str, ...], body: bytes
) -> None:
    answer = receive(mail(body, *headers, sender="From: Website <noreply@forms.example>"))

    assert answer["what"] == "new_case"
    who = Case.objects.get(reference=answer["case"]).applicant
    assert (who.name, who.email) == ("Zed Asker", "zed@example.net")


# ---- the door itself -----------------------------------------------------------------------


def test_a_database_that_is_away_makes_the_mail_server_try_again(
    receive: Receive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_: Any, **__: Any) -> None:
        raise OperationalError

    monkeypatch.setattr(mail_intake, "take_in", away)
    with pytest.raises(CommandError) as refused:
        receive(mail())
    monkeypatch.undo()

    assert refused.value.returncode == 75
    assert receive(mail())["what"] == "new_case"


def test_what_no_rule_foresaw_reaches_a_person(
    receive: Receive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise ValueError

    monkeypatch.setattr(mail_intake, "take_in", broken)

    answer = receive(mail())

    assert (answer["what"], the_text(answer)) == ("needs_attention", QUESTION.decode())
    assert not OutboxItem.objects.filter(done_at__isnull=True).exists()


def test_the_address_of_the_office_is_used(receive: Receive) -> None:
    assert INBOX in Message.objects.get(pk=receive(mail())["message"]).recipient

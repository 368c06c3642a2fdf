"""Real mail, as it arrives: nothing raises, nothing is dropped, doubts are said."""

import base64
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from requests_app.domain.incoming import MessageKind
from requests_app.mail.parser import parse

SAMPLES = Path(__file__).resolve().parents[4] / "shared" / "samples"
UNSURE = "Some characters could not be read for certain. The original is kept."


def plain(body: bytes, *headers: str, kind: str = "text/plain") -> bytes:
    head = ["From: Ann Asker <ann@example.org>", "To: foi@trust.example", "Subject: Beds"]
    if kind:
        head.append(f"Content-Type: {kind}")
    return "\r\n".join([*head, *headers, "", ""]).encode() + body


def mixed(*parts: bytes, kind: str = "multipart/mixed") -> bytes:
    body = b"".join(b"--B\r\n" + part + b"\r\n" for part in parts) + b"--B--\r\n"
    return plain(body, kind=f'{kind}; boundary="B"')


def part(content: bytes, kind: str, *headers: str) -> bytes:
    return "\r\n".join([f"Content-Type: {kind}", *headers, "", ""]).encode() + content


HELLO = part(b"How many beds?", "text/plain; charset=utf-8")


def test_a_plain_mail_says_who_what_and_where_to() -> None:
    mail = parse(
        plain(
            b"How many beds?",
            "Message-ID: <1@example.org>",
            "Date: Tue, 24 Jul 2018 09:12:44 +0100",
            "Cc: other@trust.example",
        )
    )

    assert (mail.sender_name, mail.sender_address) == ("Ann Asker", "ann@example.org")
    assert mail.recipients == ("foi@trust.example", "other@trust.example")
    assert (mail.subject, mail.text) == ("Beds", "How many beds?")
    assert (mail.message_id, mail.kind) == ("<1@example.org>", MessageKind.REQUEST)
    assert mail.date_header == "Tue, 24 Jul 2018 09:12:44 +0100"
    assert (mail.attachments, mail.warnings) == ((), ())


@pytest.mark.parametrize(
    ("body", "kind", "warnings"),
    [
        ("£450 – café".encode("cp1252"), "text/plain", (UNSURE,)),
        ("£450 – café".encode("cp1252"), "text/plain; charset=iso-8859-1", ()),
        ("£450 – café".encode("cp1252"), "text/plain; charset=us-ascii", ()),
        ("£450 – café".encode(), "text/plain; charset=unknown-8bit", ()),
        ("£450 – café".encode("cp1252"), "text/plain; charset=x-nonsense", (UNSURE,)),
        ("£450 – café".encode(), "text/plain", ()),
        ("£450 – café".encode("utf-16"), "text/plain; charset=utf-16", ()),
        (
            b"<html><head><meta charset='windows-1252'></head>"
            + "<p>£450 – café</p>".encode("cp1252"),
            "text/html",
            (),
        ),
    ],
)
def test_pounds_and_accents_survive_wrong_labels(
    body: bytes, kind: str, warnings: tuple[str, ...]
) -> None:
    mail = parse(plain(body, kind=kind))

    assert (mail.text, mail.warnings) == ("£450 – café", warnings)


def test_html_is_read_without_its_scripts() -> None:
    page = (
        b"<style>p { color: red }</style><script>alert(1)</script>"
        b"<p>Dear&nbsp;team,</p><ul><li>one<li>two</ul>"
        b"<img src='https://tracker.example/x.gif'><p>a &lt; b</p><!-- hidden -->"
    )

    assert parse(plain(page, kind="text/html")).text == "Dear team,\n\n- one\n- two\n\na < b"


def test_twenty_thousand_nested_elements_are_read() -> None:
    page = b"<div>" * 20_000 + b"How many beds?" + b"</div>" * 20_000

    assert parse(plain(page, kind="text/html")).text == "How many beds?"


def test_the_plain_version_is_preferred_and_the_html_one_is_no_file() -> None:
    html = part(b"<p>How many <b>beds</b>?</p>", "text/html")
    mail = parse(mixed(HELLO, html, kind="multipart/alternative"))

    assert (mail.text, mail.attachments) == ("How many beds?", ())


def test_an_empty_plain_version_gives_way_to_the_html_one() -> None:
    html = part(b"<p>How many beds?</p>", "text/html")

    assert parse(mixed(part(b"  \r\n", "text/plain"), html, kind="multipart/alternative")).text == (
        "How many beds?"
    )


def test_an_invitation_among_the_versions_is_kept() -> None:
    invitation = part(b"BEGIN:VCALENDAR", "text/calendar; method=REQUEST")
    mail = parse(mixed(HELLO, invitation, kind="multipart/alternative"))

    assert [(file.name, file.content) for file in mail.attachments] == [
        ("invitation.ics", b"BEGIN:VCALENDAR")
    ]


@pytest.mark.parametrize(
    ("headers", "kind", "name"),
    [
        ((), "text/csv; name=beds.csv", "beds.csv"),
        (("Content-Disposition: inline; filename=beds.csv",), "text/plain", "beds.csv"),
        (("Content-Disposition: attachment",), "text/plain", "text.txt"),
        ((), "application/pdf", "document.pdf"),
        ((), "application/x-strange", "attachment-1"),
        (
            ("Content-Disposition: attachment; filename*=utf-8''St%C5%B5.csv",),
            "text/csv",
            "Stŵ.csv",
        ),
        (
            ('Content-Disposition: attachment; filename="../../etc/passwd"',),
            "text/csv",
            "passwd",
        ),
        (('Content-Disposition: attachment; filename="C:\\\\a\\\\b.csv"',), "text/csv", "b.csv"),
        (
            ("Content-Disposition: attachment; filename==?utf-8?q?St=C5=B5=E2=80=AE.csv?=",),
            "text/csv",
            "Stŵ.csv",
        ),
    ],
)
def test_every_leaf_is_kept_under_a_safe_name(
    headers: tuple[str, ...], kind: str, name: str
) -> None:
    mail = parse(mixed(HELLO, part(b"ward,beds", kind, *headers)))

    assert mail.text == "How many beds?"
    assert [(file.name, file.size, file.content) for file in mail.attachments] == [
        (name, 9, b"ward,beds")
    ]


def test_interleaved_texts_are_read_in_order() -> None:
    picture = part(b"\x89PNG", "image/png; name=ward.png")
    mail = parse(mixed(HELLO, picture, part(b"And wards?", "text/plain")))

    assert mail.text == "How many beds?\n\nAnd wards?"
    assert [file.name for file in mail.attachments] == ["ward.png"]


def test_a_forwarded_mail_is_one_file_and_not_merged() -> None:
    inner = plain(b"The inner words", "Date: Mon, 2 Nov 2026 09:00:00 +0000")
    mail = parse(mixed(HELLO, part(inner, "message/rfc822")))

    assert mail.text == "How many beds?"
    (file,) = mail.attachments
    assert file.name == "message.eml"
    assert b"The inner words" in file.content
    assert b"Date: Mon, 2 Nov 2026" in file.content


def test_a_sealed_mail_is_kept_and_says_so() -> None:
    mail = parse(plain(base64.b64encode(b"0\x80sealed"), "Content-Transfer-Encoding: base64",
                       kind="application/pkcs7-mime; name=smime.p7m"))  # fmt: skip

    assert [(file.name, file.content) for file in mail.attachments] == [
        ("smime.p7m", b"0\x80sealed")
    ]
    assert mail.warnings == (
        "The message is sealed and cannot be read here. Ask the sender to send it open.",
    )


def test_a_signature_part_is_not_shown_as_a_file() -> None:
    signature = part(b"0\x80", "application/pkcs7-signature; name=smime.p7s")

    assert parse(mixed(HELLO, signature, kind="multipart/signed")).attachments == ()


def test_outlooks_own_format_is_kept_whole() -> None:
    mail = parse(mixed(HELLO, part(b"\x78\x9f\x3e\x22", "application/ms-tnef")))

    assert [(file.name, file.size) for file in mail.attachments] == [("winmail.dat", 4)]


def test_a_missing_last_boundary_loses_nothing() -> None:
    raw = mixed(HELLO, part(b"ward,beds", "text/csv")).removesuffix(b"--B--\r\n")
    mail = parse(raw)

    assert mail.text == "How many beds?"
    assert [file.content.strip() for file in mail.attachments] == [b"ward,beds"]


def test_a_boundary_that_never_comes_leaves_the_raw_text() -> None:
    mail = parse(plain(b"How many beds?", kind='multipart/mixed; boundary="never"'))

    assert mail.text == "How many beds?"
    assert mail.warnings == ("The message is not built as it says. Its raw text is shown.",)


def test_soft_line_breaks_are_joined() -> None:
    body = b"How many \r\nbeds are there?\r\n> a \r\n> b\r\n-- \r\nAnn"

    assert parse(plain(body, kind="text/plain; format=flowed")).text == (
        "How many beds are there?\n> a \n> b\n-- \nAnn"
    )


@pytest.mark.parametrize(
    ("header", "name", "address"),
    [
        ("From: =?utf-8?q?Z=C3=B6e?= <z@example.org>", "Zöe", "z@example.org"),
        ("From: =?utf-8?b?WsM=?= =?utf-8?b?tmU=?= <z@example.org>", "Zöe", "z@example.org"),
        ("From: <Ann Asker <ann@example.org>", "Ann Asker", "ann@example.org"),
        ("From: ann@example.org", "", "ann@example.org"),
        ('From: "Asker, Ann" <ann@example.org>', "Asker, Ann", "ann@example.org"),
        ("From: none", "none", ""),
        ("X-Nothing: here", "", ""),
    ],
)
def test_senders_are_read_however_they_are_written(header: str, name: str, address: str) -> None:
    mail = parse(f"{header}\r\nSubject: Beds\r\n\r\nHow many?".encode())

    assert (mail.sender_name, mail.sender_address) == (name, address)
    assert bool(mail.warnings) is not bool(address)


def test_two_senders_are_said() -> None:
    mail = parse(b"From: a@example.org, b@example.org\r\n\r\nHow many?")

    assert mail.sender_address == "a@example.org"
    assert mail.warnings == ("The message names more than one sender. The first is shown.",)


def test_the_wish_to_be_answered_elsewhere_is_kept() -> None:
    assert parse(plain(b"x", "Reply-To: me@example.net")).reply_to == "me@example.net"


def test_whatdotheyknow_is_recognised_by_its_address_alone() -> None:
    alias = b"From: Ann <request-502817-8c1f3a2e@whatdotheyknow.com>\r\n\r\nx"
    other = b"From: whatdotheyknow.com <ann@whatdotheyknow.com.example>\r\n\r\nx"

    assert (parse(alias).is_whatdotheyknow, parse(other).is_whatdotheyknow) == (True, False)


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        (("Auto-Submitted: auto-replied",), MessageKind.AUTO_REPLY),
        (("Auto-Submitted: auto-generated (vacation)",), MessageKind.AUTO_REPLY),
        (("Auto-Submitted: no",), MessageKind.REQUEST),
        (("X-Auto-Response-Suppress: All",), MessageKind.AUTO_REPLY),
        (("Precedence: auto_reply",), MessageKind.AUTO_REPLY),
        (("Precedence: bulk",), MessageKind.REQUEST),
        (("X-Autoreply: yes",), MessageKind.AUTO_REPLY),
    ],
)
def test_machines_are_told_by_their_headers(headers: tuple[str, ...], kind: MessageKind) -> None:
    assert parse(plain(b"x", *headers)).kind is kind


@pytest.mark.parametrize(
    ("subject", "kind"),
    [
        ("Automatic reply: Beds", MessageKind.AUTO_REPLY),
        ("Out of Office: Beds", MessageKind.AUTO_REPLY),
        ("Your automatic reply system", MessageKind.REQUEST),
        ("Staff who are out of the office", MessageKind.REQUEST),
    ],
)
def test_exchange_says_it_in_the_subject(subject: str, kind: MessageKind) -> None:
    assert parse(f"From: a@example.org\r\nSubject: {subject}\r\n\r\nx".encode()).kind is kind


def test_an_answering_machine_is_told_by_its_address_not_by_its_name() -> None:
    machine = b"From: Ann <autoreply@example.org>\r\n\r\nx"
    person = b"From: autoreply <ann@example.org>\r\n\r\nx"

    assert parse(machine).kind is MessageKind.AUTO_REPLY
    assert parse(person).kind is MessageKind.REQUEST


def test_a_delivery_report_is_told_by_its_structure_only() -> None:
    report = mixed(
        HELLO,
        part(
            b"Final-Recipient: rfc822; x@example.org\r\nAction: failed", "message/delivery-status"
        ),
        kind="multipart/report; report-type=delivery-status",
    )
    quoting = plain(b"My mail came back with 550 5.1.1 user unknown. How many beds?")

    assert parse(report).kind is MessageKind.DELIVERY_REPORT
    assert parse(quoting).kind is MessageKind.REQUEST


def test_a_read_receipt_is_told_by_its_structure() -> None:
    receipt = mixed(
        HELLO,
        part(b"Disposition: manual-action; displayed", "message/disposition-notification"),
        kind="multipart/report; report-type=disposition-notification",
    )

    assert parse(receipt).kind is MessageKind.READ_RECEIPT


def test_nuls_and_lone_surrogates_are_taken_out() -> None:
    mail = parse(
        plain(b"How\x00 many?", "X-A: b").replace(b"Subject: Beds", b"Subject: B\xed\xa0\x80eds")
    )

    assert mail.text == "How many?"
    assert mail.subject.encode("utf-8")


def test_a_very_long_text_is_cut_with_a_word() -> None:
    mail = parse(plain(b"x" * 3_000_000))

    assert len(mail.text) == 1_000_000
    assert mail.warnings == ("The text is too long to show whole. The original is kept.",)


def test_a_thousand_levels_of_parts_end_in_a_word() -> None:
    inner = part(b"deep", "text/plain")
    for level in range(1000):
        inner = part(b"--L%d\r\n" % level + inner + b"\r\n--L%d--" % level,
                     f"multipart/mixed; boundary=L{level}")  # fmt: skip
    mail = parse(b"From: a@example.org\r\n" + inner)

    assert len(mail.warnings) >= 1


def test_an_empty_mail_is_a_mail() -> None:
    mail = parse(b"")

    assert (mail.text, mail.subject, mail.kind) == ("", "", MessageKind.REQUEST)


@given(st.binary(max_size=3000))
def test_no_bytes_raise(raw: bytes) -> None:
    assert parse(raw).text is not None


@settings(max_examples=150)
@given(st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), max_size=40))
def test_no_damage_raises_or_leaves_what_cannot_be_stored(changes: list[tuple[int, int]]) -> None:
    message = EmailMessage()
    message["From"] = "Zöe Quirk <z@example.org>"
    message["Subject"] = "Café £450"
    message.set_content("How many beds – and why?\n")
    message.add_alternative("<p>How many beds</p>", subtype="html")
    message.add_attachment(b"ward,beds", maintype="text", subtype="csv", filename="ŵ.csv")
    raw = bytearray(message.as_bytes())
    for place, value in changes:
        raw[place % len(raw)] = value

    mail = parse(bytes(raw))

    for words in (mail.text, mail.subject, mail.sender_name, *(f.name for f in mail.attachments)):
        assert "\x00" not in words
        assert words.encode("utf-8").decode() == words


@given(st.lists(st.sampled_from(["text/csv", "image/png", "application/pdf"]), max_size=12))
def test_as_many_files_come_out_as_leaves_went_in(kinds: list[str]) -> None:
    mail = parse(mixed(HELLO, *(part(b"%d" % n, kind) for n, kind in enumerate(kinds))))

    assert [file.content for file in mail.attachments] == [b"%d" % n for n in range(len(kinds))]


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples lie outside this repository")
def test_the_samples_are_read() -> None:
    read = {path.stem: parse(path.read_bytes()) for path in SAMPLES.glob("*.eml")}

    assert {name for name, mail in read.items() if mail.warnings} == set()
    assert {name for name, mail in read.items() if mail.is_whatdotheyknow} == {
        "collaborations-from-whatdotheyknow"
    }
    assert all(mail.text and mail.sender_address for mail in read.values())

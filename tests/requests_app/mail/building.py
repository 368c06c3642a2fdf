"""Messages and files as they arrive, built by hand so that each fault is exactly ours."""

import base64
import struct
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo
from zlib import crc32

import pikepdf

INBOX = "foi@harrowdene.example"
QUESTION = b"How many beds were closed in 2025, and what did that cost?"


def mail(
    body: bytes = QUESTION,
    *headers: str,
    kind: str = "text/plain; charset=utf-8",
    sender: str = "From: Ann Asker <ann@example.org>",
    subject: str = "Subject: Closed beds",
    to: str = f"To: {INBOX}",
    message_id: str = "Message-ID: <one@example.org>",
) -> bytes:
    """Return a message; each of its usual headers may be left out by an empty string."""
    head = [sender, to, subject, message_id, f"Content-Type: {kind}" if kind else "", *headers]
    return "\r\n".join([*(line for line in head if line), "", ""]).encode() + body


def part(content: bytes, kind: str, *headers: str) -> bytes:
    """Return one part of a message."""
    return "\r\n".join([f"Content-Type: {kind}", *headers, "", ""]).encode() + content


def text_part(content: bytes = QUESTION) -> bytes:
    """Return the words of a message as a part."""
    return part(content, "text/plain; charset=utf-8")


def file_part(name: str, content: bytes, kind: str = "application/octet-stream") -> bytes:
    """Return a file as a part, in base64."""
    return part(
        base64.encodebytes(content),
        kind,
        "Content-Transfer-Encoding: base64",
        f'Content-Disposition: attachment; filename="{name}"',
    )


def mixed(*parts: bytes, subtype: str = "mixed", **headers: str) -> bytes:
    """Return a message of several parts."""
    # Of its own, however deep messages are put into messages.
    edge = f"B{crc32(b''.join(parts)):08x}"
    body = b"".join(f"--{edge}\r\n".encode() + one + b"\r\n" for one in parts)
    kind = f'multipart/{subtype}; boundary="{edge}"'
    return mail(body + f"--{edge}--\r\n".encode(), kind=kind, **headers)


def with_file(name: str, content: bytes, kind: str = "application/octet-stream") -> bytes:
    """Return a request with one file."""
    return mixed(text_part(), file_part(name, content, kind))


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a ZIP archive."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            # Of no particular day: the same content is the same archive.
            archive.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return packed.getvalue()


def locked_zip() -> bytes:
    """Return a ZIP whose entries say that they are encrypted."""
    packed = bytearray(zipped({"beds.csv": b"ward,beds\n"}))
    packed[6] |= 1
    packed[packed.index(b"PK\x01\x02") + 8] |= 1
    return bytes(packed)


def a_pdf(password: str = "") -> bytes:
    """Return a PDF of one empty page; with a password, one that needs it to be opened."""
    written = BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        lock = pikepdf.Encryption(owner="owner", user=password) if password else None
        document.save(written, encryption=lock or False)
    return written.getvalue()


def ole(streams: Mapping[str, bytes]) -> bytes:
    """Return an OLE file (the older Office format) with these streams, each under 4096 bytes.

    Streams are padded to 4096, so that the small-stream table may stay empty.
    """
    sector = 512
    names = list(streams)
    contents = [streams[name].ljust(4096, b"\0") for name in names]
    directory_sectors = -(-(len(names) + 1) // 4)
    fat = [0xFFFFFFFD]
    fat += [*range(2, 1 + directory_sectors), 0xFFFFFFFE]
    starts = []
    for _ in contents:
        start = len(fat)
        starts.append(start)
        fat += [*range(start + 1, start + 8), 0xFFFFFFFE]
    assert len(fat) <= 128
    header = struct.pack(
        "<8s16sHHHHH6xIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"", 0x3E, 3, 0xFFFE, 9, 6,
        0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0,
    )  # fmt: skip
    header += struct.pack("<108I", *([0xFFFFFFFF] * 108))

    def entry(name: str, kind: int, child: int, right: int, start: int, size: int) -> bytes:
        raw = name.encode("utf-16-le")
        return struct.pack(
            "<64sHBBIII16sIQQIQ", raw, len(raw) + 2, kind, 1, 0xFFFFFFFF, right, child,
            b"", 0, 0, 0, start, size,
        )  # fmt: skip

    entries = entry("Root Entry", 5, 1 if names else 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFE, 0)
    for number, name in enumerate(names, start=1):
        after = number + 1 if number < len(names) else 0xFFFFFFFF
        entries += entry(name, 2, 0xFFFFFFFF, after, starts[number - 1], 4096)
    entries = entries.ljust(directory_sectors * sector, b"\0")
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(sector, b"\xff")
    return header + table + entries + b"".join(contents)


def tnef(body: bytes = b"", files: Mapping[str, bytes] | None = None) -> bytes:
    """Return Outlook's winmail.dat with words and files."""

    def attribute(level: int, name: int, kind: int, data: bytes) -> bytes:
        head = struct.pack("<BHHI", level, name, kind, len(data))
        return head + data + struct.pack("<H", sum(data) & 0xFFFF)

    out = struct.pack("<IH", 0x223E9F78, 1)
    out += attribute(1, 0x9006, 8, struct.pack("<I", 0x10000))
    out += attribute(1, 0x9007, 6, struct.pack("<II", 1252, 0))
    if body:
        out += attribute(1, 0x800C, 2, body + b"\0")
    for name, content in (files or {}).items():
        out += attribute(2, 0x9002, 6, b"\0" * 14)
        out += attribute(2, 0x8010, 1, name.encode() + b"\0")
        out += attribute(2, 0x800F, 6, content)
    return out


def report(status: str, *, about: str = "", kind: str = "delivery-status", **headers: str) -> bytes:
    """Return a report on a message that we sent (RFC 3464, RFC 8098)."""
    original = part(f"Message-ID: {about}\r\nSubject: Ours".encode(), "text/rfc822-headers")
    field = "delivery-status" if kind == "delivery-status" else "disposition-notification"
    return mixed(
        text_part(b"A report by a machine."),
        part(status.encode(), f"message/{field}"),
        original,
        subtype=f"report; report-type={kind}",
        **{
            "sender": "From: Mail Delivery System <MAILER-DAEMON@mx.example.org>",
            "subject": "Subject: Undelivered Mail Returned to Sender",
            **headers,
        },
    )

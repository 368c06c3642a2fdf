"""Takes content out of its transfer encoding piece by piece (RFC 2045, section 6)."""

import binascii
import re
from collections.abc import Iterator
from string import ascii_letters, digits

PIECE = 64 * 1024
AS_THEY_ARE = frozenset({"", "7bit", "8bit", "binary"})
BASE64 = f"{ascii_letters}{digits}+/=".encode()
NOT_BASE64 = bytes(sorted(set(range(256)) - set(BASE64)))
WORDS = re.compile(rb"[^\s][ \t]+[^\s]")


def decoded_pieces(body: memoryview, encoding: str) -> Iterator[bytes]:
    """Yield what `body` carries, never much of it at once. What is not encoded stays as it is."""
    if encoding == "base64" and _is_base64(body):
        return _from_base64(body)
    if encoding == "quoted-printable":
        return _from_quoted_printable(body)
    if encoding in ("uuencode", "x-uuencode", "uue", "x-uue"):
        return _from_uuencode(body)
    return _pieces(body)


def is_misnamed(body: memoryview, encoding: str) -> bool:
    """Whether content says that it is encoded in a way in which it is not, or in an unknown one."""
    if encoding == "base64":
        return bool(len(body)) and not _is_base64(body)
    return encoding not in AS_THEY_ARE | {
        "quoted-printable", "uuencode", "x-uuencode", "uue", "x-uue",
    }  # fmt: skip


def _pieces(body: memoryview) -> Iterator[bytes]:
    for start in range(0, len(body), PIECE):
        yield bytes(body[start : start + PIECE])


def _is_base64(body: memoryview) -> bool:
    """Whether the beginning reads as base64: prose has spaces inside its lines."""
    beginning = bytes(body[:4000])
    letters = len(beginning.translate(None, NOT_BASE64))
    return not WORDS.search(beginning) and letters * 10 >= len(b"".join(beginning.split())) * 9


def _from_base64(body: memoryview) -> Iterator[bytes]:
    """Decode; several blocks one after the other, each with its padding, are one content."""
    left = b""
    for piece in _pieces(body):
        *blocks, left = (left + piece.translate(None, NOT_BASE64)).split(b"=")
        for block in filter(None, blocks):
            yield _block(block)
        whole = len(left) - len(left) % 4
        yield _block(left[:whole])
        left = left[whole:]
    yield _block(left)


def _block(letters: bytes) -> bytes:
    # A lone last letter carries no whole byte.
    letters = letters[:-1] if len(letters) % 4 == 1 else letters
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))


def _from_quoted_printable(body: memoryview) -> Iterator[bytes]:
    left = b""
    for piece in _pieces(body):
        piece = left + piece
        # Not inside a line, or where a line is endless, not inside a sign like =E9.
        end = piece.rfind(b"\n") + 1 or max(piece.rfind(b"=", len(piece) - 3), 0) or len(piece)
        left = piece[end:]
        yield binascii.a2b_qp(piece[:end])
    yield binascii.a2b_qp(left)


def _from_uuencode(body: memoryview) -> Iterator[bytes]:
    """Decode line by line; a line that is none is left out, as decoders do."""
    inside = False
    for line in bytes(body).splitlines():
        if line.startswith(b"begin "):
            inside = True
        elif line == b"end":
            inside = False
        elif inside:
            try:
                yield binascii.a2b_uu(line)
            except binascii.Error:
                # Some programs write lines that are longer than they say.
                counted = (((line[0] - 32) & 63) * 4 + 5) // 3
                try:
                    yield binascii.a2b_uu(line[:counted])
                except binascii.Error:
                    continue

"""Takes a mail apart into its parts, without changing a byte of any of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message

from requests_app.mail.headers import raw_headers, readable
from requests_app.mail.transfer_encoding import decoded_pieces, is_misnamed

HEAD = re.compile(rb"(?:(?:[!-9;-~]+[ \t]*:|[ \t]|>?From )[^\n]*(?:\n|\Z))*")
BLANK_LINE = re.compile(rb"\r?\n")
DESCRIBED_BY = ("Content-Type", "Content-Disposition")
LONGEST_DESCRIPTION = 2000


@dataclass(frozen=True)
class Part:
    """One piece of a mail: its headers, and a window on what follows them exactly as it came."""

    head: Message
    body: memoryview

    @property
    def media_type(self) -> str:
        """What it says it is, in lower case; "text/plain" where it says nothing."""
        return self.head.get_content_type()

    @property
    def disposition(self) -> str:
        """How it wants to be shown: "inline", "attachment" or ""."""
        return str(self.head.get("Content-Disposition", "")).split(";")[0].strip().lower()

    @property
    def file_name(self) -> str:
        """The name it gives itself, however it is encoded (RFC 2231, RFC 2047), or ""."""
        try:
            return readable(self.head.get_filename() or "")
        except (ValueError, LookupError, TypeError):
            return ""

    def parameter(self, name: str) -> str:
        """Return a parameter of the Content-Type in lower case, or ""."""
        try:
            found = self.head.get_param(name, "")
        except (ValueError, LookupError, TypeError):
            return ""
        return str(found[2] if isinstance(found, tuple) else found).strip().lower()

    @property
    def encoding(self) -> str:
        """The transfer encoding it names, in lower case, or ""."""
        return str(self.head.get("Content-Transfer-Encoding", "")).split(";")[0].strip().lower()

    @property
    def is_misnamed(self) -> bool:
        """Whether it is not encoded as it says; then it is kept as it came."""
        return is_misnamed(self.body, self.encoding)

    def chunks(self) -> Iterator[bytes]:
        """Yield the bytes it carries, a little at a time."""
        return decoded_pieces(self.body, self.encoding)

    def content(self, most: int | None = None) -> bytes:
        """Return the bytes it carries; of more than `most`, the beginning and a little beyond."""
        found = bytearray()
        for piece in self.chunks():
            found += piece
            if most is not None and len(found) > most:
                break
        return bytes(found)

    def pieces(self) -> Iterator[tuple[int, memoryview]] | None:
        """Return what is inside a multipart, each with where it starts; None for one piece.

        A multipart whose boundary never comes is one (RFC 2046, section 5.1).
        """
        if self.head.get_content_maintype() != "multipart":
            return None
        try:
            boundary = (self.head.get_boundary() or "").encode("utf-8", "surrogateescape")
        except (ValueError, LookupError, TypeError):
            return None
        if not boundary or all(line[1] for line in _delimiters(self.body, boundary)):
            return None
        return _split(self.body, boundary)


def part_of(raw: bytes | memoryview, *, in_digest: bool = False) -> Part:
    """Split bytes into headers and what follows; the first line that is no header ends them."""
    window = memoryview(raw)
    headers = HEAD.match(window)
    end = headers.end() if headers else 0
    blank = BLANK_LINE.match(window, end)
    head = message_from_bytes(re.sub(rb"\r(?!\n)", b" ", window[:end]))
    for name in DESCRIBED_BY:
        # Read as text and cut: the standard parser loses raw bytes and is slow on long ones.
        for value in raw_headers(head, name)[:1]:
            head.replace_header(name, _as_text(value)[:LONGEST_DESCRIPTION])
    head.set_default_type("message/rfc822" if in_digest else "text/plain")
    return Part(head, window[blank.end() if blank else end :])


def _as_text(value: str) -> str:
    return value if value.isascii() else readable(value)


def _delimiters(body: memoryview, boundary: bytes) -> Iterator[re.Match[bytes]]:
    line = re.compile(rb"--" + re.escape(boundary) + rb"(--)?[ \t]*(?:\r?\n|\Z)")
    for found in line.finditer(body):
        if found.start() == 0 or body[found.start() - 1] == 0x0A:
            yield found


def _split(body: memoryview, boundary: bytes) -> Iterator[tuple[int, memoryview]]:
    """Yield what stands between the delimiters; a missing last one loses nothing."""
    start: int | None = None
    for found in _delimiters(body, boundary):
        if start is not None:
            yield start, body[start : _before_line_break(body, start, found.start())]
        start = None if found[1] else found.end()
    if start is not None:
        yield start, body[start:]


def _before_line_break(body: memoryview, start: int, end: int) -> int:
    """Return where a piece ends: the line break before a delimiter belongs to the delimiter."""
    for sign in (0x0A, 0x0D):
        if end > start and body[end - 1] == sign:
            end -= 1
    return max(start, end)

"""One header as text: encoded words, raw bytes, folded lines."""

from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message

from requests_app.mail.charset import decoded

LONGEST = 20_000


def header(mail: Message, name: str) -> str:
    """Return the first header of that name as one line of text, or ""."""
    every = headers(mail, name)
    return every[0] if every else ""


def headers(mail: Message, name: str) -> list[str]:
    """Return every header of that name, each as one line of text."""
    wanted = name.lower()
    return [readable(value) for key, value in mail.raw_items() if key.lower() == wanted]


def readable(value: object) -> str:
    """Return a raw header value as text. Encoded words may be split inside a character."""
    raw = str(value)[:LONGEST].encode("utf-8", "surrogateescape")
    raw = raw.replace(b"\x00", b"")
    if any(byte > 127 for byte in raw):
        return " ".join(decoded(raw).text.split())
    try:
        pieces = decode_header(raw.decode("ascii"))
    except (HeaderParseError, ValueError):
        return " ".join(raw.decode("ascii").split())
    text = "".join(
        piece if isinstance(piece, str) else decoded(piece, charset or "").text
        for piece, charset in pieces
    )
    return " ".join(text.split())

"""Walks the parts of a mail: which are its words, which are files. Drops none."""

from dataclasses import dataclass, field
from email.message import Message

from requests_app.domain.file_names import safe_name
from requests_app.domain.incoming import IncomingAttachment
from requests_app.mail.charset import decoded
from requests_app.mail.headers import readable
from requests_app.mail.html_text import charset_in_html, text_of_html

MOST_PARTS = 300
DEEPEST = 20
SIGNATURES = frozenset(
    {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
)
SEALED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
NAMES = {
    "text/plain": "text.txt",
    "text/html": "page.html",
    "text/calendar": "invitation.ics",
    "text/csv": "table.csv",
    "message/rfc822": "message.eml",
    "application/ms-tnef": "winmail.dat",
    "application/pdf": "document.pdf",
}


@dataclass
class Contents:
    """What a mail holds, as it is found."""

    words: list[str] = field(default_factory=list)
    files: list[IncomingAttachment] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def warn(self, sentence: str) -> None:
        """Note what a person should know, once."""
        if sentence not in self.warnings:
            self.warnings.append(sentence)


def contents(mail: Message) -> Contents:
    """Return the words and files of a mail."""
    found = Contents()
    _walk(mail, found, depth=0)
    return found


def _walk(part: Message, found: Contents, depth: int) -> None:
    payload = _children(part)
    kind = part.get_content_type()
    if len(found.files) >= MOST_PARTS or depth > DEEPEST:
        found.warn("The message has too many parts to show. The original is kept.")
        _attach(part, found)
    elif kind.startswith("message/") or payload is None:
        if _is_words(part):
            found.words.append(_words(part, found))
        else:
            _attach(part, found)
    elif kind == "multipart/alternative":
        _alternatives(payload, found, depth)
    else:
        for child in payload:
            _walk(child, found, depth + 1)


def _children(part: Message) -> list[Message] | None:
    """Return the parts of a part, or None where it is one piece."""
    payload = part.get_payload()
    if not isinstance(payload, list):
        return None
    return [child for child in payload if isinstance(child, Message)]


def _alternatives(choices: list[Message], found: Contents, depth: int) -> None:
    """Read the plain version, or the HTML where that is empty; keep what is neither."""
    versions = {
        kind: [choice for choice in choices if choice.get_content_type() == kind]
        for kind in ("text/plain", "text/html")
    }
    read = False
    for choice in (*versions["text/plain"], *versions["text/html"]):
        words = "" if read else _words(choice, found)
        if words.strip():
            found.words.append(words)
            read = True
    for choice in choices:
        if choice.get_content_type() not in versions:
            _walk(choice, found, depth + 1)
            read = read or choice.is_multipart()


def _is_words(part: Message) -> bool:
    if part.get_content_type() not in ("text/plain", "text/html"):
        # A multipart whose boundary never comes is one piece of text.
        return part.get_content_maintype() == "multipart"
    disposition = str(part.get("Content-Disposition", "")).strip().lower()
    return not disposition.startswith("attachment") and not _declared_name(part)


def _words(part: Message, found: Contents) -> str:
    raw = _bytes_of(part)
    is_html = part.get_content_type() == "text/html"
    charset = _charset(part) or (charset_in_html(raw) if is_html else "")
    reading = decoded(raw, charset)
    if not reading.is_certain:
        found.warn("Some characters could not be read for certain. The original is kept.")
    if part.get_content_maintype() == "multipart":
        found.warn("The message is not built as it says. Its raw text is shown.")
    if is_html:
        return text_of_html(reading.text)
    text = reading.text.replace("\r\n", "\n").replace("\r", "\n")
    return _unflowed(text, part)


def _unflowed(text: str, part: Message) -> str:
    """Join the soft line breaks of format=flowed (RFC 3676)."""
    if str(part.get_param("format") or "").lower() != "flowed":
        return text
    gap = "" if str(part.get_param("delsp") or "").lower() == "yes" else " "
    lines: list[str] = []
    joins = False
    for line in text.split("\n"):
        line = line.removeprefix(" ")
        is_soft = line.endswith(" ") and line != "-- " and not line.startswith(">")
        piece = line[:-1] + gap if is_soft else line
        if joins:
            lines[-1] += piece
        else:
            lines.append(piece)
        joins = is_soft
    return "\n".join(lines)


def _attach(part: Message, found: Contents) -> None:
    kind = part.get_content_type()
    if kind in SIGNATURES:
        return
    if kind in SEALED:
        found.warn("The message is sealed and cannot be read here. Ask the sender to send it open.")
    content = _bytes_of(part)
    name = safe_name(
        _declared_name(part) or NAMES.get(kind, ""),
        otherwise=f"attachment-{len(found.files) + 1}",
    )
    found.files.append(IncomingAttachment(name, kind, len(content), content))


def _bytes_of(part: Message) -> bytes:
    children = _children(part)
    if children is not None:
        return b"\n".join(_raw(child) for child in children)
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        content = None
    if isinstance(content, bytes):
        return content
    return str(part.get_payload()).encode("utf-8", "surrogateescape")


def _raw(part: Message) -> bytes:
    try:
        return part.as_bytes()
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return part.as_string().encode("utf-8", "replace")


def _charset(part: Message) -> str:
    try:
        return str(part.get_content_charset() or "")
    except (ValueError, LookupError, TypeError):
        return ""


def _declared_name(part: Message) -> str:
    try:
        name = part.get_filename()
    except (ValueError, LookupError, TypeError, IndexError):
        return ""
    return readable(name) if name else ""

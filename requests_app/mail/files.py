"""Parts of a mail that are files: named safely, kept byte for byte, never opened."""

import mimetypes
from collections.abc import Iterator

from requests_app.domain.file_names import safe_name
from requests_app.domain.incoming import IncomingAttachment
from requests_app.mail.parts import Part
from requests_app.mail.transfer_encoding import decoded_pieces

NAMES = {
    "text/plain": "text.txt",
    "text/html": "page.html",
    "text/calendar": "invitation.ics",
    "text/csv": "table.csv",
    "message/rfc822": "message.eml",
    "message/delivery-status": "delivery-status.txt",
    "text/rfc822-headers": "headers.txt",
    "application/ms-tnef": "winmail.dat",
    "application/pdf": "document.pdf",
}
SEALED = frozenset(
    {"application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"}
)
# The built-in table alone: the machine's own would name files differently elsewhere.
ENDINGS = mimetypes.MimeTypes()


def file_of(part: Part, number: int) -> IncomingAttachment:
    """Return a part as the `number`th file of its mail."""
    kind = part.media_type
    name = safe_name(part.file_name or NAMES.get(kind, ""), otherwise=_plain_name(kind, number))
    if kind == "message/rfc822" and not name.lower().endswith(".eml"):
        name += ".eml"
    return IncomingAttachment(name, kind, part.chunks, is_sealed=kind in SEALED)


def unread_rest(content: memoryview) -> IncomingAttachment:
    """Return what is left of a mail with more parts than are read, as one file."""

    def whole() -> Iterator[bytes]:
        return decoded_pieces(content, "")

    return IncomingAttachment("rest-of-the-message.txt", "application/octet-stream", whole)


def _plain_name(kind: str, number: int) -> str:
    return f"attachment-{number}{ENDINGS.guess_extension(kind) or ''}"

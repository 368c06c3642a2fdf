"""Parts of a mail that are files: named safely, kept byte for byte, never opened."""

import mimetypes

from requests_app.domain.file_names import safe_name
from requests_app.domain.incoming import IncomingAttachment
from requests_app.mail.parts import Part

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
# The built-in table alone: the machine's own would name files differently elsewhere.
ENDINGS = mimetypes.MimeTypes()


def file_of(part: Part, number: int) -> IncomingAttachment:
    """Return a part as the `number`th file of its mail."""
    kind = part.media_type
    name = safe_name(part.file_name or NAMES.get(kind, ""), otherwise=_plain_name(kind, number))
    if kind == "message/rfc822" and not name.lower().endswith(".eml"):
        name += ".eml"
    content = part.content()
    return IncomingAttachment(name, kind, len(content), content)


def unread_rest(content: bytes) -> IncomingAttachment:
    """Return what is left of a mail with more parts than are read, as one file."""
    return IncomingAttachment(
        "rest-of-the-message.txt", "application/octet-stream", len(content), content
    )


def _plain_name(kind: str, number: int) -> str:
    return f"attachment-{number}{ENDINGS.guess_extension(kind) or ''}"

"""What a delivery report or a read receipt is about (RFC 3464, RFC 8098)."""

import re
from collections.abc import Iterator

from requests_app.domain.incoming import Report
from requests_app.mail.headers import header, raw_headers
from requests_app.mail.parts import Part, part_of

IDENTIFIER = re.compile(r"<[^<>\s]{1,998}>")
FIELDS = frozenset({
    "message/delivery-status", "message/global-delivery-status",
    "message/disposition-notification", "message/global-disposition-notification",
})  # fmt: skip
ORIGINALS = frozenset({"message/rfc822", "message/global", "text/rfc822-headers"})
BLOCK_END = re.compile(rb"\r?\n[ \t]*\r?\n")
ADDRESS = re.compile(r"[^\s<>;]+@[^\s<>;]+")
GRAVEST = ("failed", "delayed", "relayed", "expanded", "delivered")
MOST_PARTS = 50
MOST_BLOCKS = 20
LONGEST = 200_000


def report_of(mail: Part) -> Report:
    """Return the messages that a report names, the gravest thing it says, and of whom."""
    about: list[str] = []
    actions: set[str] = set()
    recipients: list[str] = []
    for part in _parts(mail, depth=0):
        if part.media_type in ORIGINALS:
            about += IDENTIFIER.findall(header(part_of(part.content(LONGEST)).head, "Message-ID"))
        elif part.media_type in FIELDS:
            for block in BLOCK_END.split(part.content(LONGEST).strip())[:MOST_BLOCKS]:
                fields = part_of(block).head
                about += IDENTIFIER.findall(header(fields, "Original-Message-ID"))
                actions.add(header(fields, "Action").split(" ")[0].lower())
                recipients += ADDRESS.findall(header(fields, "Final-Recipient"))
    every = raw_headers(mail.head, "X-Failed-Recipients")
    if every:
        actions.add("failed")
        recipients += ADDRESS.findall(every[0])
    return Report(
        about=tuple(dict.fromkeys(about)),
        action=next((one for one in GRAVEST if one in actions), ""),
        recipients=tuple(dict.fromkeys(recipients))[:MOST_BLOCKS],
    )


def _parts(part: Part, depth: int) -> Iterator[Part]:
    pieces = part.pieces() if depth < 4 else None
    if pieces is None:
        yield part
        return
    for number, (_, raw) in enumerate(pieces):
        if number == MOST_PARTS:
            return
        yield from _parts(part_of(raw), depth + 1)

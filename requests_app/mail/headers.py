"""One header as text: encoded words, raw bytes, folded lines."""

import base64
import binascii
import re
from datetime import date
from email.message import Message
from email.utils import parsedate_to_datetime

from requests_app.domain.london import london_day
from requests_app.mail.charset import decoded

LONGEST = 20_000
MOST_OF_A_KIND = 20
ENCODED_WORD = re.compile(r"=\?([^?\s]{1,60})\?([BbQq])\?(.{0,1000}?)\?=", re.DOTALL)
UNSHOWABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def header(mail: Message, name: str) -> str:
    """Return the first header of that name as one line of text, or ""."""
    every = raw_headers(mail, name)
    return readable(every[0]) if every else ""


def day_written(date_header: str) -> date | None:
    """Return the London day that a Date header names, or None. The sender wrote it: no proof."""
    try:
        return london_day(parsedate_to_datetime(date_header))
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def raw_headers(mail: Message, name: str) -> list[str]:
    """Return the headers of that name as they came, encoded words and all; at most 20."""
    wanted = name.lower()
    found = [str(value)[:LONGEST] for key, value in mail.raw_items() if key.lower() == wanted]
    return found[:MOST_OF_A_KIND]


def readable(value: str) -> str:
    """Return a raw header value as one line of text.

    Encoded words (RFC 2047) are joined before they are decoded, for some programs split
    them inside a character. Control characters and marks that turn text round are taken out.
    """
    raw = value[:LONGEST].encode("utf-8", "surrogateescape")
    text = decoded(raw).text
    shown: list[str] = []
    waiting, charset, place = b"", "", 0
    for word in ENCODED_WORD.finditer(text):
        between = text[place : word.start()]
        named = word[1].split("*")[0].lower()
        if between.strip() or named != charset:
            shown.append(decoded(waiting, charset).text)
            waiting = b""
        # White space between two encoded words only separates them.
        if between.strip() or place == 0:
            shown.append(between)
        waiting += _bytes_of(word[2].lower(), word[3])
        charset, place = named, word.end()
    shown += [decoded(waiting, charset).text, text[place:]]
    return UNSHOWABLE.sub("", " ".join("".join(shown).split()))


def _bytes_of(encoding: str, content: str) -> bytes:
    raw = content.encode("utf-8", "replace")
    if encoding == "q":
        return binascii.a2b_qp(raw.replace(b" ", b"_"), header=True)
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
    # A lone last letter carries no whole byte.
    letters = letters[:-1] if len(letters) % 4 == 1 else letters
    return base64.b64decode(letters + b"=" * (-len(letters) % 4))

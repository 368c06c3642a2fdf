"""The mailbox that requests come to, over IMAP. The only importer of imap_tools.

A message is left where it is until its bytes are safe: it is marked or moved only after the
caller has committed them. So a poll may die at any moment, and two may run at once: what was
not marked comes again, and what comes again is known by its bytes.
"""

import json
import re
import ssl
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from imaplib import IMAP4
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast

from imap_tools import BaseMailBox, MailBox, MailBoxStartTls, MailBoxUnencrypted
from imap_tools.errors import ImapToolsError

PIECE = 1024 * 1024
KEPT_IN_MEMORY = 1024 * 1024
SECONDS_TO_WAIT = 60
TAKEN = "$FoiPortalTaken"
ARRIVED = re.compile(rb'INTERNALDATE "([^"]{10,40})"')


class MailboxAway(Exception):
    """The mailbox cannot be reached, or broke off. Nothing is lost: it is asked again later."""


@dataclass(frozen=True)
class MailboxAddress:
    """Where the mailbox is and how it is entered.

    `security` is "ssl", "starttls" or "none". With a `token_url` a token is fetched there for
    the client and used instead of the password (XOAUTH2, as Exchange Online wants it).
    `done_folder` is where messages go that were taken in; "" leaves them and marks them.
    """

    host: str
    port: int
    security: str
    user: str
    password: str
    folder: str
    done_folder: str
    token_url: str = ""
    client_id: str = ""
    client_secret: str = ""
    scope: str = ""


@dataclass(frozen=True)
class Arrived:
    """A message of the mailbox: its bytes, and when the mail server took it."""

    raw: BinaryIO
    arrived_at: datetime | None


class OpenMailbox:
    """A mailbox that has been entered."""

    def __init__(self, box: BaseMailBox, address: MailboxAddress) -> None:
        """Look at the folder, and make the one for what is done where it is not there yet."""
        self._box = box
        self._done = address.done_folder
        if self._done and not box.folder.exists(self._done):
            # Another poll may have made it in between.
            with suppress(ImapToolsError):
                box.folder.create(self._done)
        box.folder.set(address.folder)
        # A server that keeps no words of ours keeps only whether a message was read.
        flags = b" ".join(part for part in box.client.untagged_responses.get("PERMANENTFLAGS", [])
                          if isinstance(part, bytes))  # fmt: skip
        self._keeps_words = b"\\*" in flags

    def waiting(self) -> list[str]:
        """Return the numbers of the messages that have not been taken in, oldest first."""
        untaken = f"UNKEYWORD {TAKEN}" if self._keeps_words else "UNSEEN"
        wanted = "ALL" if self._done else untaken
        with _talking():
            return self._box.uids(wanted, charset=None)

    def fetch(self, number: str) -> Arrived | None:
        """Return a message, read piece by piece; None where another poll has moved it away."""
        raw = cast(BinaryIO, SpooledTemporaryFile(KEPT_IN_MEMORY))  # noqa: SIM115
        arrived_at: datetime | None = None
        start = 0
        while True:
            asked = f"(INTERNALDATE BODY.PEEK[]<{start}.{PIECE}>)"
            with _talking():
                status, answer = self._box.client.uid("FETCH", number, asked)
            if status != "OK":
                raise MailboxAway("The mail server refused to hand over a message.")
            found = [part for part in answer if isinstance(part, tuple)]
            if not found:
                raw.close()
                return None
            head, piece = found[0][0], found[0][1]
            date = ARRIVED.search(head) or ARRIVED.search(
                b" ".join(part for part in answer if isinstance(part, bytes))
            )
            arrived_at = arrived_at or (
                _moment(date[1].decode("ascii", "replace")) if date else None
            )
            raw.write(piece)
            start += len(piece)
            # A server that cannot hand over parts has sent all of it.
            if len(piece) != PIECE:
                raw.seek(0)
                return Arrived(raw, arrived_at)

    def mark_taken(self, number: str) -> None:
        """Note on the mail server that the message is safe with us."""
        with _talking():
            if self._done:
                self._box.move(number, self._done)
            else:
                words = [TAKEN, "\\Seen"] if self._keeps_words else ["\\Seen"]
                self._box.flag(number, words, True)


@contextmanager
def opened_mailbox(address: MailboxAddress) -> Iterator[OpenMailbox]:
    """Enter the mailbox and leave it again.

    Raises `MailboxAway`, also inside, where the server cannot be reached, refuses or breaks off.
    """
    with _talking():
        box = _entered(address)
    try:
        with _talking():
            mailbox = OpenMailbox(box, address)
        yield mailbox
    finally:
        with suppress(ImapToolsError, IMAP4.error, OSError):
            box.logout()


@contextmanager
def _talking() -> Iterator[None]:
    """Say in one word that the mail server failed us."""
    try:
        yield
    except (ImapToolsError, IMAP4.error, OSError) as problem:
        # The server's own words may quote a name or a message: the class alone.
        raise MailboxAway(
            f"The mailbox cannot be reached or broke off ({type(problem).__name__})."
        ) from problem


def _entered(address: MailboxAddress) -> BaseMailBox:
    kinds = {"ssl": MailBox, "starttls": MailBoxStartTls, "none": MailBoxUnencrypted}
    where = {"host": address.host, "port": address.port, "timeout": SECONDS_TO_WAIT}
    if address.security != "none":
        where["ssl_context"] = ssl.create_default_context()
    box: BaseMailBox = kinds[address.security](**where)
    if address.token_url:
        return box.xoauth2(address.user, _token(address), initial_folder=None)
    return box.login(address.user, address.password, initial_folder=None)


def _token(address: MailboxAddress) -> str:
    """Fetch a token for the client itself (OAuth 2.0, RFC 6749, section 4.4)."""
    said = urllib.parse.urlencode({
        "grant_type": "client_credentials",
        "client_id": address.client_id,
        "client_secret": address.client_secret,
        "scope": address.scope,
    }).encode()  # fmt: skip
    request = urllib.request.Request(address.token_url, data=said)  # noqa: S310 - a setting
    with urllib.request.urlopen(request, timeout=SECONDS_TO_WAIT) as answer:  # noqa: S310
        try:
            return str(json.load(answer)["access_token"])
        except (ValueError, KeyError, TypeError) as problem:
            raise MailboxAway("The token server's answer holds no token.") from problem


def _moment(written: str) -> datetime | None:
    """Return a time as IMAP writes it: "24-Nov-2026 09:12:44 +0000"."""
    try:
        return parsedate_to_datetime(written.strip().replace("-", " ", 2))
    except (ValueError, TypeError, IndexError):
        return None

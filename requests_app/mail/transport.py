"""How a mail is handed over: to a mail server, or in a demo to a folder.

The only importer of smtplib. A hand-over has three ends: taken, refused with certainty
(`NotDelivered`), or broken off between the text and the server's word (`DeliveryInDoubt`).
The third is never tried again by a machine: it might send a decision twice.
"""

import os
import re
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from hashlib import sha256
from pathlib import Path
from typing import Protocol

SECONDS_TO_WAIT = 30
ONE_ADDRESS = re.compile(r"[^\s<>,;:\"()\\]+@[^\s<>,;:\"()\\@]+")


class NotDelivered(Exception):
    """The mail has certainly not left. `permanent` where trying again is pointless."""

    def __init__(self, reason: str, *, permanent: bool) -> None:
        """Keep the reason: a sentence for the officer, without names."""
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent


class DeliveryInDoubt(Exception):
    """The text was handed over and no verdict came back."""


class Transport(Protocol):
    """A way out for mail."""

    def deliver(
        self,
        message: EmailMessage,
        *,
        envelope_from: str,
        envelope_to: str,
        before_handover: Callable[[], None],
    ) -> bool:
        """Hand over one message to one address; say whether its fate is to be asked for.

        A mail server sends a report back by mail, so it need not be asked. `before_handover` is
        called once, immediately before the text goes out.
        Raises `NotDelivered` or `DeliveryInDoubt`.
        """


@dataclass(frozen=True)
class SmtpTransport:
    """A mail server that speaks SMTP."""

    host: str
    port: int
    username: str = ""
    password: str = ""
    starttls: bool = False

    def deliver(
        self,
        message: EmailMessage,
        *,
        envelope_from: str,
        envelope_to: str,
        before_handover: Callable[[], None],
    ) -> bool:
        """Hand over by SMTP; whatever happens before the text is a certain refusal."""
        check_address(envelope_to)
        content = message.as_bytes()
        try:
            server = self._connected()
        except (OSError, smtplib.SMTPException) as problem:
            reason = "The mail server cannot be reached, or refuses us."
            raise NotDelivered(reason, permanent=False) from problem
        try:
            self._announce(server, envelope_from, envelope_to)
            before_handover()
            _hand_over(server, content)
        finally:
            server.close()
        return False

    def _connected(self) -> smtplib.SMTP:
        server = smtplib.SMTP(self.host, self.port, timeout=SECONDS_TO_WAIT)
        if self.starttls:
            server.starttls(context=ssl.create_default_context())
        server.ehlo_or_helo_if_needed()
        if self.username:
            server.login(self.username, self.password)
        return server

    def _announce(self, server: smtplib.SMTP, envelope_from: str, envelope_to: str) -> None:
        try:
            said = server.mail(envelope_from)
            if said[0] == 250:
                said = server.rcpt(envelope_to)
        except (OSError, smtplib.SMTPException) as problem:
            reason = "The connection to the mail server broke before the message was sent."
            raise NotDelivered(reason, permanent=False) from problem
        _refuse_unless(said[0] in (250, 251), said[0])


def _hand_over(server: smtplib.SMTP, content: bytes) -> None:
    try:
        code, _ = server.data(content)
    except smtplib.SMTPDataError as refusal:
        # The server refused before it was given the text.
        _refuse_unless(False, refusal.smtp_code)
    except (OSError, smtplib.SMTPException) as problem:
        raise DeliveryInDoubt("The connection broke while the message was sent.") from problem
    else:
        _refuse_unless(code == 250, code)


def _refuse_unless(is_taken: bool, code: int) -> None:
    if not is_taken:
        # The server's own words may quote the address, so only its code is kept.
        raise NotDelivered(
            f"The mail server refused the message (code {code}).", permanent=code >= 500
        )


def check_address(address: str) -> None:
    """Raise `NotDelivered` unless this is one address that every mail server understands."""
    if not ONE_ADDRESS.fullmatch(address) or not address.isascii():
        raise NotDelivered("The address is not a valid e-mail address.", permanent=True)


@dataclass(frozen=True)
class FolderTransport:
    """A folder in which each mail is a file, to be read in the demo."""

    folder: Path

    def deliver(
        self,
        message: EmailMessage,
        *,
        envelope_from: str,
        envelope_to: str,
        before_handover: Callable[[], None],
    ) -> bool:
        """Write the mail under a name made from its identifier: twice is still one file."""
        check_address(envelope_to)
        before_handover()
        self.folder.mkdir(parents=True, exist_ok=True)
        name = sha256(str(message["Message-ID"]).encode()).hexdigest()[:24]
        unfinished = self.folder / f".{name}.part"
        unfinished.write_bytes(message.as_bytes())
        os.replace(unfinished, self.folder / f"{name}.eml")
        return False

"""What a mail that leaves is: plain values, and files that are read when they are needed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class OutgoingFile:
    """One file of a mail. `media_type` was read from its content."""

    name: str
    media_type: str
    read: Callable[[], bytes]


@dataclass(frozen=True)
class OutgoingMail:
    """A mail to one address. `is_automatic`: no person wrote it, so no machine need answer.

    `reply_to` is where answers go, "" where that is the sender's address.
    """

    message_id: str
    in_reply_to: str
    sender_name: str
    sender_address: str
    recipient: str
    subject: str
    text: str
    written_at: datetime
    is_automatic: bool
    reply_to: str = ""
    files: tuple[OutgoingFile, ...] = ()

"""What a received mail is, once it has been understood."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class MessageKind(StrEnum):
    """What sort of message arrived, by its structure."""

    REQUEST = "request"
    AUTO_REPLY = "auto_reply"
    DELIVERY_REPORT = "delivery_report"
    READ_RECEIPT = "read_receipt"


@dataclass(frozen=True)
class IncomingAttachment:
    """One part of a mail that is not its text, read a little at a time.

    `is_sealed`: only its receiver's key opens it. `trouble`: why it could not be read, or "".
    """

    name: str
    media_type: str
    chunks: Callable[[], Iterator[bytes]]
    is_sealed: bool = False
    trouble: str = ""

    @property
    def content(self) -> bytes:
        """All of its bytes at once; for one that may be long, read `chunks`."""
        return b"".join(self.chunks())

    @property
    def size(self) -> int:
        """Its length in bytes."""
        return sum(map(len, self.chunks()))


@dataclass(frozen=True)
class Report:
    """What a delivery report or read receipt says.

    `about` are the identifiers of the messages it names; `action` is the gravest word of
    RFC 3464 in it: "failed", "delayed", "relayed", "expanded", "delivered", or "".
    """

    about: tuple[str, ...] = ()
    action: str = ""
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True)
class IncomingMessage:
    """A received mail as plain values. `date_header` is shown, never trusted.

    `warnings` are sentences for the person who reads the message. `doubt` says why a person
    must look before a case is opened, or is "". `is_from_form`: a web form wrote it for the
    person whom `reply_to` names. `authentication` is what our own server found about the sender.
    """

    sender_name: str
    sender_address: str
    reply_to: str
    recipients: tuple[str, ...]
    subject: str
    text: str
    message_id: str
    in_reply_to: str
    references: tuple[str, ...]
    date_header: str
    kind: MessageKind
    attachments: tuple[IncomingAttachment, ...]
    warnings: tuple[str, ...]
    is_whatdotheyknow: bool
    doubt: str = ""
    is_from_form: bool = False
    authentication: str = ""
    report: Report = Report()

    @property
    def carried_messages(self) -> tuple[IncomingAttachment, ...]:
        """Whole messages that came inside this one."""
        return tuple(one for one in self.attachments if one.media_type == "message/rfc822")

    @property
    def answer_to(self) -> str:
        """The address an answer goes to: where the sender asked for it, else where it came from."""
        return self.reply_to or self.sender_address

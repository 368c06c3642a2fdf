"""What a received mail is, once it has been understood."""

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
    """One part of a mail that is not its text. `size` in bytes."""

    name: str
    media_type: str
    size: int
    content: bytes


@dataclass(frozen=True)
class IncomingMessage:
    """A received mail as plain values. `date_header` is shown, never trusted.

    `warnings` are sentences for the person who reads the message. `doubt` says why a person
    must look before a case is opened, or is "".
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

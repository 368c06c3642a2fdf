"""A received mail as plain values. Never raises; what cannot be read is said in words."""

from email import message_from_bytes
from email.message import Message

from requests_app.domain.incoming import IncomingMessage, MessageKind
from requests_app.mail.addresses import addresses_in, is_whatdotheyknow, name_and_address
from requests_app.mail.charset import decoded
from requests_app.mail.headers import header, headers
from requests_app.mail.leaves import contents
from requests_app.mail.machines import kind_of

LONGEST_TEXT = 1_000_000
RECIPIENT_HEADERS = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")


def parse(raw: bytes) -> IncomingMessage:
    """Return what the bytes of a mail say."""
    try:
        return _parsed(message_from_bytes(raw))
    except Exception:  # whatever a stranger sends, it must reach a person
        return _unreadable(raw)


def _parsed(mail: Message) -> IncomingMessage:
    found = contents(mail)
    senders = headers(mail, "From")
    name, address = name_and_address(senders[0]) if senders else ("", "")
    if len(senders) > 1 or (senders and len(addresses_in(senders[0])) > 1):
        found.warn("The message names more than one sender. The first is shown.")
    if not address:
        found.warn("The message names no sender.")
    reply_name, reply_to = name_and_address(header(mail, "Reply-To"))
    subject = header(mail, "Subject")
    text = "\n\n".join(words.strip("\n") for words in found.words if words.strip())
    if len(text) > LONGEST_TEXT:
        found.warn("The text is too long to show whole. The original is kept.")
        text = text[:LONGEST_TEXT]
    return IncomingMessage(
        sender_name=name or reply_name,
        sender_address=address,
        reply_to=reply_to,
        recipients=tuple(
            dict.fromkeys(
                one
                for wanted in RECIPIENT_HEADERS
                for value in headers(mail, wanted)
                for one in addresses_in(value)
            )
        ),
        subject=subject,
        text=text,
        message_id=_identifier(header(mail, "Message-ID")),
        in_reply_to=_identifier(header(mail, "In-Reply-To")),
        references=tuple(header(mail, "References").split()[-50:]),
        date_header=header(mail, "Date")[:100],
        kind=kind_of(mail, subject, address),
        attachments=tuple(found.files),
        warnings=tuple(found.warnings),
        is_whatdotheyknow=is_whatdotheyknow(reply_to or address),
    )


def _identifier(value: str) -> str:
    return value.split()[0][:300] if value.split() else ""


def _unreadable(raw: bytes) -> IncomingMessage:
    return IncomingMessage(
        sender_name="",
        sender_address="",
        reply_to="",
        recipients=(),
        subject="",
        text=decoded(raw[:LONGEST_TEXT]).text,
        message_id="",
        in_reply_to="",
        references=(),
        date_header="",
        kind=MessageKind.REQUEST,
        attachments=(),
        warnings=("The message could not be taken apart. Its raw text is shown.",),
        is_whatdotheyknow=False,
    )

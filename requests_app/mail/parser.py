"""A received mail as plain values. Never raises; what cannot be read is said in words."""

import re

from requests_app.domain.incoming import IncomingMessage, MessageKind
from requests_app.mail.addresses import Person, is_whatdotheyknow, people_in
from requests_app.mail.charset import decoded
from requests_app.mail.headers import header, raw_headers
from requests_app.mail.leaves import LONGEST_TEXT, Contents, contents
from requests_app.mail.machines import kind_of, looks_returned
from requests_app.mail.parts import Part, part_of
from requests_app.mail.words import TOO_LONG

RECIPIENT_HEADERS = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To")
IDENTIFIER = re.compile(r"<[^<>\s]{1,998}>|[^<>\s]+")
MOST_REFERENCES = 50
RETURNED = "It looks like a returned message, but it is not built like a report of one."
TWO_SENDERS = "The message names more than one sender. The first is shown."
NO_SENDER = "The message names no sender."


def parse(raw: bytes) -> IncomingMessage:
    """Return what the bytes of a mail say."""
    try:
        return _parsed(part_of(_from_its_first_header(raw)))
    except Exception:  # whatever a stranger sends, it must reach a person
        return _unreadable(raw)


def _from_its_first_header(raw: bytes) -> bytes:
    """Leave out what some programs write before the headers; read old Macintosh line ends."""
    raw = raw.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    return raw if b"\n" in raw else raw.replace(b"\r", b"\n")


def _parsed(mail: Part) -> IncomingMessage:
    found = contents(mail)
    sender = _sender(mail, found)
    reply_to = next(iter(_people(mail, "Reply-To")), Person("", ""))
    subject = header(mail.head, "Subject")
    kind = kind_of(mail, subject, sender.address)
    return IncomingMessage(
        sender_name=sender.name or reply_to.name,
        sender_address=sender.address,
        reply_to=reply_to.address,
        recipients=tuple(
            dict.fromkeys(one.address for name in RECIPIENT_HEADERS for one in _people(mail, name))
        ),
        subject=subject,
        text=_text(found),
        message_id=next(iter(_identifiers(mail, "Message-ID")), ""),
        in_reply_to=next(iter(_identifiers(mail, "In-Reply-To")), ""),
        references=_identifiers(mail, "References")[-MOST_REFERENCES:],
        date_header=header(mail.head, "Date")[:100],
        kind=kind,
        attachments=tuple(found.files),
        warnings=tuple(found.warnings),
        is_whatdotheyknow=is_whatdotheyknow(sender.address) or is_whatdotheyknow(reply_to.address),
        doubt=RETURNED if looks_returned(mail, kind, sender.address) else "",
    )


def _people(mail: Part, name: str) -> list[Person]:
    return [person for value in raw_headers(mail.head, name) for person in people_in(value)]


def _sender(mail: Part, found: Contents) -> Person:
    people = _people(mail, "From")
    if len({person.address.lower() for person in people}) > 1:
        found.warn(TWO_SENDERS)
    if not people:
        found.warn(NO_SENDER)
        return Person(header(mail.head, "From").strip("<>\"' ")[:200], "")
    return people[0]


def _text(found: Contents) -> str:
    text = "\n\n".join(words.strip("\n") for words in found.words if words.strip())
    if len(text) > LONGEST_TEXT:
        found.warn(TOO_LONG)
    return text[:LONGEST_TEXT]


def _identifiers(mail: Part, name: str) -> tuple[str, ...]:
    """Return the message identifiers of a header; the angle brackets belong to them."""
    words = IDENTIFIER.findall(header(mail.head, name))
    bracketed = tuple(word for word in words if word.startswith("<"))
    return bracketed or tuple(words)


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

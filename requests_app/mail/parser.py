"""A received mail as plain values. Never raises; what cannot be read is said in words."""

import re
from collections.abc import Sequence

from requests_app.domain.incoming import IncomingMessage, MessageKind, Report
from requests_app.domain.web_form_mail import web_form
from requests_app.mail.addresses import ADDRESS, Person, is_whatdotheyknow, people_in
from requests_app.mail.authentication import authentication
from requests_app.mail.charset import decoded
from requests_app.mail.headers import header, raw_headers, readable
from requests_app.mail.leaves import LONGEST_TEXT, Contents, contents
from requests_app.mail.machines import is_form_sender, kind_of, looks_returned
from requests_app.mail.parts import Part, part_of
from requests_app.mail.reports import report_of
from requests_app.mail.words import TOO_LONG

RECIPIENT_HEADERS = (
    "To", "Cc", "Bcc", "Delivered-To", "X-Delivered-To", "X-Original-To", "X-Envelope-To",
    "Envelope-To", "Resent-To",
)  # fmt: skip
HANDED_OVER_FOR = re.compile(rf"\bfor <?({ADDRESS.pattern})>?")
IDENTIFIER = re.compile(r"<[^<>\s]{1,998}>|[^<>\s]+")
BEFORE_HEADERS = re.compile(rb"(?:\xef\xbb\xbf)?[\r\n]*")
LINE_END = re.compile(rb"\n")
MOST_REFERENCES = 50
RETURNED = "It looks like a returned message, but it is not built like a report of one."
TWO_SENDERS = "The message names more than one sender. The first is shown."
FROM_FORM = "A web form sent it. Who asked was read from its text: check the name and the address."
NO_SENDER = "The message names no sender."


def parse(raw: bytes | memoryview, *, trusted_servers: Sequence[str] = ()) -> IncomingMessage:
    """Return what the bytes of a mail say; its files are read from them when they are asked for.

    `trusted_servers`: the names under which our own mail servers say whether a sender is proved.
    """
    try:
        return _parsed(part_of(_from_its_first_header(memoryview(raw))), trusted_servers)
    except Exception:  # whatever a stranger sends, it must reach a person
        return _unreadable(memoryview(raw))


def _from_its_first_header(raw: memoryview) -> bytes | memoryview:
    """Leave out what some programs write before the headers; read old Macintosh line ends."""
    before = BEFORE_HEADERS.match(raw)
    raw = raw[before.end() if before else 0 :]
    return raw if LINE_END.search(raw) else bytes(raw).replace(b"\r", b"\n")


def _parsed(mail: Part, trusted_servers: Sequence[str]) -> IncomingMessage:
    found = contents(mail)
    sender = _sender(mail, found)
    reply_to = next(iter(_people(mail, "Reply-To")), Person("", ""))
    subject = header(mail.head, "Subject")
    text = _text(found)
    in_reply_to, *others = _identifiers(mail, "In-Reply-To") or ("",)
    references = (*_identifiers(mail, "References"), *others)[-MOST_REFERENCES:]
    form = None if in_reply_to or references else _form(sender, reply_to, text, found)
    kind = kind_of(mail, subject, sender.address, text, is_form=form is not None)
    is_request = kind is MessageKind.REQUEST
    who = form if form and is_request else _who(sender, reply_to)
    returned = looks_returned(mail, kind, subject, sender.address)
    return IncomingMessage(
        sender_name=who.name,
        sender_address=sender.address,
        reply_to=who.address if who.address != sender.address else reply_to.address,
        recipients=_recipients(mail),
        subject=subject,
        text=text,
        message_id=next(iter(_identifiers(mail, "Message-ID")), ""),
        in_reply_to=in_reply_to,
        references=references,
        date_header=header(mail.head, "Date")[:100],
        kind=kind,
        attachments=tuple(found.files),
        warnings=tuple(found.warnings),
        is_whatdotheyknow=is_whatdotheyknow(sender.address) or is_whatdotheyknow(reply_to.address),
        doubt=RETURNED if returned else "",
        is_from_form=form is not None and is_request,
        authentication=authentication(mail.head, trusted_servers),
        report=report_of(mail) if returned or not is_request else Report(),
    )


def _who(sender: Person, reply_to: Person) -> Person:
    """Return who is to be answered: where they ask for it, under the name they give."""
    if not reply_to.address:
        return sender
    is_machine = is_form_sender(sender.address)
    return Person(reply_to.name or ("" if is_machine else sender.name), reply_to.address)


def _form(sender: Person, reply_to: Person, text: str, found: Contents) -> Person | None:
    """Return who filled in the web form that sent this mail, or None where a person sent it."""
    is_elsewhere = bool(reply_to.address) and reply_to.address.lower() != sender.address.lower()
    is_machine = is_form_sender(sender.address)
    said = web_form(text) if is_machine or is_elsewhere else None
    if is_elsewhere and not is_form_sender(reply_to.address):
        name = reply_to.name or (said.name if said else "")
        return Person(name or _who(sender, reply_to).name, reply_to.address)
    if said and is_machine:
        found.warn(FROM_FORM)
        return Person(said.name, said.email)
    return None


def _recipients(mail: Part) -> tuple[str, ...]:
    """Return every address it was sent to, the hidden ones by the servers' own notes."""
    named = [one.address for name in RECIPIENT_HEADERS for one in _people(mail, name)]
    handed = [
        found[1]
        for raw in raw_headers(mail.head, "Received")
        for found in HANDED_OVER_FOR.finditer(readable(raw))
    ]
    return tuple(dict.fromkeys([*named, *handed]))


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


def _unreadable(raw: memoryview) -> IncomingMessage:
    return IncomingMessage(
        sender_name="",
        sender_address="",
        reply_to="",
        recipients=(),
        subject="",
        text=decoded(bytes(raw[:LONGEST_TEXT])).text,
        message_id="",
        in_reply_to="",
        references=(),
        date_header="",
        kind=MessageKind.REQUEST,
        attachments=(),
        warnings=("The message could not be taken apart. Its raw text is shown.",),
        is_whatdotheyknow=False,
    )

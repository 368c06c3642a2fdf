"""Tells mail by machines from mail by people: by structure, never by the words of the body."""

import re
from email.message import Message

from requests_app.domain.incoming import MessageKind
from requests_app.mail.parts import Part, part_of

# With what follows them: "Out of office hours" is how a request may well begin.
AUTOMATIC_SUBJECT = re.compile(
    r"(?:automatic reply|auto[- ]?(?:reply|response|responder)|automatic response|"
    r"out of (?:the )?office(?: auto[- ]?reply| reply| notification)?|"
    r"away from (?:my|the) (?:desk|office)|automatische antwort|réponse automatique)\s*(?::|$)",
    re.IGNORECASE,
)
ROBOT = re.compile(r"auto[-_.]?(?:reply|responder|response|answer)[^@]*@", re.IGNORECASE)
ANSWERING_HEADERS = ("X-Autoreply", "X-Autorespond", "X-AutoReply-From")
POSTMASTER = re.compile(r"(?:mailer-daemon|postmaster)@", re.IGNORECASE)
REPORTS = {
    "message/delivery-status": MessageKind.DELIVERY_REPORT,
    "message/global-delivery-status": MessageKind.DELIVERY_REPORT,
    "message/disposition-notification": MessageKind.READ_RECEIPT,
}
MOST_PARTS = 20


def kind_of(mail: Part, subject: str, sender_address: str) -> MessageKind:
    """Return what sort of message this is (RFC 3464, 8098, 3834)."""
    report = REPORTS.get(f"message/{mail.parameter('report-type')}")
    if mail.media_type == "multipart/report" and report:
        return report
    for kind in _kinds_inside(mail):
        if kind in REPORTS:
            return REPORTS[kind]
    if (
        _answers_by_itself(mail.head)
        or AUTOMATIC_SUBJECT.match(subject)
        or ROBOT.match(sender_address)
    ):
        return MessageKind.AUTO_REPLY
    return MessageKind.REQUEST


def looks_returned(mail: Part, kind: MessageKind, sender_address: str) -> bool:
    """Whether a mail system seems to have sent this back, though nothing in it says so.

    That is a doubt and no proof: the words of a request may come by the same way.
    """
    return kind is MessageKind.REQUEST and (
        bool(POSTMASTER.match(sender_address)) or mail.head.get("Return-Path") == "<>"
    )


def _answers_by_itself(head: Message) -> bool:
    submitted = _word(head, "Auto-Submitted")
    suppressed = _word(head, "X-Auto-Response-Suppress")
    return (
        submitted not in ("no", "")
        or _word(head, "Precedence") in ("auto_reply", "auto-reply")
        or any(head.get(name) for name in ANSWERING_HEADERS)
        # Exchange marks its own automatic replies so; people's mail says "none" or nothing.
        or (suppressed not in ("", "none") and submitted != "no")
    )


def _word(head: Message, name: str) -> str:
    return re.split(r"[;(]", str(head.get(name, "")))[0].strip().lower()


def _kinds_inside(mail: Part) -> list[str]:
    kinds = [mail.media_type]
    for number, (_, raw) in enumerate(mail.pieces() or ()):
        if number == MOST_PARTS:
            break
        kinds.append(part_of(raw).media_type)
    return kinds

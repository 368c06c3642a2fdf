"""Tells mail by machines from mail by people: by structure, never by the words of the body."""

import re
from email.message import Message

from requests_app.domain.incoming import MessageKind

OUT_OF_OFFICE = re.compile(
    r"\s*(automatic reply|auto[- ]?reply|auto(matic)? response|out of (the )?office|"
    r"away from (my|the) (desk|office)|automatische antwort|réponse automatique)\b",
    re.IGNORECASE,
)
ROBOT = re.compile(r"^(auto-?reply|auto-?responder|noreply-autoreply)[^@]*@", re.IGNORECASE)
ANSWERING_HEADERS = ("X-Autoreply", "X-Autorespond", "X-AutoReply-From")


def kind_of(mail: Message, subject: str, sender_address: str) -> MessageKind:
    """Return what sort of message this is (RFC 3464, 3798, 3834)."""
    report = _parameter(mail, "report-type")
    types = {part.get_content_type() for part in _first_parts(mail)}
    if report == "delivery-status" or "message/delivery-status" in types:
        return MessageKind.DELIVERY_REPORT
    if report == "disposition-notification" or "message/disposition-notification" in types:
        return MessageKind.READ_RECEIPT
    if _answers_by_itself(mail) or OUT_OF_OFFICE.match(subject) or ROBOT.match(sender_address):
        return MessageKind.AUTO_REPLY
    return MessageKind.REQUEST


def _answers_by_itself(mail: Message) -> bool:
    submitted = str(mail.get("Auto-Submitted", "no")).split(";")[0].strip().lower()
    precedence = str(mail.get("Precedence", "")).strip().lower()
    suppressed = str(mail.get("X-Auto-Response-Suppress", "")).strip().lower()
    return (
        submitted not in ("no", "")
        or precedence in ("auto_reply", "auto-reply")
        or any(mail.get(name) for name in ANSWERING_HEADERS)
        # Exchange marks its own automatic replies so; people's mail says "none" or nothing.
        or (suppressed not in ("", "none") and str(mail.get("Auto-Submitted", "")) != "no")
    )


def _first_parts(mail: Message) -> list[Message]:
    payload = mail.get_payload()
    if not isinstance(payload, list):
        return [mail]
    return [mail, *(part for part in payload[:20] if isinstance(part, Message))]


def _parameter(mail: Message, name: str) -> str:
    if mail.get_content_type() != "multipart/report":
        return ""
    try:
        return str(mail.get_param(name) or "").lower()
    except (ValueError, TypeError, LookupError):
        return ""

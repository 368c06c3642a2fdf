"""Tells mail by machines from mail by people: never by the words of the body alone."""

import re
from email.message import Message

from requests_app.domain.incoming import MessageKind
from requests_app.mail.parts import Part, part_of

# With what follows them: "Out of office hours" is how a request may well begin.
AUTOMATIC_SUBJECT = re.compile(
    r"(?:re: *|\[[^\]]{1,30}\] *)?(?:"
    r"(?:automatic reply|auto[- ]?(?:reply|response|responder)|automatic response|"
    r"automated (?:reply|response)|automatische antwort|abwesenheitsnotiz|r[ée]ponse automatique|"
    r"respuesta autom[áa]tica|risposta automatica|automatisch antwoord|autosvar)"
    r"\s*(?:[:\-–]|re:|$)|"
    r"(?:out of (?:the )?office(?: auto[- ]?reply| reply| notification| message)?|"
    r"away from (?:my|the) (?:desk|office)|on (?:annual|maternity|sick) leave)\s*(?::|re:|$))",
    re.IGNORECASE,
)
AWAY = re.compile(
    r"\bout of (?:the )?office\b|\bon (?:annual |maternity |sick )?leave\b|\baway from\b|"
    r"\bautomat(?:ic|ed) (?:reply|response|message)\b|\bon vacation\b|\bon my return\b",
    re.IGNORECASE,
)
ROBOT = re.compile(r"auto[-_.]?(?:reply|responder|response|answer)[^@]*@", re.IGNORECASE)
ANSWERING_HEADERS = (
    "X-Autoreply", "X-Autorespond", "X-AutoReply-From", "X-Auto-Reply", "X-Mail-Autoreply",
)  # fmt: skip
IN_BULK = frozenset({"bulk", "junk", "list"})
RETURNING = re.compile(r"(?:mailer-daemon|postmaster|microsoftexchange[0-9a-f]{20,})@", re.I)
RETURNED_SUBJECT = re.compile(
    r"(?:undeliver(?:able|ed)\b.{0,20}?:|undelivered mail returned|mail delivery (?:failed|failure|"
    r"system|subsystem|status)|delivery status notification|delivery (?:has )?failed\b|"
    r"failure notice$|returned mail:|message (?:delivery )?(?:delayed|could not be delivered))",
    re.IGNORECASE,
)
FORM_SENDER = re.compile(
    r"(?:no[-_.]?reply|do[-_.]?not[-_.]?reply|web(?:[-_.]?(?:form|site|master)s?)?|e?forms?|crm|"
    r"wordpress|notifications?|contact[-_.]?form)(?:[^a-z@][^@]*)?@",
    re.IGNORECASE,
)
REPORTS = {
    "message/delivery-status": MessageKind.DELIVERY_REPORT,
    "message/global-delivery-status": MessageKind.DELIVERY_REPORT,
    "message/disposition-notification": MessageKind.READ_RECEIPT,
    "message/global-disposition-notification": MessageKind.READ_RECEIPT,
}
MOST_PARTS = 20
BEGINNING = 600


def kind_of(
    mail: Part, subject: str, sender_address: str, text: str, *, is_form: bool
) -> MessageKind:
    """Return what sort of message this is (RFC 3464, 8098, 3834).

    `is_form`: a web form wrote it for a person, so that a mark of a machine says nothing.
    """
    report = REPORTS.get(f"message/{mail.parameter('report-type')}")
    if mail.media_type == "multipart/report" and report:
        return report
    for kind in _kinds_inside(mail):
        if kind in REPORTS:
            return REPORTS[kind]
    if AUTOMATIC_SUBJECT.match(subject) or ROBOT.match(sender_address):
        return MessageKind.AUTO_REPLY
    if _seems_returned(mail.head, subject, sender_address):
        return MessageKind.REQUEST
    if _answers_by_itself(mail.head, is_form=is_form) or _is_away(mail.head, text):
        return MessageKind.AUTO_REPLY
    return MessageKind.REQUEST


def looks_returned(mail: Part, kind: MessageKind, subject: str, sender_address: str) -> bool:
    """Whether a mail system seems to have sent this back, though nothing in it says so.

    That is a doubt and no proof: the words of a request may come by the same way.
    """
    return kind is MessageKind.REQUEST and (
        _seems_returned(mail.head, subject, sender_address)
        or str(mail.head.get("Return-Path", "")).strip() == "<>"
    )


def is_form_sender(sender_address: str) -> bool:
    """Whether the address is one that web forms and such send from."""
    return bool(FORM_SENDER.match(sender_address))


def _seems_returned(head: Message, subject: str, sender_address: str) -> bool:
    return (
        bool(RETURNING.match(sender_address))
        or bool(RETURNED_SUBJECT.match(subject.strip()))
        or bool(head.get("X-Failed-Recipients"))
    )


def _answers_by_itself(head: Message, *, is_form: bool) -> bool:
    submitted = _word(head, "Auto-Submitted")
    suppressed = _word(head, "X-Auto-Response-Suppress")
    if submitted == "auto-replied" or any(head.get(name) for name in ANSWERING_HEADERS):
        return True
    if is_form:
        return False
    return (
        submitted not in ("no", "")
        or _word(head, "Precedence") in ("auto_reply", "auto-reply", "autoreply")
        # Exchange marks its own automatic replies so; people's mail says "none" or nothing.
        or (suppressed not in ("", "none") and submitted != "no")
    )


def _is_away(head: Message, text: str) -> bool:
    """Whether a mail marked as one of many says that somebody is away."""
    return _word(head, "Precedence") in IN_BULK and bool(AWAY.search(text[:BEGINNING]))


def _word(head: Message, name: str) -> str:
    return re.split(r"[;(]", str(head.get(name, "")))[0].strip().lower()


def _kinds_inside(mail: Part) -> list[str]:
    kinds = [mail.media_type]
    for number, (_, raw) in enumerate(mail.pieces() or ()):
        if number == MOST_PARTS:
            break
        kinds.append(part_of(raw).media_type)
    return kinds

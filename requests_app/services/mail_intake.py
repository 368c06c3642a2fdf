"""One received mail: kept first, understood second, joined or opened third."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction

from requests_app.domain.errors import RuleBroken
from requests_app.domain.incoming import IncomingMessage
from requests_app.domain.incoming import MessageKind as Kind
from requests_app.domain.london import london_day
from requests_app.models import (
    Case,
    Channel,
    Direction,
    Document,
    DocumentRole,
    Message,
    MessageKind,
    OutboxItem,
    RawMail,
    User,
)
from requests_app.queries.mail_matching import Match, match_to_case
from requests_app.services import audit
from requests_app.services.intake import NewRequest, open_case


@dataclass(frozen=True)
class TakenIn:
    """What became of a mail. `what` is a word of the command-line contract."""

    what: str
    reason: str
    message: Message | None
    case: Case | None = None
    warnings: tuple[str, ...] = ()


def keep(raw: bytes, *, at: datetime) -> tuple[RawMail, bool]:
    """Store the bytes of a mail under their SHA-256; return the row and whether it is new.

    Committed before anything tries to understand them: whatever fails later, they are here.
    The outbox row takes the mail in if the process dies before it has done so itself.
    """
    sha256 = hashlib.sha256(raw).hexdigest()
    known = RawMail.objects.filter(sha256=sha256).first()
    if known:
        return known, False
    try:
        with transaction.atomic():
            kept = RawMail(sha256=sha256, size=len(raw), arrived_at=at)
            kept.file.save(f"{sha256}.eml", ContentFile(raw), save=False)
            kept.save()
            OutboxItem.objects.create(
                key=f"take-in-mail:{sha256}",
                work="take_in_mail",
                subject_id=kept.pk,
                created_at=at,
                not_before=at,
            )
    except IntegrityError:
        return RawMail.objects.get(sha256=sha256), False
    return kept, True


@transaction.atomic
def take_in(
    kept: RawMail, parsed: IncomingMessage, *, at: datetime, received_on: date | None = None
) -> TakenIn:
    """Make a message of a kept mail and give it its place: a case, a reply, or the inbox.

    `received_on` is for a mail entered late; otherwise the day it arrived counts.
    """
    kept = RawMail.objects.select_for_update().get(pk=kept.pk)
    if hasattr(kept, "message"):
        return _duplicate(kept.message)
    OutboxItem.objects.filter(key=f"take-in-mail:{kept.sha256}").update(done_at=at)
    match = match_to_case(parsed)
    message = _store(kept, parsed, at)
    return _place(message, parsed, match, at, received_on)


@transaction.atomic
def open_from_message(message_id: int, *, actor: User, at: datetime) -> Case:
    """Make a case of a message that waited: received on the day it came, whoever reads it."""
    message = Message.objects.select_for_update().get(pk=message_id)
    if message.case_id or message.dismissed_reason:
        raise RuleBroken("Somebody has already found a place for this message.")
    return open_case(
        NewRequest(
            channel=Channel.MAIL,
            received_on=london_day(message.happened_at),
            subject=message.subject,
            text=message.text,
            name=message.sender_name,
            email=message.sender,
        ),
        actor=actor,
        at=at,
        message=message,
    )


def _duplicate(message: Message) -> TakenIn:
    return TakenIn(
        "duplicate",
        "The same message was received before. Nothing new was stored.",
        message,
        message.case,
    )


def _store(kept: RawMail, parsed: IncomingMessage, at: datetime) -> Message:
    message = Message.objects.create(
        direction=Direction.INCOMING,
        kind=MessageKind.NEEDS_ATTENTION,
        raw=kept,
        sender_name=parsed.sender_name[:200],
        sender=(parsed.reply_to or parsed.sender_address)[:320],
        recipient=", ".join(parsed.recipients)[:320],
        subject=parsed.subject[:500],
        text=parsed.text,
        message_id=parsed.message_id[:300],
        in_reply_to=parsed.in_reply_to[:300],
        happened_at=kept.arrived_at,
        note="\n".join(parsed.warnings),
    )
    for part in parsed.attachments:
        document = Document(
            role=DocumentRole.RECEIVED,
            message=message,
            name=part.name[:255],
            sha256=hashlib.sha256(part.content).hexdigest(),
            size=part.size,
            media_type=part.media_type[:120],
            uploaded_at=at,
        )
        # Stored under our own name: a sender's file name never reaches the disk.
        document.file.save(f"{document.sha256}.bin", ContentFile(part.content), save=False)
        document.save()
    return message


MACHINES = {
    Kind.AUTO_REPLY: (MessageKind.AUTO_REPLY, "An automatic reply. It changes nothing."),
    Kind.DELIVERY_REPORT: (MessageKind.DELIVERY_REPORT, "A report on a mail that we sent."),
    Kind.READ_RECEIPT: (MessageKind.READ_RECEIPT, "A read receipt. It changes nothing."),
}


def _place(
    message: Message,
    parsed: IncomingMessage,
    match: Match,
    at: datetime,
    received_on: date | None,
) -> TakenIn:
    if parsed.kind in MACHINES:
        kind, reason = MACHINES[parsed.kind]
        if kind is not MessageKind.DELIVERY_REPORT:
            message.handled_at = at
        return _settle(message, kind, match.case or match.suggested, reason, parsed, at)
    if match.same_id_before:
        reason = "A different message with the same identifier was received before."
        return _settle(message, MessageKind.NEEDS_ATTENTION, None, reason, parsed, at)
    if match.case:
        return _settle(message, MessageKind.REPLY, match.case, match.reason, parsed, at)
    if match.suggested:
        message.suggested_case = match.suggested
        return _settle(message, MessageKind.POSSIBLE_REPLY, None, match.reason, parsed, at)
    if not parsed.text.strip():
        reason = (
            "It has no text of its own: the request may be in the attachment."
            if parsed.attachments
            else "It has no text."
        )
        return _settle(message, MessageKind.NEEDS_ATTENTION, None, reason, parsed, at)
    request = NewRequest(
        channel=Channel.MAIL,
        received_on=received_on or london_day(message.happened_at),
        subject=parsed.subject,
        text=parsed.text,
        name=parsed.sender_name,
        email=parsed.reply_to or parsed.sender_address,
        late_entry_reason="Entered late: received before it reached this system."
        if received_on
        else "",
    )
    try:
        with transaction.atomic():
            case = open_case(request, actor=None, at=at, message=message)
    except RuleBroken as refusal:
        # A stranger's mail is never sent back for a rule of ours: a person reads it.
        return _settle(message, MessageKind.NEEDS_ATTENTION, None, str(refusal), parsed, at)
    return TakenIn(
        "new_case", "A new request, waiting to be triaged.", message, case, parsed.warnings
    )


def _settle(
    message: Message,
    kind: MessageKind,
    case: Case | None,
    reason: str,
    parsed: IncomingMessage,
    at: datetime,
) -> TakenIn:
    message.kind = kind
    message.case = case
    message.note = "\n".join(line for line in (reason, message.note) if line)
    message.save()
    if case:
        message.documents.update(case=case)
    audit.record(
        case.reference if case else "inbox",
        "receive_message",
        actor=None,
        at=at,
        message=message.pk,
        kind=kind.value,
    )
    return TakenIn(kind.value, reason, message, case, parsed.warnings)

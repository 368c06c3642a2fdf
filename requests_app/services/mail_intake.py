"""One received mail: kept first, understood second, joined or opened third."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, Protocol

from django.conf import settings
from django.core.files import File
from django.db import connection, transaction

from requests_app.domain.delivery_reports import sentence_on
from requests_app.domain.errors import RuleBroken
from requests_app.domain.file_safety import Safety, Verdict
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
from requests_app.queries.mail_matching import ANSWERS, Match, match_to_case, seen_before
from requests_app.queries.prepared import read_prepared
from requests_app.services import audit, outbox
from requests_app.services.intake import NewRequest, open_case, open_in_transaction

TAKEN_UP_AFTER = timedelta(minutes=2)
"""When the sweep takes up a mail whose own process has died before it was understood."""
IS_KEPT = "SELECT FROM requests_app_rawmail WHERE sha256 = $1"
KEPT = """
    WITH kept AS (
        INSERT INTO requests_app_rawmail (sha256, size, file, arrived_at, inside_id, received_on)
        VALUES (%(sha256)s, %(size)s, %(file)s, %(arrived_at)s, %(inside)s, %(received_on)s)
        ON CONFLICT (sha256) DO NOTHING
        RETURNING id
    )
    INSERT INTO requests_app_outboxitem (
        key, work, subject_id, created_at, not_before, attempts, problem
    )
    SELECT %(key)s, 'take_in_mail', id, %(at)s, %(not_before)s, 0, '' FROM kept
    RETURNING subject_id
"""
LOCKED = """
    WITH taken_up AS (
        UPDATE requests_app_outboxitem SET done_at = %s WHERE key = %s AND done_at IS NULL
    )
    SELECT FROM requests_app_rawmail WHERE id = %s FOR UPDATE
"""
PIECE = 64 * 1024
KEPT_IN_MEMORY = 1024 * 1024
SHORT = 400
PUBLISHED = "It came through WhatDoTheyKnow: whatever is sent there is published at once."
NOT_PROVED = "Our mail server found that the sender may be forged (DMARC failed)."
FROM_ANOTHER = "It comes from another address than the one the applicant gave."
FORWARDED = (
    "Another message is attached to it, which may be the request itself. Open the case from that "
    "one: it says who asked and when it reached the authority."
)
CARRIES = "Another message is attached to it. Read that, too: it may hold a request of its own."
SEALED = (
    "It is sealed and cannot be read here. Ask the sender to send it open; it counts as received."
)


class Readable(Protocol):
    """Something that is read piece by piece."""

    def read(self, size: int, /) -> bytes:
        """Return at most `size` bytes, none at the end."""


@dataclass(frozen=True)
class CheckedFile:
    """One file of a mail, looked at and ready to be stored. `size` in bytes."""

    name: str
    media_type: str
    size: int
    sha256: str
    content: BinaryIO
    verdict: Verdict


@dataclass(frozen=True)
class TakenIn:
    """What became of a mail. `what` is a word of the command-line contract.

    `case` is the one it joined or opened, or the one that a guess names.
    """

    what: str
    reason: str
    message: Message | None
    case: Case | None = None
    warnings: tuple[str, ...] = ()


def keep(
    raw: Readable,
    *,
    at: datetime,
    received_on: date | None = None,
    arrived_at: datetime | None = None,
    inside: RawMail | None = None,
) -> tuple[RawMail, bool]:
    """Store the bytes of a mail under their SHA-256; return the row and whether it is new.

    Committed before anything tries to understand them: whatever fails later, they are here.
    The outbox row takes the mail in if the process dies before it has done so itself. Read
    piece by piece: a mail of any size costs no memory. `received_on` is for one that reached the
    authority before it came here; `inside` is the mail in which it came.
    """
    with SpooledTemporaryFile(KEPT_IN_MEMORY) as spool:
        digest, size = hashlib.sha256(), 0
        while piece := raw.read(PIECE):
            digest.update(piece)
            size += len(piece)
            spool.write(piece)
        sha256 = digest.hexdigest()
        if read_prepared(IS_KEPT, "text", sha256):
            known = RawMail.objects.get(sha256=sha256)
            if received_on and not hasattr(known, "message"):
                # It was kept and no more: the day that is said now is the one that counts.
                known.received_on = received_on
                known.save()
            return known, False
        spool.seek(0)
        kept = RawMail(
            sha256=sha256,
            size=size,
            arrived_at=arrived_at or at,
            received_on=received_on,
            inside=inside,
        )
        kept.file.save(f"{sha256}.eml", File(spool), save=False)
    if not _written(kept, at):
        kept.file.delete(save=False)
        return RawMail.objects.get(sha256=sha256), False
    return kept, True


def _written(kept: RawMail, at: datetime) -> bool:
    """Write a mail and the promise to take it in, both or neither; False where it was there."""
    with connection.cursor() as cursor:
        cursor.execute(
            KEPT,
            {
                "sha256": kept.sha256,
                "size": kept.size,
                "file": kept.file.name,
                "arrived_at": kept.arrived_at,
                "inside": kept.inside_id,
                "received_on": kept.received_on,
                "key": f"take-in-mail:{kept.sha256}",
                "at": at,
                "not_before": at + TAKEN_UP_AFTER,
            },
        )
        row = cursor.fetchone()
    if row is None:
        return False
    (kept.pk,), kept._state.adding = row, False
    return True


@transaction.atomic
def take_in(
    kept: RawMail,
    parsed: IncomingMessage,
    files: Sequence[CheckedFile],
    *,
    at: datetime,
) -> TakenIn:
    """Make a message of a kept mail and give it its place: a case, a reply, or the inbox."""
    _lock(kept, at)
    seen = seen_before(parsed, kept.pk)
    if seen.these_bytes:
        return _duplicate(Message.objects.get(raw=kept))
    match = match_to_case(parsed, seen, today=london_day(at))
    message, documents = _message_of(kept, parsed), _documents_of(files, at)
    return _Place(message, documents, parsed, match, at, seen.this_sender).found()


@transaction.atomic
def leave_to_a_person(
    kept: RawMail,
    parsed: IncomingMessage,
    files: Sequence[CheckedFile],
    reason: str,
    *,
    at: datetime,
) -> TakenIn:
    """Make a message of a kept mail that could not be given a place, and say why."""
    _lock(kept, at)
    if seen_before(parsed, kept.pk).these_bytes:
        return _duplicate(Message.objects.get(raw=kept))
    message, documents = _message_of(kept, parsed), _documents_of(files, at)
    return _Place(message, documents, parsed, Match(), at).waits(reason)


@transaction.atomic
def open_from_message(message_id: int, *, actor: User, at: datetime) -> Case:
    """Make a case of a message that waited: received on the day it came, whoever reads it."""
    message = Message.objects.select_for_update().get(pk=message_id)
    if message.case_id or message.dismissed_reason:
        raise RuleBroken("Somebody has already found a place for this message.")
    return open_case(
        NewRequest(
            channel=Channel.MAIL,
            received_on=(message.raw.received_on if message.raw else None)
            or london_day(message.happened_at),
            subject=message.subject,
            text=message.text,
            name=message.sender_name,
            email=message.sender,
        ),
        actor=actor,
        at=at,
        message=message,
    )


@transaction.atomic
def take_out(
    message_id: int,
    document_id: int,
    content: Readable,
    *,
    received_on: date,
    actor: User,
    at: datetime,
) -> RawMail:
    """Take a message that came inside another in as one of its own; the outer one is done with.

    `received_on` is the day it reached the authority, which may be long before it was forwarded.
    """
    message = Message.objects.select_for_update().get(pk=message_id)
    if message.case_id or message.dismissed_reason or message.raw is None:
        raise RuleBroken("Somebody has already found a place for this message.")
    if received_on > london_day(message.happened_at):
        raise RuleBroken("It cannot have reached the authority after it was forwarded.")
    kept, is_new = keep(content, at=at, received_on=received_on, inside=message.raw)
    if not is_new:
        raise RuleBroken(
            "The message inside was received before. Look for it in the inbox or on its case."
        )
    OutboxItem.objects.filter(key=f"take-in-mail:{kept.sha256}").delete()
    outbox.enqueue("take_in_mail", kept.pk, key=f"take-in-mail:{kept.sha256}", at=at)
    message.dismissed_reason = "The message inside it was taken in as one of its own."
    message.handled_at = at
    message.save()
    audit.record(
        "inbox",
        "take_out_message",
        actor=actor,
        at=at,
        message=message.pk,
        document=document_id,
        received_on=received_on.isoformat(),
    )
    return kept


def duplicate_of(kept: RawMail) -> TakenIn | None:
    """Return what is said of a mail whose very bytes were taken in before; None where none were."""
    return _duplicate(kept.message) if hasattr(kept, "message") else None


def _duplicate(message: Message) -> TakenIn:
    return TakenIn(
        "duplicate",
        "The same message was received before. Nothing new was stored.",
        message,
        message.case,
    )


def _lock(kept: RawMail, at: datetime) -> None:
    """Lock a kept mail, and have it taken in as far as the outbox knows."""
    with connection.cursor() as cursor:
        cursor.execute(LOCKED, [at, f"take-in-mail:{kept.sha256}", kept.pk])


def _message_of(kept: RawMail, parsed: IncomingMessage) -> Message:
    """Return the message, which is stored once its place is known."""
    return Message(
        direction=Direction.INCOMING,
        kind=MessageKind.NEEDS_ATTENTION,
        raw=kept,
        sender_name=parsed.sender_name[:200],
        sender=parsed.answer_to[:320],
        recipient=", ".join(parsed.recipients)[:320],
        subject=parsed.subject[:500],
        text=parsed.text,
        message_id=parsed.message_id[:300],
        in_reply_to=parsed.in_reply_to[:300],
        date_header=parsed.date_header[:100],
        authentication=parsed.authentication[:100],
        happened_at=kept.arrived_at,
    )


def _documents_of(files: Sequence[CheckedFile], at: datetime) -> list[Document]:
    """Return the files, their contents stored and their rows not yet."""
    documents = []
    for file in files:
        document = Document(
            role=DocumentRole.RECEIVED,
            name=file.name[:255],
            sha256=file.sha256,
            size=file.size,
            media_type=file.media_type[:120],
            safety=file.verdict.safety.value,
            safety_reason=file.verdict.reason[:300],
            uploaded_at=at,
        )
        file.content.seek(0)
        # Stored under our own name: a sender's file name never reaches the disk.
        document.file.save(f"{document.sha256}.bin", File(file.content), save=False)
        documents.append(document)
    return documents


@dataclass
class _Place:
    """The search for the place of one message, the surest signs first."""

    message: Message
    documents: list[Document]
    parsed: IncomingMessage
    match: Match
    at: datetime
    is_sender_known: bool = True

    def found(self) -> TakenIn:
        """Give the message its place."""
        match, parsed = self.match, self.parsed
        if parsed.kind is not Kind.REQUEST:
            return self._from_a_machine()
        if match.same_id_before:
            return self.waits("A different message with the same identifier was received before.")
        if parsed.doubt:
            return self.waits(parsed.doubt)
        if match.cases:
            return self._joined()
        if match.suggested:
            self.message.suggested_case = match.suggested
            return self._settled(MessageKind.POSSIBLE_REPLY, None, match.reason)
        why = self._why_it_waits()
        return self.waits(why) if why else self._opened()

    def waits(self, reason: str) -> TakenIn:
        """Leave the message to a person, with the reason, and with a guess where there is one."""
        self.message.suggested_case = self.match.case or self.match.suggested
        return self._settled(MessageKind.NEEDS_ATTENTION, None, reason)

    def _why_it_waits(self) -> str:
        """Return why no case is opened by itself, or ""."""
        parsed = self.parsed
        has_text = bool(parsed.text.strip())
        if not has_text and any(one.is_sealed for one in parsed.attachments):
            return SEALED
        if parsed.carried_messages and (
            len(parsed.text.strip()) < SHORT
            or ANSWERS.match(parsed.subject)
            or _is_colleague(parsed.sender_address)
        ):
            return FORWARDED
        kinds = {one.media_type for one in parsed.attachments}
        if not has_text and kinds == {"text/calendar"}:
            return "It is an invitation and says nothing else. Nothing was accepted."
        if not has_text and not kinds and not parsed.subject.strip():
            return "There is nothing in it: no text, no subject and no file."
        return ""

    def _from_a_machine(self) -> TakenIn:
        match, report = self.match, self.parsed.report
        case = match.case or (match.about.case if match.about else None) or match.suggested
        self.message.about = match.about
        if self.parsed.kind is Kind.DELIVERY_REPORT:
            if report.action in ("delivered", "relayed", "expanded"):
                self.message.handled_at = self.at
            return self._settled(MessageKind.DELIVERY_REPORT, case, self._of_report())
        if case or self.parsed.kind is Kind.READ_RECEIPT:
            self.message.handled_at = self.at
        if self.parsed.kind is Kind.READ_RECEIPT:
            reason = "A read receipt. It changes nothing and is not answered."
            return self._settled(MessageKind.READ_RECEIPT, case, reason)
        reason = "An automatic reply. It changes nothing and is not answered."
        return self._settled(MessageKind.AUTO_REPLY, case, reason)

    def _of_report(self) -> str:
        about, action = self.match.about, self.parsed.report.action
        what = about.get_kind_display().lower() if about else "mail"
        return sentence_on(what, action)

    def _joined(self) -> TakenIn:
        match = self.match
        assert match.case is not None
        case, others = match.case, match.cases[1:]
        reason = match.reason
        if others:
            reason += " It is shown on each of them."
        return self._settled(MessageKind.REPLY, case, reason, others)

    def _opened(self) -> TakenIn:
        message, parsed = self.message, self.parsed
        received_on = message.raw.received_on if message.raw else None
        warnings = self._warnings(None)
        message.note = "\n".join(warnings)
        case = open_in_transaction(
            NewRequest(
                channel=Channel.MAIL,
                received_on=received_on or london_day(message.happened_at),
                subject=parsed.subject,
                text=parsed.text,
                name=parsed.sender_name,
                email=parsed.answer_to,
                late_entry_reason="Entered late: received before it reached this system."
                if received_on
                else "",
                is_from_somebody_new=not self.is_sender_known,
            ),
            actor=None,
            at=self.at,
            message=message,
        )
        self._store_documents()
        return TakenIn("new_case", "A new request, waiting to be triaged.", message, case, warnings)

    def _settled(
        self, kind: MessageKind, case: Case | None, reason: str, others: Sequence[Case] = ()
    ) -> TakenIn:
        message = self.message
        warnings = self._warnings(case)
        message.kind = kind
        message.case = case
        message.note = "\n".join((reason, *warnings))
        message.save()
        if others:
            message.other_cases.set(others)
        self._store_documents()
        for one in (case, *others) if case else (None,):
            audit.record(
                one.reference if one else "inbox",
                "receive_message",
                actor=None,
                at=self.at,
                message=message.pk,
                kind=kind.value,
            )
        guessed = message.suggested_case if kind is MessageKind.POSSIBLE_REPLY else None
        return TakenIn(kind.value, reason, message, case or guessed, warnings)

    def _store_documents(self) -> None:
        for document in self.documents:
            document.message, document.case = self.message, self.message.case
        Document.objects.bulk_create(self.documents)

    def _warnings(self, case: Case | None) -> tuple[str, ...]:
        """Return what a person should know, one sentence each."""
        parsed, message = self.parsed, self.message
        said = list(parsed.warnings)
        if parsed.is_whatdotheyknow:
            said.append(PUBLISHED)
        if "dmarc=fail" in parsed.authentication:
            said.append(NOT_PROVED)
        if parsed.kind is Kind.REQUEST:
            if case and case.applicant.email.lower() != message.sender.lower():
                said.append(FROM_ANOTHER)
            if not parsed.text.strip() and parsed.attachments:
                said.append("It has no text of its own: the request may be in a file.")
            elif not parsed.text.strip():
                said.append("It has no text.")
            if parsed.carried_messages and not self._why_it_waits():
                said.append(CARRIES)
        said += [
            f"“{document.name}”: {document.get_safety_display().lower()}. "
            f"{document.safety_reason}".strip()
            for document in self.documents
            if document.safety not in (Safety.CLEAN, Safety.UNSCANNED)
        ]
        return tuple(dict.fromkeys(said))


def _is_colleague(address: str) -> bool:
    ours = str(settings.AUTHORITY["foi_email"]).rpartition("@")[2].lower()
    return address.lower().rpartition("@")[2] == ours

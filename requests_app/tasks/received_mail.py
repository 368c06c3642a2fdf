"""A mail is kept, read, its files are looked at, and it is given its place: one path for all."""

import hashlib
import logging
import mmap
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from tempfile import SpooledTemporaryFile, TemporaryFile
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files import File
from django.db import InterfaceError, OperationalError

from requests_app.disclosure.received_file import looked_at
from requests_app.disclosure.virus_scan import scanned
from requests_app.domain.errors import RuleBroken
from requests_app.domain.file_safety import NOTHING_SEEN, Safety, Verdict, gravest
from requests_app.domain.incoming import IncomingAttachment, IncomingMessage
from requests_app.mail.parser import parse
from requests_app.models import RawMail
from requests_app.services import mail_intake
from requests_app.services.mail_intake import CheckedFile, TakenIn

logger = logging.getLogger(__name__)

KEPT_IN_MEMORY = 64 * 1024
MOST_MESSAGES_INSIDE = 5
SEALED = Verdict(Safety.LOCKED, "Only the key of its receiver opens it. Ask for an open copy.")
MESSAGE = "message/rfc822"


def receive(
    raw: BinaryIO,
    *,
    at: datetime,
    received_on: date | None = None,
    arrived_at: datetime | None = None,
) -> TakenIn:
    """Take in one mail, whichever door it came by. Its bytes are safe before it is understood.

    `arrived_at` is when our mail server took it, where that was before this moment.
    Raises a database or storage error where that is not so: then the mail must come again.
    """
    kept, is_new = mail_intake.keep(raw, at=at, received_on=received_on, arrived_at=arrived_at)
    before = None if is_new else mail_intake.duplicate_of(kept)
    return before or understand(kept, at=at)


def take_in_mail(raw_id: int, at: datetime) -> None:
    """Understand a kept mail whose own process died; received when it arrived."""
    understand(RawMail.objects.get(pk=raw_id), at=at)


def understand(kept: RawMail, *, at: datetime) -> TakenIn:
    """Read a kept mail and give it its place. Whatever a stranger sent, it reaches a person."""
    with _bytes_of(kept) as raw:
        parsed = parse(raw, trusted_servers=settings.TRUSTED_MAIL_SERVERS)
        files: list[CheckedFile] = []
        try:
            files += [_checked(one, depth=0) for one in parsed.attachments]
            return mail_intake.take_in(kept, parsed, files, at=at)
        except (OperationalError, InterfaceError, OSError):
            raise
        except RuleBroken as problem:
            return mail_intake.leave_to_a_person(kept, parsed, files, str(problem), at=at)
        except Exception as problem:
            # The class alone: an exception's words may quote the mail.
            logger.error("Mail %s was not understood: %s", kept.sha256, type(problem).__name__)
            reason = "It could not be given a place by itself. The original is kept."
            return mail_intake.leave_to_a_person(kept, parsed, files, reason, at=at)


@contextmanager
def _bytes_of(kept: RawMail) -> Iterator[memoryview]:
    """Give the bytes of a kept mail as a window on the disk, not as a copy in memory."""
    with kept.file.open("rb") as stored:
        if not kept.size:
            yield memoryview(b"")
            return
        number = _number_of(stored)
        if number is not None:
            yield _window(number)
            return
        with TemporaryFile() as copy:
            for piece in stored.chunks():
                copy.write(piece)
            copy.flush()
            yield _window(copy.fileno())


def _number_of(stored: "File[bytes]") -> int | None:
    """Return the number of an open file; None where the storage is no folder."""
    try:
        return int(stored.fileno())
    except (AttributeError, OSError):
        return None


def _window(number: int) -> memoryview:
    """Return an open file as memory; it is let go with the last view of any part of it."""
    return memoryview(mmap.mmap(number, 0, access=mmap.ACCESS_READ))


def _checked(attachment: IncomingAttachment, depth: int) -> CheckedFile:
    """Return a file of a mail with what is known about its safety."""
    # Open until it is stored.
    content = cast(BinaryIO, SpooledTemporaryFile(KEPT_IN_MEMORY))  # noqa: SIM115
    digest, size = hashlib.sha256(), 0
    for piece in attachment.chunks():
        digest.update(piece)
        size += len(piece)
        content.write(piece)
    is_message = attachment.media_type == MESSAGE
    media_type, verdicts = verdicts_on(content, attachment.name, is_message=is_message, depth=depth)
    if attachment.is_sealed:
        verdicts.append(SEALED)
    if attachment.trouble:
        verdicts.append(Verdict(Safety.UNREADABLE, attachment.trouble))
    verdict = gravest(verdicts)
    return CheckedFile(attachment.name, media_type, size, digest.hexdigest(), content, verdict)


def verdicts_on(
    content: BinaryIO, name: str, *, is_message: bool, depth: int = 0
) -> tuple[str, list[Verdict]]:
    """Return the media type of a file, and what the scanner and we ourselves say of it."""
    media_type, seen = looked_at(content, name)
    verdicts = [seen, _inside(content, depth)] if is_message else [seen]
    # Where we saw nothing, the scanner has the word: it alone can say that a file is clean.
    verdicts = [one for one in verdicts if one is not NOTHING_SEEN]
    return MESSAGE if is_message else media_type, [scanned(content, settings.CLAMD), *verdicts]


def _inside(message: BinaryIO, depth: int) -> Verdict:
    """Return the gravest thing seen in the files of a message inside a message."""
    if depth >= MOST_MESSAGES_INSIDE:
        return Verdict(Safety.QUARANTINED, "It holds messages inside messages, too deep to look.")
    message.flush()
    is_empty = not message.seek(0, os.SEEK_END)
    inner: IncomingMessage = parse(b"" if is_empty else _window(message.fileno()))
    seen = []
    for attachment in inner.attachments:
        checked = _checked(attachment, depth + 1)
        checked.content.close()
        if checked.verdict.safety.gravity > Safety.UNSCANNED.gravity:
            seen.append(
                Verdict(
                    checked.verdict.safety,
                    f"Inside it, “{checked.name[-60:]}”: {checked.verdict.reason}",
                )
            )
    return gravest(seen)

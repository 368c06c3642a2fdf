"""The words of received files are read for the search, once it is known that they may be opened.

Nothing of it happens while a mail is taken in: what waits is found by its own index, the latest
first, and read by a process that may die of it. A file is read once; why there are no words is
kept beside it. One after the other, a bounded time at once and beside the outbox: files made to be
slow hold up other files, and no mail.
"""

import logging
from collections.abc import Iterator
from datetime import datetime
from tempfile import TemporaryFile
from time import monotonic
from typing import BinaryIO, cast

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from requests_app.disclosure.file_words import MOST_CHARACTERS, NO_WORDS, FileWords
from requests_app.disclosure.reading_apart import read_apart, storable
from requests_app.domain.file_safety import Safety
from requests_app.mail.parser import parse
from requests_app.mail.rtf_text import text_of_rtf
from requests_app.models import Document, DocumentRole
from requests_app.services import received_files
from requests_app.tasks.received_mail import MESSAGE

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 100
SECONDS_AT_ONCE = 45
"""After which no other file is begun, so that the next turn finds this one over."""
MOST_INSIDE = 20
"""Files of a message inside a message that are read."""
LARGEST_MESSAGE = 30 * 1024 * 1024
RICH_TEXT = b"{\\rtf"
RICH_TEXT_READ = 4 * 1024 * 1024


def read_words(document_id: int, at: datetime) -> None:
    """Read the words of one received file and keep them, or why there are none."""
    if not received_files.begin_reading(document_id, at=at):
        return
    document = Document.objects.get(pk=document_id)
    try:
        with document.file.open("rb") as stored, TemporaryFile() as copy:
            for piece in stored.chunks():
                copy.write(piece)
            found = _of_file(
                cast(BinaryIO, copy), document.name, document.size, document.media_type
            )
    except FileNotFoundError:
        found = FileWords(problem="The file is not where it was stored.")
    received_files.keep_words(
        document_id, found.text, is_cut=found.is_cut, problem=found.problem, at=at
    )


@shared_task(name="requests_app.tasks.read_what_waits")
def read_what_waits() -> int:
    """Read the words of files that nobody has read yet; return how many were taken up."""
    waiting = Document.objects.filter(
        role=DocumentRole.RECEIVED,
        words_read_at__isnull=True,
        removed_at__isnull=True,
        safety__in=_may_be_read(),
    )
    began, taken_up = monotonic(), 0
    for pk in list(waiting.order_by("-pk").values_list("pk", flat=True)[:MOST_AT_ONCE]):
        if monotonic() - began > SECONDS_AT_ONCE:
            break
        taken_up += 1
        try:
            read_words(pk, timezone.now())
        except Exception as problem:
            # The class alone: an exception's words may quote the file.
            logger.error("The words of file %s: %s", pk, type(problem).__name__)
    return taken_up


def _may_be_read() -> tuple[Safety, ...]:
    """Return what may be opened: where there is a scanner, only what it has passed."""
    return (Safety.CLEAN,) if settings.CLAMD else received_files.MAY_BE_READ


def _of_file(file: BinaryIO, name: str, size: int, media_type: str) -> FileWords:
    if media_type == MESSAGE:
        return _put_together(_of_message(file, size))
    file.seek(0)
    if file.read(len(RICH_TEXT)) == RICH_TEXT:
        file.seek(0)
        return _put_together(iter((text_of_rtf(file.read(RICH_TEXT_READ)),)))
    return read_apart(file, name, size)


def _of_message(file: BinaryIO, size: int) -> Iterator[str]:
    """Yield the words of a message that came in another, and those of its files."""
    file.seek(0)
    inner = parse(file.read(min(size, LARGEST_MESSAGE)))
    yield inner.subject
    yield inner.text
    for attachment in inner.attachments[:MOST_INSIDE]:
        with TemporaryFile() as content:
            size = sum(content.write(piece) for piece in attachment.chunks())
            content.flush()
            is_message = attachment.media_type == MESSAGE
            # One level: what lies deeper is found by the message that it lies in.
            if size and not is_message:
                yield _of_file(cast(BinaryIO, content), attachment.name, size, "").text


def _put_together(parts: Iterator[str]) -> FileWords:
    text, is_cut = "", False
    for part in parts:
        text = f"{text}\n\n{part}".strip()
        is_cut = len(text) > MOST_CHARACTERS
        if is_cut:
            break
    text = storable(text[:MOST_CHARACTERS])
    return FileWords(text, is_cut, "" if text else NO_WORDS)

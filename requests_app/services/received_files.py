"""Received files: shown to the virus scanner again, and their words kept for the search."""

from datetime import datetime

from django.db import transaction

from requests_app.domain.errors import RuleBroken
from requests_app.domain.file_safety import Safety, Verdict
from requests_app.models import Document, DocumentRole, DocumentWords, Message, User
from requests_app.services import audit, outbox

MAY_BE_READ = (Safety.CLEAN, Safety.UNSCANNED)
"""What may be opened for its words, where no scanner would know better."""

INTERRUPTED = "Its reader was interrupted."
MOST_ATTEMPTS = 3


def ask_for_scan(documents: list[int], *, at: datetime) -> None:
    """Have files shown to the scanner again, at most once an hour each."""
    for pk in documents:
        outbox.enqueue("scan_again", pk, key=f"scan:{pk}:{at:%Y-%m-%dT%H}", at=at)


@transaction.atomic
def ask_for_scan_of(message: Message, *, actor: User, at: datetime) -> None:
    """Have the files of a message shown to the scanner again, because somebody wants it."""
    files = list(message.documents.filter(role=DocumentRole.RECEIVED).values_list("pk", flat=True))
    if not files:
        raise RuleBroken("This message has no files.")
    ask_for_scan(files, at=at)
    chain = message.case.reference if message.case else "inbox"
    audit.record(chain, "ask_for_scan", actor=actor, at=at, message=message.pk)


@transaction.atomic
def record_scan(document_id: int, verdict: Verdict, *, at: datetime) -> Document:
    """Keep what was found in a file now; a change of its state is on the trail."""
    document = (
        Document.objects.select_for_update(of=("self",)).select_related("case").get(pk=document_id)
    )
    before = document.safety
    document.safety, document.safety_reason = verdict.safety.value, verdict.reason[:300]
    if verdict.safety not in MAY_BE_READ:
        # Whatever was read of it before is not to be found any more.
        DocumentWords.objects.filter(document=document).delete()
        document.words_read_at = None
    document.save(update_fields=("safety", "safety_reason", "words_read_at"))
    if document.safety != before:
        audit.record(
            document.case.reference if document.case else "inbox",
            "scan_file",
            actor=None,
            at=at,
            document=document.pk,
            sha256=document.sha256,
            before=before,
            now=document.safety,
        )
    return document


@transaction.atomic
def begin_reading(document_id: int, *, at: datetime) -> bool:
    """Note that the words of a file are about to be read; say whether they may be.

    A file of which the reader has died each time is not tried again.
    """
    document = Document.objects.select_for_update().get(pk=document_id)
    if document.safety not in MAY_BE_READ or document.removed_at or document.words_read_at:
        return False
    words, _ = DocumentWords.objects.get_or_create(
        document=document, defaults={"problem": INTERRUPTED}
    )
    if words.attempts >= MOST_ATTEMPTS:
        document.words_read_at = at
        document.save(update_fields=("words_read_at",))
        return False
    words.attempts += 1
    words.save(update_fields=("attempts",))
    return True


@transaction.atomic
def keep_words(
    document_id: int, text: str, *, is_cut: bool = False, problem: str = "", at: datetime
) -> bool:
    """Keep the words of a file, or why there are none; it is not read again.

    Returns False where the file went into quarantine, or away, while it was being read.
    """
    document = Document.objects.select_for_update().get(pk=document_id)
    if document.safety not in MAY_BE_READ or document.removed_at:
        return False
    DocumentWords.objects.update_or_create(
        document=document,
        defaults={"text": text, "is_cut": is_cut, "problem": problem[:200]},
    )
    document.words_read_at = at
    document.save(update_fields=("words_read_at",))
    return True

"""Received files are shown to the virus scanner again, and what it says is kept."""

from datetime import datetime

from django.db import transaction

from requests_app.domain.errors import RuleBroken
from requests_app.domain.file_safety import Verdict
from requests_app.models import Document, DocumentRole, Message, User
from requests_app.services import audit, outbox


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
    document.save(update_fields=("safety", "safety_reason"))
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

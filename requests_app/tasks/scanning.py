"""Files that the virus scanner has not seen are shown to it as soon as it answers."""

from datetime import datetime
from typing import BinaryIO, cast

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from requests_app.disclosure.virus_scan import NO_ANSWER, NO_SCANNER
from requests_app.domain.file_safety import Safety, Verdict, gravest
from requests_app.models import Document, DocumentRole
from requests_app.services import received_files
from requests_app.tasks.received_mail import MESSAGE, verdicts_on

MOST_AT_ONCE = 100
SEEN_IN_THE_MAIL = (Safety.LOCKED, Safety.UNREADABLE)


def scan_again(document_id: int, at: datetime) -> None:
    """Look at one received file again. What its mail said about it still holds."""
    document = Document.objects.get(pk=document_id)
    known = Verdict(Safety(document.safety), document.safety_reason)
    with document.file.open("rb") as stored:
        _, verdicts = verdicts_on(
            cast(BinaryIO, stored), document.name, is_message=document.media_type == MESSAGE
        )
    if known.safety in SEEN_IN_THE_MAIL:
        verdicts.append(known)
    received_files.record_scan(document_id, gravest(verdicts), at=at)


@shared_task(name="requests_app.tasks.scan_what_waits")
def scan_what_waits() -> int:
    """Have files scanned that no scanner has seen yet; return how many were asked for."""
    if not settings.CLAMD:
        return 0
    waiting = Document.objects.filter(
        role=DocumentRole.RECEIVED,
        safety=Safety.UNSCANNED,
        safety_reason__in=(NO_ANSWER, NO_SCANNER),
    )
    files = list(waiting.order_by("-pk").values_list("pk", flat=True)[:MOST_AT_ONCE])
    received_files.ask_for_scan(files, at=timezone.now())
    return len(files)

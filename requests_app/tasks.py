"""The queue's doors: each piece of outbox work, and the sweep that finds what is due."""

import logging
from collections.abc import Callable
from datetime import datetime

from celery import shared_task
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from requests_app.domain.letter_content import from_data
from requests_app.letters import case_mail
from requests_app.letters.pdf import PdfVariant
from requests_app.letters.rendering import letter_pdf
from requests_app.mail.outgoing import the_transport, to_mail
from requests_app.mail.parser import parse
from requests_app.mail.transport import DeliveryInDoubt, NotDelivered
from requests_app.models import Letter, Message, OutboxItem, Pulse, RawMail
from requests_app.queries.outgoing_mail import envelope, files_of
from requests_app.services import correspondence, mail_intake, outbox, responses

logger = logging.getLogger(__name__)
SWEEP = "sweep"


class TryLater(Exception):
    """The work could not be done now; nothing was lost. The message says why, without names."""


class NeedsAPerson(Exception):
    """The work must not be tried again by a machine."""


@shared_task(name="requests_app.tasks.run_outbox_item")
def run_outbox_item(item_id: int) -> None:
    """Do one piece of work, if it is due and nobody else is at it."""
    at = timezone.now()
    item = outbox.claim(item_id, at=at)
    if item is None:
        return
    try:
        WORK[item.work](item.subject_id, at)
    except TryLater as problem:
        outbox.put_back(item, str(problem), at=at)
    except NeedsAPerson as problem:
        outbox.give_up(item, str(problem), at=at)
    except Exception as problem:
        # The class alone: a message may quote a name or an address.
        logger.error("Outbox item %s (%s) failed: %s", item.pk, item.work, type(problem).__name__)
        outbox.put_back(item, type(problem).__name__, at=at)
    else:
        outbox.finish(item, at=timezone.now())


@shared_task(name="requests_app.tasks.sweep_outbox")
def sweep_outbox() -> None:
    """Do everything that is due: what the queue forgot, what failed, what a dead worker held."""
    for item_id in outbox.due_items(at=timezone.now()):
        run_outbox_item(item_id)
    Pulse.objects.update_or_create(name=SWEEP, defaults={"at": timezone.now()})


def _make_letter(letter_id: int, at: datetime) -> None:
    content = from_data(Letter.objects.get(pk=letter_id).content)
    responses.store_pdfs(
        letter_id,
        sent=letter_pdf(content, PdfVariant.UA),
        kept=letter_pdf(content, PdfVariant.ARCHIVE),
        at=at,
    )


def _deliver(message_id: int, at: datetime) -> None:
    message = Message.objects.select_related("delivery").get(pk=message_id)
    if message.delivery.sent_at:
        return
    if message.delivery.is_in_doubt:
        raise NeedsAPerson("Handed over, and no verdict came back.")

    def before_handover() -> None:
        if not correspondence.begin_handing_over(message, at=timezone.now()):
            raise NeedsAPerson("Another worker has handed this message over.")

    try:
        the_transport().deliver(
            to_mail(envelope(message), files_of(message)),
            envelope_from=settings.AUTHORITY["foi_email"],
            envelope_to=message.recipient,
            before_handover=before_handover,
        )
    except NotDelivered as refusal:
        correspondence.mark_refused(
            message, refusal.reason, at=timezone.now(), for_good=refusal.permanent
        )
        raise (NeedsAPerson if refusal.permanent else TryLater)(refusal.reason) from refusal
    except DeliveryInDoubt as doubt:
        raise NeedsAPerson("Handed over, and no verdict came back.") from doubt
    correspondence.mark_sent(message, at=timezone.now())


def _take_in_mail(raw_id: int, at: datetime) -> None:
    kept = RawMail.objects.get(pk=raw_id)
    with kept.file.open("rb") as file:
        raw = file.read()
    mail_intake.take_in(kept, parse(raw), at=at)


WORK: dict[str, Callable[[int, datetime], None]] = {
    "make_letter": _make_letter,
    "deliver": _deliver,
    "take_in_mail": _take_in_mail,
    **case_mail.WRITERS,
}

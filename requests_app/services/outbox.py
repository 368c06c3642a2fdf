"""The one door to the queue. Work is a row first; Celery is only a hint.

A worker may die between any two lines: the row stays, its lease runs out, and the next
sweep takes it up. Work must therefore be safe to start twice; what is not (handing a mail
to the mail server) keeps its own mark, see `models.Delivery`.
"""

import logging
from datetime import datetime, timedelta

from celery import current_app
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q
from kombu.exceptions import OperationalError as QueueDown

from requests_app.models import OutboxItem

MOST_ATTEMPTS = 12
logger = logging.getLogger(__name__)


def enqueue(
    work: str, subject_id: int, *, key: str, at: datetime, hold: timedelta = timedelta()
) -> OutboxItem:
    """Ask for `work` on the row `subject_id`, once for each `key`, after this transaction.

    Held work is not begun before `hold` is over, and can be taken back until then.
    """
    item, _ = OutboxItem.objects.get_or_create(
        key=key,
        defaults={
            "work": work,
            "subject_id": subject_id,
            "created_at": at,
            "not_before": at + hold,
        },
    )
    if not hold:
        transaction.on_commit(lambda: _hint(item.pk))
    return item


def take_back(work: str, subject_id: int) -> bool:
    """Take work back that no worker has taken up yet; say whether there was any.

    One DELETE decides: a worker that claims the row at the same moment has it, or finds none.
    """
    held = OutboxItem.objects.filter(
        work=work,
        subject_id=subject_id,
        attempts=0,
        leased_until__isnull=True,
        done_at__isnull=True,
        given_up_at__isnull=True,
    )
    return bool(held.delete()[0])


def _hint(item_id: int) -> None:
    try:
        current_app.signature(
            "requests_app.tasks.run_outbox_item", args=[item_id], immutable=True
        ).apply_async(retry=False)
    except (QueueDown, OSError):
        # The row is there: the sweep will find it when the queue is back.
        logger.warning("The queue is down; outbox item %s waits for the sweep.", item_id)


def claim(item_id: int, *, at: datetime) -> OutboxItem | None:
    """Lease one row that is due and free; None where another has it or it is done."""
    claimed = (
        OutboxItem.objects.filter(
            Q(leased_until__isnull=True) | Q(leased_until__lt=at),
            pk=item_id,
            done_at__isnull=True,
            given_up_at__isnull=True,
            not_before__lte=at,
        )
        # One UPDATE decides: of two workers, one sees a row and the other sees none.
        .update(
            leased_until=at + timedelta(seconds=settings.OUTBOX_LEASE_SECONDS),
            attempts=F("attempts") + 1,
        )
    )
    if not claimed:
        return None
    item = OutboxItem.objects.get(pk=item_id)
    if item.attempts > MOST_ATTEMPTS:
        # Nobody lived to put it back: work that kills its workers must not go round for ever.
        give_up(item, "Its worker died each time.", at=at)
        return None
    return item


def finish(item: OutboxItem, *, at: datetime) -> None:
    """Mark the work as done, in the transaction of its last write."""
    item.done_at, item.leased_until, item.problem = at, None, ""
    item.save(update_fields=("done_at", "leased_until", "problem"))


def put_back(item: OutboxItem, problem: str, *, at: datetime) -> None:
    """Give the work back for later: after 1, 2, 4 … minutes, at most 6 hours."""
    item.leased_until, item.problem = None, problem[:300]
    item.not_before = at + min(timedelta(minutes=2 ** (item.attempts - 1)), timedelta(hours=6))
    if item.attempts >= MOST_ATTEMPTS:
        item.given_up_at = at
    item.save(update_fields=("leased_until", "problem", "not_before", "given_up_at"))


def give_up(item: OutboxItem, problem: str, *, at: datetime) -> None:
    """Stop trying; the problem stands on the row for a person."""
    item.given_up_at, item.leased_until, item.problem = at, None, problem[:300]
    item.save(update_fields=("given_up_at", "leased_until", "problem"))


def due_items(*, at: datetime) -> list[int]:
    """Return the rows that are due and free, oldest first."""
    return list(
        OutboxItem.objects.filter(
            Q(leased_until__isnull=True) | Q(leased_until__lt=at),
            done_at__isnull=True,
            given_up_at__isnull=True,
            not_before__lte=at,
        ).values_list("pk", flat=True)
    )

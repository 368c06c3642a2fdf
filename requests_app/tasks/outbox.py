"""The queue's doors: one piece of outbox work, and the sweep that finds what is due."""

import logging
from collections.abc import Callable
from datetime import datetime

from celery import shared_task
from django.utils import timezone

from requests_app.domain.london import london_day
from requests_app.queries.clarifications import due_to_lapse
from requests_app.services import fees, outbox, pulse
from requests_app.tasks import (
    card_payments,
    case_mail,
    clock_mail,
    decision_mail,
    review_mail,
)
from requests_app.tasks.calendar_mail import tell_of_moved_dates
from requests_app.tasks.delivery import deliver
from requests_app.tasks.endings import NeedsAPerson, TryLater
from requests_app.tasks.letters import make_letter
from requests_app.tasks.received_mail import take_in_mail
from requests_app.tasks.reminders import send_digest
from requests_app.tasks.scanning import scan_again

logger = logging.getLogger(__name__)

WORK: dict[str, Callable[[int, datetime], None]] = {
    "deliver": deliver,
    "make_letter": make_letter,
    "take_in_mail": take_in_mail,
    "send_digest": send_digest,
    "scan_again": scan_again,
    "tell_of_moved_dates": tell_of_moved_dates,
    **card_payments.WRITERS,
    **case_mail.WRITERS,
    **clock_mail.WRITERS,
    **decision_mail.WRITERS,
    **review_mail.WRITERS,
}
"""Every kind of work: given the key of its row and the time, safe to start twice."""


@shared_task(name="requests_app.tasks.run_outbox_item")
def run_outbox_item(item_id: int) -> bool:
    """Do one piece of work, if it is due and nobody else is at it; say whether it was done."""
    at = timezone.now()
    item = outbox.claim(item_id, at=at)
    if item is None:
        return False
    try:
        WORK[item.work](item.subject_id, at)
    except TryLater as problem:
        outbox.put_back(item, str(problem), at=at)
    except NeedsAPerson as problem:
        outbox.give_up(item, str(problem), at=at)
    except Exception as problem:
        # The class alone: an exception's words may quote a name or an address.
        logger.error("Outbox item %s (%s) failed: %s", item.pk, item.work, type(problem).__name__)
        outbox.put_back(item, type(problem).__name__, at=at)
    else:
        outbox.finish(item, at=timezone.now())
        return True
    return False


@shared_task(name="requests_app.tasks.sweep_clarifications")
def sweep_clarifications() -> int:
    """Ask for the closing of every request whose time to reply is over; return how many."""
    at = timezone.now()
    due = due_to_lapse(london_day(at))
    for clarification_id in due:
        # The day is part of the key: what could not lapse yet is asked for again the next day.
        key = f"close-for-no-reply:{clarification_id}:{london_day(at).isoformat()}"
        outbox.enqueue("close_for_no_reply", clarification_id, key=key, at=at)
    return len(due)


@shared_task(name="requests_app.tasks.sweep_outbox")
def sweep_outbox() -> int:
    """Do everything that is due and return how much was done.

    That is: fees that nobody paid, what the queue forgot, what failed before, what a dead
    worker held. Work that this work asks for is done too, until nothing is due.
    """
    fees.look_after_unpaid(at=timezone.now())
    done = 0
    while due := outbox.due_items(at=timezone.now()):
        done_now = sum(run_outbox_item(item_id) for item_id in due)
        done += done_now
        if not done_now:
            break
    pulse.beat("sweep", at=timezone.now())
    return done

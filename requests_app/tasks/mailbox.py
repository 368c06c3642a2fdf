"""The mailbox is polled: each message is safe with us before the mail server hears of it."""

import logging

from celery import shared_task
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from requests_app.mail.mailbox import MailboxAddress, MailboxAway, opened_mailbox
from requests_app.services import pulse
from requests_app.tasks.received_mail import receive

logger = logging.getLogger(__name__)

MOST_A_POLL = 500


@shared_task(name="requests_app.tasks.fetch_mail")
def fetch_mail() -> int:
    """Poll the mailbox once, as the timetable does; what went wrong is tried again next time."""
    if not settings.IMAP["host"]:
        return 0
    try:
        return poll(MailboxAddress(**settings.IMAP))
    except MailboxAway as problem:
        logger.warning("%s", problem)
    except (OperationalError, InterfaceError, OSError) as problem:
        logger.warning("The poll broke off: %s", type(problem).__name__)
        connection.close()
    return 0


def poll(address: MailboxAddress) -> int:
    """Take in what waits in the mailbox and return how many messages that was.

    A message counts as received when the mail server took it, however late it is polled.
    Raises `MailboxAway`, or the database's error; the messages that are left come next time.
    """
    taken = 0
    with opened_mailbox(address) as mailbox:
        for number in mailbox.waiting()[:MOST_A_POLL]:
            found = mailbox.fetch(number)
            if found is None:
                continue
            with found.raw:
                at = timezone.now()
                arrived = min(found.arrived_at or at, at)
                receive(found.raw, at=at, arrived_at=arrived)
            mailbox.mark_taken(number)
            taken += 1
    pulse.beat("fetch_mail", at=timezone.now())
    return taken

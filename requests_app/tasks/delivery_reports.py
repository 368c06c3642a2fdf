"""A carrier that sends no reports is asked what became of the mail it has taken."""

import logging
from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from requests_app.domain.delivery_reports import Fate
from requests_app.mail.notify import NotifyDoesNotAnswer, NotifyTransport
from requests_app.mail.way_out import the_transport
from requests_app.models import Delivery
from requests_app.services import correspondence

KEPT_THERE = timedelta(days=7)
MOST_AT_ONCE = 200
logger = logging.getLogger(__name__)


@shared_task(name="requests_app.tasks.ask_after_mail")
def ask_after_mail() -> int:
    """Ask GOV.UK Notify about each mail it has not accounted for; return how many have failed.

    Notify keeps its word for seven days: a mail of which it has said nothing by then is a
    person's to find out about.
    """
    way = the_transport()
    if not isinstance(way, NotifyTransport):
        return 0
    now, failed = timezone.now(), 0
    waiting = Delivery.objects.filter(is_to_be_asked_after=True, sent_at__isnull=False)
    # Those sent last are asked for first: a wrong address is known within minutes.
    rows = waiting.order_by("-sent_at").values_list("message_id", "message__message_id", "sent_at")
    for pk, message_id, sent_at in rows[:MOST_AT_ONCE]:
        try:
            fate = way.fate_of(message_id)
        except NotifyDoesNotAnswer as problem:
            logger.warning("Mail is asked after later: %s", problem)
            break
        if fate is Fate.ON_ITS_WAY and sent_at and now - sent_at > KEPT_THERE:
            fate = Fate.UNKNOWN
        failed += correspondence.record_fate(pk, fate, at=now) is not None
    return failed

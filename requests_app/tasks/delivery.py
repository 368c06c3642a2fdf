"""Messages are handed over, once."""

from datetime import datetime

from django.conf import settings
from django.utils import timezone

from requests_app.mail.composing import composed
from requests_app.mail.transport import DeliveryInDoubt, NotDelivered
from requests_app.mail.way_out import the_transport
from requests_app.models import Message, MessageKind
from requests_app.queries.outgoing_mail import outgoing_mail
from requests_app.services import correspondence
from requests_app.tasks.endings import NeedsAPerson, TryLater

ANSWERED_BY_MACHINES = (MessageKind.ACKNOWLEDGEMENT,)
IN_DOUBT = "The message was handed over, and the mail server's answer was lost."


def _return_path(message: Message) -> str:
    """Return where a mail server reports to: nowhere for what another machine might answer.

    Two machines that acknowledge each other would never end (RFC 3834, section 3.3). A letter
    keeps its return path: it must be known whether it came back.
    """
    if settings.NULL_RETURN_PATH and message.kind in ANSWERED_BY_MACHINES:
        return ""
    return str(settings.AUTHORITY["foi_email"])


def deliver(message_id: int, at: datetime) -> None:
    """Hand one message over to the mail server, unless it was or may have been before."""
    message = Message.objects.select_related("delivery").get(pk=message_id)
    if message.delivery.sent_at:
        return
    if message.delivery.is_in_doubt:
        raise NeedsAPerson(IN_DOUBT)

    def before_handover() -> None:
        if not correspondence.begin_handing_over(message, at=timezone.now()):
            raise NeedsAPerson(IN_DOUBT)

    try:
        ask_after = the_transport().deliver(
            composed(outgoing_mail(message)),
            envelope_from=_return_path(message),
            envelope_to=message.recipient,
            before_handover=before_handover,
        )
    except NotDelivered as refusal:
        correspondence.mark_refused(
            message, refusal.reason, at=timezone.now(), for_good=refusal.permanent
        )
        raise (NeedsAPerson if refusal.permanent else TryLater)(refusal.reason) from refusal
    except DeliveryInDoubt as doubt:
        raise NeedsAPerson(IN_DOUBT) from doubt
    correspondence.mark_sent(message, at=timezone.now(), ask_after=ask_after)

"""Messages that wait for a person in the FOI office."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from requests_app.models import Direction, Message, MessageKind, OutboxItem

TO_PLACE = Q(
    case__isnull=True,
    dismissed_reason="",
    direction=Direction.INCOMING,
    kind__in=(MessageKind.POSSIBLE_REPLY, MessageKind.NEEDS_ATTENTION),
)
TO_READ = Q(
    direction=Direction.INCOMING,
    handled_at__isnull=True,
    dismissed_reason="",
    kind__in=(MessageKind.REPLY, MessageKind.DELIVERY_REPORT),
)
# A machine's mail that belongs to no case: it may be a person's mail that only looks like one.
FROM_NOWHERE = Q(
    case__isnull=True,
    direction=Direction.INCOMING,
    handled_at__isnull=True,
    dismissed_reason="",
    kind=MessageKind.AUTO_REPLY,
)
TO_SEE_TO = Q(direction=Direction.OUTGOING, handled_at__isnull=True)
NOT_SENT = Q(
    direction=Direction.OUTGOING,
    delivery__sent_at__isnull=True,
) & (Q(delivery__failed_at__isnull=False) | Q(delivery__handing_over_at__isnull=False))


def waiting_messages() -> QuerySet[Message]:
    """Return mail to place, replies to read and mail that did not leave whole, oldest first."""
    return (
        Message.objects.filter(TO_PLACE | TO_READ | FROM_NOWHERE | NOT_SENT | TO_SEE_TO)
        .select_related("case", "suggested_case", "delivery")
        .order_by("happened_at", "pk")
    )


@dataclass(frozen=True)
class GivenUp:
    """A piece of work that no machine will try again."""

    key: str
    problem: str


def given_up_work() -> list[GivenUp]:
    """Return work that needs a person and is no message of its own."""
    rows = OutboxItem.objects.filter(given_up_at__isnull=False, done_at__isnull=True).exclude(
        work__in=("deliver", "send_digest")
    )
    return [GivenUp(row.key, row.problem) for row in rows.order_by("pk")[:50]]

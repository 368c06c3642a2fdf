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


def possible_replies() -> QuerySet[Message]:
    """Return mail that seems to belong to a case, oldest first: a person confirms it."""
    return _listed(Message.objects.filter(TO_PLACE, kind=MessageKind.POSSIBLE_REPLY))


def needing_attention() -> QuerySet[Message]:
    """Return other mail to place, replies to read and mail that did not leave, oldest first.

    Each kind is found by its own small index; put together as one condition, they would be
    looked for among all the mail there ever was.
    """
    parts = [
        Message.objects.filter(condition).order_by().values("pk")
        for condition in (
            TO_PLACE & Q(kind=MessageKind.NEEDS_ATTENTION),
            TO_READ,
            FROM_NOWHERE,
            NOT_SENT,
            TO_SEE_TO,
        )
    ]
    return _listed(Message.objects.filter(pk__in=parts[0].union(*parts[1:], all=True)))


def _listed(messages: QuerySet[Message]) -> QuerySet[Message]:
    return messages.select_related("case", "suggested_case", "delivery").order_by(
        "happened_at", "pk"
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

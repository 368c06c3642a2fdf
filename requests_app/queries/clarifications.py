"""What the applicant was asked and has not answered, and which of it is due to lapse."""

from datetime import date, datetime

from django.db.models import Q, QuerySet

from requests_app.domain.workflow import UNDER_WAY
from requests_app.models import Case, Clarification, Direction, Message, MessageKind

UNANSWERED = Q(answered__isnull=True) | Q(answered__countered_by__isnull=False)
MACHINES = (MessageKind.AUTO_REPLY, MessageKind.DELIVERY_REPORT, MessageKind.READ_RECEIPT)


def open_clarifications(case: Case) -> QuerySet[Clarification]:
    """Return the questions of a case that stand and wait for an answer, the oldest first."""
    return (
        Clarification.objects.filter(UNANSWERED, case=case, asked__countered_by__isnull=True)
        .select_related("asked")
        .order_by("asked__on", "pk")
    )


def due_to_lapse(today: date) -> list[int]:
    """Return the questions whose time to reply is over, on cases that are under way."""
    return list(
        Clarification.objects.filter(
            UNANSWERED,
            asked__countered_by__isnull=True,
            close_after__lt=today,
            closed_at__isnull=True,
            case__state__in=UNDER_WAY,
        ).values_list("pk", flat=True)
    )


def unread_mail_since(case: Case, moment: datetime) -> bool:
    """Whether something came since then that a person wrote and nobody has dealt with."""
    return (
        Message.objects.filter(
            case=case,
            direction=Direction.INCOMING,
            handled_at__isnull=True,
            happened_at__gte=moment,
        )
        .exclude(kind__in=MACHINES)
        .exists()
    )

"""The messages of a case, and the one that it began with."""

from django.db.models import QuerySet

from requests_app.models import Case, Message, MessageKind
from requests_app.queries.related_cases import merged_into


def messages_of(case: Case) -> QuerySet[Message]:
    """Return what stands on a case: its own, what belongs to others too, what its duplicates got.

    Each is found by its own index; as one condition they would be looked for among all mail.
    """
    return _any_of(
        Message.objects.filter(case=case),
        Message.objects.filter(other_cases=case),
        Message.objects.filter(case__in=merged_into(case)),
    )


def request_messages(case: Case) -> QuerySet[Message]:
    """Return the messages that asked: its own, and those that asked for another case as well."""
    asked = Message.objects.filter(kind=MessageKind.REQUEST)
    return _any_of(asked.filter(case=case), asked.filter(other_cases=case)).order_by("pk")


def request_message_id(case: Case) -> str:
    """Return the Message-ID of the mail that asked, or "" where it was no mail."""
    return request_messages(case).values_list("message_id", flat=True).first() or ""


def _any_of(first: QuerySet[Message], *more: QuerySet[Message]) -> QuerySet[Message]:
    numbers = [part.order_by().values("pk") for part in (first, *more)]
    return Message.objects.filter(pk__in=numbers[0].union(*numbers[1:], all=True))

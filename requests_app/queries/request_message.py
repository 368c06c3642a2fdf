"""The message that a case began with."""

from django.db.models import Q, QuerySet

from requests_app.models import Case, Message, MessageKind


def request_messages(case: Case) -> QuerySet[Message]:
    """Return the messages that asked: its own, and those that asked for another case as well."""
    own = Q(case=case) | Q(other_cases=case)
    return Message.objects.filter(own, kind=MessageKind.REQUEST).order_by("pk").distinct()


def request_message_id(case: Case) -> str:
    """Return the Message-ID of the mail that asked, or "" where it was no mail."""
    return request_messages(case).values_list("message_id", flat=True).first() or ""

"""The message that a case began with."""

from requests_app.models import Case, Message, MessageKind


def request_message_id(case: Case) -> str:
    """Return the Message-ID of the mail that asked, or "" where it was no mail."""
    known = (
        Message.objects.filter(case=case, kind=MessageKind.REQUEST)
        .order_by("pk")
        .values_list("message_id", flat=True)
        .first()
    )
    return known or ""

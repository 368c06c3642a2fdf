"""Files whose words the search does not know, and why."""

from requests_app.models import DocumentWords, Message


def unread_files(message: Message) -> dict[int, str]:
    """Return for each file of a message that could not be read why, by its key."""
    rows = DocumentWords.objects.filter(document__message=message).exclude(problem="")
    return dict(rows.values_list("document_id", "problem"))

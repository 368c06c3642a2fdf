"""Which way a mail leaves: the settings say."""

from pathlib import Path

from django.conf import settings

from requests_app.mail.notify import NotifyTransport
from requests_app.mail.transport import FolderTransport, SmtpTransport, Transport


def the_transport() -> Transport:
    """Return the way out that the settings name."""
    if settings.MAIL_FOLDER:
        return FolderTransport(Path(settings.MAIL_FOLDER))
    server = SmtpTransport(**settings.SMTP)
    if settings.NOTIFY["api_key"]:
        return NotifyTransport(**settings.NOTIFY, otherwise=server)
    return server

"""An outgoing mail as the bytes that go over the wire."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from requests_app.domain.outgoing import OutgoingMail


def composed(mail: OutgoingMail) -> EmailMessage:
    """Return `mail` as a MIME message: plain text, then its files in their order."""
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(_one_line(mail.sender_name), addr_spec=mail.sender_address)
    message["To"] = mail.recipient
    if mail.reply_to:
        message["Reply-To"] = mail.reply_to
    message["Subject"] = _one_line(mail.subject)
    message["Message-ID"] = mail.message_id
    message["Date"] = format_datetime(mail.written_at)
    if mail.in_reply_to:
        message["In-Reply-To"] = message["References"] = _one_line(mail.in_reply_to)
    if mail.is_automatic:
        # RFC 3834: a machine that answers mail must not answer this one.
        message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text, cte="quoted-printable")
    for file in mail.files:
        kind, _, subtype = file.media_type.partition("/")
        message.add_attachment(
            file.read(),
            maintype=kind or "application",
            subtype=subtype or "octet-stream",
            filename=file.name,
        )
    return message


def _one_line(text: str) -> str:
    return " ".join(text.split())

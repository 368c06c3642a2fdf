"""A stored message as the mail that leaves, with its letter and files where it has them."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models.fields.files import FieldFile

from requests_app.domain.letter_content import from_data
from requests_app.domain.outgoing import OutgoingFile, OutgoingMail
from requests_app.domain.plain_letter import plain_letter
from requests_app.models import Direction, Letter, LetterForm, Message, MessageKind

TO_COLLEAGUES = (MessageKind.INTERNAL, MessageKind.DIGEST)
BY_A_PERSON = (MessageKind.RESPONSE, MessageKind.NOTICE, MessageKind.REPLY)


def outgoing_mail(message: Message) -> OutgoingMail:
    """Return what is to be sent for `message`."""
    return OutgoingMail(
        message_id=message.message_id,
        in_reply_to=message.in_reply_to,
        sender_name=settings.AUTHORITY["name"],
        sender_address=settings.AUTHORITY["foi_email"],
        recipient=message.recipient,
        subject=message.subject,
        text=message.text,
        written_at=message.happened_at,
        is_automatic=message.kind not in BY_A_PERSON,
        reply_to=_reply_to(message),
        files=_files(message),
    )


def _reply_to(message: Message) -> str:
    """Return an address that names the case, so that an answer finds it whatever its subject."""
    if message.case is None or message.kind in TO_COLLEAGUES:
        return ""
    return settings.REPLY_ADDRESS.replace("{reference}", message.case.reference)


def written_lately(recipient: str, kinds: Sequence[MessageKind], *, at: datetime) -> int:
    """Return how many mails of these kinds were written to an address within a day."""
    return Message.objects.filter(
        direction=Direction.OUTGOING,
        kind__in=kinds,
        # By the applicant: their address has an index.
        case__applicant__email__iexact=recipient,
        happened_at__gt=at - timedelta(days=1),
    ).count()


def _files(message: Message) -> tuple[OutgoingFile, ...]:
    letters = Letter.objects.filter(message=message).select_related("case__applicant")
    return (
        *(_letter_file(letter) for letter in letters),
        *(
            OutgoingFile(document.name, document.media_type, _reader(document.file))
            for document in message.enclosures.order_by("pk")
        ),
    )


def _letter_file(letter: Letter) -> OutgoingFile:
    """Return the letter as its reader needs it: as a PDF, or as text that any reader reads out."""
    name = letter.case.reference
    if letter.case.applicant.letter_form != LetterForm.PLAIN_TEXT:
        return OutgoingFile(f"{name}.pdf", "application/pdf", _reader(letter.pdf))
    words = plain_letter(from_data(letter.content))
    return OutgoingFile(f"{name}.txt", "text/plain", words.encode)


def _reader(stored: FieldFile) -> Callable[[], bytes]:
    def read() -> bytes:
        with stored.open("rb") as file:
            content: bytes = file.read()
        return content

    return read

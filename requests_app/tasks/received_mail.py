"""A mail that was kept and then forgotten, because the process died, is taken in after all."""

from datetime import datetime

from requests_app.mail.parser import parse
from requests_app.models import RawMail
from requests_app.services import mail_intake


def take_in_mail(raw_id: int, at: datetime) -> None:
    """Understand a kept mail and give it its place; received when it arrived."""
    kept = RawMail.objects.get(pk=raw_id)
    with kept.file.open("rb") as file:
        raw = file.read()
    mail_intake.take_in(kept, parse(raw), at=at)

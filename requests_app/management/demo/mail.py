"""Mail of the demonstration that waits for a person, and messages that belong elsewhere."""

from datetime import datetime, timedelta
from email.message import EmailMessage
from io import BytesIO

from requests_app.domain.workflow import State
from requests_app.models import Case, Route, User
from requests_app.services import responses, triage
from requests_app.tasks.received_mail import receive


def _receive(
    at: datetime, sender: str, subject: str, text: str, *, file: str = "", **headers: str
) -> Case | None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = sender, "foi@harrowdene.example", subject
    mail["Message-ID"] = f"<{at:%Y%m%d%H%M}.{abs(hash((sender, subject))) % 10**8}@example.org>"
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    if file:
        mail.add_attachment(b"%PDF-1.4\n%", maintype="application", subtype="pdf", filename=file)
    return receive(BytesIO(mail.as_bytes()), at=at).case


def other_messages(office: User, now: datetime) -> None:
    """Receive mail of every other sort."""
    yesterday = now - timedelta(days=1)
    latest = Case.objects.filter(state=State.WITH_DEPARTMENTS).order_by("-pk")[0]
    known = Case.objects.filter(state=State.DRAFTING, channel="mail").order_by("pk")[0]
    _receive(
        yesterday, "Callum Reyes <callum.reyes@example.net>", "your letter",
        f"Further to {latest.reference}: the first question matters most to me.\n\nC. Reyes",
    )  # fmt: skip
    _receive(
        yesterday, f"{known.applicant.name} <{known.applicant.email}>",
        f"Re: {known.reference}: we have received your request",
        "Thank you. A table of the figures would be best.",
    )  # fmt: skip
    _receive(
        now, "Harbour Street Residents <hello@harbour-street.example>", "Question for the hospital",
        "", file="our request.pdf",
    )  # fmt: skip
    _receive(
        yesterday, "Ffion Rhys <ffion.rhys@example.org>", "Automatic reply: your request",
        "I am away until Monday.", Auto_Submitted="auto-replied",
    )  # fmt: skip
    for route, sender, subject, text in (
        (
            Route.OWN_RECORDS, "M. Castellane <m.castellane@example.net>", "my records",
            "Please may I have a copy of my own medical notes from my stay in spring?",
        ),
        (
            Route.PRESS, "Rosalind Peake <r.peake@example.news>", "Winter pressure",
            "I am a journalist with a deadline on Friday. Can somebody speak to me about beds?",
        ),
    ):  # fmt: skip
        case = _receive(now - timedelta(days=20), sender, subject, text)
        if case:
            triage.redirect(case.pk, route, actor=office, at=now - timedelta(days=19))
    nameless = _receive(
        now - timedelta(days=4), "info@example.net", "FOI",
        "How many wheelchairs does the hospital own, and how many are broken?",
    )  # fmt: skip
    if nameless:
        triage.ask_for_missing(nameless.pk, actor=office, at=now - timedelta(days=3))
    dropped = _receive(
        now - timedelta(days=40), "Leila Farrokh <leila.farrokh@example.org>", "Vending machines",
        "1. Who runs the vending machines?\n2. What rent do they pay?",
    )  # fmt: skip
    if dropped:
        responses.withdraw(
            dropped.pk,
            reason="Wrote that the answer was found on our website.",
            actor=office,
            at=now - timedelta(days=36),
        )

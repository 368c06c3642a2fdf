"""What the mail server was given, read as its readers would."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from io import BytesIO

from pypdf import PdfReader

from tests.e2e.household import Sink, wait_until


def mails_to(sink: Sink, address: str) -> list[EmailMessage]:
    """Return the mails to an address, in the order they came."""
    read = (message_from_bytes(raw, policy=policy.default) for raw in list(sink.received))
    return [mail for mail in read if address in str(mail["To"])]


def mail_about(sink: Sink, address: str, words: str) -> EmailMessage:
    """Wait for the mail with these words in its subject; return it."""

    def found() -> list[EmailMessage]:
        return [mail for mail in mails_to(sink, address) if words in str(mail["Subject"])]

    wait_until(found, f"a mail to {address}: {words}", seconds=90)
    return found()[-1]


def text_of(mail: EmailMessage) -> str:
    """Return the words of a mail, its lines joined."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def text_of_pdf(pdf: bytes) -> str:
    """Return the words of a PDF, on one line."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split())


def is_tagged(pdf: bytes) -> bool:
    """Whether a screen reader finds the parts of a PDF, its language and its title."""
    root = PdfReader(BytesIO(pdf)).root_object
    return bool(
        root.get("/MarkInfo", {}).get("/Marked") and "/StructTreeRoot" in root and "/Lang" in root
    )

"""Letters become PDFs."""

from datetime import datetime

from requests_app.domain.letter_content import from_data
from requests_app.letters.pdf import PdfVariant
from requests_app.letters.rendering import letter_pdf
from requests_app.models import Letter, LetterForm
from requests_app.services import responses


def make_letter(letter_id: int, at: datetime) -> None:
    """Make the two PDFs of a letter from the value that was signed."""
    letter = Letter.objects.select_related("case__applicant").get(pk=letter_id)
    if letter.pdf_sha256:
        return
    content = from_data(letter.content)
    responses.store_pdfs(
        letter_id,
        sent=letter_pdf(
            content,
            PdfVariant.UA,
            large_print=letter.case.applicant.letter_form == LetterForm.LARGE_PRINT,
        ),
        kept=letter_pdf(content, PdfVariant.ARCHIVE),
        at=at,
    )

"""The case file as a PDF."""

from django.conf import settings
from django.template.loader import render_to_string

from requests_app.domain.case_record import CaseRecord
from requests_app.letters.pdf import PdfVariant
from requests_app.letters.rendering import on_paper


def case_record_html(record: CaseRecord) -> str:
    """Return the case file as a page of HTML, made for paper."""
    return render_to_string(
        "letters/case_record.html", {"record": record, "colour": settings.AUTHORITY_COLOUR}
    )


def case_record_pdf(record: CaseRecord) -> bytes:
    """Return the case file as a tagged PDF; the same case on the same day gives the same bytes."""
    html = case_record_html(record)
    return on_paper(html, ("case_record.css",), PdfVariant.UA, html)

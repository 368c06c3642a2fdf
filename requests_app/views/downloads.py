"""Files leave only as downloads that a browser will not run."""

from django.db.models.fields.files import FieldFile
from django.http import FileResponse, HttpResponse

from requests_app.models import Document

SANDBOX = "sandbox; default-src 'none'"


def as_download(document: Document) -> FileResponse:
    """Return a stored file as an attachment of no particular type, under its own name."""
    return download(document.file, document.name)


def download(stored: FieldFile, name: str) -> FileResponse:
    """Return stored bytes as an attachment of no particular type, never to be shown or run."""
    response = FileResponse(
        stored.open("rb"),
        as_attachment=True,
        filename=name,
        content_type="application/octet-stream",
    )
    response["Content-Security-Policy"] = SANDBOX
    response["X-Content-Type-Options"] = "nosniff"
    return response


def as_pdf(pdf: bytes, name: str) -> HttpResponse:
    """Return one of our own letters, to be read in the browser."""
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response

"""The letter's files: previews, enclosures, downloads, and what goes by post."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from requests_app import permissions
from requests_app.domain.errors import RuleBroken
from requests_app.forms.letter import PostingForm
from requests_app.forms.uploads import UploadForm
from requests_app.letters.pdf import PdfVariant
from requests_app.letters.rendering import address_sheet_pdf, letter_pdf
from requests_app.models import Case, Document, Draft, Letter
from requests_app.queries.authority import the_authority
from requests_app.queries.response_content import response_content
from requests_app.services import audit, drafting, responses
from requests_app.views.acting import carried_out, staff_only, the_person
from requests_app.views.downloads import as_download, as_pdf
from requests_app.views.letter import office_case, save_typing


@staff_only
@require_GET
def preview(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the letter as it would leave today."""
    case = office_case(request, reference)
    get_object_or_404(Draft, case=case)
    return as_pdf(letter_pdf(response_content(case), PdfVariant.UA), f"{reference} draft.pdf")


@staff_only
@require_POST
def add(request: HttpRequest, reference: str) -> HttpResponse:
    """Put a file beside the letter."""
    case = office_case(request, reference)
    form = UploadForm(request.POST, request.FILES)
    if refused := save_typing(request, case):
        return refused
    if not form.is_valid():
        said = " ".join(error for errors in form.errors.values() for error in map(str, errors))
        return _refused(request, case, RuleBroken(said), 422)
    stored = form.cleaned_data["file"]
    return carried_out(
        request,
        lambda: drafting.add_file(case.pk, stored, actor=the_person(request), at=timezone.now()),
        said=f"{stored.name} will be sent with the letter.",
        then=reverse("letter", args=[case.reference]),
        again=lambda refusal: _refused(request, case, refusal),
    )


@staff_only
@require_POST
def choose(request: HttpRequest, reference: str, document_id: int, choice: str) -> HttpResponse:
    """Send a file that a department found, or hold a file back."""
    case = office_case(request, reference)
    document = get_object_or_404(Document, pk=document_id, case=case, removed_at__isnull=True)
    if refused := save_typing(request, case):
        return refused
    act = drafting.release_found_file if choice == "send" else drafting.hold_back_file
    return carried_out(
        request,
        lambda: act(case.pk, document.pk, actor=the_person(request), at=timezone.now()),
        said=f"{document.name} {'will' if choice == 'send' else 'will not'} be sent.",
        then=reverse("letter", args=[case.reference]),
        again=lambda refusal: _refused(request, case, refusal),
    )


def _refused(
    request: HttpRequest, case: Case, refusal: RuleBroken, status: int = 409
) -> HttpResponse:
    return render(
        request,
        "casework/refused.html",
        {"case": case, "refusal": refusal, "back": reverse("letter", args=[case.reference])},
        status=status,
    )


@staff_only
@require_GET
def download(request: HttpRequest, reference: str, document_id: int) -> FileResponse:
    """Hand the FOI office a file of the case; which one, and to whom, stands on the trail."""
    case = office_case(request, reference)
    document = get_object_or_404(Document, pk=document_id, case=case)
    audit.record(
        case.reference,
        "download_file",
        actor=the_person(request),
        at=timezone.now(),
        document=document.pk,
    )
    return as_download(document)


@staff_only
@require_GET
def issued(request: HttpRequest, reference: str, letter_id: int) -> HttpResponse:
    """Show a letter that was issued, byte for byte, to whoever may read the case."""
    case = get_object_or_404(permissions.visible_cases(request.user), reference=reference)
    letter = get_object_or_404(Letter.objects.exclude(pdf=""), pk=letter_id, case=case)
    with letter.pdf.open("rb") as file:
        return as_pdf(file.read(), f"{case.reference}.pdf")


@staff_only
@require_GET
def address_sheet(request: HttpRequest, reference: str, letter_id: int) -> HttpResponse:
    """Make the sheet with name and address that goes before a posted letter."""
    case = office_case(request, reference)
    get_object_or_404(Letter, pk=letter_id, case=case)
    applicant = case.applicant
    lines = [line for line in applicant.postal_address.splitlines() if line.strip()]
    return as_pdf(
        address_sheet_pdf(case.reference, applicant.name, lines, the_authority()),
        f"{case.reference} address.pdf",
    )


@staff_only
@require_POST
def posted(request: HttpRequest, reference: str, letter_id: int) -> HttpResponse:
    """Record the day the letter went into the post."""
    case = office_case(request, reference)
    letter = get_object_or_404(Letter, pk=letter_id, case=case)
    form = PostingForm(request.POST)
    if not form.is_valid():
        return _refused(request, case, RuleBroken("Enter the day it was posted."), 422)
    return carried_out(
        request,
        lambda: responses.record_posting(
            letter.pk,
            form.cleaned_data["posted_on"],
            actor=the_person(request),
            at=timezone.now(),
        ),
        said="The day of posting is recorded.",
        then=reverse("letter", args=[case.reference]),
        again=lambda refusal: _refused(request, case, refusal),
    )

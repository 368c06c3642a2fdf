"""The director's page: read the exact letter, sign it or return it."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from requests_app import permissions
from requests_app.domain.errors import RuleBroken
from requests_app.domain.london import london_day
from requests_app.domain.workflow import Action, State, objections, row_for
from requests_app.forms.sign_off import ApproveForm, ReturnForm
from requests_app.letters.pdf import PdfVariant
from requests_app.letters.rendering import in_blocks, letter_pdf
from requests_app.models import SignOff, SignOffOutcome
from requests_app.queries.case_facts import case_facts
from requests_app.queries.related_cases import companion_sign_offs
from requests_app.queries.sign_off_page import SignOffPage, sign_off_page, waiting_and_decided
from requests_app.services import audit
from requests_app.services import sign_off as signing
from requests_app.views.acting import carried_out, staff_only, the_person
from requests_app.views.downloads import as_download, as_pdf


@staff_only
@require_GET
def sign_offs(request: HttpRequest) -> HttpResponse:
    """Show what waits for this person's signature."""
    waiting, decided = waiting_and_decided(permissions.visible_sign_offs(request.user))
    return render(
        request,
        "sign_off/sign_offs.html",
        {"waiting": waiting, "decided": decided, "today": london_day(timezone.now())},
    )


@staff_only
@require_GET
def sign_off(request: HttpRequest, sign_off_id: int) -> HttpResponse:
    """Show the letter and the files exactly as they will leave."""
    return _show(request, _sign_off(request, sign_off_id))


@staff_only
@require_POST
def approve(request: HttpRequest, sign_off_id: int) -> HttpResponse:
    """Sign what the page showed."""
    row = _sign_off(request, sign_off_id)
    form = ApproveForm(request.POST)
    seen = form.cleaned_data["digest_seen"] if form.is_valid() else ""
    return carried_out(
        request,
        lambda: signing.approve(
            row.case_id, actor=the_person(request), at=timezone.now(), digest_seen=seen
        ),
        said=f"You have signed the answer to {row.case.reference}.",
        then=reverse("sign-offs"),
        again=lambda refusal: _show(request, _sign_off(request, sign_off_id), refusal=refusal),
    )


@staff_only
@require_POST
def send_back(request: HttpRequest, sign_off_id: int) -> HttpResponse:
    """Return the letter with what has to change."""
    row = _sign_off(request, sign_off_id)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _show(request, row, returning=form, status=422)
    return carried_out(
        request,
        lambda: signing.return_with_comments(
            row.case_id,
            actor=the_person(request),
            at=timezone.now(),
            comment=form.cleaned_data["comment"],
            digest_seen=form.cleaned_data["digest_seen"],
        ),
        said=f"The letter for {row.case.reference} is back with the FOI office.",
        then=reverse("sign-offs"),
        again=lambda refusal: _show(
            request, _sign_off(request, sign_off_id), returning=form, refusal=refusal
        ),
    )


@staff_only
@require_GET
def letter(request: HttpRequest, sign_off_id: int) -> HttpResponse:
    """Show the letter on paper, as it would leave today."""
    row = _sign_off(request, sign_off_id)
    content = sign_off_page(row).letter
    if content is None:
        raise Http404("The letter is not the one that was sent for signature any more.")
    return as_pdf(letter_pdf(content, PdfVariant.UA), f"{row.case.reference} for signature.pdf")


@staff_only
@require_GET
def file(request: HttpRequest, sign_off_id: int, document_id: int) -> FileResponse:
    """Hand over a file that would leave with the letter."""
    row = _sign_off(request, sign_off_id)
    for document in sign_off_page(row).files:
        if document.pk == document_id:
            audit.record(
                row.case.reference,
                "download_file",
                actor=the_person(request),
                at=timezone.now(),
                document=document.pk,
            )
            return as_download(document)
    raise Http404("No such file leaves with this letter.")


def _sign_off(request: HttpRequest, sign_off_id: int) -> SignOff:
    rows = permissions.visible_sign_offs(request.user).select_related(
        "case", "signatory", "asked_by", "decided_by"
    )
    return get_object_or_404(rows, pk=sign_off_id)


def _show(
    request: HttpRequest,
    row: SignOff,
    *,
    returning: ReturnForm | None = None,
    refusal: RuleBroken | None = None,
    status: int = 200,
) -> HttpResponse:
    page = sign_off_page(row)
    is_waiting = row.outcome == SignOffOutcome.PENDING and row.case.state == State.AWAITING_SIGN_OFF
    return render(
        request,
        "sign_off/sign_off.html",
        {
            "row": row,
            "case": row.case,
            "page": page,
            "letter": in_blocks(page.letter) if page.letter else None,
            "is_waiting": is_waiting,
            "together": companion_sign_offs(row, permissions.visible_sign_offs(request.user)),
            "before_signing": _objections(request, row, page) if is_waiting else (),
            "approving": ApproveForm(initial={"digest_seen": page.digest}, auto_id=False),
            "returning": returning or ReturnForm(initial={"digest_seen": row.digest}),
            "refusal": refusal,
            "today": london_day(timezone.now()),
        },
        status=status,
    )


def _objections(request: HttpRequest, row: SignOff, page: SignOffPage) -> tuple[str, ...]:
    """Return why the person cannot sign the letter, which is the one sent to them."""
    if page.letter is None:
        return ()
    facts = case_facts(row.case, the_person(request), knows_applicant=False)
    return objections(row_for(Action.APPROVE, State.AWAITING_SIGN_OFF), facts)

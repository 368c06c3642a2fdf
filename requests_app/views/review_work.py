"""The reviewer's and the signatory's work on a review."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from requests_app import permissions
from requests_app.domain.errors import RuleBroken
from requests_app.domain.review_workflow import ReviewPower
from requests_app.forms.review import FindingsForm, ReturnForm, SendOnForm, SignForm
from requests_app.forms.uploads import UploadForm
from requests_app.models import Document, DocumentRole, Review
from requests_app.queries.review_content import released_files, under_review
from requests_app.queries.review_facts import needs_signature
from requests_app.services import audit, review_findings, reviews
from requests_app.views.acting import carried_out, staff_only, the_person
from requests_app.views.downloads import as_download
from requests_app.views.reviews import review_for, show_review, visible_review


@staff_only
@require_http_methods(["GET", "POST"])
def findings(request: HttpRequest, review_id: int) -> HttpResponse:
    """Show and save the findings."""
    row = review_for(request, review_id, ReviewPower.REVIEW)
    looked_at = under_review(row)
    known: dict[str, Any] = {
        "case": row.case,
        "questions": looked_at.questions,
        "claims": looked_at.claims,
    }
    if request.method == "POST":
        form = FindingsForm(request.POST, **known)
    else:
        initial = FindingsForm.showing(
            row,
            {each.question_id: each for each in row.question_findings.all()},
            {each.claim_id: each for each in row.claim_findings.all()},
        )
        form = FindingsForm(initial=initial, **known)

    def show(status: int = 200, refusal: RuleBroken | None = None) -> HttpResponse:
        context = {
            "review": row,
            "case": row.case,
            "form": form,
            "answers": looked_at.answers,
            "refusal": refusal,
        }
        return render(request, "reviews/findings.html", context, status=status)

    if request.method == "GET":
        return show()
    if not form.is_valid():
        return show(422)
    return carried_out(
        request,
        lambda: review_findings.save(
            row.pk,
            form.written(),
            actor=the_person(request),
            at=timezone.now(),
            expected_version=form.cleaned_data["version"],
        ),
        said="The findings are saved. Read the outcome below, then send it on.",
        then=reverse("review", args=[row.pk]),
        again=lambda refusal: show(refusal=refusal),
    )


def _act(
    request: HttpRequest, row: Review, do: Callable[[], object], said: str, **more: Any
) -> HttpResponse:
    return carried_out(
        request,
        do,
        said=said,
        then=reverse("review", args=[row.pk]),
        again=lambda refusal: show_review(
            request, visible_review(request, row.pk), refusal=refusal, **more
        ),
    )


@staff_only
@require_POST
def add_file(request: HttpRequest, review_id: int) -> HttpResponse:
    """Put a file beside the outcome."""
    row = review_for(request, review_id, ReviewPower.REVIEW)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        said = " ".join(error for errors in form.errors.values() for error in map(str, errors))
        return show_review(request, row, refusal=RuleBroken(said), status=422)
    stored = form.cleaned_data["file"]
    return _act(
        request,
        row,
        lambda: review_findings.add_file(
            row.pk, stored, actor=the_person(request), at=timezone.now()
        ),
        f"{stored.name} will be released with the outcome.",
    )


@staff_only
@require_POST
def choose_file(
    request: HttpRequest, review_id: int, document_id: int, choice: str
) -> HttpResponse:
    """Release a file that was held back, or take one off the outcome."""
    row = review_for(request, review_id, ReviewPower.REVIEW)
    act = review_findings.release if choice == "send" else review_findings.hold_back
    return _act(
        request,
        row,
        lambda: act(row.pk, int(document_id), actor=the_person(request), at=timezone.now()),
        "The file will be released." if choice == "send" else "The file will not be released.",
    )


@staff_only
@require_GET
def file(request: HttpRequest, review_id: int, document_id: int) -> HttpResponseBase:
    """Hand over a file: to the reviewer and the office any found one, to others what leaves."""
    row = visible_review(request, review_id)
    person = the_person(request)
    sees_all = permissions.is_foi_office(person) or permissions.may_on_review(
        person, ReviewPower.REVIEW, row
    )
    leaves = {document.pk for document in released_files(row)}
    roles = (DocumentRole.FOUND, DocumentRole.RELEASE, DocumentRole.REVIEW)
    document = Document.objects.filter(
        pk=document_id, case=row.case_id, role__in=roles, removed_at__isnull=True
    ).first()
    if document is None or not (sees_all or document.pk in leaves):
        raise Http404
    audit.record(
        row.case.reference,
        "download_file",
        actor=person,
        at=timezone.now(),
        document=document.pk,
    )
    return as_download(document)


@staff_only
@require_POST
def send_on(request: HttpRequest, review_id: int) -> HttpResponse:
    """Send the outcome to a director, or finish it."""
    row = review_for(request, review_id, ReviewPower.REVIEW)
    form = SendOnForm(
        request.POST,
        review=row,
        needs_signature=needs_signature(bool(released_files(row))),
        auto_id="send_%s",
    )
    if not form.is_valid():
        return show_review(request, row, sending=form, status=422)
    signatory = form.cleaned_data["signatory"]
    return _act(
        request,
        row,
        lambda: review_findings.send_on(
            row.pk,
            signatory=signatory,
            actor=the_person(request),
            at=timezone.now(),
            expected_version=form.cleaned_data["version"],
        ),
        f"The outcome is with {signatory.full_name} to sign." if signatory
        else "The review is finished. The FOI office sends the outcome.",
        sending=form,
    )  # fmt: skip


@staff_only
@require_POST
def sign(request: HttpRequest, review_id: int) -> HttpResponse:
    """Sign what the page showed."""
    row = review_for(request, review_id, ReviewPower.SIGN)
    form = SignForm(request.POST)
    seen: dict[str, Any] = form.cleaned_data if form.is_valid() else {}
    return _act(
        request,
        row,
        lambda: reviews.sign(
            row.pk,
            actor=the_person(request),
            at=timezone.now(),
            digest_seen=seen.get("digest_seen", ""),
            expected_version=seen.get("version"),
        ),
        "You have signed the outcome.",
    )


@staff_only
@require_POST
def send_back(request: HttpRequest, review_id: int) -> HttpResponse:
    """Return the outcome with what has to change."""
    row = review_for(request, review_id, ReviewPower.SIGN)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return show_review(request, row, returning=form, status=422)
    return _act(
        request,
        row,
        lambda: reviews.send_back(
            row.pk,
            comment=form.cleaned_data["comment"],
            actor=the_person(request),
            at=timezone.now(),
        ),
        "The outcome is back with its reviewer.",
        returning=form,
    )

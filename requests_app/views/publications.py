"""What is published already: the list that the FOI office keeps."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from requests_app import permissions
from requests_app.domain.errors import RuleBroken
from requests_app.forms.publication import PublicationForm, WithdrawForm
from requests_app.models import Publication
from requests_app.queries.publications import by_class
from requests_app.services import publications as service
from requests_app.views.acting import carried_out, staff_only, the_person


@staff_only
@require_GET
def publications(request: HttpRequest) -> HttpResponse:
    """Show what is published, class by class, and what was withdrawn."""
    _office_only(request)
    return render(
        request,
        "overview/publications.html",
        {
            "parts": by_class(),
            "withdrawn": Publication.objects.filter(withdrawn_at__isnull=False).order_by(
                "-withdrawn_at"
            ),
        },
    )


@staff_only
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Put something that is published on the list."""
    _office_only(request)
    form = PublicationForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _show(request, form)
    return carried_out(
        request,
        lambda: service.add(form.entry(), actor=the_person(request), at=timezone.now()),
        said=lambda row: f"“{row.title}” is on the list. New requests are held against it.",
        then=reverse("publications"),
        again=lambda refusal: _show(request, form, refusal=refusal),
    )


@staff_only
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, publication_id: int) -> HttpResponse:
    """Change an entry of the list."""
    row = _entry(request, publication_id)
    if request.method == "GET":
        return _show(request, PublicationForm.showing(row), row)
    form = PublicationForm(request.POST)
    if not form.is_valid():
        return _show(request, form, row)
    return carried_out(
        request,
        lambda: service.change(
            row.pk,
            form.entry(),
            actor=the_person(request),
            at=timezone.now(),
            expected_version=form.cleaned_data["version"] or 0,
        ),
        said=lambda changed: f"“{changed.title}” is saved.",
        then=reverse("publications"),
        again=lambda refusal: _show(request, form, row, refusal=refusal),
    )


@staff_only
@require_POST
def withdraw(request: HttpRequest, publication_id: int) -> HttpResponse:
    """Offer an entry no more."""
    row = _entry(request, publication_id)
    withdrawing = WithdrawForm(request.POST, auto_id="withdraw_%s")
    if not withdrawing.is_valid():
        return _show(request, PublicationForm.showing(row), row, withdrawing=withdrawing)
    return carried_out(
        request,
        lambda: service.withdraw(
            row.pk,
            reason=withdrawing.cleaned_data["reason"],
            actor=the_person(request),
            at=timezone.now(),
            expected_version=withdrawing.cleaned_data["version"] or 0,
        ),
        said=f"“{row.title}” is withdrawn. It is offered no more.",
        then=reverse("publications"),
        again=lambda refusal: _show(
            request, PublicationForm.showing(row), row, withdrawing=withdrawing, refusal=refusal
        ),
    )


def _office_only(request: HttpRequest) -> None:
    if not permissions.is_foi_office(request.user):
        raise Http404


def _entry(request: HttpRequest, publication_id: int) -> Publication:
    _office_only(request)
    return get_object_or_404(Publication.objects.select_related("case"), pk=publication_id)


def _show(
    request: HttpRequest,
    form: PublicationForm,
    row: Publication | None = None,
    *,
    withdrawing: WithdrawForm | None = None,
    refusal: RuleBroken | None = None,
) -> HttpResponse:
    wrong = bool(form.errors or (withdrawing and withdrawing.errors))
    return render(
        request,
        "overview/publication.html",
        {
            "form": form,
            "row": row,
            "withdrawing": withdrawing
            or WithdrawForm(initial={"version": row.version if row else 0}, auto_id="withdraw_%s"),
            "refusal": refusal,
        },
        status=422 if wrong else 200,
    )

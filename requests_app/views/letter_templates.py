"""The words of our letters, for the FOI office to read and for the FOI manager to change."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from requests_app import permissions
from requests_app.domain.errors import RuleBroken, StalePage
from requests_app.domain.letter_kinds import KINDS, ROWS, KindOfLetter, TemplateKind
from requests_app.forms.letter_template import TemplateForm
from requests_app.letters.pdf import PdfVariant
from requests_app.letters.rendering import in_blocks, letter_pdf
from requests_app.models import TemplateVersion
from requests_app.queries.letter_words import (
    StandingTemplate,
    numbered_template,
    standing_numbers,
    standing_template,
)
from requests_app.queries.template_trial import Trial, tried_on_case, tried_on_sample
from requests_app.services import letter_templates as service
from requests_app.views.acting import carried_out, staff_only, the_person
from requests_app.views.downloads import as_pdf


@staff_only
@require_GET
def templates(request: HttpRequest) -> HttpResponse:
    """List every kind of letter with the version that stands."""
    _office_only(request)
    numbers = standing_numbers()
    rows = [(row, numbers.get(row.kind.value, 0)) for row in ROWS]
    return render(
        request,
        "letter_templates/templates.html",
        {"rows": rows, "may_change": permissions.can_publish_templates(request.user)},
    )


@staff_only
@require_http_methods(["GET", "POST"])
def template(request: HttpRequest, kind: str) -> HttpResponse:
    """Show the words of a kind; try others out, or publish them."""
    _office_only(request)
    row = _row(kind)
    if request.method == "GET":
        return _show(request, row)
    _manager_only(request)
    publishing = "publish" in request.POST
    form = TemplateForm(
        request.POST, kind=row.kind, person=the_person(request), publishing=publishing
    )
    if not form.is_valid():
        return _show(request, row, form=form, status=422)
    if not publishing:
        return _show(request, row, form=form, trial=_tried(row, form))
    return carried_out(
        request,
        lambda: service.publish(
            row.kind,
            form.cleaned_data["text"],
            why=form.cleaned_data["why"],
            after=form.cleaned_data["after"],
            actor=the_person(request),
            at=timezone.now(),
            tried_on=form.case,
        ),
        said=f"“{row.label}” is published. Letters written from now on have these words.",
        then=reverse("letter-template", args=[row.kind.value]),
        again=lambda refusal: _show(
            request, row, form=form, refusal=refusal, trial=_tried(row, form)
        ),
    )


@staff_only
@require_POST
def pdf(request: HttpRequest, kind: str) -> HttpResponse:
    """Show the words that were typed on paper. Nothing is stored."""
    _office_only(request)
    _manager_only(request)
    row = _row(kind)
    form = TemplateForm(request.POST, kind=row.kind, person=the_person(request))
    if not form.is_valid():
        return _show(request, row, form=form, status=422)
    return as_pdf(letter_pdf(_tried(row, form).content, PdfVariant.UA), f"{row.label}.pdf")


def _tried(row: KindOfLetter, form: TemplateForm) -> Trial:
    assert form.template is not None
    if form.case is None:
        return tried_on_sample(row.kind, form.template)
    return tried_on_case(row.kind, form.template, form.case)


def _show(
    request: HttpRequest,
    row: KindOfLetter,
    *,
    form: TemplateForm | None = None,
    refusal: RuleBroken | None = None,
    trial: Trial | None = None,
    status: int = 200,
) -> HttpResponse:
    standing = standing_template(row.kind)
    if isinstance(refusal, StalePage):
        # Publishing again is a decision made in knowledge of the newer version.
        typed = {**request.POST.dict(), "after": str(standing.number)}
        form = TemplateForm(typed, kind=row.kind, person=the_person(request))
    may_change = permissions.can_publish_templates(request.user)
    if form is None:
        shown = _chosen(request, row.kind) or standing
        initial = {"after": standing.number, "text": shown.text}
        form = TemplateForm(initial=initial, kind=row.kind, person=the_person(request))
        trial = tried_on_sample(row.kind, shown.read())
    return render(
        request,
        "letter_templates/template.html",
        {
            "row": row,
            "form": form,
            "standing": standing,
            "may_change": may_change,
            "refusal": refusal,
            "trial": trial,
            "letter": in_blocks(trial.content) if trial else None,
            "versions": TemplateVersion.objects.filter(kind=row.kind.value).select_related(
                "published_by"
            ),
        },
        status=status,
    )


def _chosen(request: HttpRequest, kind: TemplateKind) -> StandingTemplate | None:
    """Return the earlier version that the address asks for, to begin from its words."""
    return numbered_template(f"{kind.value}/{request.GET.get('version', '')}")


def _row(kind: str) -> KindOfLetter:
    for row in KINDS.values():
        if row.kind.value == kind:
            return row
    raise Http404(kind)


def _office_only(request: HttpRequest) -> None:
    if not permissions.is_foi_office(request.user):
        raise Http404


def _manager_only(request: HttpRequest) -> None:
    if not permissions.can_publish_templates(request.user):
        raise PermissionDenied("The FOI manager publishes templates.")

"""The steps of every case, for the FOI manager to set."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from requests_app import permissions
from requests_app.domain.errors import RuleBroken
from requests_app.forms.milestones import MilestoneForm
from requests_app.models import Milestone
from requests_app.services import milestones as service
from requests_app.views.acting import carried_out, staff_only, the_person


@staff_only
@require_GET
def milestones(request: HttpRequest) -> HttpResponse:
    """Show every step, those not in use at the end."""
    if not permissions.is_foi_office(request.user):
        raise Http404
    rows = sorted(
        Milestone.objects.all(),
        key=lambda row: (not row.is_active, row.latest_case_day or row.day, row.position),
    )
    may_change = permissions.can_set_milestones(request.user)
    return render(request, "overview/milestones.html", {"rows": rows, "may_change": may_change})


@staff_only
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, milestone_id: int) -> HttpResponse:
    """Change one step."""
    _manager_only(request)
    row = get_object_or_404(Milestone, pk=milestone_id)
    form = MilestoneForm(request.POST if request.method == "POST" else None, instance=row)
    if not form.is_valid():
        return _show(request, form)
    return carried_out(
        request,
        lambda: service.change(
            milestone_id,
            form.wish(),
            is_active=form.cleaned_data["is_active"],
            actor=the_person(request),
            at=timezone.now(),
            expected_version=form.cleaned_data["version"] or 0,
        ),
        said=f"“{form.cleaned_data['name']}” is saved. Reminders follow it from now on.",
        then=reverse("milestones"),
        again=lambda refusal: _show(request, form, refusal),
    )


@staff_only
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Add a step of the authority's own."""
    _manager_only(request)
    form = MilestoneForm(request.POST if request.method == "POST" else None, instance=Milestone())
    del form.fields["is_active"]
    if not form.is_valid():
        return _show(request, form)
    return carried_out(
        request,
        lambda: service.add(form.wish(), actor=the_person(request), at=timezone.now()),
        said=f"“{form.cleaned_data['name']}” is a step of every case now.",
        then=reverse("milestones"),
        again=lambda refusal: _show(request, form, refusal),
    )


def _manager_only(request: HttpRequest) -> None:
    if not permissions.is_foi_office(request.user):
        raise Http404
    if not permissions.can_set_milestones(request.user):
        raise PermissionDenied("The FOI manager sets the steps.")


def _show(
    request: HttpRequest, form: MilestoneForm, refusal: RuleBroken | None = None
) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(
        request,
        "overview/milestone.html",
        {"form": form, "refusal": refusal, "is_new": form.instance.pk is None},
        status=status,
    )

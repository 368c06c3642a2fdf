"""The rules behind the suggestions on a new message, for the FOI manager to set and try."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from requests_app import permissions
from requests_app.domain.errors import RuleBroken
from requests_app.domain.triage_rules import hints
from requests_app.forms.triage_rules import SampleForm, TriageRuleForm
from requests_app.models import TriageRule
from requests_app.queries.triage_rules import stored_rules, tried_on_latest
from requests_app.services import triage_rules as service
from requests_app.views.acting import carried_out, staff_only, the_person


@staff_only
@require_http_methods(["GET", "POST"])
def rules(request: HttpRequest) -> HttpResponse:
    """Show every rule, and what all of them say of a text that is tried."""
    if not permissions.is_foi_office(request.user):
        raise Http404
    sample = SampleForm(request.POST if request.method == "POST" else None)
    tried = None
    if sample.is_bound and sample.is_valid():
        tried = hints(sample.cleaned_data["sample"], stored_rules())
    return render(
        request,
        "overview/triage_rules.html",
        {
            "rows": TriageRule.objects.order_by("-is_active", "position", "pk"),
            "may_change": permissions.can_set_triage_rules(request.user),
            "sample": sample,
            "tried": tried,
        },
        status=422 if sample.errors else 200,
    )


@staff_only
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, rule_id: int) -> HttpResponse:
    """Change one rule, or try what was typed on a text first."""
    _manager_only(request)
    row = get_object_or_404(TriageRule, pk=rule_id)
    form = TriageRuleForm(request.POST if request.method == "POST" else None, instance=row)
    if not form.is_valid() or "try" in request.POST:
        return _show(request, form)
    return carried_out(
        request,
        lambda: service.change(
            rule_id,
            form.wish(),
            is_active=form.cleaned_data["is_active"],
            actor=the_person(request),
            at=timezone.now(),
            expected_version=form.cleaned_data["version"] or 0,
        ),
        said=f"“{form.cleaned_data['name']}” is saved.",
        then=reverse("triage-rules"),
        again=lambda refusal: _show(request, form, refusal),
    )


@staff_only
@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Add a rule of the authority's own, or try what was typed first."""
    _manager_only(request)
    form = TriageRuleForm(request.POST if request.method == "POST" else None, instance=TriageRule())
    del form.fields["is_active"]
    if not form.is_valid() or "try" in request.POST:
        return _show(request, form)
    return carried_out(
        request,
        lambda: service.add(form.wish(), actor=the_person(request), at=timezone.now()),
        said=f"“{form.cleaned_data['name']}” looks at every new message now.",
        then=reverse("triage-rules"),
        again=lambda refusal: _show(request, form, refusal),
    )


def _manager_only(request: HttpRequest) -> None:
    if not permissions.is_foi_office(request.user):
        raise Http404
    if not permissions.can_set_triage_rules(request.user):
        raise PermissionDenied("The FOI manager sets the rules.")


def _show(
    request: HttpRequest, form: TriageRuleForm, refusal: RuleBroken | None = None
) -> HttpResponse:
    sample = SampleForm(request.POST if form.is_bound else None)
    context: dict[str, Any] = {
        "form": form,
        "sample": sample,
        "refusal": refusal,
        "is_new": form.instance.pk is None,
    }
    if form.is_bound and form.is_valid() and sample.is_valid() and "try" in request.POST:
        wish = form.wish()
        context |= {
            "is_tried": True,
            "text": sample.cleaned_data["sample"],
            "seen": hints(sample.cleaned_data["sample"], [wish]),
            "latest": tried_on_latest(wish),
        }
    wrong = bool(form.errors or sample.errors)
    return render(request, "overview/triage_rule.html", context, status=422 if wrong else 200)

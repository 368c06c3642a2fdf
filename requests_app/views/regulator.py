"""The regulator's name and address, as letters print them, from a day on."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from requests_app import permissions
from requests_app.domain.errors import RuleBroken
from requests_app.domain.london import london_day
from requests_app.forms.complaint import RegulatorForm
from requests_app.models import RegulatorDetails
from requests_app.queries.authority import the_regulator
from requests_app.services import regulator_details
from requests_app.views.acting import carried_out, staff_only, the_person


@staff_only
@require_http_methods(["GET", "POST"])
def details(request: HttpRequest) -> HttpResponse:
    """Show how the regulator is named, and enter a change."""
    if not permissions.can_read_reports(request.user):
        raise Http404
    may_change = permissions.can_change_regulator(request.user)
    if request.method == "POST" and not may_change:
        raise Http404
    today = london_day(timezone.now())
    form = RegulatorForm(request.POST if request.method == "POST" else None)

    def show(status: int = 200, refusal: RuleBroken | None = None) -> HttpResponse:
        return render(
            request,
            "overview/regulator.html",
            {
                "form": form if may_change else None,
                "now": the_regulator(today),
                "entries": list(RegulatorDetails.objects.select_related("entered_by")),
                "refusal": refusal,
                "today": today,
            },
            status=status,
        )

    if request.method == "GET":
        return show()
    if not form.is_valid():
        return show(422)
    return carried_out(
        request,
        lambda: regulator_details.enter(
            form.details(), actor=the_person(request), at=timezone.now()
        ),
        said="The regulator is entered. Letters name it so from that day.",
        then=reverse("regulator"),
        again=lambda refusal: show(refusal=refusal),
    )

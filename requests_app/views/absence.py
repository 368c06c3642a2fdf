"""A person's own absences."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from requests_app.domain.errors import RuleBroken
from requests_app.domain.london import london_day
from requests_app.forms.absence import AbsenceForm
from requests_app.models import Absence
from requests_app.services import absences
from requests_app.views.acting import carried_out, staff_only, the_person


@staff_only
@require_http_methods(["GET", "POST"])
def absence(request: HttpRequest) -> HttpResponse:
    """Show when I am away, and note more of it."""
    person = the_person(request)
    form = AbsenceForm(request.POST if request.method == "POST" else None, person=person)
    if not form.is_valid():
        return _show(request, form)
    data = form.cleaned_data
    return carried_out(
        request,
        lambda: absences.note(
            data["first_day"], data["last_day"], data["cover"], actor=person, at=timezone.now()
        ),
        said=f"{data['cover']} gets your reminders while you are away."
        if data["cover"]
        else "You get no reminders while you are away.",
        then=reverse("absence"),
        again=lambda refusal: _show(request, form, refusal),
    )


@staff_only
@require_POST
def end(request: HttpRequest, absence_id: int) -> HttpResponse:
    """Take an absence of mine back."""
    person = the_person(request)
    return carried_out(
        request,
        lambda: absences.end(absence_id, actor=person, at=timezone.now()),
        said="You are here again, and get your reminders.",
        then=reverse("absence"),
        again=lambda refusal: _show(request, AbsenceForm(person=person), refusal),
    )


def _show(
    request: HttpRequest, form: AbsenceForm, refusal: RuleBroken | None = None
) -> HttpResponse:
    today = london_day(timezone.now())
    rows = Absence.objects.filter(person=the_person(request)).select_related("cover")
    return render(
        request,
        "overview/absence.html",
        {
            "form": form,
            "refusal": refusal,
            "today": today,
            "rows": [row for row in rows if row.last_day is None or row.last_day >= today],
        },
        status=422 if form.errors else 200,
    )

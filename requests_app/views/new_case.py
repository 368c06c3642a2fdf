"""A request from paper or phone becomes a case."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from requests_app import permissions
from requests_app.domain.working_days import CalendarEnds
from requests_app.forms.new_case import NewCaseForm
from requests_app.models import Channel, ReplyBy
from requests_app.services.intake import NewRequest, open_case
from requests_app.views.acting import staff_only, the_person


@staff_only
@require_http_methods(["GET", "POST"])
def new_case(request: HttpRequest) -> HttpResponse:
    """Type in a request; its clock runs from the day it reached the authority."""
    if not permissions.is_foi_office(request.user):
        raise Http404
    form = NewCaseForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            case = open_case(_typed(form), actor=the_person(request), at=timezone.now())
        except CalendarEnds as problem:
            form.add_error("received_on", str(problem))
        else:
            messages.success(request, f"{case.reference} is open. Read it once more and decide.")
            return HttpResponseRedirect(reverse("triage", args=[case.reference]))
    status = 422 if form.errors else 200
    return render(request, "casework/new_case.html", {"form": form}, status=status)


def _typed(form: NewCaseForm) -> NewRequest:
    typed = dict(form.cleaned_data)
    return NewRequest(
        channel=Channel(typed.pop("channel")), reply_by=ReplyBy(typed.pop("reply_by")), **typed
    )

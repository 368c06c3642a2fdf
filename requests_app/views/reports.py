"""The numbers, for those who may read them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from requests_app import permissions
from requests_app.domain.london import london_day
from requests_app.queries.reports import reports as the_numbers
from requests_app.views.acting import staff_only


@staff_only
@require_GET
def reports(request: HttpRequest) -> HttpResponse:
    """Show how many answers were in time, and what is owed."""
    if not permissions.can_read_reports(request.user):
        raise Http404
    found = the_numbers(london_day(timezone.now()))
    highest = max((max(m.received, m.answered) for m in found.months), default=0) or 1
    return render(request, "overview/reports.html", {"found": found, "highest": highest})

"""What a person's departments were asked, soonest first."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from requests_app import permissions
from requests_app.domain.london import london_day
from requests_app.queries.tasks import tasks_of
from requests_app.views.acting import staff_only


@staff_only
@require_GET
def tasks(request: HttpRequest) -> HttpResponse:
    """Show what is owed, with its limits, and what was sent lately."""
    today = london_day(timezone.now())
    found = tasks_of(permissions.visible_commissions(request.user), today)
    return render(request, "departments/tasks.html", {"tasks": found, "today": today})

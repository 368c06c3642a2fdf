"""The calendar: which days do not count, in which nation, and a count from any day."""

from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from requests_app import permissions
from requests_app.domain.calendar_end import calendar_warning
from requests_app.domain.london import london_day
from requests_app.domain.working_days import Calendar, CalendarEnds
from requests_app.forms.working_days import CountForm
from requests_app.models import CalendarChange
from requests_app.queries.calendar import stored_calendar
from requests_app.views.acting import staff_only


@staff_only
@require_GET
def working_days(request: HttpRequest) -> HttpResponse:
    """Show a year's bank holidays, and count working days if asked."""
    if not permissions.can_read_reports(request.user):
        raise Http404
    calendar = stored_calendar()
    today = london_day(timezone.now())
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() else today.year
    # The year to come is shown while its days are being entered.
    if not calendar.first_year <= year <= calendar.last_year + 1:
        raise Http404
    form = CountForm(request.GET if "start" in request.GET else None)
    counted = _counted(form, calendar) if form.is_bound and form.is_valid() else None
    return render(
        request,
        "overview/working_days.html",
        {
            "year": year,
            "years": range(calendar.first_year, calendar.last_year + 2),
            "holidays": sorted(
                (h for h in calendar.holidays if h.day.year == year), key=lambda h: h.day
            ),
            "form": form,
            "counted": counted,
            "last_year": calendar.last_year,
            "next_year": calendar.last_year + 1,
            "warning": calendar_warning(calendar, today),
            "may_change": permissions.can_change_calendar(request.user),
            "changes": CalendarChange.objects.filter(day__year=year).select_related("made_by"),
        },
        status=422 if form.errors else 200,
    )


def _counted(form: CountForm, calendar: Calendar) -> dict[str, Any]:
    """Return the last day of the count and every weekday that was left out."""
    start, days = form.cleaned_data["start"], form.cleaned_data["days"]
    try:
        end = calendar.nth_working_day_after(start, days)
    except CalendarEnds as problem:
        return {"problem": str(problem)}
    skipped = [
        (day, why)
        for offset in range(1, (end - start).days + 1)
        if (why := calendar.why_not(day := start + timedelta(days=offset))) and day.weekday() < 5
    ]
    return {"start": start, "days": days, "end": end, "skipped": skipped}

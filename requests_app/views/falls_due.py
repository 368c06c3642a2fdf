"""What falls due: a month as a page, and a person's calendar for their own program."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST, require_safe

from requests_app import permissions
from requests_app.domain.ical import DayEntry, calendar_text
from requests_app.domain.london import london_day
from requests_app.models import CalendarFeed
from requests_app.queries.calendar import stored_calendar
from requests_app.queries.falls_due import DueItem, falls_due
from requests_app.services import calendar_feed
from requests_app.views.acting import staff_only, the_person

SHOWN_A_DAY = 40
DAYS_BACK, DAYS_AHEAD = 60, 180
"""How much of the past and of the time to come a calendar program gets."""
NEW_SECRET = "new-calendar-secret"  # noqa: S105 - the name of a place in the session


@dataclass(frozen=True)
class Shown:
    """One thing that falls due, with the address of its page."""

    item: DueItem
    url: str


@dataclass(frozen=True)
class DayRow:
    """One day of the month: what falls due, or why it is no working day."""

    day: date
    why_not: str
    shown: tuple[Shown, ...]
    more: int


@staff_only
@require_GET
def month(request: HttpRequest) -> HttpResponse:
    """Show a month, day by day."""
    today = london_day(timezone.now())
    first = _month_asked(request, today)
    after = _next_month(first)
    person = the_person(request)
    may_see_all = permissions.can_read_reports(person)
    # Those with nothing of their own to do begin with everything.
    whose = request.GET.get("whose") or ("mine" if permissions.is_foi_office(person) else "all")
    everybody = may_see_all and whose == "all"
    last = after - timedelta(days=1)
    items = falls_due(person, first, last, today=today, everybody=everybody)
    secret = request.session.pop(NEW_SECRET, "")
    return render(
        request,
        "overview/falls_due.html",
        {
            "first": first,
            "before": (first - timedelta(days=1)).replace(day=1),
            "after": after,
            "today": today,
            "days": list(_rows(items, first, after)),
            "count": len(items),
            "whose": "all" if everybody else "mine",
            "may_see_all": may_see_all,
            "has_feed": CalendarFeed.objects.filter(person=person).exists(),
            "new_address": f"{settings.SITE_URL}{reverse('calendar-feed', args=[secret])}"
            if secret
            else "",
        },
    )


def _month_asked(request: HttpRequest, today: date) -> date:
    asked = request.GET.get("month", f"{today:%Y-%m}")
    try:
        first = date.fromisoformat(f"{asked}-01")
    except ValueError:
        raise Http404 from None
    calendar = stored_calendar()
    if not calendar.first_year < first.year < calendar.last_year + (first.month < 12):
        raise Http404
    return first


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _rows(items: list[DueItem], first: date, after: date) -> Iterator[DayRow]:
    calendar = stored_calendar()
    for offset in range((after - first).days):
        day = first + timedelta(days=offset)
        of_day = [item for item in items if item.day == day]
        if day.weekday() >= 5 and not of_day:
            continue
        yield DayRow(
            day,
            calendar.why_not(day) or "",
            tuple(Shown(item, _address(item)) for item in of_day[:SHOWN_A_DAY]),
            max(len(of_day) - SHOWN_A_DAY, 0),
        )


def _address(item: DueItem) -> str:
    return reverse(item.page, args=[item.page_of])


@staff_only
@require_POST
def make_feed(request: HttpRequest) -> HttpResponse:
    """Make a secret address, shown once; an older one ends."""
    secret = calendar_feed.make(actor=the_person(request), at=timezone.now())
    request.session[NEW_SECRET] = secret
    return HttpResponseRedirect(f"{reverse('falls-due')}#feed")


@staff_only
@require_POST
def end_feed(request: HttpRequest) -> HttpResponse:
    """End the secret address."""
    calendar_feed.end(actor=the_person(request), at=timezone.now())
    return HttpResponseRedirect(f"{reverse('falls-due')}#feed")


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Give a calendar program the days of whoever the secret belongs to. Nobody signs in here."""
    person = calendar_feed.person_of(token)
    if person is None:
        raise Http404
    at = timezone.now()
    today = london_day(at)
    items = falls_due(
        person,
        today - timedelta(days=DAYS_BACK),
        today + timedelta(days=DAYS_AHEAD),
        today=today,
        everybody=False,
        outside=True,
    )
    text = calendar_text("Freedom of Information", [_entry(item) for item in items], at=at)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="foi.ics"'
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _entry(item: DueItem) -> DayEntry:
    domain = str(settings.AUTHORITY["foi_email"]).rpartition("@")[2]
    link = f"{settings.SITE_URL}{_address(item)}"
    about = f"{item.subject}\n{link}" if item.subject else link
    return DayEntry(
        uid=f"{item.reference}.{item.key}@{domain}",
        day=item.day,
        title=f"{item.reference}: {item.step}{f' ({item.department})' if item.department else ''}",
        text=about,
        link=link,
    )

"""Days are entered into the calendar and withdrawn, after a look at what that does."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from requests_app import permissions
from requests_app.domain.clock_explanation import long_day
from requests_app.domain.london import london_day
from requests_app.domain.working_days import Calendar, CalendarEnds, Nation
from requests_app.forms.calendar import NewDayForm, SourceForm
from requests_app.queries.calendar import stored_calendar
from requests_app.queries.calendar_what_if import WouldMove, with_day, without_day, would_move
from requests_app.services import calendar as service
from requests_app.views.acting import carried_out, staff_only, the_person

MOST_SHOWN = 50


def _manager_only(request: HttpRequest) -> None:
    if not permissions.can_change_calendar(request.user):
        raise Http404


def _typed(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"actor": the_person(request), "at": timezone.now()}


def _page(
    request: HttpRequest, form: Form, *, title: str, button: str, intro: str,
    supposed: Calendar | None, do: Callable[[], Any], said: str | Callable[[Any], str],
    year: int, sure: str = "yes", asks_first: bool = False,
) -> HttpResponse:  # fmt: skip
    """Show the form with the cases that would move.

    With `asks_first` a click does nothing until it carries `sure`: what was shown before it.
    """

    def show(status: int = 200, **more: Any) -> HttpResponse:
        context = {
            "form": form,
            "title": title,
            "button": button,
            "intro": intro,
            "asks_first": asks_first,
            "sure": sure,
            **_moves(supposed),
        }
        return render(request, "overview/calendar_change.html", {**context, **more}, status=status)

    if request.method == "GET":
        return show()
    if not form.is_valid():
        return show(422)
    if asks_first and request.POST.get("sure") != sure:
        return show(is_shown=True)
    return carried_out(
        request,
        do,
        said=said,
        then=f"{reverse('working-days')}?year={year}",
        again=lambda refusal: show(refusal=refusal, is_shown=True),
    )


def _moves(supposed: Calendar | None) -> dict[str, Any]:
    if supposed is None:
        return {}
    try:
        moved: list[WouldMove] = would_move(
            supposed, today=london_day(timezone.now()), drawn=MOST_SHOWN
        )
    except CalendarEnds as problem:
        return {"problem": str(problem)}
    return {"moved": moved[:MOST_SHOWN], "moved_count": len(moved), "is_worked_out": True}


def _said(what: str) -> Callable[[Any], str]:
    def words(change: Any) -> str:
        count = change.moved.count()
        cases = f"{count} open case{'' if count == 1 else 's'} moved"
        return f"{what} {cases}, and their owners are told." if count else f"{what} No case moved."

    return words


@staff_only
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Enter a proclaimed bank holiday."""
    _manager_only(request)
    form = NewDayForm(_typed(request))
    new = None
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        nations = tuple(Nation(nation) for nation in data["nations"])
        new = service.NewDay(data["day"], data["name"], nations, data["source"])
    stored = stored_calendar()
    return _page(
        request, form,
        title="Enter a day that does not count",
        intro=(
            "Open cases move at once and their owners get a mail. Cases that are answered stay "
            "as they were."
        ),
        button="Enter the day",
        supposed=with_day(stored, new.day, new.name, new.nations) if new else None,
        do=lambda: service.enter_day(new, **_who(request)) if new else None,
        said=_said(f"{long_day(new.day)} is entered." if new else ""),
        year=min(new.day.year, stored.last_year) if new else stored.last_year,
        sure=new.day.isoformat() if new else "",
        asks_first=True,
    )  # fmt: skip


@staff_only
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, day: str) -> HttpResponse:
    """Withdraw a bank holiday that is none after all."""
    _manager_only(request)
    stored = stored_calendar()
    found = next((each for each in stored.holidays if each.day.isoformat() == day), None)
    if found is None:
        raise Http404
    gone: date = found.day
    form = SourceForm(_typed(request))
    return _page(
        request, form,
        title=f"Withdraw {long_day(gone)}",
        intro=f"{found.name} ({found.where}). Afterwards it counts as a working day.",
        button="Withdraw the day",
        supposed=without_day(stored, gone),
        do=lambda: service.withdraw_day(gone, form.cleaned_data["source"], **_who(request)),
        said=_said(f"{long_day(gone)} is withdrawn."),
        year=min(gone.year, stored.last_year),
    )  # fmt: skip


@staff_only
@require_http_methods(["GET", "POST"])
def cover(request: HttpRequest, year: int) -> HttpResponse:
    """Let the calendar reach one year further."""
    _manager_only(request)
    stored = stored_calendar()
    if year != stored.last_year + 1:
        raise Http404
    form = SourceForm(_typed(request))
    return _page(
        request, form,
        title=f"Cover {year}",
        intro=(
            f"Do this when every bank holiday of {year} in all four nations is entered. From then "
            "on due dates in that year are worked out."
        ),
        button=f"Cover {year}",
        supposed=None,
        do=lambda: service.cover_year(year, form.cleaned_data["source"], **_who(request)),
        said=f"The calendar covers {year} now.",
        year=year,
    )  # fmt: skip

"""A person's own views of the board: saved, renamed, deleted."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from requests_app import permissions
from requests_app.domain.board import BY_KEY, MAIL_TABS
from requests_app.domain.errors import RuleBroken
from requests_app.models import SavedView
from requests_app.services import saved_views
from requests_app.views.acting import carried_out, staff_only, the_person
from requests_app.views.inbox import FILTER_NAMES

LONGEST = 200


def _query(asked: QueryDict) -> str:
    """Return the tab, the filters and the search of an address, and nothing else of it."""
    tab = asked.get("tab", "")
    kept = QueryDict(mutable=True)
    if tab in BY_KEY or tab in {one.key for one in MAIL_TABS}:
        kept["tab"] = tab
    for name in FILTER_NAMES:
        if value := asked.get(name, "").replace("\0", "").strip()[:LONGEST]:
            kept[name] = value
    return kept.urlencode()[:1000]


def _show(
    request: HttpRequest, query: str, *, refusal: RuleBroken | None = None, typed: str = ""
) -> HttpResponse:
    context: dict[str, Any] = {
        "views": list(SavedView.objects.filter(person=the_person(request))),
        "query": query,
        "asked": [value for _, value in QueryDict(query).items()],
        "typed": typed,
        "refusal": refusal,
        "is_office": permissions.is_foi_office(request.user),
    }
    return render(request, "casework/saved_views.html", context)


def _readers_only(request: HttpRequest) -> None:
    if not permissions.can_read_cases(request.user):
        raise Http404


@staff_only
@require_http_methods(["GET", "POST"])
def views(request: HttpRequest) -> HttpResponse:
    """Show the person's views; save the one they come from."""
    _readers_only(request)
    if request.method == "GET":
        return _show(request, _query(request.GET))
    query, name = _query(QueryDict(request.POST.get("query", ""))), request.POST.get("name", "")
    return carried_out(
        request,
        lambda: saved_views.save(name, query, person=the_person(request)),
        said=lambda view: f"The view “{view.name}” is saved. It stands above the rows.",
        then=f"{reverse('inbox')}?{query}",
        again=lambda refusal: _show(request, query, refusal=refusal, typed=name),
    )


@staff_only
@require_POST
def rename(request: HttpRequest, view_id: int) -> HttpResponse:
    """Give a view another name."""
    _readers_only(request)
    view = get_object_or_404(SavedView, pk=view_id, person=the_person(request))
    name = request.POST.get("name", "")
    return carried_out(
        request,
        lambda: saved_views.rename(view.pk, name, person=the_person(request)),
        said=lambda renamed: f"The view is called “{renamed.name}” now.",
        then=reverse("saved-views"),
        again=lambda refusal: _show(request, "", refusal=refusal),
    )


@staff_only
@require_POST
def delete(request: HttpRequest, view_id: int) -> HttpResponse:
    """Delete a view."""
    _readers_only(request)
    view = get_object_or_404(SavedView, pk=view_id, person=the_person(request))
    return carried_out(
        request,
        lambda: saved_views.delete(view.pk, person=the_person(request)),
        said=f"The view “{view.name}” is deleted.",
        then=reverse("saved-views"),
        again=lambda refusal: _show(request, "", refusal=refusal),
    )

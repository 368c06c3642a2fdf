"""The search: everybody looks through what they may read."""

from dataclasses import asdict
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from requests_app import permissions
from requests_app.domain.london import london_day
from requests_app.forms.search import SearchForm
from requests_app.models import User
from requests_app.queries.search_page import Result, SearchPage, search_page
from requests_app.views.acting import staff_only, the_person


@staff_only
@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Show what the words find for this person; without words, what can be searched."""
    user = the_person(request)
    # No words are no mistake: the page then says what can be searched.
    form = SearchForm(request.GET if request.GET.get("words", "").strip() else None)
    form.fields["words"].label = _what_is_searched(user)
    words = form.cleaned_data["words"] if form.is_valid() else ""
    page = search_page(user, words, _number(request)) if words else SearchPage()
    return render(
        request,
        "casework/search.html",
        {
            "form": form,
            "words": words,
            "page": page,
            "rows": [_listed(result) for result in page.results],
            "is_office": permissions.is_foi_office(user),
            "reads_cases": permissions.can_read_cases(user),
            "today": london_day(timezone.now()),
        },
        status=422 if form.errors else 200,
    )


def _what_is_searched(user: User) -> str:
    if permissions.is_foi_office(user):
        return "Words in requests, messages and their files"
    if permissions.can_read_cases(user):
        return "Words in requests"
    return "Words in questions that your department was asked"


def _number(request: HttpRequest) -> int:
    said = request.GET.get("page", "1")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 6 else 1


def _listed(result: Result) -> dict[str, Any]:
    """Return a result with the addresses of it and of its places."""
    return {
        "result": result,
        "url": _address(result),
        "places": [
            asdict(place)
            | {
                "label": place.part.label,
                "url": reverse("message", args=[place.message_id]) if place.message_id else "",
            }
            for place in result.places
        ],
    }


def _address(result: Result) -> str:
    if result.commission_id:
        return reverse("task", args=[result.commission_id])
    if result.message_id:
        return reverse("message", args=[result.message_id])
    return reverse("case", args=[result.reference])

"""Pages for everybody: the door, the promises, the colours."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from requests_app.models import User
from requests_app.views.page_context import page_context

COLOUR = re.compile(r"#[0-9a-fA-F]{6}")


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the public door; send staff on to their first page."""
    if isinstance(request.user, User):
        places = page_context(request)["navigation"]
        if places:
            return HttpResponseRedirect(places[0]["url"])
    return render(request, "public/home.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say what works for whom, and what does not yet."""
    return render(request, "public/accessibility.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is kept about people who ask, and who sees it."""
    return render(request, "public/privacy.html")


@require_safe
@cache_control(public=True, max_age=3600)
def look(request: HttpRequest) -> HttpResponse:
    """Give the pages the authority's two colours."""
    names = {"--authority": settings.AUTHORITY_COLOUR, "--accent": settings.AUTHORITY_ACCENT}
    lines = [f"  {name}: {value};" for name, value in names.items() if COLOUR.fullmatch(value)]
    return HttpResponse("\n".join([":root {", *lines, "}", ""]), content_type="text/css")

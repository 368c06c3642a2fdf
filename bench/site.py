"""The whole site, and beside it the least that Django can answer with."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

BARE = "/bare/"


def bare(request: HttpRequest) -> HttpResponse:
    """Answer with two letters."""
    return HttpResponse("ok")


urlpatterns = [path("bare/", bare), path("", include("foi_portal.urls"))]

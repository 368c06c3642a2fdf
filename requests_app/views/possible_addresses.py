"""Addresses that cannot be any."""

from collections.abc import Callable
from urllib.parse import unquote

from django.http import Http404, HttpRequest, HttpResponse

NUL = "\0"


class PossibleAddresses:
    """Middleware: a NUL in an address leads nowhere. PostgreSQL refuses even to look for one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Raise `Http404` before any view reads the address."""
        if NUL in request.path_info or NUL in unquote(request.META.get("QUERY_STRING", "")):
            raise Http404("No address has a NUL in it.")
        return self.get_response(request)

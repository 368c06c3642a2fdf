"""Pages about cases are kept out of every cache."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class NeverStored:
    """Middleware: what depends on who is asking is stored nowhere on the way."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add `no-store` wherever a page did not decide for itself."""
        response = self.get_response(request)
        if "Cache-Control" not in response:
            response["Cache-Control"] = "no-store"
        return response

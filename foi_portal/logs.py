"""What the log says: which door was used and what broke, never who, never what was typed.

An address may hold the secret of an applicant's page, and a search may hold a name; an
exception may quote a row. So requests are told by their route, and exceptions by their class.
"""

import logging
import re
import traceback
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any

import structlog
from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django_structlog.middlewares import RequestMiddleware

ADDRESS = re.compile(r"(?<![\w.])/[^\s'\"]*")
SECRET = ("/follow", "/calendar/feed")
UNKNOWN = "(no such page)"
KEPT = ("event", "request", "code", "request_id", "user_id")
"""What a line about a request tells; a browser's name and address are left out."""


def route_of(path: str) -> str:
    """Return the route that answers `path`, with a case's reference but without any secret."""
    try:
        match = resolve(path)
    except Resolver404:
        return UNKNOWN
    reference = match.kwargs.get("reference")
    # A pattern is no reading matter: such an address goes by its name.
    route = f"/{match.view_name}/" if match.route.startswith("^") else "/" + match.route
    return route.replace("<str:reference>", str(reference)) if reference else route


class QuietRequests(RequestMiddleware):
    """Logs each request by its route."""

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        """Return the method and the route, which is looked up once for both lines of a request."""
        said = getattr(request, "said_in_the_log", None)
        if said is None:
            said = f"{request.method} {route_of(request.path_info)}"
            request.said_in_the_log = said  # type: ignore[attr-defined]
        return str(said)


def as_line(
    _logger: object, _method: str, event: MutableMapping[str, Any]
) -> tuple[tuple[str], dict[str, bool]]:
    """Return an event as one line of the fields that are known to be harmless."""
    line = " ".join(f"{name}={event[name]}" for name in KEPT if event.get(name) is not None)
    return (line,), {"exc_info": bool(event.get("exc_info"))}


def _without_secret(found: re.Match[str]) -> str:
    path = found[0].split("?")[0]
    route = route_of(path)
    # What is no address of ours, a file say, is left as it is.
    return path if route == UNKNOWN and not path.startswith(SECRET) else route


class AddressesHidden(logging.Filter):
    """Puts routes in the place of addresses, in whatever any library says."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record; let every record through."""
        said = record.getMessage()
        if "/" in said:
            said = ADDRESS.sub(_without_secret, said)
        record.msg, record.args = said, ()
        return True


class PlainWords(logging.Formatter):
    """One line a record; a traceback names places and the exception's class, not its words."""

    def formatException(  # noqa: N802 - the library's name
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        """Return where it happened and what kind of exception it was."""
        kind, _, places = ei
        name = kind.__name__ if kind else "no exception"
        return "".join(traceback.format_tb(places)) + name


def configure() -> None:
    """Send structured events through the standard library's handlers."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.stdlib.filter_by_level,
            as_line,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )

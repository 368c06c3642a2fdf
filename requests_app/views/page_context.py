"""What every page knows: the authority, the person, and where they can go."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from requests_app import permissions
from requests_app.models import MANAGER_SEATS, Seat, User
from requests_app.queries.authority import the_regulator
from requests_app.queries.navigation import places_of
from requests_app.templatetags.links import address
from requests_app.views.settings_page import settings_for


def page_context(request: HttpRequest) -> dict[str, Any]:
    """Return the template context shared by all pages."""
    user = getattr(request, "user", None)
    return {
        "authority": settings.AUTHORITY,
        "regulator": SimpleLazyObject(the_regulator),
        "demo": settings.DEMO,
        "navigation": _navigation(request, user) if isinstance(user, User) else [],
    }


def _navigation(request: HttpRequest, user: User) -> list[dict[str, Any]]:
    items: list[tuple[str, str]] = []
    if permissions.can_read_cases(user):
        items.append(("Inbox" if permissions.is_foi_office(user) else "Cases", "inbox"))
    seats, has_sign_offs = places_of(user)
    answers = [("Questions for us", "tasks")] if seats else []
    signs = has_sign_offs or Seat.DIRECTOR in seats
    signatures = [("Sign-off", "sign-offs")] if signs else []
    # The first place is where a person begins: whoever only signs comes to sign.
    if permissions.can_read_reports(user) or permissions.visible_reviews(user).exists():
        signatures.append(("Reviews", "reviews"))
    items += answers + signatures if seats.intersection(MANAGER_SEATS) else signatures + answers
    if (
        permissions.can_weigh(user)
        or permissions.can_give_opinion(user)
        or permissions.decides_vexatious(user)
    ):
        items.append(("Decisions", "decisions"))
    if seats or permissions.can_read_cases(user):
        items += [("Search", "search"), ("What falls due", "falls-due")]
    if permissions.can_read_reports(user):
        items += [("Reports", "reports"), ("Exemptions", "register"), ("Settings", "settings")]
    if user.is_staff:
        items.append(("People and departments", "admin:index"))
    if settings.DEMO:
        items.append(("Demo mail", "demo-mail"))
    return [
        {"label": label, "url": url, "current": _is_within(request.path, name, user)}
        for label, name, url in ((label, name, address(name)) for label, name in items)
    ]


def _is_within(path: str, name: str, user: User) -> bool:
    """Whether a page belongs to a place of the navigation; what is set belongs to Settings."""
    if path.startswith(address(name)):
        return True
    return name == "settings" and path.startswith(tuple(one.url for one in settings_for(user)))

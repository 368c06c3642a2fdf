"""One page that leads to all that the office sets: words, steps, rules and days."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from requests_app import permissions
from requests_app.models import User
from requests_app.templatetags.links import address
from requests_app.views.acting import staff_only, the_person


@dataclass(frozen=True)
class Setting:
    """A page on which something is set; `says` what it changes."""

    page: str
    label: str
    says: str

    @property
    def url(self) -> str:
        """Its address."""
        return address(self.page)


FOR_READERS = (
    Setting(
        "working-days",
        "Working days",
        "Bank holidays in all four nations. A day entered or withdrawn moves every open case.",
    ),
    Setting(
        "regulator",
        "The regulator",
        "The name and address that letters give, from a day on.",
    ),
)
FOR_THE_OFFICE = (
    Setting(
        "milestones",
        "Steps and reminders",
        "What is to be done by which day, by whom, and who hears when it is late.",
    ),
    Setting(
        "triage-rules",
        "Rules of the first look",
        "Which words of a request suggest a route or a law, with a place to try them.",
    ),
    Setting(
        "letter-templates",
        "Words of our letters",
        "What each kind of letter says. It is held against the law before it is used.",
    ),
    Setting(
        "publications",
        "What we have published",
        "The publication scheme and the disclosure log, which new requests are held against.",
    ),
)


@staff_only
@require_GET
def settings_page(request: HttpRequest) -> HttpResponse:
    """Show what the person may read or set."""
    if not permissions.can_read_reports(request.user):
        raise Http404
    context = {"found": settings_for(the_person(request))}
    return render(request, "overview/settings.html", context)


def settings_for(user: User) -> list[Setting]:
    """Return the pages that the person may open, those used most first."""
    found: list[Setting] = []
    if permissions.is_foi_office(user):
        found += FOR_THE_OFFICE
    if permissions.can_read_reports(user):
        found += FOR_READERS
    return found

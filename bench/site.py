"""The whole site, and beside it the least that Django answers with, and its plainest list."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from requests_app.models import Case

BARE = "/bare/"
PLAIN_LIST = "/plain/requests_app/case/"
ROWS, AMONG = 25, 1_000


def bare(request: HttpRequest) -> HttpResponse:
    """Answer with two letters."""
    return HttpResponse("ok")


class PlainSite(admin.AdminSite):
    """Django's administration as it comes, for whoever the bench signs in."""

    def has_permission(self, request: HttpRequest) -> bool:
        """Let everybody in: what it asks of a person is not what is timed."""
        return True


class PlainList(admin.ModelAdmin):  # type: ignore[type-arg]
    """As many rows as the board has on a page, of the first thousand cases, with five columns."""

    list_display = ("reference", "subject", "state", "due_on", "received_on")
    list_per_page = ROWS

    def get_queryset(self, request: HttpRequest) -> QuerySet[Case]:
        """Return the first thousand, however many there are."""
        first = Case.objects.order_by("pk").values_list("pk", flat=True)[0]
        return Case.objects.filter(pk__lt=first + AMONG)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let everybody look."""
        return True

    has_module_permission = has_view_permission
    has_add_permission = has_delete_permission = has_change_permission = (
        lambda self, request, obj=None: False
    )


plain_site = PlainSite("plain")
plain_site.register(Case, PlainList)

urlpatterns = [
    path("bare/", bare),
    path("plain/", plain_site.urls),
    path("", include("foi_portal.urls")),
]

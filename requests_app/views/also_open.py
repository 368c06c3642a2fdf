"""Somebody else who has the same case or message open is named to the FOI office."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from requests_app import permissions
from requests_app.domain.also_open import also_open_words
from requests_app.models import Case, Message
from requests_app.services import presence
from requests_app.views.acting import staff_only, the_person

KINDS: dict[str, type[Case] | type[Message]] = {"case": Case, "message": Message}


def also_open(request: HttpRequest, kind: str, number: int) -> dict[str, str]:
    """Note that the person has it open; return who else has, and where to ask again."""
    at = timezone.now()
    others = presence.seen(f"{kind}:{number}", person=the_person(request), at=at)
    return {
        "said": also_open_words(others, at),
        "address": reverse("also-open", args=[kind, number]),
    }


@staff_only
@require_POST
def ask_again(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """Say who else has it open now, for a page that stays open."""
    if not permissions.is_foi_office(request.user):
        raise Http404
    get_object_or_404(KINDS[kind].objects.only("pk"), pk=number)
    return JsonResponse({"said": also_open(request, kind, number)["said"]})

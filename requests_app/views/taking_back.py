"""The word that something was done, with a button beside it that takes it back."""

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from requests_app.models import Undoable


def with_undo(request: HttpRequest, said: str, undoable: Undoable) -> str | SafeString:
    """Return what was done and, where there is time to take it back, a button that does."""
    if not settings.UNDO_SECONDS or not undoable.before:
        return said
    return format_html(
        '{} <form class="undo" action="{}" method="post"><input type="hidden" '
        'name="csrfmiddlewaretoken" value="{}"><input type="hidden" name="back" value="{}">'
        '<button class="text-button" data-key="u">Undo</button> '
        '<span class="quiet small">possible for {} seconds</span></form>',
        said,
        reverse("undo", args=[undoable.pk]),
        get_token(request),
        request.POST.get("back", ""),
        settings.UNDO_SECONDS,
    )

"""A page that is one form and one act: shown, held against its fields, carried out."""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from requests_app.views.acting import carried_out, the_person


def typed(request: HttpRequest) -> Any:
    """Return what was sent for a form to read, or None where the page is only looked at."""
    return request.POST if request.method == "POST" else None


def whose_act(request: HttpRequest, form: Form) -> dict[str, Any]:
    """Return what every act is told: who, when, and the version of the page it was made from."""
    return {
        "actor": the_person(request),
        "at": timezone.now(),
        "expected_version": form.cleaned_data["version"],
    }


def act_page(
    request: HttpRequest, form: Form, do: Callable[[], object], *, title: str, button: str,
    said: str, then: str, about: Mapping[str, object], intro: str = "",
    template: str = "casework/act.html",
) -> HttpResponse:  # fmt: skip
    """Show one form under a title; carry the act out when it is filled in rightly.

    `about` is what the page is about: its case, and its review where there is one.
    """

    def show(status: int = 200, **more: Any) -> HttpResponse:
        words = {"form": form, "title": title, "button": button, "intro": intro}
        return render(request, template, {**about, **words, **more}, status=status)

    if request.method == "GET":
        return show()
    if not form.is_valid():
        return show(422)
    return carried_out(
        request, do, said=said, then=then, again=lambda refusal: show(refusal=refusal)
    )

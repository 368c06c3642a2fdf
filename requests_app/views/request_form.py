"""The public request form: one question a page, kept in the session until it is sent."""

import secrets
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from requests_app.domain.london import london_day
from requests_app.forms.request import AskForm, ReplyForm
from requests_app.models import Case, Channel, ReplyBy
from requests_app.queries.tracking import tracking_path
from requests_app.services.intake import NewRequest, open_case

KEPT = "request"
SENT = "request-sent"
MOST_AN_HOUR = 10


def _kept(request: HttpRequest) -> dict[str, Any]:
    kept: dict[str, Any] = request.session.get(KEPT, {})
    return kept


def _keep(request: HttpRequest, values: dict[str, Any]) -> None:
    kept = _kept(request)
    kept.setdefault("token", secrets.token_urlsafe(16))
    request.session[KEPT] = {**kept, **values}


@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask what the applicant would like to know."""
    form = AskForm(request.POST or None, initial=_kept(request))
    if request.method == "POST" and form.is_valid():
        _keep(request, form.cleaned_data)
        return HttpResponseRedirect(reverse("request-reply"))
    status = 422 if form.errors else 200
    return render(request, "public/ask.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def reply(request: HttpRequest) -> HttpResponse:
    """Ask who it is and where the answer should go."""
    if "text" not in _kept(request):
        return HttpResponseRedirect(reverse("make-request"))
    form = ReplyForm(request.POST or None, initial=_kept(request))
    if request.method == "POST" and form.is_valid():
        _keep(request, form.cleaned_data)
        return HttpResponseRedirect(reverse("request-check"))
    status = 422 if form.errors else 200
    return render(request, "public/reply.html", {"form": form}, status=status)


@require_GET
def check(request: HttpRequest) -> HttpResponse:
    """Show everything once more before it is sent."""
    kept = _kept(request)
    if "name" not in kept:
        return HttpResponseRedirect(reverse("request-reply"))
    by_mail = kept["reply_by"] == ReplyBy.EMAIL
    rows = [
        {"label": "Your request", "value": kept["text"], "action_url": reverse("make-request")},
        {"label": "Your name", "value": kept["name"], "action_url": reverse("request-reply")},
        {
            "label": "We will answer",
            "value": f"By e-mail to {kept['email']}"
            if by_mail
            else f"By post to\n{kept['postal_address']}",
            "action_url": reverse("request-reply"),
        },
    ]
    return render(request, "public/check.html", {"rows": rows, "token": kept["token"]})


@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """Open the case, once for each time the form was filled in."""
    kept = _kept(request)
    if request.POST.get("token") != kept.get("token") or "name" not in kept:
        # Sent before: the same answer as the first time, and no second case.
        place = "request-sent" if SENT in request.session else "make-request"
        return HttpResponseRedirect(reverse(place))
    if _is_too_much(request):
        return render(request, "public/too_many.html", status=429)
    at = timezone.now()
    case = open_case(
        NewRequest(
            channel=Channel.FORM,
            received_on=london_day(at),
            text=kept["text"],
            name=kept["name"],
            email=kept["email"] if kept["reply_by"] == ReplyBy.EMAIL else "",
            postal_address=kept["postal_address"],
            reply_by=ReplyBy(kept["reply_by"]),
        ),
        actor=None,
        at=at,
    )
    del request.session[KEPT]
    request.session[SENT] = case.pk
    return HttpResponseRedirect(reverse("request-sent"))


@require_GET
def sent(request: HttpRequest) -> HttpResponse:
    """Say that it is here, under which reference, and what happens next."""
    case = get_object_or_404(Case, pk=request.session.get(SENT))
    return render(request, "public/sent.html", {"case": case, "path": tracking_path(case)})


def _is_too_much(request: HttpRequest) -> bool:
    """Whether this address has sent more requests this hour than a person would."""
    key = f"requests-from:{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, timeout=3600)
    return int(cache.incr(key)) > MOST_AN_HOUR

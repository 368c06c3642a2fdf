"""The public request form: one question a page, kept in the session until it is sent."""

import secrets

from django.contrib import messages
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from requests_app.domain.london import london_day
from requests_app.forms.request import AskForm, EmailAddressForm, PostalAddressForm, WayForm
from requests_app.models import Case, Channel, ReplyBy
from requests_app.queries.tracking import tracking_path
from requests_app.services.intake import NewRequest, open_case
from requests_app.views.rate_limit import is_too_much

KEPT = "request"
SENT = "request-sent"
PAGES = ("make-request", "request-way", "request-address")
MOST_AN_HOUR = 10
GONE = (
    "This page was open for so long that what you typed is no longer here. Nothing was sent. "
    "Please start again."
)


def _kept(request: HttpRequest) -> dict[str, str]:
    kept: dict[str, str] = request.session.get(KEPT, {})
    return kept


def _keep(request: HttpRequest, values: dict[str, str]) -> None:
    """Keep what was typed until it is sent or the browser is closed, as on a library's computer."""
    request.session[KEPT] = {"token": secrets.token_urlsafe(16)} | _kept(request) | values
    request.session.set_expiry(0)


def _address_field(kept: dict[str, str]) -> str:
    return "email" if kept["reply_by"] == ReplyBy.EMAIL else "postal_address"


def _unanswered(kept: dict[str, str]) -> str | None:
    """Return the name of the first page that has no answer yet."""
    if "text" not in kept:
        return "make-request"
    if "reply_by" not in kept:
        return "request-way"
    if "name" not in kept or not kept.get(_address_field(kept)):
        return "request-address"
    return None


def _page(
    request: HttpRequest, form_class: type[Form], template: str, *, name: str, then: str
) -> HttpResponse:
    """Ask one question; keep the answer and go on, or show the page again with its errors.

    A page whose turn has not come sends the reader to the first question without an answer.
    """
    kept = _kept(request)
    first = _unanswered(kept)
    if first and PAGES.index(first) < PAGES.index(name):
        if request.method == "POST":
            messages.warning(request, GONE)
        return HttpResponseRedirect(reverse(first))
    form = form_class(request.POST if request.method == "POST" else None, initial=kept)
    if form.is_valid():
        _keep(request, form.cleaned_data)
        return HttpResponseRedirect(reverse(then))
    return render(request, template, {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask what the applicant would like to know."""
    return _page(request, AskForm, "public/ask.html", name="make-request", then="request-way")


@require_http_methods(["GET", "HEAD", "POST"])
def way(request: HttpRequest) -> HttpResponse:
    """Ask how the answer should come."""
    return _page(request, WayForm, "public/way.html", name="request-way", then="request-address")


@require_http_methods(["GET", "HEAD", "POST"])
def address(request: HttpRequest) -> HttpResponse:
    """Ask who it is, and for the one address that the answer needs."""
    by_post = _kept(request).get("reply_by") == ReplyBy.POST
    form_class = PostalAddressForm if by_post else EmailAddressForm
    return _page(
        request, form_class, "public/address.html", name="request-address", then="request-check"
    )


@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """Show everything once more before it is sent."""
    kept = _kept(request)
    first = _unanswered(kept)
    if first:
        return HttpResponseRedirect(reverse(first))
    by_post = kept["reply_by"] == ReplyBy.POST
    rows = [
        ("Your request", kept["text"], "make-request"),
        ("We will answer", "By post" if by_post else "By e-mail", "request-way"),
        ("Your name", kept["name"], "request-address"),
        (
            "Your postal address" if by_post else "Your e-mail address",
            kept[_address_field(kept)],
            "request-address",
        ),
    ]
    return render(
        request,
        "public/check.html",
        {
            "rows": [
                {"label": label, "value": value, "action_url": reverse(page)}
                for label, value, page in rows
            ],
            "token": kept["token"],
        },
    )


@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """Open the case, once for each time the form was filled in."""
    if request.session.session_key is None:
        return _nothing_to_send(request)
    with transaction.atomic():
        # Two clicks at once wait here for each other; the second finds the request sent.
        list(Session.objects.select_for_update().filter(pk=request.session.session_key))
        session = SessionStore(request.session.session_key)
        kept: dict[str, str] = session.get(KEPT, {})
        if _unanswered(kept) or request.POST.get("token") != kept["token"]:
            if SENT in session:
                return HttpResponseRedirect(reverse("request-sent"))
            return _nothing_to_send(request)
        if is_too_much(request, "request", most_an_hour=MOST_AN_HOUR):
            return render(request, "public/too_many.html", {"is_kept": True}, status=429)
        case = _open(kept)
        for store in (session, request.session):
            store.pop(KEPT, None)
            store[SENT] = case.pk
        session.save()
    return HttpResponseRedirect(reverse("request-sent"))


def _open(kept: dict[str, str]) -> Case:
    at = timezone.now()
    by_post = kept["reply_by"] == ReplyBy.POST
    return open_case(
        NewRequest(
            channel=Channel.FORM,
            received_on=london_day(at),
            text=kept["text"],
            name=kept["name"],
            email="" if by_post else kept["email"],
            postal_address=kept["postal_address"] if by_post else "",
            reply_by=ReplyBy(kept["reply_by"]),
        ),
        actor=None,
        at=at,
    )


def _nothing_to_send(request: HttpRequest) -> HttpResponse:
    messages.warning(request, GONE)
    return HttpResponseRedirect(reverse("make-request"))


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Say that it is here, under which reference, and what happens next."""
    case = get_object_or_404(Case, pk=request.session.get(SENT))
    link = request.build_absolute_uri(tracking_path(case))
    by_mail = case.reply_by == ReplyBy.EMAIL
    return render(request, "public/sent.html", {"case": case, "link": link, "by_mail": by_mail})

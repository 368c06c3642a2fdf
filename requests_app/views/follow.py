"""An applicant follows a request: by the secret link, or by reference and a code."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from requests_app.domain.errors import RuleBroken
from requests_app.domain.london import london_day
from requests_app.domain.tracking_link import is_link_token, link_ends_on
from requests_app.forms.follow import AskForCodeForm, AskForReviewForm, CodeForm
from requests_app.models import Case, ReviewChannel
from requests_app.queries.applicant_page import (
    Answer,
    applicant_page,
    latest_review,
    the_answer,
    the_outcome,
)
from requests_app.queries.tracking import tracking_path
from requests_app.services import reviews, tracking
from requests_app.services.reviews import Asked
from requests_app.views.downloads import as_download, as_pdf
from requests_app.views.rate_limit import is_too_much

ASKED = "code-asked-for"
MOST_CODES_AN_HOUR = 20
MOST_REVIEWS_AN_HOUR = 10

OfCase = Callable[..., HttpResponseBase]


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Ask for reference and address; go on alike whether they belong together or not."""
    form = AskForCodeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        status = 422 if form.errors else 200
        return render(request, "public/follow.html", {"form": form}, status=status)
    if is_too_much(request, "code", most_an_hour=MOST_CODES_AN_HOUR):
        return render(request, "public/too_many.html", status=429)
    asked = form.cleaned_data
    tracking.ask_for_code(asked["reference"], asked["email"], at=timezone.now())
    request.session[ASKED] = asked
    request.session.set_expiry(0)
    return HttpResponseRedirect(reverse("follow-code"))


@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Take the code, in the browser that asked for it, and go on to the request's page."""
    asked = request.session.get(ASKED)
    if asked is None:
        return HttpResponseRedirect(reverse("follow"))
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        case = tracking.redeem_code(
            asked["reference"], asked["email"], form.cleaned_data["code"], at=timezone.now()
        )
        if case:
            del request.session[ASKED]
            return HttpResponseRedirect(tracking_path(case))
        form.add_error("code", "This code does not work. Check it, or ask for a new one.")
    status = 422 if form.errors else 200
    return render(request, "public/code.html", {"form": form}, status=status)


def behind_link(view: OfCase) -> Callable[..., HttpResponseBase]:
    """Open a page to whoever has the secret of its case.

    The secret in the address is kept from search engines and from other sites.
    """

    def opened(
        request: HttpRequest, reference: str, token: str, **rest: object
    ) -> HttpResponseBase:
        case = _case(reference, token)
        response: HttpResponseBase
        if case is None:
            response = render(request, "public/link_wrong.html", status=404)
        elif _has_ended(case):
            response = render(request, "public/link_ended.html", {"case": case}, status=410)
        else:
            response = view(request, case, **rest)
        # Not “no-referrer”: a form of such a page would come without its origin, and be refused.
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return opened


def _case(reference: str, token: str) -> Case | None:
    case = Case.objects.filter(reference=reference).first()
    if case and is_link_token(token, settings.SECRET_KEY, case.pk, case.link_version):
        return case
    return None


def _has_ended(case: Case) -> bool:
    review = latest_review(case)
    if review is not None and review.is_open:
        return False
    closed_on = review.closed_on if review is not None else case.closed_on
    ends = link_ends_on(closed_on, settings.TRACKING_LINK_DAYS)
    return ends is not None and london_day(timezone.now()) > ends


@require_safe
@behind_link
def status(request: HttpRequest, case: Case) -> HttpResponse:
    """Show where the request stands."""
    page = applicant_page(case, london_day(timezone.now()))
    path = tracking_path(case)
    return render(request, "public/status.html", {"page": page, "path": path})


@require_safe
@behind_link
def letter(request: HttpRequest, case: Case) -> HttpResponse:
    """Hand over the letter that answered."""
    with _sent(case).letter.pdf.open("rb") as pdf:
        return as_pdf(pdf.read(), f"{case.reference}.pdf")


@require_safe
@behind_link
def file(request: HttpRequest, case: Case, document_id: int) -> HttpResponseBase:
    """Hand over a file that was sent with the answer."""
    for document in _sent(case).files:
        if document.pk == document_id:
            return as_download(document)
    raise Http404


def _sent(case: Case) -> Answer:
    answer = the_answer(case)
    if answer is None:
        raise Http404
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@behind_link
def ask_for_review(request: HttpRequest, case: Case) -> HttpResponse:
    """Ask for a review of the answer, without an account."""
    today = london_day(timezone.now())
    page = applicant_page(case, today)
    form = AskForReviewForm(request.POST if request.method == "POST" else None)

    def show(status: int = 200, refusal: RuleBroken | None = None) -> HttpResponse:
        context = {"page": page, "path": tracking_path(case), "form": form, "refusal": refusal}
        return render(request, "public/ask_for_review.html", context, status=status)

    if not form.is_valid():
        return show(422 if form.errors else 200)
    if is_too_much(request, "review", most_an_hour=MOST_REVIEWS_AN_HOUR):
        return render(request, "public/too_many.html", status=429)
    asked = Asked(ReviewChannel.PAGE, today, words=form.cleaned_data["words"])
    try:
        reviews.ask(case.pk, asked, actor=None, at=timezone.now())
    except RuleBroken as refusal:
        return show(409, refusal)
    return HttpResponseRedirect(f"{tracking_path(case)}#review")


@require_safe
@behind_link
def review_letter(request: HttpRequest, case: Case) -> HttpResponse:
    """Hand over the outcome of the review."""
    with _reviewed(case).letter.pdf.open("rb") as pdf:
        return as_pdf(pdf.read(), f"{case.reference} review.pdf")


@require_safe
@behind_link
def review_file(request: HttpRequest, case: Case, document_id: int) -> HttpResponseBase:
    """Hand over a file that the review released."""
    for document in _reviewed(case).files:
        if document.pk == document_id:
            return as_download(document)
    raise Http404


def _reviewed(case: Case) -> Answer:
    review = latest_review(case)
    outcome = the_outcome(review) if review is not None else None
    if outcome is None:
        raise Http404
    return outcome

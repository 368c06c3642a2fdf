"""An applicant follows a request: by the secret link, or by reference and a code."""

from django.conf import settings
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from requests_app.domain.london import london_day
from requests_app.domain.tracking_link import is_link_token, link_ends_on
from requests_app.forms.follow import AskForCodeForm, CodeForm
from requests_app.models import Case
from requests_app.queries.applicant_page import applicant_page
from requests_app.queries.tracking import tracking_path
from requests_app.services import tracking
from requests_app.views.downloads import as_download, as_pdf


@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Ask for reference and address; say the same whether they belong together or not."""
    form = AskForCodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reference = form.cleaned_data["reference"]
        tracking.ask_for_code(reference, form.cleaned_data["email"], at=timezone.now())
        return render(
            request,
            "public/code.html",
            {"form": CodeForm(initial={"reference": reference}), "is_new": True},
        )
    status = 422 if form.errors else 200
    return render(request, "public/follow.html", {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Take the code and go on to the request's page."""
    if request.method == "GET":
        return HttpResponseRedirect(reverse("follow"))
    form = CodeForm(request.POST)
    if form.is_valid():
        case = tracking.redeem_code(
            form.cleaned_data["reference"], form.cleaned_data["code"], at=timezone.now()
        )
        if case:
            return HttpResponseRedirect(tracking_path(case))
        form.add_error("code", "This code does not work. Check it, or ask for a new one.")
    return render(request, "public/code.html", {"form": form}, status=422)


def _case(reference: str, token: str) -> Case | None:
    """Return the case behind a link that still works."""
    case = Case.objects.filter(reference=reference).first()
    if case is None or not is_link_token(token, settings.SECRET_KEY, case.pk, case.link_version):
        return None
    ends = link_ends_on(case.closed_on, settings.TRACKING_LINK_DAYS)
    return case if ends is None or london_day(timezone.now()) <= ends else None


def _private(response: HttpResponse) -> HttpResponse:
    """Keep the secret in the address from search engines and from other sites."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@require_GET
def status(request: HttpRequest, reference: str, token: str) -> HttpResponse:
    """Show where the request stands."""
    case = _case(reference, token)
    if case is None:
        return _private(render(request, "public/link_ended.html", status=404))
    today = london_day(timezone.now())
    return _private(
        render(
            request,
            "public/status.html",
            {"case": case, "token": token, "page": applicant_page(case, today), "today": today},
        )
    )


@require_GET
def letter(request: HttpRequest, reference: str, token: str) -> HttpResponse:
    """Hand over the answer."""
    case = _case(reference, token)
    page = applicant_page(case, london_day(timezone.now())) if case else None
    if page is None or page.letter is None:
        return _private(render(request, "public/link_ended.html", status=404))
    with page.letter.pdf.open("rb") as pdf:
        return _private(as_pdf(pdf.read(), f"{reference}.pdf"))


@require_GET
def file(
    request: HttpRequest, reference: str, token: str, document_id: int
) -> HttpResponse | FileResponse:
    """Hand over a file that was sent with the answer."""
    case = _case(reference, token)
    page = applicant_page(case, london_day(timezone.now())) if case else None
    if page is None or page.letter is None:
        return _private(render(request, "public/link_ended.html", status=404))
    return as_download(get_object_or_404(page.letter.enclosures.all(), pk=document_id))

"""Requests that look like one: the evidence, the manager's decision, a refined request."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from requests_app import permissions
from requests_app.domain.errors import RuleBroken
from requests_app.domain.london import london_day
from requests_app.domain.workflow import Permission
from requests_app.forms.similar import LinkForm, RefinedForm
from requests_app.models import Case, LinkDecision
from requests_app.queries.similar_page import similar_page
from requests_app.services import linked_requests
from requests_app.views.acting import carried_out, staff_only, the_person
from requests_app.views.letter import office_case


@staff_only
@require_GET
def similar(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the requests that look alike, with the evidence and what was answered to them."""
    return show_similar(request, office_case(request, reference))


def show_similar(
    request: HttpRequest, case: Case, *, refusal: RuleBroken | None = None
) -> HttpResponse:
    """Show what is like `case`, with the reason where an act on the page was refused."""
    return render(
        request,
        "costs/similar.html",
        {
            "case": case,
            "is_office": True,
            "page": similar_page(case, london_day(timezone.now())),
            "followed_by": list(case.followed_by.order_by("pk")),
            "may_decide": permissions.may(request.user, Permission.DECIDE, case),
            "refusal": refusal,
        },
    )


@staff_only
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, reference: str, other_id: int) -> HttpResponse:
    """Decide about one of them; the reason stays."""
    case = office_case(request, reference)
    other = get_object_or_404(Case.objects.exclude(pk=case.pk), pk=other_id)
    form = LinkForm(
        request.POST if request.method == "POST" else None, initial={"version": case.version}
    )

    def show(refusal: RuleBroken | None = None, status: int = 200) -> HttpResponse:
        context = {
            "case": case,
            "form": form,
            "title": f"{case.reference} and {other.reference}",
            "intro": f"{other.subject}. Costs may be added up only where the same person, or "
            "people who act together, ask for the same or similar information within sixty "
            "working days.",
            "button": "Keep this decision",
            "refusal": refusal,
        }
        return render(request, "casework/act.html", context, status=status)

    if request.method == "GET":
        return show()
    if not form.is_valid():
        return show(status=422)
    return carried_out(
        request,
        lambda: linked_requests.decide_link(
            case.pk,
            other.pk,
            LinkDecision(form.cleaned_data["decision"]),
            is_in_concert=form.cleaned_data["is_in_concert"],
            reason=form.cleaned_data["reason"],
            actor=the_person(request),
            at=timezone.now(),
            expected_version=form.cleaned_data["version"],
        ),
        said="The decision is kept.",
        then=reverse("similar", args=[case.reference]),
        again=show,
    )


@staff_only
@require_http_methods(["GET", "POST"])
def refined(request: HttpRequest, reference: str) -> HttpResponse:
    """Open a refined request as a new case that follows this one."""
    case = office_case(request, reference)
    form = RefinedForm(
        request.POST if request.method == "POST" else None,
        initial={"subject": case.subject, "received_on": london_day(timezone.now())},
    )
    opened: list[Case] = []

    def show(refusal: RuleBroken | None = None, status: int = 200) -> HttpResponse:
        context = {
            "case": case,
            "form": form,
            "title": "Open a refined request",
            "intro": "A narrower request after a refusal is a new request, with its own time to "
            "answer. It is linked to this one.",
            "button": "Open the new request",
            "refusal": refusal,
        }
        return render(request, "casework/act.html", context, status=status)

    if request.method == "GET":
        return show()
    if not form.is_valid():
        return show(status=422)
    return carried_out(
        request,
        lambda: opened.append(
            linked_requests.open_linked(
                case.pk,
                text=form.cleaned_data["text"],
                subject=form.cleaned_data["subject"],
                received_on=form.cleaned_data["received_on"],
                actor=the_person(request),
                at=timezone.now(),
            )
        ),
        said="The new request is in the inbox, linked to this one.",
        then=reverse("similar", args=[case.reference]),
        again=show,
    )

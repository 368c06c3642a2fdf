"""The estimates of a case: what fits within the limit, the offer to narrow, the refusal."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from requests_app import permissions
from requests_app.domain.cost_wording import RefusedPart, narrowing_offer, refusal_words
from requests_app.domain.errors import RuleBroken
from requests_app.domain.regime import Regime
from requests_app.domain.workflow import Action, State, rows_from
from requests_app.forms.estimate import OfferForm, RefusalForm
from requests_app.models import Case, NarrowingOffer
from requests_app.queries.estimate_page import EstimatePage, estimate_page
from requests_app.services import costs
from requests_app.views.acting import carried_out, staff_only, the_person
from requests_app.views.case import visible_case
from requests_app.views.estimating import Place, estimate_form_page
from requests_app.views.letter import office_case


def _allowed(request: HttpRequest, case: Case) -> set[str]:
    return {
        row.action.value
        for row in rows_from(State(case.state))
        if permissions.may(request.user, row.permission, case)
    }


@staff_only
@require_GET
def estimates(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what was estimated, the ladder, and what follows from it."""
    case = visible_case(request, reference)
    is_office = permissions.is_foi_office(request.user)
    return render(
        request,
        "costs/estimates.html",
        {
            "case": case,
            "page": estimate_page(case),
            "is_eir": case.regime == Regime.EIR,
            "is_office": is_office,
            "allowed": _allowed(request, case),
            "order": case.order_of_priority if is_office else "",
            "offers": list(NarrowingOffer.objects.filter(case=case).select_related("made_by"))
            if is_office
            else [],
        },
    )


@staff_only
@require_http_methods(["GET", "POST"])
def estimate(request: HttpRequest, reference: str, question_id: int, scope: int) -> HttpResponse:
    """Make the FOI office's own estimate of one scope of a question."""
    case = office_case(request, reference)
    question = get_object_or_404(case.questions, pk=question_id)
    return estimate_form_page(
        request,
        Place(
            case=case,
            question=question,
            scope=scope,
            commission=None,
            back=reverse("estimate", args=[case.reference]),
            back_label="Estimate",
        ),
        keep=lambda new: costs.estimate_in_office(
            case.pk, new, actor=the_person(request), at=timezone.now()
        ),
    )


@staff_only
@require_http_methods(["GET", "POST"])
def offer(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the offer that follows from the ladder; send what the officer made of it."""
    case = office_case(request, reference)
    page = estimate_page(case)
    words = narrowing_offer(page.ladder, page.terms.rate) if page.ladder else ""
    initial = {"version": case.version, "text": words}
    form = OfferForm(request.POST if request.method == "POST" else None, initial=initial)

    def show(refusal: RuleBroken | None = None, status: int = 200) -> HttpResponse:
        context = {"case": case, "page": page, "form": form, "refusal": refusal}
        return render(request, "costs/offer.html", context, status=status)

    if request.method == "GET":
        return show()
    if not form.is_valid():
        return show(status=422)
    return carried_out(
        request,
        lambda: costs.offer_narrowing(
            case.pk,
            form.cleaned_data["text"].replace("\r\n", "\n"),
            actor=the_person(request),
            at=timezone.now(),
            expected_version=form.cleaned_data["version"],
        ),
        said="The offer is on its way to the applicant. The days go on counting.",
        then=reverse("estimate", args=[case.reference]),
        again=show,
    )


@staff_only
@require_http_methods(["GET", "POST"])
def refuse(request: HttpRequest, reference: str) -> HttpResponse:
    """Put a refusal for cost into the letter."""
    case = office_case(request, reference)
    page = estimate_page(case)
    is_eir = case.regime == Regime.EIR
    form = RefusalForm(
        request.POST if request.method == "POST" else None,
        questions=_refusable(case, page),
        is_eir=is_eir,
        initial={
            "version": case.version,
            "provision": "too_costly_to_say"
            if page.together.expected.may_neither_confirm_nor_deny
            else "too_costly",
        },
    )

    def show(refusal: RuleBroken | None = None, status: int = 200) -> HttpResponse:
        context = {
            "case": case,
            "page": page,
            "form": form,
            "is_eir": is_eir,
            "can_draft": State(case.state) is State.DRAFTING
            and Action.DRAFT_ANSWER.value in _allowed(request, case),
            "refusal": refusal,
        }
        return render(request, "costs/refuse.html", context, status=status)

    if request.method == "GET":
        return show()
    if not form.is_valid():
        return show(status=422)
    return carried_out(
        request,
        lambda: costs.draft_refusal(
            case.pk,
            form.words(),
            form.outcome,
            actor=the_person(request),
            at=timezone.now(),
            expected_version=form.cleaned_data["version"],
        ),
        said="The refusal stands in the letter. Read it there, then send it for sign-off.",
        then=reverse("letter", args=[case.reference]),
        again=show,
    )


def _refusable(case: Case, page: EstimatePage) -> dict[int, tuple[str, str, bool]]:
    """Return each estimated question: its number, our words, and whether it does not fit."""
    reached = (
        {rung.rung.part.name: rung.rung.taken is not None for rung in page.rungs}
        if page.ladder
        else {}
    )
    used = page.ladder.used if page.ladder else page.together.expected.cost * 0
    found = {}
    for shown in page.questions:
        whole = shown.scopes[0]
        if whole.reading is None:
            continue
        lines = tuple(
            f"{row.department}: {line.activity.label.lower()}: {line.arithmetic}"
            + (f". {line.method}" if line.method else "")
            for row in whole.estimates
            for line in row.counted
        )
        number = shown.question.number
        words = refusal_words(
            RefusedPart(number, lines), whole.reading.expected, Regime(case.regime),
            used_before=used,
        )  # fmt: skip
        found[shown.question.pk] = (number, words, not reached.get(number, True))
    return found

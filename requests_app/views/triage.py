"""The message beside the decision."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from requests_app.domain.errors import RuleBroken
from requests_app.domain.london import london_day
from requests_app.domain.workflow import State
from requests_app.forms.triage import TriageForm
from requests_app.models import Applicant, Case, Route
from requests_app.queries.case_page import case_page
from requests_app.queries.request_message import request_messages
from requests_app.queries.similar_cases import similar_cases
from requests_app.queries.similar_page import AT_FIRST_LOOK, similar_page
from requests_app.queries.triage_hints import triage_hints
from requests_app.services import triage as deciding
from requests_app.services import undoing
from requests_app.views.acting import carried_out, staff_only, the_person, version_of
from requests_app.views.also_open import also_open
from requests_app.views.letter import office_case
from requests_app.views.messages import shown
from requests_app.views.taking_back import with_undo


@staff_only
@require_http_methods(["GET", "POST"])
def triage(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the message; carry out what was decided about it."""
    case = office_case(request, reference)
    if request.method == "GET":
        return _show(request, case)
    form = TriageForm(request.POST, questions=list(case.questions.all()))
    if not form.is_valid():
        return _show(request, case, form=form, status=422)
    return _decide(request, case, form)


def _show(
    request: HttpRequest,
    case: Case,
    *,
    form: TriageForm | None = None,
    refusal: RuleBroken | None = None,
    status: int = 200,
) -> HttpResponse:
    applicant = Applicant.objects.get(pk=case.applicant_id)
    asked = request_messages(case).prefetch_related("documents").first()
    form = form or TriageForm(
        initial={
            "version": case.version,
            "subject": case.subject,
            "context": case.context,
        },
        questions=list(case.questions.all()),
    )
    today = london_day(timezone.now())
    missing = [
        word
        for word, known in (("a name", applicant.name), ("an address", applicant.has_address))
        if not known
    ]
    return render(
        request,
        "casework/triage.html",
        {
            "case": case,
            "applicant": applicant,
            "message": shown(asked) if asked else None,
            "form": form,
            "hints": triage_hints(case, applicant, asked.text if asked else ""),
            "missing": " and ".join(missing),
            **_similar(case, today),
            "page": case_page(case, today, for_office=False),
            "is_new": case.state == State.RECEIVED,
            "refusal": refusal,
            "also_open": also_open(request, "case", case.pk),
        },
        status=status,
    )


def _similar(case: Case, today: date) -> dict[str, Any]:
    """Return what is like the request by its questions, and besides by its subject."""
    page = similar_page(case, today, most_questions=AT_FIRST_LOOK)
    known = {one.case.reference for one in page.found}
    others = [one for one in similar_cases(case) if one.reference not in known]
    return {"similar": page, "by_subject": others}


def _decide(request: HttpRequest, case: Case, form: TriageForm) -> HttpResponse:
    who, at = the_person(request), timezone.now()
    typed, regime = form.cleaned_data, form.regime
    version = typed["version"]
    if regime is None:
        return carried_out(
            request,
            lambda: deciding.redirect(
                case.pk,
                Route(typed["route"]),
                actor=who,
                at=at,
                expected_version=version,
                other=form.other,
            ),
            said="The sender is told who deals with it. The case is closed.",
            then=reverse("inbox"),
            again=lambda refusal: _show(request, case, form=form, refusal=refusal),
        )
    decision = deciding.Acceptance(
        regime=regime,
        subject=typed["subject"],
        has_press_interest=typed["has_press_interest"] == "yes",
        context=typed["context"],
        questions=form.questions(),
    )
    return carried_out(
        request,
        lambda: undoing.accept(case, decision, actor=who, at=at, expected_version=version),
        said=lambda undoable: with_undo(
            request,
            f"{case.reference} is accepted, and the acknowledgement is on its way.",
            undoable,
        ),
        then=reverse("commission", args=[case.reference]),
        again=lambda refusal: _show(request, case, form=form, refusal=refusal),
    )


@staff_only
@require_POST
def ask_for_missing(request: HttpRequest, reference: str) -> HttpResponse:
    """Tell the applicant what the request still lacks."""
    case = office_case(request, reference)
    return carried_out(
        request,
        lambda: deciding.ask_for_missing(
            case.pk,
            actor=the_person(request),
            at=timezone.now(),
            expected_version=version_of(request),
        ),
        said="We have written to the applicant. The case waits for what is missing.",
        then=reverse("inbox"),
        again=lambda refusal: _show(request, case, refusal=refusal),
    )

"""Questions go to departments."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from requests_app.domain.errors import RuleBroken
from requests_app.domain.london import london_day
from requests_app.domain.milestones import department_limits
from requests_app.forms.commissioning import CommissionForm
from requests_app.models import Case, Question, QuestionReturn
from requests_app.queries.calendar import stored_calendar
from requests_app.queries.clock_reading import clock_reading
from requests_app.queries.likely_departments import likely_departments
from requests_app.queries.milestone_plan import stored_allowance
from requests_app.services import commissioning
from requests_app.views.acting import carried_out, staff_only, the_person
from requests_app.views.letter import office_case


@staff_only
@require_http_methods(["GET", "POST"])
def commission(request: HttpRequest, reference: str) -> HttpResponse:
    """Choose who may hold what, and send it to them."""
    case = office_case(request, reference)
    questions = list(case.questions.all())
    if request.method == "GET":
        form = CommissionForm(
            initial={"version": case.version},
            questions=questions,
            likely=likely_departments(_not_asked_yet(case, questions)),
        )
        return _show(request, case, form)
    form = CommissionForm(request.POST, questions=questions)
    if not form.is_valid():
        return _show(request, case, form, status=422)
    chosen = form.by_department()
    return carried_out(
        request,
        lambda: commissioning.commission(
            case.pk,
            chosen,
            actor=the_person(request),
            at=timezone.now(),
            instructions=form.cleaned_data["instructions"],
            expected_version=form.cleaned_data["version"],
        ),
        said=f"The questions are with {', '.join(department.name for department in chosen)}.",
        then=reverse("case", args=[case.reference]),
        again=lambda refusal: _show(request, case, form, refusal=refusal),
    )


def _not_asked_yet(case: Case, questions: list[Question]) -> list[Question]:
    """Return the questions that no department has, for which one may be suggested."""
    asked = set(
        QuestionReturn.objects.filter(
            commission__case=case, commission__declined_reason=""
        ).values_list("question_id", flat=True)
    )
    return [question for question in questions if question.pk not in asked]


def _show(
    request: HttpRequest,
    case: Case,
    form: CommissionForm,
    *,
    refusal: RuleBroken | None = None,
    status: int = 200,
) -> HttpResponse:
    calendar = stored_calendar()
    limits = department_limits(
        clock_reading(case, calendar),
        calendar,
        department_received_on=london_day(timezone.now()),
        allowance=stored_allowance(),
    )
    return render(
        request,
        "casework/commission.html",
        {
            "case": case,
            "form": form,
            "limits": limits,
            "refusal": refusal,
            "already": case.commissions.select_related("department"),
        },
        status=status,
    )

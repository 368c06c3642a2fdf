"""The regulator and the tribunal: what came, what is owed, what was decided."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from requests_app import permissions
from requests_app.domain.london import london_day
from requests_app.domain.review_clock import last_day_to_appeal
from requests_app.domain.workflow import Permission
from requests_app.forms.complaint import (
    AppealForm,
    CloseForm,
    ComplaintForm,
    DayForm,
    NoticeForm,
    RulingForm,
)
from requests_app.models import Appeal, Case, Claim, Complaint, RegulatorNotice, RequiredStep
from requests_app.queries.complaints import complaints_of
from requests_app.services import complaints as service
from requests_app.views.act_page import act_page, typed
from requests_app.views.acting import staff_only, the_person
from requests_app.views.case import visible_case
from requests_app.views.letter import office_case


@staff_only
@require_GET
def complaints(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the complaints of a case."""
    case = visible_case(request, reference)
    if not permissions.can_read_reports(request.user):
        raise Http404
    rows = complaints_of(case)
    return render(
        request,
        "casework/complaints.html",
        {
            "case": case,
            "complaints": [
                {
                    "row": row,
                    "notices": [
                        {"row": notice, "last_day": last_day_to_appeal(notice.dated)}
                        for notice in row.notices.all()
                    ],
                }
                for row in rows
            ],
            "is_office": permissions.is_foi_office(request.user),
            "may_close": permissions.may(request.user, Permission.DECIDE, case),
            "today": london_day(timezone.now()),
        },
    )


def _page(
    request: HttpRequest, case: Case, form: Form, *, do: Callable[[], object], **words: str
) -> HttpResponse:
    return act_page(
        request,
        form,
        do,
        about={"case": case},
        then=reverse("complaints", args=[case.reference]),
        **words,
    )


def _who(request: HttpRequest) -> dict[str, Any]:
    return {"actor": the_person(request), "at": timezone.now()}


def _claims(case: Case) -> list[Claim]:
    return list(
        Claim.objects.filter(question__case=case, taken_away_at__isnull=True).select_related(
            "question"
        )
    )


@staff_only
@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, reference: str) -> HttpResponse:
    """Record a complaint to the regulator."""
    case = office_case(request, reference)
    form = ComplaintForm(typed(request))
    return _page(
        request, case, form,
        title="Record a complaint to the regulator",
        intro="The regulator has written that somebody complained about this request.",
        button="Record it",
        said="The complaint is recorded. Its days stand in the calendar.",
        do=lambda: service.record_complaint(case.pk, form.complained(), **_who(request)),
    )  # fmt: skip


@staff_only
@require_http_methods(["GET", "POST"])
def answered(request: HttpRequest, reference: str, complaint_id: int) -> HttpResponse:
    """Record our response to the regulator."""
    case = office_case(request, reference)
    row = get_object_or_404(Complaint, pk=complaint_id, case=case)
    form = DayForm(typed(request))
    return _page(
        request, case, form,
        title="Record our response to the regulator",
        button="Record it",
        said="Our response is recorded.",
        do=lambda: service.record_response(row.pk, form.cleaned_data["day"], **_who(request)),
    )  # fmt: skip


@staff_only
@require_http_methods(["GET", "POST"])
def notice(request: HttpRequest, reference: str, complaint_id: int) -> HttpResponse:
    """Record a notice of the regulator."""
    case = office_case(request, reference)
    row = get_object_or_404(Complaint, pk=complaint_id, case=case)
    form = NoticeForm(typed(request), claims=_claims(case))
    return _page(
        request, case, form,
        title="Record a notice of the regulator",
        intro="What it requires and by when stands in the calendar until it is done.",
        button="Record the notice",
        said="The notice is recorded.",
        do=lambda: service.record_notice(row.pk, form.noticed(), **_who(request)),
    )  # fmt: skip


@staff_only
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, reference: str, complaint_id: int) -> HttpResponse:
    """Close a complaint that is over."""
    case = office_case(request, reference)
    if not permissions.may(request.user, Permission.DECIDE, case):
        raise Http404
    row = get_object_or_404(Complaint, pk=complaint_id, case=case)
    form = CloseForm(typed(request))
    return _page(
        request, case, form,
        title="Close the complaint",
        button="Close it",
        said="The complaint is closed.",
        do=lambda: service.close_complaint(
            row.pk, reason=form.cleaned_data["reason"], **_who(request)
        ),
    )  # fmt: skip


@staff_only
@require_http_methods(["GET", "POST"])
def step_done(request: HttpRequest, reference: str, step_id: int) -> HttpResponse:
    """Record that a required step was done."""
    case = office_case(request, reference)
    row = get_object_or_404(RequiredStep, pk=step_id, notice__complaint__case=case)
    form = DayForm(typed(request))
    return _page(
        request, case, form,
        title="Record that it was done",
        intro=row.text,
        button="Record it",
        said="It is recorded as done.",
        do=lambda: service.record_step_done(row.pk, form.cleaned_data["day"], **_who(request)),
    )  # fmt: skip


@staff_only
@require_http_methods(["GET", "POST"])
def appeal(request: HttpRequest, reference: str, notice_id: int) -> HttpResponse:
    """Record an appeal to the tribunal."""
    case = office_case(request, reference)
    row = get_object_or_404(RegulatorNotice, pk=notice_id, complaint__case=case)
    form = AppealForm(typed(request))
    return _page(
        request, case, form,
        title="Record an appeal to the tribunal",
        button="Record it",
        said="The appeal is recorded.",
        do=lambda: service.record_appeal(row.pk, **form.appeal(), **_who(request)),
    )  # fmt: skip


@staff_only
@require_http_methods(["GET", "POST"])
def ruling(request: HttpRequest, reference: str, appeal_id: int) -> HttpResponse:
    """Record the tribunal's ruling."""
    case = office_case(request, reference)
    row = get_object_or_404(Appeal, pk=appeal_id, notice__complaint__case=case)
    form = RulingForm(typed(request), claims=_claims(case))
    return _page(
        request, case, form,
        title="Record the tribunal's ruling",
        button="Record it",
        said="The ruling is recorded.",
        do=lambda: service.record_ruling(row.pk, form.ruling(), **_who(request)),
    )  # fmt: skip

"""Small acts on a case, each a form and one call."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from requests_app.domain.london import london_day
from requests_app.forms.case_acts import (
    AssignForm,
    LetterFormForm,
    NoteForm,
    ReasonForm,
    ReceiptForm,
    RequestForm,
    SupplyForm,
)
from requests_app.models import Applicant, Case, LetterForm, Milestone
from requests_app.queries.calendar import stored_calendar
from requests_app.services import case_work, clock, responses, triage
from requests_app.views.act_page import act_page, typed, whose_act
from requests_app.views.acting import carried_out, staff_only, the_person
from requests_app.views.case import show_case
from requests_app.views.letter import office_case


def _form_page(
    request: HttpRequest, case: Case, form: Form, *, do: Callable[[], object], **words: str
) -> HttpResponse:
    return act_page(
        request,
        form,
        do,
        about={"case": case},
        then=reverse("case", args=[case.reference]),
        **words,
    )


def _why(request: HttpRequest, form: Form) -> dict[str, Any]:
    """Return what every act with a reason is told."""
    return {"reason": form.cleaned_data["reason"], **whose_act(request, form)}


@staff_only
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that an answer is no longer needed."""
    case = office_case(request, reference)
    form = ReasonForm(typed(request), initial={"version": case.version})
    return _form_page(
        request, case, form,
        title="Record a withdrawal",
        intro="The case is closed without an answer. Do this only when the applicant said so.",
        button="Close the case",
        said="The withdrawal is recorded.",
        do=lambda: responses.withdraw(case.pk, **_why(request, form)),
    )  # fmt: skip


@staff_only
@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest, reference: str) -> HttpResponse:
    """Reopen an answered case."""
    case = office_case(request, reference)
    form = ReasonForm(typed(request), initial={"version": case.version})
    return _form_page(
        request, case, form,
        title="Reopen after a mistake",
        intro="The first answer stays on the record. The clock runs again from the same day 0.",
        button="Reopen the case",
        said="The case is open again.",
        do=lambda: responses.reopen(case.pk, **_why(request, form)),
    )  # fmt: skip


@staff_only
@require_http_methods(["GET", "POST"])
def bring_back(request: HttpRequest, reference: str) -> HttpResponse:
    """Bring a case that was closed too soon back to the inbox."""
    case = office_case(request, reference)
    form = ReasonForm(typed(request), initial={"version": case.version})
    return _form_page(
        request, case, form,
        title="Bring it back to the inbox",
        intro="The time counts from the day it first came.",
        button="Bring it back",
        said="The case is back in the inbox.",
        do=lambda: responses.bring_back(case.pk, **_why(request, form)),
    )  # fmt: skip


@staff_only
@require_http_methods(["GET", "POST"])
def correct_receipt(request: HttpRequest, reference: str) -> HttpResponse:
    """Correct the day of receipt; say first what that does to the due date."""
    case = office_case(request, reference)
    form = ReceiptForm(
        typed(request), initial={"version": case.version, "received_on": case.received_on}
    )
    day = london_day(timezone.now())
    example = stored_calendar().nth_working_day_after(day, 20)
    return _form_page(
        request, case, form,
        title="Correct the day of receipt",
        intro=(
            f"Now: received on {case.received_on:%A} {case.received_on.day} "
            f"{case.received_on:%B %Y}. The due date is the twentieth working day after "
            f"receipt: for a request of today it would be {example:%A} {example.day} "
            f"{example:%B %Y}. The old day stays in the ledger with your reason."
        ),
        button="Correct the day",
        said="The day of receipt is corrected, and the dates are worked out again.",
        do=lambda: clock.correct_receipt(
            case.pk, form.cleaned_data["received_on"], **_why(request, form)
        ),
    )  # fmt: skip


@staff_only
@require_http_methods(["GET", "POST"])
def supply(request: HttpRequest, reference: str) -> HttpResponse:
    """Enter what the applicant has now given."""
    case = office_case(request, reference)
    applicant = Applicant.objects.get(pk=case.applicant_id)
    known = ("name", "organisation", "email", "postal_address", "phone")
    form = SupplyForm(
        typed(request),
        initial={
            "version": case.version,
            "supplied_on": london_day(timezone.now()),
            **{name: getattr(applicant, name) for name in known},
        },
    )
    return _form_page(
        request, case, form,
        title="Enter what was missing",
        button="Put it into the inbox",
        said="The request is complete and back in the inbox.",
        do=lambda: triage.supply_missing(
            case.pk,
            triage.ApplicantDetails(**{name: form.cleaned_data[name] for name in known}),
            supplied_on=form.cleaned_data["supplied_on"],
            actor=the_person(request),
            at=timezone.now(),
            expected_version=form.cleaned_data["version"],
        ),
    )  # fmt: skip


@staff_only
@require_http_methods(["GET", "POST"])
def edit_request(request: HttpRequest, reference: str) -> HttpResponse:
    """Edit the subject and the questions as departments will read them."""
    case = office_case(request, reference)
    form = RequestForm(
        typed(request),
        initial={"version": case.version, "subject": case.subject, "context": case.context},
        questions=list(case.questions.all()),
    )
    return _form_page(
        request, case, form,
        title="Edit the subject and the questions",
        intro="Departments read these words. The applicant's own words stay as they were sent.",
        button="Save",
        said="The questions are saved.",
        do=lambda: triage.edit_request(
            case.pk,
            subject=form.cleaned_data["subject"],
            context=form.cleaned_data["context"],
            questions=form.questions(),
            actor=the_person(request),
            at=timezone.now(),
            expected_version=form.cleaned_data["version"],
        ),
    )  # fmt: skip


@staff_only
@require_POST
def assign(request: HttpRequest, reference: str) -> HttpResponse:
    """Give the case to a member of the office."""
    case = office_case(request, reference)
    form = AssignForm(request.POST, auto_id="assign_%s")
    if not form.is_valid():
        return show_case(request, case, assigning=form, status=422)
    owner = form.cleaned_data["owner"]
    return carried_out(
        request,
        lambda: case_work.assign(case.pk, owner, actor=the_person(request), at=timezone.now()),
        said=f"{owner} has the case now.",
        then=reverse("case", args=[case.reference]),
        again=lambda refusal: show_case(request, case, refusal=refusal),
    )


@staff_only
@require_POST
def letter_form(request: HttpRequest, reference: str) -> HttpResponse:
    """Set what the applicant needs in order to read our letters."""
    case = office_case(request, reference)
    form = LetterFormForm(request.POST)
    if not form.is_valid():
        return show_case(request, case, needing=form, status=422)
    chosen = LetterForm(form.cleaned_data["letter_form"])
    return carried_out(
        request,
        lambda: case_work.set_letter_form(
            case.pk, chosen, actor=the_person(request), at=timezone.now()
        ),
        said=f"Our letters to this applicant are made from now on: {chosen.label.lower()}.",
        then=reverse("case", args=[case.reference]),
        again=lambda refusal: show_case(request, case, refusal=refusal),
    )


@staff_only
@require_POST
def tick_step(request: HttpRequest, reference: str, milestone_id: int) -> HttpResponse:
    """Note that a step is done, or is not done after all."""
    case = office_case(request, reference)
    milestone = get_object_or_404(Milestone, pk=milestone_id)
    done = request.POST.get("done") == "yes"
    return carried_out(
        request,
        lambda: case_work.tick_step(
            case.pk, milestone.pk, done=done, actor=the_person(request), at=timezone.now()
        ),
        said=f"“{milestone}” is {'done' if done else 'not done'}.",
        then=f"{reverse('case', args=[case.reference])}#steps",
        again=lambda refusal: show_case(request, case, refusal=refusal),
    )


@staff_only
@require_POST
def add_note(request: HttpRequest, reference: str) -> HttpResponse:
    """Write a note on the case."""
    case = office_case(request, reference)
    form = NoteForm(request.POST, auto_id="note_%s")
    if not form.is_valid():
        return show_case(request, case, note=form, status=422)
    return carried_out(
        request,
        lambda: case_work.add_note(
            case.pk, form.cleaned_data["text"], actor=the_person(request), at=timezone.now()
        ),
        said="The note is saved.",
        then=f"{reverse('case', args=[case.reference])}#notes",
        again=lambda refusal: show_case(request, case, note=form, refusal=refusal),
    )

"""The case page, and its history."""

from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from requests_app import permissions
from requests_app.domain.errors import RuleBroken
from requests_app.domain.london import london_day
from requests_app.domain.workflow import Action, Permission, State, rows_from
from requests_app.forms.case_acts import AssignForm, LetterFormForm, NoteForm
from requests_app.letters.case_record import case_record_pdf
from requests_app.models import Case
from requests_app.queries.case_page import case_page
from requests_app.queries.case_record import case_record
from requests_app.queries.clarifications import open_clarifications
from requests_app.queries.history import history as the_history
from requests_app.queries.related_cases import related_cases
from requests_app.queries.reviewable import why_not_reviewed
from requests_app.views.acting import staff_only, the_person
from requests_app.views.also_open import also_open
from requests_app.views.downloads import as_pdf
from requests_app.views.messages import shown

NEXT = {
    State.RECEIVED: ("Read it and decide", "triage"),
    State.INCOMPLETE: ("Enter what was missing", "supply"),
    State.ACCEPTED: ("Send questions to departments", "commission"),
    State.WITH_DEPARTMENTS: ("Start the letter", "letter"),
    State.DRAFTING: ("Write the letter", "letter"),
    State.AWAITING_SIGN_OFF: ("See the letter", "letter"),
    State.READY: ("Send the answer", "letter"),
    State.ANSWERED: ("See the letter", "letter"),
}
PAGES = {
    Action.COMMISSION: ("Send questions to another department", "commission"),
    Action.EDIT_REQUEST: ("Edit the subject and the questions", "edit-request"),
    Action.ASK_CLARIFICATION: ("Ask the applicant what they mean", "ask-clarification"),
    Action.RECORD_CLARIFICATION: ("Record the applicant's reply", "record-reply"),
    Action.REOPEN_BY_REPLY: ("Record a late reply and reopen", "record-reply"),
    Action.EXTEND: ("Take more time", "more-time"),
    Action.SWITCH_REGIME: ("Handle it under the other law", "switch-regime"),
    Action.CONSULT: ("Consult a third party", "consultations"),
    Action.PROPOSE_VEXATIOUS: ("Refuse it as vexatious or repeated", "vexatious"),
    Action.CORRECT_RECEIPT: ("Correct the day of receipt", "correct-receipt"),
    Action.WITHDRAW: ("Record a withdrawal", "withdraw"),
    Action.REOPEN: ("Reopen after a mistake", "reopen"),
    Action.BRING_BACK: ("Bring it back to the inbox", "bring-back"),
    Action.MERGE: ("Merge it into another case", "merge"),
    Action.SPLIT: ("Split it into two cases", "split"),
    Action.WORK_TOGETHER: ("Work together with another case", "together"),
}


def visible_case(request: HttpRequest, reference: str) -> Case:
    """Return a case that this person may read; any other does not exist."""
    cases = permissions.visible_cases(request.user).select_related("owner")
    return get_object_or_404(cases, reference=reference)


def acts(request: HttpRequest, case: Case) -> dict[str, Any]:
    """Return the one next act and the menu of the rest: only what is lawful and allowed."""
    state = State(case.state)
    allowed = {
        row.action
        for row in rows_from(state)
        if permissions.may(request.user, row.permission, case)
    }
    if not open_clarifications(case).exists():
        allowed -= {Action.RECORD_CLARIFICATION, Action.REOPEN_BY_REPLY}
    primary = None
    if permissions.is_foi_office(request.user) and state in NEXT:
        label, name = NEXT[state]
        primary = {"label": label, "url": reverse(name, args=[case.reference])}
    rest = [
        {"label": label, "url": reverse(name, args=[case.reference])}
        for action, (label, name) in PAGES.items()
        if action in allowed and not (primary and primary["label"] == label)
    ]
    if primary and state is State.ACCEPTED:
        rest = [one for one in rest if not one["url"].endswith("/commission/")]
    return {"primary": primary, "rest": rest, "allowed": {action.value for action in allowed}}


@staff_only
@require_GET
def case(request: HttpRequest, reference: str) -> HttpResponse:
    """Show a case."""
    return show_case(request, visible_case(request, reference))


def show_case(
    request: HttpRequest,
    case: Case,
    *,
    refusal: RuleBroken | None = None,
    note: Form | None = None,
    assigning: Form | None = None,
    needing: Form | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the case page, with what was typed where something was refused."""
    today = london_day(timezone.now())
    for_office = permissions.can_see_applicant(request.user)
    page = case_page(case, today, for_office=for_office)
    return render(
        request,
        "casework/case.html",
        {
            "case": case,
            "state": State(case.state),
            "page": page,
            "messages_shown": [
                {**shown(message), "row": message} for message in reversed(page.messages)
            ],
            "is_office": for_office,
            "also_open": also_open(request, "case", case.pk) if for_office else None,
            "acts": acts(request, case),
            "related": related_cases(case, permissions.visible_cases(request.user)),
            "may_make_file": permissions.can_make_case_file(request.user),
            "may_take_back": permissions.may(request.user, Permission.DECIDE, case)
            and case.is_open,
            "note": note or NoteForm(auto_id="note_%s"),
            "assigning": assigning
            or AssignForm(initial={"owner": case.owner_id}, auto_id="assign_%s")
            if for_office
            else None,
            "may_record_review": for_office and not why_not_reviewed(case),
            "reads_regulator": permissions.can_read_reports(request.user),
            "needing": needing
            or LetterFormForm(initial={"letter_form": page.applicant.letter_form})
            if page.applicant
            else None,
            "me": the_person(request),
            "today": today,
            "refusal": refusal,
        },
        status=status,
    )


@staff_only
@require_GET
def history(request: HttpRequest, reference: str) -> HttpResponse:
    """Show everything that was done to a case."""
    case = visible_case(request, reference)
    days = the_history(case, with_notes=permissions.can_see_applicant(request.user))
    return render(request, "casework/history.html", {"case": case, "days": days})


@staff_only
@require_GET
def record(request: HttpRequest, reference: str) -> HttpResponse:
    """Give the case file as a PDF: dates explained, strip, ledger, steps and trail."""
    if not permissions.can_make_case_file(request.user):
        raise Http404
    case = visible_case(request, reference)
    pdf = case_record_pdf(case_record(case, london_day(timezone.now())))
    return as_pdf(pdf, f"{case.reference} case file.pdf")

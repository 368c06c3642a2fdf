"""A refusal under s.14: the office proposes with the evidence beside it, another person decides."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from requests_app import permissions
from requests_app.domain.errors import RuleBroken
from requests_app.domain.london import london_day
from requests_app.domain.workflow import Action, Permission, State, rows_from
from requests_app.forms.vexatious import CloseWithoutNoticeForm, DecideProposalForm, ProposalForm
from requests_app.models import Case, VexatiousProposal
from requests_app.models.vexatious import ProposalState
from requests_app.queries.vexatious_evidence import standing_proposal, vexatious_evidence
from requests_app.services import vexatious
from requests_app.views.acting import carried_out, staff_only, the_person
from requests_app.views.letter import office_case


@staff_only
@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the evidence and the proposal; make one."""
    case = office_case(request, reference)
    evidence = vexatious_evidence(case)
    form = ProposalForm(
        request.POST if request.method == "POST" else None,
        initial={"version": case.version},
        others=evidence.others,
    )

    def show(refusal: RuleBroken | None = None, status: int = 200) -> HttpResponse:
        return render(
            request,
            "casework/vexatious.html",
            {
                "case": case,
                "is_office": True,
                "evidence": evidence,
                "standing": standing_proposal(case),
                "rejected": VexatiousProposal.objects.filter(
                    case=case, state=ProposalState.REJECTED
                ).select_related("decided_by"),
                "form": form,
                "refusal": refusal,
                "may_propose": any(
                    row.action is Action.PROPOSE_VEXATIOUS for row in rows_from(State(case.state))
                ),
                "may_close": permissions.may(request.user, Permission.DECIDE, case),
                "today": london_day(timezone.now()),
            },
            status=status,
        )

    if request.method == "GET":
        return show()
    if not form.is_valid():
        return show(status=422)
    return carried_out(
        request,
        lambda: vexatious.propose(
            case.pk,
            form.proposed(),
            actor=the_person(request),
            at=timezone.now(),
            expected_version=form.cleaned_data["version"],
        ),
        said="The proposal waits for a second person. Until then nothing is refused.",
        then=reverse("vexatious", args=[case.reference]),
        again=show,
    )


@staff_only
@require_POST
def take_back(request: HttpRequest, reference: str, proposal_id: int) -> HttpResponse:
    """Take a proposal back."""
    case = office_case(request, reference)
    return carried_out(
        request,
        lambda: vexatious.take_back(
            case.pk, proposal_id, actor=the_person(request), at=timezone.now()
        ),
        said="The proposal is taken back. The request is answered like any other.",
        then=reverse("vexatious", args=[case.reference]),
        again=lambda refusal: render(
            request,
            "casework/refused.html",
            {"case": case, "refusal": refusal, "back": reverse("vexatious", args=[case.reference])},
        ),
    )


@staff_only
@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, reference: str) -> HttpResponse:
    """Close a request without a further notice (s.17(6))."""
    case = office_case(request, reference)
    form = CloseWithoutNoticeForm(
        request.POST if request.method == "POST" else None, initial={"version": case.version}
    )

    def show(refusal: RuleBroken | None = None, status: int = 200) -> HttpResponse:
        context = {
            "case": case,
            "form": form,
            "title": "Close it without a further notice",
            "intro": "Section 17(6): only where section 14 applies, this person already got a "
            "notice under it for an earlier request, and it would be unreasonable to expect "
            "another. Nothing is sent. The case stays on the record.",
            "button": "Close without a notice",
            "refusal": refusal,
        }
        return render(request, "casework/act.html", context, status=status)

    if request.method == "GET":
        return show()
    if not form.is_valid():
        return show(status=422)
    return carried_out(
        request,
        lambda: vexatious.close_without_notice(
            case.pk,
            reason=form.cleaned_data["reason"],
            actor=the_person(request),
            at=timezone.now(),
            expected_version=form.cleaned_data["version"],
        ),
        said="The request is closed. No notice is sent.",
        then=reverse("case", args=[case.reference]),
        again=show,
    )


@staff_only
@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, proposal_id: int) -> HttpResponse:
    """Decide a proposal. Who asked is neither read nor shown."""
    row = _proposal(request, proposal_id)
    form = DecideProposalForm(request.POST if request.method == "POST" else None)

    def show(refusal: RuleBroken | None = None, status: int = 200) -> HttpResponse:
        return render(
            request,
            "decisions/vexatious.html",
            {
                "row": row,
                "case": row.case,
                "questions": list(Case.objects.get(pk=row.case_id).questions.all()),
                "is_own": row.proposed_by_id == the_person(request).pk,
                "form": form,
                "refusal": refusal,
                "today": london_day(timezone.now()),
            },
            status=status,
        )

    if request.method == "GET":
        return show()
    if not form.is_valid():
        return show(status=422)
    is_approved = form.cleaned_data["decision"] == "approve"
    return carried_out(
        request,
        lambda: vexatious.decide(
            row.pk,
            is_approved=is_approved,
            reasons=form.cleaned_data["reasons"],
            actor=the_person(request),
            at=timezone.now(),
        ),
        said="Section 14 applies to this request."
        if is_approved
        else "The request is answered like any other.",
        then=reverse("decisions"),
        again=show,
    )


def _proposal(request: HttpRequest, proposal_id: int) -> VexatiousProposal:
    rows = permissions.visible_vexatious(request.user).select_related(
        "case", "proposed_by", "decided_by", "repeats", "earlier_notice"
    )
    return get_object_or_404(rows, pk=proposal_id)

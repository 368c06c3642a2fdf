"""The pages of those who decide: the public interest, and the qualified person's opinion.

Who asked is neither read nor shown.
"""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from exemptions.guidance import current_guidance
from requests_app import permissions
from requests_app.domain.errors import RuleBroken
from requests_app.domain.london import london_day
from requests_app.domain.workflow import State
from requests_app.forms.claim_decision import OpinionForm, SendBackForm, WeighingForm
from requests_app.models import Claim, PublicInterestTest, QualifiedOpinion
from requests_app.queries.claims import heard_about
from requests_app.queries.decisions_page import (
    claim_to_decide,
    opinion_lines,
    vexatious_lines,
    weighing_lines,
)
from requests_app.services import audit, claim_decisions
from requests_app.views.acting import carried_out, staff_only, the_person
from requests_app.views.downloads import as_download

READ = ("claim__question__case", "claim__document", "asked_by", "claim__made_by")


@staff_only
@require_GET
def decisions(request: HttpRequest) -> HttpResponse:
    """Show what waits for this person to decide, and what they decided lately."""
    lines = [
        *opinion_lines(permissions.visible_opinions(request.user)),
        *weighing_lines(permissions.visible_weighings(request.user)),
        *vexatious_lines(permissions.visible_vexatious(request.user)),
    ]
    return render(
        request,
        "decisions/decisions.html",
        {
            "waiting": [line for line in lines if line.decided_at is None],
            "decided": [line for line in lines if line.decided_at],
            "today": london_day(timezone.now()),
        },
    )


@staff_only
@require_http_methods(["GET", "POST"])
def weigh(request: HttpRequest, test_id: int) -> HttpResponse:
    """Decide the public interest on one claim."""
    row = _weighing(request, test_id)
    form = WeighingForm(request.POST) if request.method == "POST" else WeighingForm.showing(row)
    return _decided(
        request,
        form,
        lambda: claim_decisions.decide_public_interest(
            row.pk,
            form.decision(),
            seal_seen=form.cleaned_data["seal_seen"],
            actor=the_person(request),
            at=timezone.now(),
        ),
        said=f"You have decided the public interest of {row.claim.code}.",
        show=lambda **more: _show_weighing(request, _weighing(request, test_id), form, **more),
    )


@staff_only
@require_POST
def weigh_return(request: HttpRequest, test_id: int) -> HttpResponse:
    """Send a claim back undecided."""
    row = _weighing(request, test_id)
    form = WeighingForm.showing(row)
    return _sent_back(
        request,
        lambda **told: claim_decisions.return_weighing(row.pk, **told),
        show=lambda **more: _show_weighing(request, row, form, **more),
    )


@staff_only
@require_http_methods(["GET", "POST"])
def opinion(request: HttpRequest, opinion_id: int) -> HttpResponse:
    """Give the qualified person's opinion on one claim of s.36."""
    row = _opinion(request, opinion_id)
    form = OpinionForm(request.POST) if request.method == "POST" else OpinionForm.showing(row)
    return _decided(
        request,
        form,
        lambda: claim_decisions.give_opinion(
            row.pk,
            form.opinion(),
            seal_seen=form.cleaned_data["seal_seen"],
            actor=the_person(request),
            at=timezone.now(),
        ),
        said=f"Your opinion on {row.claim.code} is recorded.",
        show=lambda **more: _show_opinion(request, _opinion(request, opinion_id), form, **more),
    )


@staff_only
@require_POST
def opinion_return(request: HttpRequest, opinion_id: int) -> HttpResponse:
    """Send a submission back without an opinion."""
    row = _opinion(request, opinion_id)
    form = OpinionForm.showing(row)
    return _sent_back(
        request,
        lambda **told: claim_decisions.return_opinion(row.pk, **told),
        show=lambda **more: _show_opinion(request, row, form, **more),
    )


def _decided(
    request: HttpRequest,
    form: Form,
    do: Callable[[], object],
    *,
    said: str,
    show: Callable[..., HttpResponse],
) -> HttpResponse:
    """Show what is to be decided; carry the decision out when it is filled in rightly."""
    if request.method == "GET":
        return show()
    if not form.is_valid():
        return show(status=422)
    then = reverse("decisions")
    return carried_out(
        request, do, said=said, then=then, again=lambda refusal: show(refusal=refusal)
    )


def _sent_back(
    request: HttpRequest, do: Callable[..., object], *, show: Callable[..., HttpResponse]
) -> HttpResponse:
    """Send what was to be decided back to the office, with what it lacks."""
    back = SendBackForm(request.POST)
    if not back.is_valid():
        return show(back=back, status=422)
    return carried_out(
        request,
        lambda: do(
            comment=back.cleaned_data["comment"], actor=the_person(request), at=timezone.now()
        ),
        said="It is back with the FOI office.",
        then=reverse("decisions"),
        again=lambda refusal: show(back=back, refusal=refusal),
    )


@staff_only
@require_GET
def file(request: HttpRequest, claim_id: int) -> FileResponse:
    """Hand over the file on which an exemption is claimed to whoever decides about it."""
    asked = Claim.objects.filter(tests__in=permissions.visible_weighings(request.user)).union(
        Claim.objects.filter(opinions__in=permissions.visible_opinions(request.user))
    )
    if claim_id not in {claim.pk for claim in asked}:
        raise Http404("Nobody asked this person about such a claim.")
    claim = Claim.objects.select_related("document", "question__case").get(pk=claim_id)
    if claim.document is None or claim.document.removed_at or claim.document.is_in_quarantine:
        raise Http404("There is no such file.")
    audit.record(
        claim.question.case.reference,
        "download_file",
        actor=the_person(request),
        at=timezone.now(),
        document=claim.document.pk,
    )
    return as_download(claim.document)


def _weighing(request: HttpRequest, test_id: int) -> PublicInterestTest:
    rows = permissions.visible_weighings(request.user).select_related(*READ)
    return get_object_or_404(rows, pk=test_id)


def _opinion(request: HttpRequest, opinion_id: int) -> QualifiedOpinion:
    rows = permissions.visible_opinions(request.user).select_related(*READ)
    return get_object_or_404(rows, pk=opinion_id)


def _show_weighing(
    request: HttpRequest, row: PublicInterestTest, form: WeighingForm, **more: Any
) -> HttpResponse:
    return _show(request, "weigh", row, row.decided_at is None, form, **more)


def _show_opinion(
    request: HttpRequest, row: QualifiedOpinion, form: OpinionForm, **more: Any
) -> HttpResponse:
    return _show(request, "opinion", row, row.given_at is None, form, **more)


def _show(
    request: HttpRequest,
    name: str,
    row: PublicInterestTest | QualifiedOpinion,
    is_undecided: bool,
    form: Form,
    *,
    back: SendBackForm | None = None,
    refusal: RuleBroken | None = None,
    status: int = 200,
) -> HttpResponse:
    case = row.claim.question.case
    claim = claim_to_decide(row, london_day(timezone.now()))
    is_open = is_undecided and row.ended_at is None and case.state == State.DRAFTING
    return render(
        request,
        f"decisions/{name}.html",
        {
            "row": row,
            "case": case,
            "question": row.claim.question,
            "claim": claim,
            "is_waiting": is_open and claim.is_as_sent,
            "is_changed": is_open and not claim.is_as_sent,
            "consulted": heard_about(row.claim.question),
            "guidance": current_guidance([row.claim.code]).get(row.claim.code),
            "form": form,
            "back": back or SendBackForm(),
            "refusal": refusal,
            "today": london_day(timezone.now()),
        },
        status=status,
    )

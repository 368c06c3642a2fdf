"""The workbench: an exemption is chosen, reasoned, changed, taken away."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from exemptions.domain.claim import Claim as ClaimWords
from exemptions.domain.claim import left_to_decide, left_to_write
from exemptions.domain.provision import Basis, Law, Provision
from exemptions.domain.register import provision
from exemptions.guidance import current_guidance
from requests_app.domain.errors import RuleBroken
from requests_app.domain.london import london_day
from requests_app.forms.claim import ChooseExemptionForm, ClaimForm
from requests_app.models import (
    Case,
    Claim,
    Document,
    DocumentRole,
    Question,
)
from requests_app.queries.claims import claim_words, heard_about, open_opinion, open_test
from requests_app.queries.earlier_claims import earlier_claims
from requests_app.services import claim_decisions, decisions
from requests_app.views.acting import carried_out, staff_only, the_person, version_of
from requests_app.views.letter import office_case


@staff_only
@require_http_methods(["GET", "POST"])
def claim(request: HttpRequest, reference: str, question_id: int) -> HttpResponse:
    """Choose an exemption for a question, then say what that one asks."""
    case = office_case(request, reference)
    question = get_object_or_404(Question, pk=question_id, case=case)
    if "code" not in request.GET:
        return _choose(request, case, question)
    choice = ChooseExemptionForm(request.GET, regime=question.law, today=_today())
    if not choice.is_valid():
        return _choose(request, case, question, choice)
    row = provision(choice.cleaned_data["code"], _today())
    return _write(request, case, question, row)


def _choose(
    request: HttpRequest,
    case: Case,
    question: Question,
    form: ChooseExemptionForm | None = None,
) -> HttpResponse:
    form = form or ChooseExemptionForm(regime=question.law, today=_today())
    return render(
        request,
        "casework/claim_choice.html",
        {"case": case, "question": question, "form": form},
        status=422 if form.errors else 200,
    )


@staff_only
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, reference: str, claim_id: int) -> HttpResponse:
    """Change a claim that stands."""
    case = office_case(request, reference)
    standing = get_object_or_404(
        Claim, pk=claim_id, question__case=case, taken_away_at__isnull=True
    )
    try:
        row = provision(standing.code, _today())
    except KeyError:
        raise Http404(standing.code) from None
    return _write(request, case, standing.question, row, standing)


def _write(
    request: HttpRequest,
    case: Case,
    question: Question,
    row: Provision,
    standing: Claim | None = None,
) -> HttpResponse:
    documents = list(
        Document.objects.filter(
            case=case,
            role__in=(DocumentRole.FOUND, DocumentRole.RELEASE),
            removed_at__isnull=True,
        )
    )
    if request.method == "POST":
        form = ClaimForm(request.POST, row=row, documents=documents)
    elif standing is not None:
        form = ClaimForm.showing(standing, case.version, row=row, documents=documents)
    else:
        form = ClaimForm(initial={"version": case.version}, row=row, documents=documents)

    def show(status: int = 200, refusal: RuleBroken | None = None) -> HttpResponse:
        words = claim_words(standing, _today()) if standing else None
        return render(
            request,
            "casework/claim.html",
            {
                "case": case,
                "question": question,
                "row": row,
                "form": form,
                "standing": standing,
                "words": words,
                "lacking": left_to_write(words, _today()) if words else (),
                "undecided": left_to_decide(words, _today()) if words else (),
                "test": open_test(standing) if standing else None,
                "opinion": open_opinion(standing) if standing else None,
                "consulted": heard_about(question),
                "sent_back": _sent_back(standing) if standing else [],
                **_may_ask(row, words),
                "guidance": current_guidance([row.code]).get(row.code),
                "earlier": earlier_claims(row.code, case),
                "refusal": refusal,
                "is_foia": row.law is Law.FOIA,
            },
            status=status,
        )

    if request.method == "GET":
        return show()
    if not form.is_valid():
        return show(422)
    return carried_out(
        request,
        lambda: claim_decisions.claim_and_ask(
            case.pk,
            question.pk,
            form.details(),
            asks=request.POST.get("asks", ""),
            claim_id=standing.pk if standing else None,
            actor=the_person(request),
            at=timezone.now(),
            expected_version=form.cleaned_data["version"],
        ),
        said=_SAID.get(
            request.POST.get("asks", ""), "The claim is saved and stands in the letter."
        ),
        then=f"{reverse('letter', args=[case.reference])}#q{question.pk}",
        again=lambda refusal: show(refusal=refusal),
    )


_SAID = {
    "opinion": "The claim is saved, and the qualified person is asked for an opinion.",
    "decision": "The claim is saved, and the public interest is put before who decides it.",
}


def _may_ask(row: Provision, words: ClaimWords | None) -> dict[str, bool]:
    """Return whether the form offers to ask for an opinion, and for a decision."""
    has_opinion = words is not None and words.opinion is not None
    needs_opinion = row.basis is Basis.OPINION and not (words and words.is_statistical)
    return {
        "asks_opinion": needs_opinion,
        "asks_decision": row.weighs_public_interest and (has_opinion or not needs_opinion),
    }


def _sent_back(standing: Claim) -> list[dict[str, Any]]:
    """Return what was sent back undecided, by whom and why, the latest first."""
    said = [
        {"who": row.decided_by, "on": row.ended_at, "comment": row.comment}
        for row in standing.tests.exclude(comment="").select_related("decided_by")
    ]
    said += [
        {"who": row.given_by, "on": row.ended_at, "comment": row.comment}
        for row in standing.opinions.exclude(comment="").select_related("given_by")
    ]
    return sorted(said, key=lambda each: each["on"], reverse=True)


@staff_only
@require_POST
def take_away(request: HttpRequest, reference: str, claim_id: int) -> HttpResponse:
    """Take a claim away."""
    case = office_case(request, reference)
    standing = get_object_or_404(Claim, pk=claim_id, question__case=case)
    return carried_out(
        request,
        lambda: decisions.take_away(
            case.pk,
            standing.pk,
            actor=the_person(request),
            at=timezone.now(),
            expected_version=version_of(request),
        ),
        said=f"The claim of {standing.code} is taken away.",
        then=f"{reverse('letter', args=[case.reference])}#q{standing.question_id}",
        again=lambda refusal: render(
            request,
            "casework/refused.html",
            {"case": case, "refusal": refusal, "back": reverse("letter", args=[case.reference])},
        ),
    )


def _today() -> date:
    return london_day(timezone.now())

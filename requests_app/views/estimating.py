"""The page on which one scope of a question is estimated, for departments and the FOI office."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from requests_app.domain.errors import RuleBroken
from requests_app.forms.estimate import EstimateForm
from requests_app.models import Case, Commission, Question
from requests_app.queries.cost_terms import our_kind, stored_terms
from requests_app.queries.estimate_page import own_estimate
from requests_app.services.costs import NewEstimate
from requests_app.views.acting import carried_out


@dataclass(frozen=True)
class Place:
    """What is estimated, by whom, and where the page leads back to."""

    case: Case
    question: Question
    scope: int
    commission: Commission | None
    back: str
    back_label: str

    @property
    def scope_text(self) -> str:
        """The words of the scope, "" for the question as it was asked. 404 for none."""
        scopes = ["", *self.question.narrower_scopes]
        if self.scope >= len(scopes):
            raise Http404
        return scopes[self.scope]


def estimate_form_page(
    request: HttpRequest, place: Place, *, keep: Callable[[NewEstimate], object]
) -> HttpResponse:
    """Show the form; on a good POST hand the estimate to `keep` and go back."""
    scope_text = place.scope_text
    standing = own_estimate(place.question, place.commission, place.scope)
    form = EstimateForm(request.POST if request.method == "POST" else None, standing=standing)

    def show(refusal: RuleBroken | None = None, status: int = 200) -> HttpResponse:
        terms = stored_terms(place.case.received_on)
        context: dict[str, Any] = {
            "case": place.case,
            "question": place.question,
            "scope_text": scope_text,
            "form": form,
            "standing": standing,
            "terms": terms,
            "limit": terms.limit_of(our_kind()),
            "back": place.back,
            "back_label": place.back_label,
            "refusal": refusal,
        }
        return render(request, "costs/estimate.html", context, status=status)

    if request.method == "GET":
        return show()
    if not form.is_valid():
        return show(status=422)
    new = NewEstimate(place.question.pk, place.scope, form.lines, form.cleaned_data["basis"])
    return carried_out(
        request,
        lambda: keep(new),
        said=f"The estimate of question {place.question.number} is kept.",
        then=place.back,
        again=show,
    )

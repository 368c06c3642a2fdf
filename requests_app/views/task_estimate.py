"""A department's estimate of one scope of one question."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from requests_app import permissions
from requests_app.models import Question
from requests_app.services import costs
from requests_app.views.acting import staff_only, the_person
from requests_app.views.estimating import Place, estimate_form_page


@staff_only
@require_http_methods(["GET", "POST"])
def estimate(
    request: HttpRequest, commission_id: int, question_id: int, scope: int
) -> HttpResponse:
    """Show the form; keep what was typed."""
    rows = permissions.visible_commissions(request.user).select_related("case", "department")
    row = get_object_or_404(rows, pk=commission_id)
    if not permissions.can_answer_commission(request.user, row):
        # A director reads what the manager answers; the form does not exist for them.
        rows = rows.none()
    row = get_object_or_404(rows, pk=commission_id)
    question = get_object_or_404(Question, pk=question_id, returns__commission=row)
    return estimate_form_page(
        request,
        Place(
            case=row.case,
            question=question,
            scope=scope,
            commission=row,
            back=reverse("task", args=[row.pk]),
            back_label="The questions",
        ),
        keep=lambda new: costs.estimate(row.pk, new, actor=the_person(request), at=timezone.now()),
    )

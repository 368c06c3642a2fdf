"""An earlier answer becomes a draft, and is taken out again."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from requests_app.domain.errors import RuleBroken
from requests_app.domain.workflow import State
from requests_app.models import Case, ReusedAnswer
from requests_app.services import reused_answers
from requests_app.views.acting import carried_out, staff_only, the_person, version_of
from requests_app.views.letter import brings_typing, office_case, save_typing, show_again
from requests_app.views.similar import show_similar


@staff_only
@require_POST
def use(request: HttpRequest, reference: str, source_id: int) -> HttpResponse:
    """Put the answer to a question elsewhere into the draft of one of ours."""
    return _put_into_the_draft(
        request,
        reference,
        reused_answers.use,
        source_id,
        lambda row: (
            f"The answer of {row.came_from} is in the draft of question {row.question.number}. "
            "Check that it holds, and decide its outcome."
        ),
    )


@staff_only
@require_POST
def use_publication(request: HttpRequest, reference: str, publication_id: int) -> HttpResponse:
    """Put where something is published into the draft of one of our questions."""
    return _put_into_the_draft(
        request,
        reference,
        reused_answers.use_publication,
        publication_id,
        lambda row: (
            f"The draft of question {row.question.number} says where to find it. Check that it "
            "holds all that is asked and that the applicant can reach it, and decide the outcome."
        ),
    )


def _put_into_the_draft(
    request: HttpRequest,
    reference: str,
    put: Callable[..., ReusedAnswer],
    source_id: int,
    said: Callable[[ReusedAnswer], str],
) -> HttpResponse:
    case = office_case(request, reference)
    return carried_out(
        request,
        lambda: put(
            case.pk,
            _chosen(request),
            source_id,
            actor=the_person(request),
            at=timezone.now(),
            expected_version=version_of(request),
        ),
        said=said,
        then=_next_page(case),
        again=lambda refusal: show_similar(request, Case.objects.get(pk=case.pk), refusal=refusal),
    )


def _chosen(request: HttpRequest) -> int:
    chosen = request.POST.get("question", "")
    return int(chosen) if chosen.isascii() and chosen.isdigit() else 0


def _next_page(case: Case) -> str:
    name = "letter" if case.state == State.DRAFTING else "similar"
    return reverse(name, args=[case.reference])


@staff_only
@require_POST
def remove(request: HttpRequest, reference: str, reused_id: int) -> HttpResponse:
    """Take a draft out again, from the letter or from the page of similar requests."""
    case = office_case(request, reference)
    row = get_object_or_404(ReusedAnswer, pk=reused_id, question__case=case)
    in_letter = brings_typing(request)
    if refused := save_typing(request, case):
        return refused

    def again(refusal: RuleBroken) -> HttpResponse:
        if in_letter:
            return show_again(request, case, refusal)
        return show_similar(request, Case.objects.get(pk=case.pk), refusal=refusal)

    return carried_out(
        request,
        lambda: reused_answers.remove(
            case.pk,
            row.pk,
            actor=the_person(request),
            at=timezone.now(),
            # The version that the page carried is past where its words were just saved.
            expected_version=case.version if in_letter else version_of(request),
        ),
        said=f"The draft of question {row.question.number} is removed.",
        then=reverse("letter" if in_letter else "similar", args=[case.reference]),
        again=again,
    )

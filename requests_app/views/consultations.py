"""Third parties: asked, heard, told. The FOI office works here; the clock goes on."""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from requests_app.domain.consultation import words_to_third_party
from requests_app.domain.errors import RuleBroken
from requests_app.domain.london import london_day
from requests_app.domain.workflow import Action, State, rows_from
from requests_app.forms.consultation import (
    ConsultedReplyForm,
    ConsultForm,
    ToldForm,
    first_values,
)
from requests_app.models import Case, Claim, Consultation, Document, DocumentRole
from requests_app.services import consultation
from requests_app.views.acting import carried_out, staff_only, the_person
from requests_app.views.letter import office_case

DAYS_TO_REPLY = 5
"""Calendar days that the form proposes; the statutory clock runs on meanwhile."""


@staff_only
@require_http_methods(["GET", "POST"])
def consultations(request: HttpRequest, reference: str) -> HttpResponse:
    """Show who was consulted; record that somebody is."""
    case = office_case(request, reference)
    today = london_day(timezone.now())
    questions = list(case.questions.all())
    claims = list(
        Claim.objects.filter(question__case=case, taken_away_at__isnull=True).select_related(
            "question"
        )
    )
    reply_by = today + timedelta(days=DAYS_TO_REPLY)
    words = words_to_third_party(
        questions[0].text if questions else "",
        claims[0].what if claims else "",
        reply_by,
        settings.AUTHORITY["name"],
    )
    form = ConsultForm(
        request.POST if request.method == "POST" else None,
        initial=first_values(today, reply_by, words),
        questions=questions,
        claims=claims,
        documents=list(
            Document.objects.filter(
                case=case,
                role__in=(DocumentRole.FOUND, DocumentRole.RELEASE),
                removed_at__isnull=True,
            )
        ),
    )

    def show(refusal: RuleBroken | None = None, status: int = 200) -> HttpResponse:
        rows = Consultation.objects.filter(question__case=case).select_related(
            "question", "claim", "document", "asked_by"
        )
        return render(
            request,
            "casework/consultations.html",
            {
                "case": case,
                "is_office": True,
                "rows": list(rows),
                "form": form,
                "may_ask": any(
                    row.action is Action.CONSULT for row in rows_from(State(case.state))
                ),
                "refusal": refusal,
                "today": today,
            },
            status=status,
        )

    if request.method == "GET":
        return show()
    if not form.is_valid():
        return show(status=422)
    return carried_out(
        request,
        lambda: consultation.consult(
            case.pk, form.asked(), actor=the_person(request), at=timezone.now()
        ),
        said="It is recorded. You get a mail if they have not replied by then.",
        then=reverse("consultations", args=[case.reference]),
        again=show,
    )


@staff_only
@require_http_methods(["GET", "POST"])
def reply(request: HttpRequest, reference: str, consultation_id: int) -> HttpResponse:
    """Record what a third party said."""
    case, row = _row(request, reference, consultation_id)
    form = ConsultedReplyForm(
        request.POST if request.method == "POST" else None,
        initial={"stance": row.stance, "reply": row.reply, "replied_on": row.replied_on},
    )
    return _act(
        request,
        case,
        form,
        title=f"What did {row.party} say?",
        button="Save what they said",
        said="What they said is recorded. The decision stays ours.",
        do=lambda: consultation.record_reply(
            case.pk,
            row.pk,
            stance=Consultation.Stance(form.cleaned_data["stance"]),
            reply=form.cleaned_data["reply"].replace("\r\n", "\n"),
            replied_on=form.cleaned_data["replied_on"],
            actor=the_person(request),
            at=timezone.now(),
        ),
    )


@staff_only
@require_http_methods(["GET", "POST"])
def told(request: HttpRequest, reference: str, consultation_id: int) -> HttpResponse:
    """Record what we decided and told a third party."""
    case, row = _row(request, reference, consultation_id)
    form = ToldForm(
        request.POST if request.method == "POST" else None,
        initial={"fate": row.fate, "told_in": row.told_in, "told_on": london_day(timezone.now())},
    )
    return _act(
        request,
        case,
        form,
        title=f"What did we tell {row.party}?",
        button="Save what we told them",
        said="It is recorded.",
        do=lambda: consultation.tell(
            case.pk,
            row.pk,
            fate=Consultation.Fate(form.cleaned_data["fate"]),
            told_in=form.cleaned_data["told_in"].replace("\r\n", "\n"),
            told_on=form.cleaned_data["told_on"],
            actor=the_person(request),
            at=timezone.now(),
        ),
    )


def _row(request: HttpRequest, reference: str, consultation_id: int) -> tuple[Case, Consultation]:
    case = office_case(request, reference)
    return case, get_object_or_404(Consultation, pk=consultation_id, question__case=case)


def _act(
    request: HttpRequest,
    case: Case,
    form: Form,
    *,
    title: str,
    button: str,
    said: str,
    do: Callable[[], Consultation],
) -> HttpResponse:
    def show(refusal: RuleBroken | None = None, status: int = 200) -> HttpResponse:
        context = {
            "case": case, "form": form, "title": title, "button": button, "refusal": refusal,
        }  # fmt: skip
        return render(request, "casework/act.html", context, status=status)

    if request.method == "GET":
        return show()
    if not form.is_valid():
        return show(status=422)
    then = reverse("consultations", args=[case.reference])
    return carried_out(request, do, said=said, then=then, again=show)

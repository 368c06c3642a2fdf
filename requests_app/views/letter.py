"""The letter: written, sent for sign-off, taken back, issued."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from requests_app import permissions
from requests_app.domain.errors import RuleBroken
from requests_app.domain.letter_check import advice_on
from requests_app.domain.london import london_day
from requests_app.domain.workflow import Action, State, objections, rows_from
from requests_app.forms.letter import (
    LetterForm,
    PostingForm,
    SendForSignOffForm,
    beside_the_letter,
)
from requests_app.forms.uploads import UploadForm
from requests_app.models import Case
from requests_app.queries.case_facts import case_facts
from requests_app.queries.letter_page import LetterPage, letter_page
from requests_app.queries.response_content import response_content
from requests_app.services import drafting, responses, sign_off
from requests_app.views.acting import carried_out, staff_only, the_person, version_of


def office_case(request: HttpRequest, reference: str) -> Case:
    """Return a case for the FOI office to work on; for everybody else it does not exist."""
    cases = permissions.visible_cases(request.user)
    if not permissions.is_foi_office(request.user):
        cases = cases.none()
    return get_object_or_404(cases, reference=reference)


@staff_only
@require_http_methods(["GET", "POST"])
def letter(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the letter; save what was typed, and go on to the preview or a claim if asked."""
    case = office_case(request, reference)
    page = letter_page(case)
    if request.method == "GET":
        return _show(request, case, page)
    form = LetterForm(request.POST, page=page)
    if not form.is_valid():
        return _show(request, case, page, form=form, status=422)
    return carried_out(
        request,
        lambda: _save(request, case, form),
        said="The letter is saved.",
        then=_next_page(request, case, page),
        again=lambda refusal: _show(request, case, page, form=form, refusal=refusal),
    )


def _next_page(request: HttpRequest, case: Case, page: LetterPage) -> str:
    """Return where the button leads once the words are saved."""
    if "preview" in request.POST:
        return reverse("letter-preview", args=[case.reference])
    claimed = request.POST.get("claim", "")
    for question in page.questions:
        if claimed == str(question.pk):
            return reverse("claim", args=[case.reference, question.pk])
    return reverse("letter", args=[case.reference])


def _save(request: HttpRequest, case: Case, form: LetterForm) -> None:
    drafting.save_draft(
        case.pk,
        opening=form.cleaned_data["opening"],
        closing=form.cleaned_data["closing"],
        answers=form.answers(),
        actor=the_person(request),
        at=timezone.now(),
        expected_version=form.cleaned_data["version"],
        checked=form.checked(),
    )


def brings_typing(request: HttpRequest) -> bool:
    """Whether the words of the letter came along with another act on its page."""
    return "opening" in request.POST


def save_typing(
    request: HttpRequest, case: Case, *, sending: SendForSignOffForm | None = None
) -> HttpResponse | None:
    """Save the words of the letter that came along with another act on its page.

    Returns the page with all that was typed where they cannot be saved; the other act is then
    not done either. `case` is afterwards as it stands saved.
    """
    if not brings_typing(request):
        return None
    page = letter_page(case)
    form = LetterForm(request.POST, page=page)
    if not form.is_valid():
        return _show(request, case, page, form=form, sending=sending, status=422)
    try:
        _save(request, case, form)
    except RuleBroken as refusal:
        return _show(request, case, page, form=form, sending=sending, refusal=refusal, status=409)
    case.refresh_from_db()
    return None


def _show(
    request: HttpRequest,
    case: Case,
    page: LetterPage,
    *,
    form: LetterForm | None = None,
    sending: SendForSignOffForm | None = None,
    refusal: RuleBroken | None = None,
    status: int = 200,
) -> HttpResponse:
    state = State(case.state)
    if form is None and page.draft and state is State.DRAFTING:
        form = LetterForm.showing(case, page.draft, page)
    sending = sending or SendForSignOffForm(initial={"version": case.version}, auto_id="send_%s")
    upload = UploadForm()
    if form:
        beside_the_letter(sending)
        beside_the_letter(upload)
    facts = case_facts(case, the_person(request))
    can = {
        row.action.value: objections(row, facts)
        for row in rows_from(state)
        if permissions.may(request.user, row.permission, case)
    }
    return render(
        request,
        "casework/letter.html",
        {
            "case": case,
            "state": state,
            "today": london_day(timezone.now()),
            "page": page,
            "form": form,
            "sending": sending,
            "upload": upload,
            "posting": PostingForm(initial={"posted_on": timezone.localdate()}),
            "refusal": refusal,
            "can": can,
            "checked": advice_on(response_content(case)) if form else (),
            "before_signing": can.get(Action.SEND_FOR_SIGN_OFF.value),
            "is_published_at_once": case.applicant.is_published_at_once,
            "before_issuing": can.get(Action.ISSUE.value),
        },
        status=status,
    )


@staff_only
@require_POST
def begin(request: HttpRequest, reference: str) -> HttpResponse:
    """Start drafting, and fill the letter from what departments returned."""
    case = office_case(request, reference)

    def do() -> None:
        who, at = the_person(request), timezone.now()
        if case.state != State.DRAFTING:
            drafting.start_drafting(case.pk, actor=who, at=at, expected_version=version_of(request))
        drafting.assemble(case.pk, actor=who, at=at)

    return carried_out(
        request,
        do,
        said="The letter is made up from the answers so far. Read it and edit it.",
        then=reverse("letter", args=[case.reference]),
        again=lambda refusal: show_again(request, case, refusal),
    )


@staff_only
@require_POST
def send_for_sign_off(request: HttpRequest, reference: str) -> HttpResponse:
    """Put the letter before a director."""
    case = office_case(request, reference)
    form = SendForSignOffForm(request.POST, auto_id="send_%s")
    if refused := save_typing(request, case, sending=form):
        return refused
    if not form.is_valid():
        return _show(request, case, letter_page(case), sending=form, status=422)
    signatory = form.cleaned_data["signatory"]
    return carried_out(
        request,
        lambda: sign_off.send_for_sign_off(
            case.pk,
            signatory,
            actor=the_person(request),
            at=timezone.now(),
            note=form.cleaned_data["note"],
            # The version that the page carried is past where its words were just saved.
            expected_version=case.version
            if brings_typing(request)
            else form.cleaned_data["version"],
        ),
        said=f"The letter is with {signatory.full_name} to sign.",
        then=reverse("case", args=[case.reference]),
        again=lambda refusal: show_again(request, case, refusal, form),
    )


@staff_only
@require_POST
def recall(request: HttpRequest, reference: str) -> HttpResponse:
    """Take the letter back to edit it."""
    case = office_case(request, reference)
    return carried_out(
        request,
        lambda: sign_off.recall(
            case.pk,
            actor=the_person(request),
            at=timezone.now(),
            expected_version=version_of(request),
        ),
        said="The letter is back with you. It has to be signed again before it can leave.",
        then=reverse("letter", args=[case.reference]),
        again=lambda refusal: show_again(request, case, refusal),
    )


@staff_only
@require_POST
def issue(request: HttpRequest, reference: str) -> HttpResponse:
    """Send the answer."""
    case = office_case(request, reference)
    return carried_out(
        request,
        lambda: responses.issue(
            case.pk,
            actor=the_person(request),
            at=timezone.now(),
            expected_version=version_of(request),
        ),
        said=(
            "The answer is on its way."
            if case.reply_by == "email"
            else "The answer is issued. Print the letter and the address sheet, and post them."
        ),
        then=reverse("case", args=[case.reference])
        if case.reply_by == "email"
        else reverse("letter", args=[case.reference]),
        again=lambda refusal: show_again(request, case, refusal),
    )


def show_again(
    request: HttpRequest,
    case: Case,
    refusal: RuleBroken,
    sending: SendForSignOffForm | None = None,
) -> HttpResponse:
    """Show the letter as it is now, with the reason for the refusal."""
    fresh = Case.objects.get(pk=case.pk)
    return _show(request, fresh, letter_page(fresh), sending=sending, refusal=refusal)

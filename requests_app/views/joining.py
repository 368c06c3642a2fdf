"""Cases that belong together: duplicates merged, one split in two, several worked on together."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from requests_app.domain.errors import RuleBroken
from requests_app.domain.london import london_day
from requests_app.domain.workflow import Action, State, row_for
from requests_app.forms.joining import MergeForm, SplitForm, TogetherForm, VersionForm
from requests_app.models import Case, Splitting, Undoable
from requests_app.permissions import visible_cases
from requests_app.queries.merging import Possible, possible_mergings
from requests_app.queries.related_cases import companions, standing_merging
from requests_app.queries.similar_requests import similar_requests
from requests_app.services import merging, splitting, undoing, working_together
from requests_app.views.act_page import act_page, typed, whose_act
from requests_app.views.acting import carried_out, staff_only, the_person
from requests_app.views.letter import office_case
from requests_app.views.taking_back import with_undo

MOST_SUGGESTED = 5


def _impossible(case: Case, action: Action) -> str:
    """Return why an act cannot begin, in the words of the table; "" where it can."""
    try:
        row_for(action, State(case.state))
    except RuleBroken as refusal:
        return str(refusal)
    return ""


@staff_only
@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the applicant's other open cases, each with what merging into it does; merge."""
    case = office_case(request, reference)
    impossible = _impossible(case, Action.MERGE)
    found = [] if impossible else possible_mergings(case, london_day(timezone.now()))
    asked = typed(request)
    wanted = (asked or {}).get("into", "")
    forms = {one.case.pk: _merge_form(case, one, asked, wanted) for one in found}
    chosen = next((one for one in found if str(one.case.pk) == wanted), None)

    def show(refusal: RuleBroken | None = None, status: int = 200) -> HttpResponse:
        context = {
            "case": case,
            "found": [(one, forms[one.case.pk]) for one in found],
            "form": forms[chosen.case.pk] if chosen else None,
            "impossible": impossible,
            "refusal": refusal,
        }
        return render(request, "joining/merge.html", context, status=status)

    if asked is None:
        return show()
    if chosen is None:
        gone = "The other case is not open any more, or not the same applicant's. Look again."
        return show(RuleBroken(impossible or gone), 409)
    form = forms[chosen.case.pk]
    if not form.is_valid():
        return show(status=422)
    return carried_out(
        request,
        lambda: undoing.merge(
            case.pk,
            chosen.case.pk,
            into_version=form.cleaned_data["into_version"],
            **whose_act(request, form),
        ),
        said=lambda undoable: with_undo(
            request, f"{case.reference} is merged into {chosen.case.reference}.", undoable
        ),
        then=reverse("case", args=[chosen.case.reference]),
        again=show,
    )


def _merge_form(case: Case, one: Possible, asked: Any, wanted: str) -> MergeForm:
    of_this = asked if asked is not None and str(one.case.pk) == wanted else None
    return MergeForm(
        of_this,
        only_here=one.only_here,
        auto_id=f"id_{one.case.pk}_%s",
        initial={
            "version": case.version,
            "into": one.case.pk,
            "into_version": one.case.version,
        },
    )


@staff_only
@require_http_methods(["GET", "POST"])
def bring_back(request: HttpRequest, reference: str) -> HttpResponse:
    """Bring a merged case back as its own."""
    case = office_case(request, reference)
    row = standing_merging(case)
    form = VersionForm(typed(request), initial={"version": case.version})
    into = row.into.reference if row else "the other case"
    day = f" {into} counts from its own day again." if row and row.receipt_id else ""
    state = f" It goes back to “{State(row.state_before).label}”." if row else ""
    return _act(
        request, case, form,
        title="Bring back as its own case",
        intro="It gets its own clock, its own answer and its departments' tasks again."
        f"{state}{day} If the applicant was told that we deal with it as {into}, they are told "
        "of this, too.",
        button="Bring back as its own case",
        said=f"{case.reference} is its own case again.",
        do=lambda: merging.bring_back(case.pk, **whose_act(request, form)),
    )  # fmt: skip


def _act(request: HttpRequest, case: Case, form: Form, **words: Any) -> HttpResponse:
    return act_page(
        request,
        form,
        about={"case": case},
        then=words.pop("then", reverse("case", args=[case.reference])),
        **words,
    )


@staff_only
@require_http_methods(["GET", "POST"])
def split(request: HttpRequest, reference: str) -> HttpResponse:
    """Give some of the questions a case of their own."""
    case = office_case(request, reference)
    questions = list(case.questions.all())
    form = SplitForm(typed(request), initial={"version": case.version}, questions=questions)
    impossible = _impossible(case, Action.SPLIT)

    def show(refusal: RuleBroken | None = None, status: int = 200) -> HttpResponse:
        context = {
            "case": case,
            "form": form,
            "questions": questions,
            "impossible": impossible,
            "refusal": refusal,
        }
        return render(request, "joining/split.html", context, status=status)

    if request.method == "GET":
        return show()
    if not form.is_valid():
        return show(status=422)

    def said(undoable: Undoable) -> str:
        new = Case.objects.get(pk=undoable.before[0]["case"])
        words = f"{new.reference} is a case of its own now. Read it and decide what it is."
        return with_undo(request, words, undoable)

    return carried_out(
        request,
        lambda: undoing.split(
            case.pk,
            [int(pk) for pk in form.cleaned_data["questions"]],
            **whose_act(request, form),
        ),
        said=said,
        then=reverse("case", args=[case.reference]),
        again=show,
    )


@staff_only
@require_http_methods(["GET", "POST"])
def put_back(request: HttpRequest, reference: str) -> HttpResponse:
    """Put the questions of a split back where they came from."""
    case = office_case(request, reference)
    rows = Splitting.objects.filter(case=case, ended_at__isnull=True).select_related("origin")
    row = rows.first()
    form = VersionForm(typed(request), initial={"version": case.version})
    origin = row.origin.reference if row else case.reference
    return _act(
        request, case, form,
        title="Put back together",
        intro=f"Its questions go back to {origin}, and this case ends there. Mail that names "
        f"{case.reference} reaches {origin}. If it was acknowledged, the applicant is told.",
        button="Put back together",
        said=f"The questions are back on {origin}.",
        then=reverse("case", args=[origin]),
        do=lambda: splitting.put_back(case.pk, **whose_act(request, form)),
    )  # fmt: skip


@staff_only
@require_http_methods(["GET", "POST"])
def together(request: HttpRequest, reference: str) -> HttpResponse:
    """Put the case together with another one, each with its own clock."""
    case = office_case(request, reference)
    form = TogetherForm(typed(request))
    impossible = _impossible(case, Action.WORK_TOGETHER)
    beside = companions(case, visible_cases(request.user))

    def show(refusal: RuleBroken | None = None, status: int = 200) -> HttpResponse:
        near = [one.case for one in similar_requests(case)] if not impossible else []
        context = {
            "case": case,
            "form": form,
            "together": beside,
            "suggested": [one for one in near if one.is_open and one not in beside][
                :MOST_SUGGESTED
            ],
            "impossible": impossible,
            "refusal": refusal,
        }
        return render(request, "joining/together.html", context, status=status)

    if request.method == "GET":
        return show()
    if not form.is_valid():
        return show(status=422)
    wanted = form.cleaned_data["reference"].strip().upper()
    other = visible_cases(request.user).filter(reference=wanted).first()
    if other is None:
        form.add_error("reference", f"There is no case {wanted}. Check the reference.")
        return show(status=422)
    return carried_out(
        request,
        lambda: undoing.work_together(
            case.pk, other.pk, actor=the_person(request), at=timezone.now()
        ),
        said=lambda undoable: with_undo(
            request,
            f"{case.reference} and {other.reference} are worked on together now.",
            undoable,
        ),
        then=reverse("case", args=[case.reference]),
        again=show,
    )


@staff_only
@require_POST
def take_apart(request: HttpRequest, reference: str, other_id: int) -> HttpResponse:
    """Take two cases apart."""
    case = office_case(request, reference)
    other = get_object_or_404(visible_cases(request.user), pk=other_id)

    def show(refusal: RuleBroken) -> HttpResponse:
        words = {"case": case, "refusal": refusal, "form": TogetherForm(), "together": []}
        return render(request, "joining/together.html", words)

    return carried_out(
        request,
        lambda: working_together.take_apart(
            case.pk, other.pk, actor=the_person(request), at=timezone.now()
        ),
        said=f"{case.reference} and {other.reference} are worked on apart now.",
        then=reverse("case", args=[case.reference]),
        again=show,
    )

"""What is done to several cases at once, and taking it back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from requests_app import permissions
from requests_app.domain.errors import RuleBroken
from requests_app.domain.workflow import Action, State, rows_from
from requests_app.forms.inbox import AssignForm
from requests_app.models import Case, Undoable, UndoableAct
from requests_app.services import accepting, case_work, undoing
from requests_app.views.acting import staff_only, the_person
from requests_app.views.taking_back import with_undo

MOST_PICKED = 200


def _picked(request: HttpRequest) -> list[Case]:
    """Return the cases that were picked, for the FOI office alone."""
    if not permissions.is_foi_office(request.user):
        raise Http404
    # PostgreSQL refuses to look for a NUL.
    wanted = [one for one in request.POST.getlist("case")[:MOST_PICKED] if "\0" not in one]
    visible = permissions.visible_cases(request.user).filter(reference__in=wanted)
    return list(visible.select_related("applicant").order_by("reference"))


@staff_only
@require_POST
def assign(request: HttpRequest) -> HttpResponse:
    """Give the picked cases to a member of the office."""
    picked = _picked(request)
    form = AssignForm(request.POST)
    if not form.is_valid() or not picked:
        messages.warning(request, "Pick at least one case and somebody in the FOI office.")
        return _back(request)
    owner, who, at = form.cleaned_data["owner"], the_person(request), timezone.now()
    given = []
    for case in picked:
        if any(row.action is Action.ASSIGN for row in rows_from(State(case.state))):
            case_work.assign(case.pk, owner, actor=who, at=at)
            given.append({"case": case.pk, "owner": case.owner_id, "given_to": owner.pk})
    undoable = undoing.remember(UndoableAct.ASSIGN, given, actor=who, at=at)
    said = f"{len(given)} case{'' if len(given) == 1 else 's'} given to {owner}."
    messages.success(request, with_undo(request, said, undoable))
    return _back(request)


@staff_only
@require_POST
def accept(request: HttpRequest) -> HttpResponse:
    """Accept and acknowledge the picked requests; name those that cannot be, with the reason."""
    picked = _picked(request)
    if not picked:
        messages.warning(request, "Pick at least one case.")
        return _back(request)
    who, at = the_person(request), timezone.now()
    found = accepting.accept_several(picked, actor=who, at=at)
    if found.before:
        count = len(found.before)
        undoable = undoing.remember_cases(UndoableAct.ACCEPT, found.before, actor=who, at=at)
        said = (
            "1 request is accepted. Its acknowledgement is"
            if count == 1
            else f"{count} requests are accepted. Their acknowledgements are"
        )
        messages.success(request, with_undo(request, f"{said} on the way.", undoable))
    for reason in found.refused:
        messages.warning(request, reason)
    return _back(request)


@staff_only
@require_POST
def undo(request: HttpRequest, undo_id: int) -> HttpResponse:
    """Take back what the person has just done."""
    if not permissions.is_foi_office(request.user):
        raise Http404
    try:
        done, refused = undoing.undo(undo_id, actor=the_person(request), at=timezone.now())
    except Undoable.DoesNotExist:
        raise Http404 from None
    except RuleBroken as refusal:
        messages.warning(request, str(refusal))
        return _back(request)
    if done:
        messages.success(request, "Taken back. Everything is as it was before.")
    for reason in refused:
        messages.warning(request, reason)
    return _back(request)


def _back(request: HttpRequest) -> HttpResponseRedirect:
    """Return to the list as it was; only its own query is taken over, never an address."""
    query = QueryDict(request.POST.get("back", "")).urlencode()
    return HttpResponseRedirect(f"{reverse('inbox')}?{query}" if query else reverse("inbox"))

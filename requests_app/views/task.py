"""One task of a department: what was asked, what it typed, and its acts."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from requests_app import permissions
from requests_app.domain.errors import RuleBroken, StalePage
from requests_app.domain.london import london_day
from requests_app.forms.task import DeclineForm, TaskForm
from requests_app.models import Commission, Document, Held, QuestionReturn
from requests_app.queries.own_answers import own_answers
from requests_app.queries.related_cases import companion_tasks
from requests_app.queries.tasks import limits_of, returns_of
from requests_app.services import commissioning
from requests_app.views.acting import carried_out, staff_only, the_person
from requests_app.views.downloads import as_download


@staff_only
@require_http_methods(["GET", "POST"])
def task(request: HttpRequest, commission_id: int) -> HttpResponse:
    """Show one task; save what was typed, and send it if asked."""
    row = _task(request, commission_id)
    if request.method == "POST":
        return _save(request, row)
    if permissions.can_answer_commission(request.user, row):
        commissioning.open_commission(row.pk, actor=the_person(request), at=timezone.now())
    return _show(request, row)


@staff_only
@require_POST
def decline(request: HttpRequest, commission_id: int) -> HttpResponse:
    """Send the questions back as somebody else's."""
    row = _task(request, commission_id)
    _refuse_readers(request, row)
    form = DeclineForm(request.POST, auto_id="decline_%s")
    if not form.is_valid():
        return _show(request, row, declining=form, status=422)
    return carried_out(
        request,
        lambda: commissioning.decline_commission(
            row.pk,
            reason=form.cleaned_data["reason"],
            actor=the_person(request),
            at=timezone.now(),
        ),
        said="Sent back. The FOI office will ask the right team.",
        then=reverse("tasks"),
        again=lambda refusal: _show(
            request, _task(request, commission_id), declining=form, refusal=refusal
        ),
    )


@staff_only
@require_GET
def file(request: HttpRequest, commission_id: int, document_id: int) -> FileResponse:
    """Hand over a file that the department itself added."""
    row = _task(request, commission_id)
    document = get_object_or_404(
        Document, pk=document_id, question_return__commission=row, removed_at__isnull=True
    )
    return as_download(document)


def _task(request: HttpRequest, commission_id: int) -> Commission:
    rows = permissions.visible_commissions(request.user).select_related("case", "department")
    return get_object_or_404(rows, pk=commission_id)


def _refuse_readers(request: HttpRequest, row: Commission) -> None:
    if not permissions.can_answer_commission(request.user, row):
        raise PermissionDenied("A director reads what the department's manager answers.")


def _show(
    request: HttpRequest,
    row: Commission,
    *,
    form: TaskForm | None = None,
    declining: DeclineForm | None = None,
    refusal: RuleBroken | None = None,
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    today = london_day(now)
    can_answer = row.is_open and permissions.can_answer_commission(request.user, row)
    returns = form.returns if form else returns_of(row)
    # A page that comes back with somebody's typing is as old as it was, unless they now know
    # what a colleague saved meanwhile.
    shown = (form or TaskForm(returns=returns)) if can_answer else None
    if shown:
        own_commissions = permissions.visible_commissions(request.user).filter(
            department=row.department_id
        )
        questions = [found.question for found in returns]
        shown.own = own_answers(row.case, questions, own_commissions, today)
    is_old = form is not None and not isinstance(refusal, StalePage)
    opened_at = request.POST.get("opened_at") if is_old else None
    return render(
        request,
        "departments/task.html",
        {
            "row": row,
            "case": row.case,
            "form": shown,
            "typed_in_vain": form.typed_in_vain() if form and not can_answer else (),
            "returns": returns,
            "together": companion_tasks(row, permissions.visible_commissions(request.user)),
            "limits": limits_of(row, knows_held=_knows_held(returns), today=today),
            "declining": declining or DeclineForm(auto_id="decline_%s"),
            "refusal": refusal,
            "saved_at": max((found.saved_at for found in returns if found.saved_at), default=None),
            "opened_at": opened_at or now.isoformat(),
            "today": today,
        },
        status=status,
    )


def _knows_held(returns: list[QuestionReturn]) -> bool:
    return all(found.held in (Held.HELD, Held.NOT_HELD) for found in returns)


def _save(request: HttpRequest, row: Commission) -> HttpResponse:
    """Save all of a good page; of a page with mistakes the files, which nobody can retype."""
    _refuse_readers(request, row)
    form = TaskForm(request.POST, request.FILES, returns=returns_of(row))
    is_good = form.is_valid()
    do, said, then = _act(request, row, form)

    def again(refusal: RuleBroken | None = None, status: int = 409) -> HttpResponse:
        fresh = _task(request, row.pk)
        form.returns = [found for found in returns_of(fresh) if found.pk in form.row_counts]
        return _show(request, fresh, form=form, refusal=refusal, status=status)

    if is_good:
        return carried_out(request, do, said=said, then=then, again=again)
    try:
        _keep_files(request, row, form)
    except RuleBroken as refusal:
        return again(refusal)
    return again(status=422)


def _act(
    request: HttpRequest, row: Commission, form: TaskForm
) -> tuple[Callable[[], None], str, str]:
    """Return what the pressed button does, what is said then, and the page that follows."""
    who, at, page = the_person(request), timezone.now(), reverse("task", args=[row.pk])

    def save() -> None:
        _keep_files(request, row, form)
        commissioning.save_findings(
            row.pk, form.findings(), actor=who, at=at, page_opened_at=form.opened_at()
        )

    def save_and_send() -> None:
        save()
        commissioning.return_searches(row.pk, actor=who, at=at)

    if "send" in request.POST:
        return save_and_send, "Sent to the FOI office. Thank you.", reverse("tasks")
    document = _own_file(row, request.POST.get("remove", ""))
    if document is None:
        place = request.POST.get("rows", "")
        return save, "Saved.", f"{page}#q{place}" if place.isascii() and place.isdigit() else page

    def save_and_remove() -> None:
        save()
        commissioning.remove_found_file(row.pk, document.pk, actor=who, at=at)

    said = f"Saved, and “{document.name}” is removed."
    return save_and_remove, said, f"{page}#q{document.question_return_id}"


def _own_file(row: Commission, number: str) -> Document | None:
    if not (number.isascii() and number.isdigit()):
        return None
    return Document.objects.filter(
        pk=int(number), question_return__commission=row, removed_at__isnull=True
    ).first()


def _keep_files(request: HttpRequest, row: Commission, form: TaskForm) -> None:
    for question_return_id, stored in form.good_files():
        commissioning.add_found_file(
            row.pk, question_return_id, stored, actor=the_person(request), at=timezone.now()
        )

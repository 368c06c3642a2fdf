"""What a department was asked: the list, one task, and its acts."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from requests_app import permissions
from requests_app.domain.errors import RuleBroken
from requests_app.domain.london import london_day
from requests_app.forms.task import DeclineForm, TaskForm
from requests_app.models import Commission, Document
from requests_app.queries.tasks import limit_words, returns_of, tasks_of
from requests_app.services import commissioning
from requests_app.views.acting import carried_out, staff_only, the_person
from requests_app.views.downloads import as_download


@staff_only
@require_GET
def tasks(request: HttpRequest) -> HttpResponse:
    """Show what this person's departments owe."""
    found = tasks_of(permissions.visible_commissions(request.user))
    today = london_day(timezone.now())
    owed = [(row, *limit_words(row, today)) for row in found.owed]
    return render(
        request, "departments/tasks.html", {"owed": owed, "sent": found.sent, "today": today}
    )


def _task(request: HttpRequest, commission_id: int) -> Commission:
    rows = permissions.visible_commissions(request.user).select_related("case", "department")
    return get_object_or_404(rows, pk=commission_id)


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


def _show(
    request: HttpRequest,
    row: Commission,
    *,
    form: TaskForm | None = None,
    declining: DeclineForm | None = None,
    refusal: RuleBroken | None = None,
    status: int = 200,
) -> HttpResponse:
    can_answer = row.is_open and permissions.can_answer_commission(request.user, row)
    returns = returns_of(row)
    saved_at = max((found.saved_at for found in returns if found.saved_at), default=None)
    return render(
        request,
        "departments/task.html",
        {
            "row": row,
            "case": row.case,
            "form": (form or TaskForm(returns=returns)) if can_answer else None,
            "returns": returns,
            "declining": declining or DeclineForm(auto_id="decline_%s"),
            "refusal": refusal,
            "saved_at": saved_at,
            "today": london_day(timezone.now()),
        },
        status=status,
    )


def _save(request: HttpRequest, row: Commission) -> HttpResponse:
    """Save everything that is good, files first: a file cannot be typed again."""
    who, at = the_person(request), timezone.now()
    form = TaskForm(request.POST, request.FILES, returns=returns_of(row))
    is_valid = form.is_valid()

    def keep() -> None:
        for question_return_id, stored in form.good_files():
            commissioning.add_found_file(row.pk, question_return_id, stored, actor=who, at=at)

    def save() -> None:
        keep()
        commissioning.save_findings(row.pk, form.findings(), actor=who, at=at)
        if "send" in request.POST:
            commissioning.return_searches(row.pk, actor=who, at=at)

    def again(refusal: RuleBroken | None = None, status: int = 409) -> HttpResponse:
        fresh = Commission.objects.select_related("case", "department").get(pk=row.pk)
        form.returns = returns_of(fresh)
        return _show(request, fresh, form=form, refusal=refusal, status=status)

    if not is_valid:
        try:
            keep()
        except RuleBroken as refusal:
            return again(refusal)
        return again(status=422)
    sends = "send" in request.POST
    return carried_out(
        request,
        save,
        said="Sent to the FOI office. Thank you." if sends else "Saved.",
        then=reverse("tasks") if sends else reverse("task", args=[row.pk]),
        again=again,
    )


@staff_only
@require_POST
def decline(request: HttpRequest, commission_id: int) -> HttpResponse:
    """Send the questions back as somebody else's."""
    row = _task(request, commission_id)
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


@staff_only
@require_POST
def remove_file(request: HttpRequest, commission_id: int, document_id: int) -> HttpResponse:
    """Take a file off the return again."""
    row = _task(request, commission_id)
    document = get_object_or_404(
        Document, pk=document_id, question_return__commission=row, removed_at__isnull=True
    )
    return carried_out(
        request,
        lambda: commissioning.remove_found_file(
            row.pk, document.pk, actor=the_person(request), at=timezone.now()
        ),
        said=f"{document.name} is removed.",
        then=reverse("task", args=[row.pk]),
        again=lambda refusal: _show(request, _task(request, commission_id), refusal=refusal),
    )

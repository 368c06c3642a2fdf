"""A message that waits: read it, give it a place, settle a doubt."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from requests_app import permissions
from requests_app.domain.board import ATTENTION, REPLIES
from requests_app.domain.errors import RuleBroken
from requests_app.domain.london import london_day
from requests_app.domain.mail_display import folded, with_plain_links
from requests_app.domain.workflow import ROWS, Action, State
from requests_app.forms.messages import DismissForm, JoinForm, TakeOutForm
from requests_app.mail.headers import day_written
from requests_app.mail.parser import parse
from requests_app.models import Case, Direction, Document, Message, MessageKind, Undoable
from requests_app.queries.related_cases import those_that_stay
from requests_app.queries.unread_files import unread_files
from requests_app.services import correspondence, mail_intake, received_files, undoing
from requests_app.views.acting import carried_out, staff_only, the_person
from requests_app.views.also_open import also_open
from requests_app.views.downloads import as_download, download
from requests_app.views.taking_back import with_undo

MESSAGE = "message/rfc822"
MOST_READ = 1_000_000


def _named(name: str, address: str) -> str:
    if name and address:
        return f"{name} <{address}>"
    return name or address or "Sender not named"


def shown(message: Message, unread: Mapping[int, str] | None = None) -> dict[str, Any]:
    """Return a message as the component shows it; `unread` says which files are not searched."""
    is_sent = message.direction == Direction.OUTGOING
    own, quoted = folded(with_plain_links(message.text))
    return {
        "sender": f"To {message.recipient}"
        if is_sent
        else _named(message.sender_name, message.sender),
        "badge": message.get_kind_display(),
        "at": message.happened_at,
        "subject": message.subject,
        "text": own,
        "quoted": quoted,
        "is_sent": is_sent,
        "files": [
            {
                "url": reverse("message-file", args=[message.pk, file.pk]),
                "name": file.name,
                "kind": file.media_type,
                "size": file.size,
                "note": _note(file, (unread or {}).get(file.pk, "")),
            }
            for file in message.documents.all()
        ],
    }


def _note(file: Document, unread: str) -> str:
    note = file.get_safety_display().lower()
    return (
        f"{note}. Its words are not searched: {unread[0].lower()}{unread[1:]}" if unread else note
    )


def _message(request: HttpRequest, message_id: int) -> Message:
    if not permissions.can_see_applicant(request.user):
        raise Http404
    rows = Message.objects.select_related("case", "suggested_case", "delivery", "about", "raw")
    return get_object_or_404(rows.prefetch_related("documents"), pk=message_id)


def _show(
    request: HttpRequest,
    message: Message,
    *,
    refusal: RuleBroken | None = None,
    joining: Form | None = None,
    dismissing: Form | None = None,
    taking_out: Form | None = None,
    status: int = 200,
) -> HttpResponse:
    suggested = message.suggested_case.reference if message.suggested_case else ""
    is_incoming = message.direction == Direction.INCOMING
    inner = _inner(message)
    delivery = getattr(message, "delivery", None)
    return render(
        request,
        "casework/message.html",
        {
            "message": message,
            "shown": shown(message, unread_files(message)),
            "waits": message.case is None and not message.dismissed_reason,
            "joining": joining
            or JoinForm(initial={"reference": request.GET.get("back", "")[:30] or suggested}),
            "may_move": message.case is not None
            and is_incoming
            and message.kind != MessageKind.REQUEST,
            "asked_twice": message.case is not None
            and message.kind == MessageKind.REQUEST
            and State(message.case.state) in ROWS[Action.SPLIT].start,
            "dismissing": dismissing or DismissForm(),
            "refusal": refusal,
            "in_doubt": delivery is not None and delivery.is_in_doubt,
            "failed": delivery is not None and bool(delivery.failed_at) and not delivery.sent_at,
            "delivery": delivery,
            "may_scan": bool(settings.CLAMD) and is_incoming and bool(message.documents.all()),
            "inner": inner,
            "taking_out": taking_out
            or TakeOutForm(initial={"received_on": inner["day"] if inner else None}),
            "other_cases": list(message.other_cases.all()),
            "also_open": also_open(request, "message", message.pk),
        },
        status=status,
    )


@staff_only
@require_GET
def message(request: HttpRequest, message_id: int) -> HttpResponse:
    """Show one message."""
    return _show(request, _message(request, message_id))


def _list_of(message: Message) -> str:
    """Return the list in which the message waited."""
    is_guess = message.kind == MessageKind.POSSIBLE_REPLY
    return f"{reverse('inbox')}?tab={(REPLIES if is_guess else ATTENTION).key}"


def _act(
    request: HttpRequest, message_id: int, do: Callable[[], object], said: str, then: str = ""
) -> HttpResponse:
    def what_was_said(done: object) -> str:
        return with_undo(request, said, done) if isinstance(done, Undoable) else said

    return carried_out(
        request,
        do,
        said=what_was_said,
        then=then or f"{reverse('inbox')}?tab={ATTENTION.key}",
        again=lambda refusal: _show(request, _message(request, message_id), refusal=refusal),
    )


@staff_only
@require_POST
def join(request: HttpRequest, message_id: int) -> HttpResponse:
    """Join the message to a case."""
    row = _message(request, message_id)
    form = JoinForm(request.POST)
    if not form.is_valid():
        return _show(request, row, joining=form, status=422)
    reference = form.cleaned_data["reference"].strip().upper()
    case = Case.objects.filter(reference=reference).first()
    if case is None:
        form.add_error("reference", f"There is no case {reference}. Check the reference.")
        return _show(request, row, joining=form, status=422)
    (case,) = those_that_stay([case])
    return _act(
        request,
        row.pk,
        lambda: undoing.join(row.pk, case.pk, actor=the_person(request), at=timezone.now()),
        f"The message stands on {case.reference} now.",
        _list_of(row),
    )


@staff_only
@require_POST
def move(request: HttpRequest, message_id: int) -> HttpResponse:
    """Move the message to another case."""
    row = _message(request, message_id)
    form = JoinForm(request.POST)
    if not form.is_valid():
        return _show(request, row, joining=form, status=422)
    reference = form.cleaned_data["reference"].strip().upper()
    case = Case.objects.filter(reference=reference).first()
    if case is None:
        form.add_error("reference", f"There is no case {reference}. Check the reference.")
        return _show(request, row, joining=form, status=422)
    before = row.case.reference if row.case else ""
    return _act(
        request,
        row.pk,
        lambda: undoing.move(row.pk, case.pk, actor=the_person(request), at=timezone.now()),
        f"The message was moved from {before} to {case.reference}. To undo that, move it back.",
        f"{reverse('message', args=[row.pk])}?{urlencode({'back': before})}",
    )


@staff_only
@require_POST
def take_off(request: HttpRequest, message_id: int) -> HttpResponse:
    """Take the message off its case, back to the inbox."""
    row = _message(request, message_id)
    return _act(
        request,
        row.pk,
        lambda: undoing.move(row.pk, None, actor=the_person(request), at=timezone.now()),
        "The message is back in the inbox. To undo that, join it to its case again.",
        reverse("message", args=[row.pk]),
    )


@staff_only
@require_POST
def restore(request: HttpRequest, message_id: int) -> HttpResponse:
    """Bring a message that was put aside back to the inbox."""
    row = _message(request, message_id)
    return _act(
        request,
        row.pk,
        lambda: correspondence.restore(row.pk, actor=the_person(request), at=timezone.now()),
        "The message is back in the inbox.",
        reverse("message", args=[row.pk]),
    )


@staff_only
@require_POST
def open_case(request: HttpRequest, message_id: int) -> HttpResponse:
    """Make a new case of the message."""
    row = _message(request, message_id)
    return _act(
        request,
        row.pk,
        lambda: mail_intake.open_from_message(row.pk, actor=the_person(request), at=timezone.now()),
        "A new case is open. Its clock runs from the day the message came.",
        reverse("inbox"),
    )


@staff_only
@require_POST
def take_out(request: HttpRequest, message_id: int, document_id: int) -> HttpResponse:
    """Take in the message that came inside this one."""
    row = _message(request, message_id)
    document = get_object_or_404(Document, pk=document_id, message=row, media_type=MESSAGE)
    form = TakeOutForm(request.POST)
    if not form.is_valid():
        return _show(request, row, taking_out=form, status=422)

    def do() -> None:
        with document.file.open("rb") as content:
            mail_intake.take_out(
                row.pk,
                document.pk,
                content,
                received_on=form.cleaned_data["received_on"],
                actor=the_person(request),
                at=timezone.now(),
            )

    said = "The message inside is being taken in. It is in the inbox in a moment."
    return _act(request, row.pk, do, said, reverse("inbox"))


@staff_only
@require_POST
def dismiss(request: HttpRequest, message_id: int) -> HttpResponse:
    """Put the message aside, with the reason."""
    row = _message(request, message_id)
    form = DismissForm(request.POST)
    if not form.is_valid():
        return _show(request, row, dismissing=form, status=422)
    return _act(
        request,
        row.pk,
        lambda: undoing.dismiss(
            row.pk,
            reason=form.cleaned_data["reason"],
            actor=the_person(request),
            at=timezone.now(),
        ),
        "The message is put aside and kept.",
        _list_of(row),
    )


@staff_only
@require_POST
def handled(request: HttpRequest, message_id: int) -> HttpResponse:
    """Note that somebody has dealt with the message."""
    row = _message(request, message_id)
    return _act(
        request,
        row.pk,
        lambda: correspondence.mark_handled(row.pk, actor=the_person(request), at=timezone.now()),
        "Noted as dealt with.",
    )


@staff_only
@require_POST
def settle(request: HttpRequest, message_id: int, outcome: str) -> HttpResponse:
    """Say whether a message in doubt arrived; if not, it is sent again."""
    row = _message(request, message_id)
    if row.direction != Direction.OUTGOING:
        # Nothing of what came in was ever on its way out.
        raise Http404
    arrived = outcome == "arrived"
    return _act(
        request,
        row.pk,
        lambda: correspondence.settle_doubt(
            row.pk, arrived=arrived, actor=the_person(request), at=timezone.now()
        ),
        "Noted as arrived." if arrived else "It is being sent again.",
    )


@staff_only
@require_GET
def file(request: HttpRequest, message_id: int, document_id: int) -> HttpResponseBase:
    """Hand over a file that came with a message, as a download and nothing else."""
    row = _message(request, message_id)
    document = get_object_or_404(Document, pk=document_id, message=row)
    if document.is_in_quarantine:
        refusal = RuleBroken(
            f"“{document.name}” is in quarantine and is not handed over. {document.safety_reason}"
        )
        return _show(request, row, refusal=refusal, status=403)
    return as_download(document)


@staff_only
@require_POST
def scan(request: HttpRequest, message_id: int) -> HttpResponse:
    """Have the message's files shown to the virus scanner again."""
    row = _message(request, message_id)
    return _act(
        request,
        row.pk,
        lambda: received_files.ask_for_scan_of(row, actor=the_person(request), at=timezone.now()),
        "The files are being looked at again. What is found stands beside them in a moment.",
        reverse("message", args=[row.pk]),
    )


@staff_only
@require_GET
def original(request: HttpRequest, message_id: int) -> FileResponse:
    """Hand over the message exactly as it arrived, as a download and nothing else."""
    row = _message(request, message_id)
    if row.raw is None:
        raise Http404
    response = download(row.raw.file, f"message-{row.pk}.eml.txt")
    response["X-SHA-256"] = row.raw.sha256
    return response


def _inner(message: Message) -> dict[str, Any] | None:
    """Return the message that came inside this one, if a person may still take it out."""
    if message.case_id or message.dismissed_reason or message.direction != Direction.INCOMING:
        return None
    for document in message.documents.all():
        if document.media_type == MESSAGE and not document.is_in_quarantine:
            with document.file.open("rb") as stored:
                said = parse(stored.read(MOST_READ))
            day = day_written(said.date_header)
            return {
                "document": document,
                "sender": f"{said.sender_name} {said.answer_to}".strip(),
                "subject": said.subject,
                "date": said.date_header,
                # Offered, where it can be true; the person decides.
                "day": day if day and day <= london_day(message.happened_at) else None,
            }
    return None

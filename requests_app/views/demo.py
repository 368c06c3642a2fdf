"""The demonstration: sign in as anybody, and read the mail that would have left.

These addresses exist in demo mode only, which needs DEBUG; each view looks once more.
"""

from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from requests_app.domain.incoming import IncomingMessage
from requests_app.domain.london import LONDON
from requests_app.mail.parser import parse
from requests_app.models import User
from requests_app.views.downloads import SANDBOX

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
MOST_SHOWN = 200


def _demo_only() -> None:
    if not settings.DEMO:
        raise Http404


@require_POST
def sign_in(request: HttpRequest, user_id: int) -> HttpResponse:
    """Sign in as a person of the demonstration."""
    _demo_only()
    person = get_object_or_404(User, pk=user_id, is_active=True)
    login(request, person, backend=BACKEND)
    return HttpResponseRedirect(reverse("home"))


def _files() -> list[Path]:
    folder = Path(settings.MAIL_FOLDER) if settings.MAIL_FOLDER else None
    if folder is None or not folder.is_dir():
        return []
    return sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime, reverse=True)


@require_GET
def mail(request: HttpRequest) -> HttpResponse:
    """List the mail that was handed over, newest first."""
    _demo_only()
    rows = [_row(path, parse(path.read_bytes())) for path in _files()[:MOST_SHOWN]]
    return render(request, "demo/mail.html", {"rows": rows})


def _row(path: Path, read: IncomingMessage) -> dict[str, Any]:
    return {
        "name": path.stem,
        "to": ", ".join(read.recipients),
        "subject": read.subject,
        "at": datetime.fromtimestamp(path.stat().st_mtime, tz=LONDON),
        "files": len(read.attachments),
    }


def _read(name: str) -> tuple[Path, IncomingMessage]:
    _demo_only()
    for path in _files():
        if path.stem == name:
            return path, parse(path.read_bytes())
    raise Http404


@require_GET
def one_mail(request: HttpRequest, name: str) -> HttpResponse:
    """Show one mail."""
    path, read = _read(name)
    files = [
        {
            "url": reverse("demo-mail-file", args=[name, number]),
            "name": file.name,
            "kind": file.media_type,
            "size": file.size,
        }
        for number, file in enumerate(read.attachments)
    ]
    return render(
        request, "demo/one_mail.html", {"mail": read, "row": _row(path, read), "files": files}
    )


@require_GET
def mail_file(request: HttpRequest, name: str, number: int) -> FileResponse:
    """Hand over a file of a mail."""
    _, read = _read(name)
    if number >= len(read.attachments):
        raise Http404
    file = read.attachments[number]
    return FileResponse(
        BytesIO(file.content),
        as_attachment=True,
        filename=file.name,
        content_type="application/octet-stream",
        headers={"Content-Security-Policy": SANDBOX, "X-Content-Type-Options": "nosniff"},
    )

"""Files that people upload: size and kind are checked before anything is kept."""

import hashlib
from typing import Any, BinaryIO, cast

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from requests_app.disclosure.file_type import ENOUGH_TO_TELL, Refused, media_type_of
from requests_app.domain.file_names import safe_name
from requests_app.services.drafting import StoredFile


class CheckedFileField(forms.FileField):
    """A file field whose cleaned value is a `StoredFile`, or None where it may be empty."""

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Refuse what is too large, empty or of a kind that could run."""
        uploaded = super().clean(data, initial)
        return checked(uploaded) if isinstance(uploaded, UploadedFile) else None


class ManyFilesInput(forms.FileInput):
    """A file input that takes several files at once."""

    allow_multiple_selected = True


class CheckedFilesField(CheckedFileField):
    """The same for several files at once: its cleaned value is a list of `StoredFile`."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[StoredFile]:
        """Refuse all of them where one may not be kept, naming it."""
        one_by_one = map(super().clean, data or [None])
        return [stored for stored in one_by_one if stored]


def checked(uploaded: "UploadedFile[Any]") -> StoredFile:
    """Return an upload as a file to keep; raise `ValidationError` where it may not be.

    Read in pieces: a large file is never whole in memory.
    """
    name, size = safe_name(uploaded.name or "", otherwise="file"), uploaded.size or 0
    limit = settings.UPLOAD_LIMIT_MB
    if size > limit * 1024 * 1024:
        raise forms.ValidationError(
            f"“{name}” is {size / 1024 / 1024:.0f} MB. The largest file that can be uploaded "
            f"is {limit} MB. Split it, or save it in a smaller form."
        )
    uploaded.seek(0)
    try:
        media_type = media_type_of(uploaded.read(ENOUGH_TO_TELL), name)
    except Refused as refusal:
        raise forms.ValidationError(str(refusal)) from refusal
    sha256 = hashlib.sha256()
    for piece in uploaded.chunks():
        sha256.update(piece)
    uploaded.seek(0)
    return StoredFile(
        name=name,
        media_type=media_type,
        size=size,
        sha256=sha256.hexdigest(),
        content=cast("BinaryIO", uploaded),
    )


class UploadForm(forms.Form):
    """One file."""

    file = CheckedFileField(
        label="Add a file",
        error_messages={
            "required": "Choose a file to add.",
            "empty": "The file you chose is empty. Choose another.",
        },
    )

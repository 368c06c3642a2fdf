"""Uploads: kept under their real type and seal, or refused in words."""

import hashlib
import io

import pytest
from django import forms
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile

from requests_app.forms.uploads import CheckedFilesField, UploadForm


def upload(content: bytes, name: str = "beds.csv") -> UploadForm:
    return UploadForm({}, {"file": SimpleUploadedFile(name, content)})


def test_a_file_is_kept_under_its_type_and_seal() -> None:
    form = upload(b"ward,beds\n", "../beds.csv")

    assert form.is_valid()
    stored = form.cleaned_data["file"]
    assert (stored.name, stored.media_type, stored.size) == ("beds.csv", "text/csv", 10)
    assert stored.sha256 == hashlib.sha256(b"ward,beds\n").hexdigest()
    assert stored.content.read() == b"ward,beds\n"


def test_a_file_over_the_limit_is_told_its_size_and_the_limit(settings: LazySettings) -> None:
    settings.UPLOAD_LIMIT_MB = 1

    assert upload(b"x" * 2_100_000).errors["file"] == [
        "“beds.csv” is 2 MB. The largest file that can be uploaded is 1 MB. "
        "Split it, or save it in a smaller form."
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file you chose is empty. Choose another."),
        (
            b"#!/bin/sh\nrm x\n",
            "“beds.csv” is a script. Upload a document, a spreadsheet, a picture or a PDF instead.",
        ),
    ],
)
def test_what_cannot_be_kept_is_refused_in_words(content: bytes, said: str) -> None:
    assert upload(content).errors["file"] == [said]


def test_nothing_chosen_is_said() -> None:
    assert UploadForm({}, {}).errors["file"] == ["Choose a file to add."]


class WatchedBytes(io.BytesIO):
    """Bytes that remember the largest piece anybody asked for."""

    largest = 0

    def read(self, size: int | None = None) -> bytes:
        self.largest = max(self.largest, 10**9 if size is None or size < 0 else size)
        return super().read(size)


def test_a_large_file_is_never_whole_in_memory() -> None:
    content = WatchedBytes(b"%PDF-1.7\n" + b"x" * 1_000_000)
    uploaded = UploadedFile(content, "scan.pdf", size=1_000_009)

    assert UploadForm({}, {"file": uploaded}).is_valid()
    assert 0 < content.largest <= uploaded.DEFAULT_CHUNK_SIZE


def test_several_files_are_kept_together_or_refused_by_name() -> None:
    field = CheckedFilesField(required=False)
    good = [SimpleUploadedFile(name, b"ward,beds\n") for name in ("a.csv", "b.csv")]

    assert [stored.name for stored in field.clean(good)] == ["a.csv", "b.csv"]
    assert field.clean([]) == []
    with pytest.raises(forms.ValidationError, match=r"“x\.exe” is a program"):
        field.clean([*good, SimpleUploadedFile("x.exe", b"words")])

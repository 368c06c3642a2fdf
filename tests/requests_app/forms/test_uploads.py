"""Uploads: kept under their real type and seal, or refused in words."""

import hashlib

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile

from requests_app.forms.uploads import UploadForm


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

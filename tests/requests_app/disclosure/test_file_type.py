"""A file is what its content says, whatever its name."""

import pytest

from requests_app.disclosure.file_type import Refused, media_type_of


@pytest.mark.parametrize(
    ("beginning", "name", "found"),
    [
        (b"%PDF-1.7\n", "letter.pdf", "application/pdf"),
        (b"%PDF-1.7\n", "letter.txt", "application/pdf"),
        (b"ward,beds\nA,4\n", "beds.csv", "text/csv"),
        (b"ward,beds\nA,4\n", "beds.txt", "text/plain"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "ward.png", "image/png"),
    ],
)
def test_documents_are_known_by_their_content(beginning: bytes, name: str, found: str) -> None:
    assert media_type_of(beginning, name) == found


@pytest.mark.parametrize(
    ("beginning", "name"),
    [
        (b"MZ" + b"\x00" * 58 + b"\x40\x00\x00\x00PE\x00\x00", "beds.pdf"),
        (b"\x7fELF\x02\x01\x01" + b"\x00" * 9 + b"\x02\x00\x3e\x00", "beds.csv"),
        (b"#!/bin/sh\nrm x\n", "beds.txt"),
        (b"<!doctype html><html><script>x</script></html>", "beds.txt"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'></svg>", "beds.png"),
        (b"plain words", "beds.pdf.exe"),
        (b"plain words", "beds.LNK"),
    ],
)
def test_what_could_run_is_refused_with_what_to_do(beginning: bytes, name: str) -> None:
    with pytest.raises(Refused, match="Upload a document, a spreadsheet, a picture or a PDF"):
        media_type_of(beginning, name)

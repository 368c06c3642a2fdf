"""A file is what its content says, whatever its name."""

from io import BytesIO
from zipfile import ZipFile

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
        (b"<?xml version='1.0'?>\n<!-- %s -->\n<svg xmlns='x'></svg>" % (b"." * 600), "beds.xml"),
        (b"<?xml version='1.0'?><HTML xmlns='http://www.w3.org/1999/xhtml'></HTML>", "beds.xml"),
        (b"#!/usr/bin/env pwsh\nls\n", "beds.txt"),
        (b"<?php echo 1; ?>", "beds.txt"),
        (b"@echo off\r\ndel *\r\n", "beds.txt"),
        (b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0\x46" + b"\0" * 60, "beds.pdf"),
        (b"[InternetShortcut]\r\nURL=https://example.org\r\n", "beds.txt"),
        (b"plain words", "beds.pdf.exe"),
        (b"plain words", "beds.exe. "),
        (b"plain words", "beds.LNK"),
    ],
)
def test_what_could_run_is_refused_with_what_to_do(beginning: bytes, name: str) -> None:
    with pytest.raises(Refused, match="Upload a document, a spreadsheet, a picture or a PDF"):
        media_type_of(beginning, name)


def test_office_documents_pictures_and_mails_are_welcome() -> None:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for part in ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"):
            archive.writestr(part, "x" * 50)
    kinds = {
        "beds.xlsx": media_type_of(packed.getvalue(), "beds.xlsx"),
        "old.doc": media_type_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old.doc"),
        "mail.eml": media_type_of(b"From: a@b\nTo: c@d\nSubject: x\n\nhello", "mail.eml"),
        "memo.txt": media_type_of(b"From the board we import fruit.\n", "memo.txt"),
    }

    assert kinds == {
        "beds.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "old.doc": "application/x-ole-storage",
        "mail.eml": "message/rfc822",
        "memo.txt": "text/plain",
    }


def test_a_refusal_names_the_file_without_its_tricks() -> None:
    with pytest.raises(Refused) as refused:
        media_type_of(b"plain words", "C:\\beds\u202efdp.exe")

    assert str(refused.value) == (
        "“bedsfdp.exe” is a program, a script or a page that can run. "
        "Upload a document, a spreadsheet, a picture or a PDF instead."
    )

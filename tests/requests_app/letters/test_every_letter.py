"""Every kind of letter on paper: tagged, titled, in English, whole, and fetched from nowhere."""

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from requests_app.disclosure.letter_words import letter_words
from requests_app.domain.letter_composing import About, composed, faults_of_letter, standard
from requests_app.domain.letter_content import LetterContent
from requests_app.domain.letter_kinds import KINDS, TemplateKind
from requests_app.domain.letter_samples import DAY, SAMPLES
from requests_app.domain.letter_template import parse
from requests_app.domain.plain_letter import plain_letter
from requests_app.domain.standard_letters import STANDARD
from requests_app.letters import pdf
from requests_app.letters.pdf import OwnFilesOnly, PdfVariant, RefusedAddress
from requests_app.letters.rendering import letter_html, letter_pdf
from tests.requests_app.domain.test_standard_letters import letter

WELSH = "Llŷr Ŵyn, Tŷ Gwyn, Pwllheli: ŵ ŷ Ŵ Ŷ â ê î ô û á £ “ ” – €"


@cache
def printed(kind: TemplateKind, large_print: bool = False) -> bytes:
    return letter_pdf(letter(kind), PdfVariant.UA, large_print=large_print)


def words(raw: bytes) -> str:
    pages = PdfReader(io.BytesIO(raw)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def fonts(page: Any) -> Iterator[Any]:
    for font in page.Resources.Font.values():
        yield font.DescendantFonts[0]


def sizes(raw: bytes) -> set[float]:
    """Return every size in points that text is set in, with the scale of the page."""
    found: set[float] = set()

    def visit(
        text: str, matrix: list[float], text_matrix: list[float], font: object, size: float
    ) -> None:
        if text.strip():
            found.add(round(abs(size * matrix[3] * text_matrix[3]), 1))

    for page in PdfReader(io.BytesIO(raw)).pages:
        page.extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize("kind", TemplateKind)
def test_each_is_tagged_titled_and_in_english(kind: TemplateKind) -> None:
    with pikepdf.open(io.BytesIO(printed(kind))) as read, read.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "FOI-2026-00042: Shifts that were not covered"
        assert read.Root.Lang == "en-GB"
        assert read.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in read.Root
        assert read.Root.ViewerPreferences.DisplayDocTitle


@pytest.mark.parametrize("kind", TemplateKind)
def test_each_has_our_fonts_inside_and_every_sign_of_its_words(kind: TemplateKind) -> None:
    with pikepdf.open(io.BytesIO(printed(kind))) as read:
        for page in read.pages:
            for font in fonts(page):
                assert "Arimo" in str(font.BaseFont)
                assert {"/FontFile2", "/FontFile3"} & set(font.FontDescriptor.keys())
    text = words(printed(kind))
    assert "\ufffd" not in text
    assert "\x00" not in text
    # A sign without a glyph of its own is not read back.
    for block in letter(kind).opening.split():
        assert block in text, block


@pytest.mark.parametrize("kind", TemplateKind)
def test_each_says_on_paper_what_its_kind_has_to_say(kind: TemplateKind) -> None:
    read = letter_words(printed(kind), "letter.pdf")

    for right in letter(kind).rights:
        assert right.heading in " ".join(read.split())
    assert faults_of_letter(kind, letter(kind)) == ()


@pytest.mark.parametrize("kind", TemplateKind)
def test_in_large_print_nothing_is_smaller_than_16_points(kind: TemplateKind) -> None:
    large = printed(kind, True)

    assert min(sizes(large)) >= 16
    assert min(sizes(printed(kind))) < 16
    # Long addresses break over two lines; all else is read back word by word.
    assert [block for block in letter(kind).opening.split() if block not in words(large)] == [
        block
        for block in letter(kind).opening.split()
        if "." in block[:-1] and len(block) > 20 and block not in words(large)
    ]
    with pikepdf.open(io.BytesIO(large)) as read, read.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"


@pytest.mark.parametrize("kind", TemplateKind)
def test_as_plain_text_no_word_is_lost(kind: TemplateKind) -> None:
    content = letter(kind)
    text = " ".join(plain_letter(content).split())

    assert f"Our reference: {content.reference}" in text
    for part in (content.opening, content.closing, *(right.text for right in content.rights)):
        assert " ".join(part.split()) in text
    for question in content.questions:
        for said in (question.text, question.finding, question.answer):
            assert " ".join(said.split()) in text


@pytest.mark.parametrize("large_print", [False, True])
def test_welsh_letters_and_signs_have_their_glyphs(large_print: bool) -> None:
    kind = TemplateKind.LAPSE
    template = parse(f"{WELSH}\n\n{STANDARD[kind]}", KINDS[kind].places)

    read = words(letter_pdf(letter(kind, template), PdfVariant.UA, large_print=large_print))

    assert WELSH in read


@pytest.mark.parametrize(
    "address",
    ["file:///etc/passwd", "http://169.254.169.254/latest", "https://example.org/x.png",
     "ftp://example.org/x", "data:text/plain,x", "own:../settings.py"],
)  # fmt: skip
def test_a_template_that_asks_for_a_file_or_an_address_gets_nothing(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    fetch = OwnFilesOnly.fetch

    def noting(self: OwnFilesOnly, url: str, *args: Any, **more: Any) -> Any:
        asked.append(url)
        return fetch(self, url, *args, **more)

    monkeypatch.setattr(pdf.OwnFilesOnly, "fetch", noting)
    kind = TemplateKind.LAPSE
    hostile = f"<img src='{address}'> <link rel='stylesheet' href='{address}'> url({address})"
    content = letter(kind, parse(f"{hostile}\n\n{STANDARD[kind]}", KINDS[kind].places))

    raw = letter_pdf(content, PdfVariant.UA)

    assert "<img" not in letter_html(content)
    # Printed as the words they are, and nothing was asked for but our own fonts.
    assert address.replace("/", "") in words(raw).replace(" ", "").replace("/", "")
    assert all(url.startswith("own:arimo") for url in asked)
    with pytest.raises(RefusedAddress):
        OwnFilesOnly({"font": Path("font")}).fetch(address)


def test_a_letter_that_is_not_dated_yet_says_so_as_text() -> None:
    kind = TemplateKind.LAPSE
    undated = composed(kind, standard(kind), _about(letter(kind)), SAMPLES[kind].own, dated=None)

    assert "Date: Not yet issued" in plain_letter(undated)
    assert f"Date: {DAY.day} November 2026" in plain_letter(letter(kind))


def _about(content: LetterContent) -> Any:
    from_letter = ("reference", "subject", "regime", "received_on", "authority", "regulator")
    return About(contact="", **{name: getattr(content, name) for name in from_letter})

"""The letter on paper: its words, their order, its tags."""

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pikepdf
import pytest
from pypdf import PdfReader

from requests_app.domain.letter_content import (
    AnsweredQuestion,
    Authority,
    LetterContent,
    LetterKind,
)
from requests_app.letters.pdf import PdfVariant
from requests_app.letters.rendering import (
    address_sheet_pdf,
    exchanges,
    letter_html,
    letter_pdf,
)


def words(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def tags(pdf: pikepdf.Pdf) -> Iterator[str]:
    def walk(element: Any) -> Iterator[str]:
        if isinstance(element, pikepdf.Dictionary) and "/S" in element:
            yield str(element.S)
            kids = element.get("/K", [])
            for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
                yield from walk(kid)

    for top in pdf.Root.StructTreeRoot.K:
        yield from walk(top)


@pytest.fixture
def sent(letter: LetterContent) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(letter_pdf(letter, PdfVariant.UA))) as pdf:
        yield pdf


def test_the_sent_letter_says_that_it_is_accessible(sent: pikepdf.Pdf) -> None:
    with sent.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == (
            "FOI-2018-00042: Collaborations with Immigration Enforcement"
        )
    assert sent.Root.Lang == "en-GB"
    assert sent.Root.MarkInfo.Marked
    assert sent.Root.ViewerPreferences.DisplayDocTitle


def test_headings_paragraphs_and_lists_are_tagged(sent: pikepdf.Pdf) -> None:
    counted = Counter(tags(sent))

    assert {tag: counted[tag] for tag in ("/H1", "/H2", "/H3", "/L", "/LI")} == {
        "/H1": 1,
        "/H2": 1 + 3 + 1 + 1 + 3,
        "/H3": 3,
        "/L": 2,
        "/LI": 3,
    }


def test_the_kept_copy_is_archival_and_tagged_too(letter: LetterContent) -> None:
    with (
        pikepdf.open(io.BytesIO(letter_pdf(letter, PdfVariant.ARCHIVE))) as pdf,
        pdf.open_metadata() as metadata,
    ):
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "U")
        assert "/StructTreeRoot" in pdf.Root
        assert "/OutputIntents" in pdf.Root


def test_every_font_is_ours_and_embedded(sent: pikepdf.Pdf) -> None:
    fonts = {
        str(font.DescendantFonts[0].BaseFont).split("+")[1]: "/FontFile2"
        in font.DescendantFonts[0].FontDescriptor
        or "/FontFile3" in font.DescendantFonts[0].FontDescriptor
        for page in sent.pages
        for font in page.Resources.Font.values()
    }

    assert {name.split("-")[0] for name in fonts} == {"Arimo"}
    assert all(fonts.values())


def test_the_same_letter_gives_the_same_bytes(letter: LetterContent) -> None:
    assert letter_pdf(letter, PdfVariant.UA) == letter_pdf(letter, PdfVariant.UA)


def test_it_reads_in_the_order_a_person_would(letter: LetterContent) -> None:
    read = words(letter_pdf(letter, PdfVariant.UA))
    stations = [
        "Harrowdene Hospitals NHS Trust",
        "Our reference FOI-2018-00042",
        "Date 22 August 2018",
        "Collaborations with Immigration Enforcement",
        "Thank you for your request",
        "This request refers to April",
        "1 Procedures for working",
        "1b information routinely shared.",
        "We hold this information and are giving it to you in full.",
        "section 5",
        "2a how many were in primary care;",
        "Section 1(1)(a)",
        "We searched the log, and found nothing",
        "Overseas visitors policy.pdf",
        "If you need more help",
        "If you would like us to look again",
        "the Information Commissioner",
        "Open Government Licence",
    ]

    assert [place for place in stations if place not in read] == []
    assert sorted(stations, key=read.index) == stations


def test_a_question_stays_with_the_beginning_of_its_answer(letter: LetterContent) -> None:
    pages = [
        page.extract_text()
        for page in PdfReader(io.BytesIO(letter_pdf(letter, PdfVariant.UA))).pages
    ]
    (asked,) = [page for page in pages if "how many were in primary care" in page]

    assert len(pages) > 1
    assert "The number of times it was shared" in asked
    assert "We searched the log" in asked


def test_each_page_bears_the_reference_and_its_number(letter: LetterContent) -> None:
    pages = PdfReader(io.BytesIO(letter_pdf(letter, PdfVariant.UA))).pages
    count = len(pages)

    for number, page in enumerate(pages, start=1):
        read = page.extract_text()
        assert f"Page {number} of {count}" in read
        assert "FOI-2018-00042" in read


def test_welsh_letters_come_out_right(letter: LetterContent) -> None:
    assert "Siân Ŵyn of Tŷ Gwyn counted two." in words(letter_pdf(letter, PdfVariant.UA))


def test_what_people_typed_cannot_become_markup(letter: LetterContent) -> None:
    hostile = replace(letter, subject="<img src='file:///etc/passwd'>")

    assert "<img" not in letter_html(hostile)
    assert "<img src='file:///etc/passwd'>" in words(letter_pdf(hostile, PdfVariant.UA))


def test_an_undated_letter_says_that_it_has_not_been_issued(letter: LetterContent) -> None:
    assert "Not yet issued" in words(letter_pdf(replace(letter, dated=None), PdfVariant.UA))


def test_an_unanswered_question_shows_in_a_draft(letter: LetterContent) -> None:
    open_question = AnsweredQuestion("3", "Why?", "", None)

    html = letter_html(replace(letter, questions=(open_question,)))

    assert html.count("Not answered yet.") == 1


def test_a_letter_without_questions_still_prints(letter: LetterContent) -> None:
    bare = replace(letter, questions=(), context="", enclosures=(), rights=(), closing="")

    assert "Thank you for your request" in words(letter_pdf(bare, PdfVariant.UA))


def test_a_very_long_word_stays_on_the_page(letter: LetterContent) -> None:
    long = replace(letter, subject="x" * 400)
    html_words = words(letter_pdf(long, PdfVariant.UA)).replace(" ", "")

    assert max(map(len, re.findall("x+", html_words))) == 400


def test_three_hundred_questions_are_all_printed(letter: LetterContent) -> None:
    many = tuple(AnsweredQuestion(str(n), f"Ward {n}?", f"Bed {n}.", None) for n in range(300))

    read = words(letter_pdf(replace(letter, questions=many), PdfVariant.UA))

    assert [n for n in range(300) if f"{n} Ward {n}? Our answer Bed {n}." not in read] == []


def test_parts_stand_above_the_answer_that_covers_them(letter: LetterContent) -> None:
    grouped = [
        ([asked.number for asked in exchange.asked], bool(exchange.answer))
        for exchange in exchanges(letter.questions)
    ]

    assert grouped == [(["1", "1a", "1b"], True), (["2", "2a"], True), (["2b"], True)]


def test_no_question_is_lost_in_the_grouping() -> None:
    def part(number: str, parent: str = "", answer: str = "") -> AnsweredQuestion:
        return AnsweredQuestion(number, "?", answer, None, "", parent)

    questions = (
        part("1", answer="Yes."),
        part("1a", "1", "No."),
        part("1b", "1"),
        part("2"),
        part("2a", "2"),
        part("3"),
        part("3a", "3"),
        part("3b", "3", "Yes."),
        part("3c", "3", "Yes."),
    )

    assert [[asked.number for asked in e.asked] for e in exchanges(questions)] == [
        ["1", "1b"],
        ["1a"],
        ["2"],
        ["2a"],
        ["3a"],
        ["3", "3b"],
        ["3c"],
    ]


def test_the_address_sheet_bears_the_name_that_the_letter_does_not(
    letter: LetterContent, authority: Authority
) -> None:
    sheet = words(
        address_sheet_pdf("FOI-2018-00042", "Siân Ŵyn", ("12 Lane", "HD2 1AA"), authority)
    )

    assert "Siân Ŵyn 12 Lane HD2 1AA" in sheet
    assert "FOI-2018-00042" in sheet


def test_an_acknowledgement_for_the_post_has_no_questions(letter: LetterContent) -> None:
    acknowledgement = replace(
        letter,
        kind=LetterKind.ACKNOWLEDGEMENT,
        opening="We have your request.\n\nWe will answer.",
        context="",
        questions=(),
        closing="",
        enclosures=(),
        rights=(),
    )

    read = words(letter_pdf(acknowledgement, PdfVariant.UA))

    assert "We have received your request" in read
    assert "We have your request. We will answer." in read
    assert "You asked" not in read

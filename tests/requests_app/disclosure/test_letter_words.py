"""The words of a letter come out of any of its formats."""

from io import BytesIO

import docx
import pytest
from weasyprint import HTML

from requests_app.disclosure.letter_words import Unreadable, letter_words

WORDS = "We are withholding the rates under section 43(2) of the Act."


def word_file() -> bytes:
    document = docx.Document()
    document.add_paragraph(WORDS)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text = "In a"
    table.rows[0].cells[1].text = "table"
    document.sections[0].footer.paragraphs[0].text = "At the foot"
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def pdf_file() -> bytes:
    made: bytes = HTML(string=f"<p lang=en>{WORDS}</p>").write_pdf()
    return made


@pytest.mark.parametrize(
    "content",
    [
        WORDS.encode(),
        f"\ufeff{WORDS}".encode(),
        WORDS.encode("utf-16"),
        f"# Decision\n\n**{WORDS}**".encode(),
        f"<!doctype html><style>p{{}}</style><p>{WORDS}</p>".encode(),
        word_file(),
        pdf_file(),
    ],
    ids=["text", "with-mark", "utf-16", "markdown", "html", "word", "pdf"],
)
def test_words_are_read(content: bytes) -> None:
    assert WORDS in letter_words(content)


def test_a_word_file_gives_its_tables_and_its_foot() -> None:
    words = letter_words(word_file())

    assert "In a table" in words
    assert "At the foot" in words


def test_what_is_not_seen_in_html_is_not_read_and_quotes_keep_their_mark() -> None:
    words = letter_words(
        b"<html><script>secret()</script><blockquote><p>You asked</p></blockquote><p>Ours</p>"
    )

    assert "secret" not in words
    assert "> You asked" in words
    assert "Ours" in words


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no words"),
        (b"   \n ", "no words"),
        (b"%PDF-1.7 broken", "damaged"),
        (b"PK\x03\x04 broken", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Word"),
        (b"GIF89a\0\0\0\0", "neither text"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(content: bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        letter_words(content)

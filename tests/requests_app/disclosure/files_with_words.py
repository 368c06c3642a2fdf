"""Files of every kind that can hold words, each with the words that it is given."""

from collections.abc import Callable
from html import escape
from io import BytesIO

import docx
from weasyprint import HTML

from tests.requests_app.mail.building import zipped

SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
ODF = "urn:oasis:names:tc:opendocument:xmlns"
TYPES = {"[Content_Types].xml": b"<Types/>"}


def text(words: str) -> bytes:
    return words.encode()


def web_page(words: str) -> bytes:
    return f"<html><script>var hidden</script><body><p>{escape(words)}</p></body></html>".encode()


def rich_text(words: str) -> bytes:
    return rb"{\rtf1\ansi " + words.encode("cp1252") + rb"\par}"


def pdf(words: str) -> bytes:
    written: bytes = HTML(string=f"<p>{escape(words)}</p>").write_pdf()
    return written


def word(words: str) -> bytes:
    document, kept = docx.Document(), BytesIO()
    document.add_table(rows=1, cols=1).cell(0, 0).text = words
    document.save(kept)
    return kept.getvalue()


def excel(words: str) -> bytes:
    shared = f'<sst xmlns="{SHEET}"><si><t>{escape(words)}</t></si><si><t>next</t></si></sst>'
    sheet = f'<worksheet xmlns="{SHEET}"><sheetData><c t="s"><v>0</v></c></sheetData></worksheet>'
    return zipped(
        TYPES
        | {"xl/sharedStrings.xml": shared.encode(), "xl/worksheets/sheet1.xml": sheet.encode()}
    )


def slides(words: str) -> bytes:
    page = f'<p xmlns:a="{DRAWING}"><a:p><a:r><a:t>{escape(words)}</a:t></a:r></a:p></p>'
    return zipped(TYPES | {"ppt/slides/slide1.xml": page.encode()})


def open_document(words: str) -> bytes:
    content = (
        f'<o:document-content xmlns:o="{ODF}:office:1.0" xmlns:t="{ODF}:text:1.0"><o:meta>no words'
        f"</o:meta><o:body><t:p>{escape(words)}</t:p></o:body></o:document-content>"
    )
    return zipped({"META-INF/manifest.xml": b"<m/>", "content.xml": content.encode()})


def archive(words: str) -> bytes:
    return zipped({"a/one.docx": word(words), "two.txt": b"the second"})


KINDS: dict[str, Callable[[str], bytes]] = {
    "notes.txt": text,
    "table.csv": text,
    "page.html": web_page,
    "letter.pdf": pdf,
    "letter.docx": word,
    "table.xlsx": excel,
    "talk.pptx": slides,
    "letter.odt": open_document,
    "several.zip": archive,
}

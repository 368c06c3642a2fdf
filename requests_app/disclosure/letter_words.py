"""The words of a letter in a file: plain text, Markdown, HTML, Word or PDF.

The only importer of the libraries that open Word and PDF files for reading.
"""

import re
from html.parser import HTMLParser
from io import BytesIO
from zipfile import BadZipFile

import docx
import pypdfium2
from charset_normalizer import from_bytes
from docx.document import Document
from docx.opc.exceptions import OpcError, PackageNotFoundError
from docx.table import Table
from docx.text.paragraph import Paragraph

LONGEST = 2_000_000
"""Characters. No letter is longer; a file that is was made to exhaust us."""
MOST_PAGES = 500
PDF_MARK, ZIP_MARK, OLD_WORD_MARK = b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_LOOKS_LIKE_HTML = re.compile(
    rb"^\s*(?:<!doctype html|<html|<head|<body|<\?xml[^>]*>\s*<html)", re.I
)


class Unreadable(ValueError):
    """No words can be read from the file. The message says why, and what to do."""


class NoWords(Unreadable):
    """The file opens, and holds no words: a scan."""


def letter_words(content: bytes, name: str = "", *, longest: int = LONGEST) -> str:
    """Return the words of a letter, told by its content and not by its name.

    No more than `longest` characters; of a PDF no page is read beyond them.

    Raises `Unreadable` where there are none: an encrypted file, a scan without text, an old Word
    format, something that is no letter at all.
    """
    if content.startswith(PDF_MARK):
        words = _from_pdf(content, longest)
    elif content.startswith(ZIP_MARK):
        words = _from_word(content)
    elif content.startswith(OLD_WORD_MARK):
        raise Unreadable("This is an old Word file. Save it as .docx or PDF and try again.")
    elif _LOOKS_LIKE_HTML.match(content) or name.lower().endswith((".html", ".htm")):
        words = _from_html(_decoded(content))
    else:
        words = _decoded(content)
    if not words.strip():
        raise NoWords("There are no words in this file. A scan has to be read by OCR first.")
    return words[:longest]


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if b"\0" in content[:4096]:
        raise Unreadable("This is not a letter: it is neither text, HTML, Word nor PDF.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        best = from_bytes(content[:200_000]).best()
        return content.decode(best.encoding if best else "cp1252", errors="replace")


def _from_pdf(content: bytes, longest: int) -> str:
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as problem:
        raise Unreadable("This PDF cannot be opened: it is damaged or locked.") from problem
    pages: list[str] = []
    size = 0
    try:
        for number in range(min(len(document), MOST_PAGES)):
            if size > longest:
                break
            pages.append(document[number].get_textpage().get_text_bounded())
            size += len(pages[-1])
    except pypdfium2.PdfiumError as problem:
        raise Unreadable("A page of this PDF cannot be read: it is damaged.") from problem
    finally:
        document.close()
    # What PDFium writes where a word was broken at the end of a line.
    return "\n\n".join(pages).replace("\ufffe\r\n", "").replace("\ufffe", "").replace("\x02", "-")


def _from_word(content: bytes) -> str:
    try:
        document: Document = docx.Document(BytesIO(content))
    except (OpcError, PackageNotFoundError, BadZipFile, KeyError, ValueError) as problem:
        raise Unreadable(
            "This Word file cannot be opened: it is damaged or no letter."
        ) from problem
    lines = [
        line
        for section in document.sections
        for part in (section.header, section.footer)
        if not part.is_linked_to_previous
        for line in _lines_of(part.iter_inner_content())
    ]
    return "\n\n".join([*_lines_of(document.iter_inner_content()), *lines])


def _lines_of(blocks: object) -> list[str]:
    lines: list[str] = []
    for block in blocks:  # type: ignore[attr-defined]
        if isinstance(block, Paragraph):
            lines.append(block.text)
        elif isinstance(block, Table):
            lines += [" ".join(cell.text for cell in row.cells) for row in block.rows]
    return lines


_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "td",
        "th",
        "tr",
        "ul",
        "title",
    ]
)
_UNSEEN = frozenset(["script", "style", "template", "noscript", "svg"])


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0
        self._quoted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "blockquote":
            self._quoted += 1
        if tag in _BLOCKS:
            self.parts.append("\n\n> " if self._quoted else "\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(0, self._unseen - 1)
        elif tag == "blockquote":
            self._quoted = max(0, self._quoted - 1)
        if tag in _BLOCKS:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            # Line breaks in HTML are spaces; a quoted block keeps its mark on one line.
            self.parts.append(re.sub(r"\s+", " ", data))


def _from_html(text: str) -> str:
    words = _Words()
    words.feed(text)
    words.close()
    return "".join(words.parts)

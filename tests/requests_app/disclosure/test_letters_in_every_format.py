"""Letters of every kind, complete and lacking one thing, judged alike however they are kept."""

import io
from collections.abc import Callable, Iterator
from html import escape

import docx
import pytest
from weasyprint import HTML

from exemptions.domain.notice import NoticeKind, Severity
from exemptions.domain.notice_check import check_notice
from requests_app.disclosure.letter_words import letter_words
from tests.exemptions.domain.letter_corpus import Marked, corpus

COMPLETE = 2
"""How many complete letters of a kind there have to be, at the least."""


def as_text(words: str) -> tuple[bytes, str]:
    return words.encode(), "letter.txt"


def as_markdown(words: str) -> tuple[bytes, str]:
    first, *rest = words.split("\n\n")
    return "\n\n".join((f"# {first}", *rest)).encode(), "letter.md"


def as_html(words: str) -> tuple[bytes, str]:
    blocks = "".join(f"<p>{escape(block)}</p>" for block in words.split("\n\n"))
    return f"<html lang=en><body>{blocks}</body></html>".encode(), "letter.html"


def as_word(words: str) -> tuple[bytes, str]:
    document, kept = docx.Document(), io.BytesIO()
    for block in words.split("\n\n"):
        document.add_paragraph(block)
    document.save(kept)
    return kept.getvalue(), "letter.docx"


def as_pdf(words: str) -> tuple[bytes, str]:
    html, _ = as_html(words)
    return HTML(string=html.decode()).write_pdf(), "letter.pdf"


FORMATS = (as_text, as_markdown, as_html, as_word, as_pdf)
LETTERS: dict[NoticeKind, list[Marked]] = {}
for each in corpus():
    LETTERS.setdefault(each.kind, []).append(each)


def lacking_one(kind: NoticeKind) -> Iterator[tuple[str, str]]:
    """Return for each rule of a kind one letter that lacks what it asks for."""
    seen: set[str] = set()
    for letter in LETTERS[kind]:
        for rule, _, words in letter.lacking():
            if rule not in seen:
                seen.add(rule)
                yield rule, words


def faults(kind: NoticeKind, kept: tuple[bytes, str]) -> set[str]:
    found = check_notice(kind, letter_words(*kept)).findings
    return {finding.rule for finding in found if finding.severity is not Severity.ADVICE}


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_kind_has_complete_letters_and_ones_that_lack_something(kind: NoticeKind) -> None:
    assert len(LETTERS[kind]) >= COMPLETE
    assert list(lacking_one(kind))


@pytest.mark.parametrize("keep", FORMATS, ids=lambda keep: keep.__name__)
@pytest.mark.parametrize("kind", NoticeKind)
def test_complete_letters_pass_in_every_format(
    kind: NoticeKind, keep: Callable[[str], tuple[bytes, str]]
) -> None:
    for letter in LETTERS[kind][:COMPLETE]:
        assert faults(kind, keep(letter.complete)) == set(), letter.name


@pytest.mark.parametrize("keep", FORMATS, ids=lambda keep: keep.__name__)
@pytest.mark.parametrize("kind", NoticeKind)
def test_what_lacks_is_named_in_every_format(
    kind: NoticeKind, keep: Callable[[str], tuple[bytes, str]]
) -> None:
    for rule, words in lacking_one(kind):
        assert rule in faults(kind, keep(words)), rule

"""From a letter as a value to the page and the PDF."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string

from requests_app.domain.letter_content import (
    AnsweredQuestion,
    Authority,
    LetterContent,
    digest,
)
from requests_app.domain.letter_wording import STATUTE
from requests_app.letters.catalogue import CATALOGUE
from requests_app.letters.pdf import PdfVariant, render_pdf
from requests_app.letters.text_blocks import Block, text_blocks

_FONTS = (
    "arimo-latin-400-normal.woff2",
    "arimo-latin-700-normal.woff2",
    "arimo-latin-ext-400-normal.woff2",
    "arimo-latin-ext-700-normal.woff2",
)


@dataclass(frozen=True)
class Asked:
    """One question as it is printed."""

    number: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Exchange:
    """A tinted box of questions and the one answer beneath it."""

    asked: tuple[Asked, ...]
    finding: str
    answer: tuple[Block, ...]


def exchanges(questions: Sequence[AnsweredQuestion]) -> tuple[Exchange, ...]:
    """Put each question above the answer that covers it.

    Lettered parts without an answer of their own stand with their parent, where that has
    one; a parent without an answer stands above its first part.
    """
    answered = {q.number for q in questions if _has_answer(q)}
    parents = {q.number: q for q in questions}
    found: list[Exchange] = []
    for question in questions:
        if question.number in answered:
            parent = parents.get(question.parent_number)
            if parent and parent.number not in answered and _is_first_part(question, questions):
                group = [parent, question]
            else:
                group = [question]
            group += [
                part
                for part in questions
                if part.parent_number == question.number and part.number not in answered
            ]
        elif question.parent_number in answered or _has_answered_part(question, questions):
            continue
        else:
            group = [question]
        asked = tuple(Asked(q.number, text_blocks(q.text)) for q in group)
        found.append(Exchange(asked, question.finding, text_blocks(question.answer)))
    return tuple(found)


def in_blocks(content: LetterContent) -> dict[str, object]:
    """Return the words of a letter in the paragraphs and lists that are shown."""
    return {
        "opening": text_blocks(content.opening),
        "asked_of_all": text_blocks(content.context),
        "exchanges": exchanges(content.questions),
        "closing": text_blocks(content.closing),
        "rights": [(right.heading, text_blocks(right.text)) for right in content.rights],
    }


def letter_html(content: LetterContent) -> str:
    """Return the letter as a page of HTML, made for paper."""
    form = CATALOGUE[content.kind]
    return render_to_string(
        form.template,
        {
            "letter": content,
            "title": form.title,
            "statute": STATUTE[content.regime],
            "colour": settings.AUTHORITY_COLOUR,
            **in_blocks(content),
        },
    )


def letter_pdf(content: LetterContent, variant: PdfVariant, *, large_print: bool = False) -> bytes:
    """Return the letter as a PDF: `UA` to send, `ARCHIVE` to keep.

    In large print nothing is smaller than 16 points, the foot of the page included.
    """
    sheets = ("letter.css", "large_print.css") if large_print else ("letter.css",)
    html = letter_html(content)
    return on_paper(html, sheets, variant, f"{digest(content)} {content.dated} {len(sheets)}")


def address_sheet_pdf(
    reference: str, name: str, address_lines: Sequence[str], authority: Authority
) -> bytes:
    """Return the sheet that goes before a posted letter, which itself bears no name."""
    html = render_to_string(
        "letters/address_sheet.html",
        {
            "reference": reference,
            "name": name,
            "address_lines": address_lines,
            "authority": authority,
            "colour": settings.AUTHORITY_COLOUR,
        },
    )
    return on_paper(html, ("address_sheet.css",), PdfVariant.UA, html)


def on_paper(html: str, style_sheets: Sequence[str], variant: PdfVariant, seed: str) -> bytes:
    """Return a page of ours as a PDF, in our type; `seed` is what makes it this file."""
    base_dir: Path = settings.BASE_DIR
    styles = base_dir / "templates" / "letters"
    return render_pdf(
        html,
        css_paths=[styles / name for name in ("paper.css", *style_sheets)],
        fonts={name: base_dir / "static" / "fonts" / name for name in _FONTS},
        variant=variant,
        identifier=hashlib.sha256(seed.encode()).digest()[:16],
    )


def _has_answer(question: AnsweredQuestion) -> bool:
    return bool(question.outcome or question.answer.strip())


def _has_answered_part(question: AnsweredQuestion, questions: Sequence[AnsweredQuestion]) -> bool:
    return any(q.parent_number == question.number and _has_answer(q) for q in questions)


def _is_first_part(question: AnsweredQuestion, questions: Sequence[AnsweredQuestion]) -> bool:
    return question is next(
        q for q in questions if q.parent_number == question.parent_number and _has_answer(q)
    )

"""A letter as plain text, for readers whose machine reads it out or sets it their own way."""

from collections.abc import Iterator

from requests_app.domain.letter_content import AnsweredQuestion, LetterContent


def plain_letter(content: LetterContent) -> str:
    """Return every word of the printed letter in the order in which it is read.

    One paragraph is one line, headings are lines of their own, and nothing is drawn with signs.
    """
    return "\n\n".join(part for part in _parts(content) if part.strip()) + "\n"


def _parts(content: LetterContent) -> Iterator[str]:
    authority = content.authority
    yield "\n".join((authority.name, *authority.address_lines))
    yield "\n".join(filter(None, (authority.foi_email, authority.foi_phone, authority.website)))
    dated = f"{content.dated.day} {content.dated:%B %Y}" if content.dated else "Not yet issued"
    yield f"Our reference: {content.reference}\nDate: {dated}"
    yield content.subject
    yield content.opening
    if content.context.strip():
        yield f"You asked, about your request as a whole:\n\n{content.context}"
    for question in content.questions:
        yield from _question(question)
    if content.enclosures:
        files = "\n".join(f"- {file.name}" for file in content.enclosures)
        yield f"Files with this letter:\n{files}"
    yield content.closing
    yield f"Freedom of Information Office\n{authority.name}"
    for right in content.rights:
        yield f"{right.heading}\n\n{right.text}"


def _question(question: AnsweredQuestion) -> Iterator[str]:
    yield f"You asked, question {question.number}:\n\n{question.text}"
    said = "\n\n".join(filter(None, (question.finding, question.answer.strip())))
    if said:
        yield f"Our answer to question {question.number}:\n\n{said}"

"""The paragraphs around the answers of a response, as the template of its kind has them."""

from dataclasses import dataclass

from requests_app.domain.letter_check import notice_kind
from requests_app.domain.letter_composing import filled
from requests_app.domain.letter_kinds import TemplateKind
from requests_app.domain.letter_template import Filled
from requests_app.models import Case
from requests_app.queries.letter_words import (
    StandingTemplate,
    about,
    numbered_template,
    standing_template,
)
from requests_app.queries.response_content import answers_alone


@dataclass(frozen=True)
class Frame:
    """What stands before and after the answers, and the template that it came from."""

    opening: str
    closing: str
    template: str


def kind_of_response(case: Case) -> TemplateKind:
    """Return which letter the answers of a case make, as they stand now."""
    return TemplateKind(notice_kind(answers_alone(case)).value)


def standing_frame(case: Case) -> Frame:
    """Return the paragraphs of the template that stands for what the answers make."""
    template = standing_template(kind_of_response(case))
    words = _words(case, template)
    return Frame(words.opening, words.closing, template.label)


def is_untouched(case: Case, frame: Frame) -> bool:
    """Whether the paragraphs are to the letter those of the template that they came from."""
    template = numbered_template(frame.template)
    if template is None:
        return False
    words = _words(case, template)
    return _plain(words.opening) == _plain(frame.opening) and _plain(words.closing) == _plain(
        frame.closing
    )


def _words(case: Case, template: StandingTemplate) -> Filled:
    return filled(template.read(), about(case, in_mail=False), {})


def _plain(text: str) -> str:
    return " ".join(text.split())

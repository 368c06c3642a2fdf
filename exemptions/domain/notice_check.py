"""A letter held against what the law requires of its kind."""

from collections.abc import Callable

from exemptions.domain.answer_notice import ANSWERS
from exemptions.domain.eir_notice import EIR_NOTICES
from exemptions.domain.ending_notice import ENDINGS
from exemptions.domain.handling_notice import HANDLING
from exemptions.domain.letter_text import LetterText
from exemptions.domain.notice import Finding, NoticeCheck, NoticeKind, ReadLetter
from exemptions.domain.refusal_notice import REFUSALS
from exemptions.domain.statute_references import references_in

REQUIREMENTS: dict[NoticeKind, Callable[[ReadLetter], list[Finding]]] = {
    **HANDLING,
    **ANSWERS,
    **REFUSALS,
    **ENDINGS,
    **EIR_NOTICES,
}
"""What each kind is held against. Every kind has one (tested)."""


def check_notice(kind: NoticeKind, text: str) -> NoticeCheck:
    """Hold the text of any letter against what its kind requires.

    The words of the request that a letter repeats are left aside, so that what an applicant wrote
    is never taken for the authority's.
    """
    letter = LetterText(text)
    read = ReadLetter(letter, references_in(letter.own))
    findings = list(dict.fromkeys(REQUIREMENTS[kind](read)))
    return NoticeCheck(kind, tuple(findings), read.references)

"""What must stand in a letter before anybody is asked to sign it."""

from requests_app.domain.answered_questions import uncovered
from requests_app.domain.letter_content import LetterContent, LetterKind, RightKind


def what_is_missing(content: LetterContent) -> tuple[str, ...]:
    """Return, in the words the officer reads, what the letter still lacks.

    A response says of each part whether it is held and gives it (FOIA s.1(1)), offers our
    review and names the regulator (s.17(7)(a) and (b); EIR regs 11 and 18).
    """
    found: list[str] = []
    if not content.opening.strip():
        found.append("The letter has no opening.")
    if content.kind is LetterKind.RESPONSE:
        found += _missing_from_response(content)
    return tuple(found)


def _missing_from_response(content: LetterContent) -> list[str]:
    found: list[str] = []
    if not content.questions:
        found.append("The letter answers no question.")
    complete = {q.number for q in content.questions if q.outcome and q.answer.strip()}
    found += [
        f"Question {number} has no outcome, or no words of answer."
        for number in uncovered(content.questions, complete)
    ]
    offered = {right.kind for right in content.rights}
    if RightKind.REVIEW not in offered:
        found.append("The letter does not say how to ask us to look again.")
    if RightKind.COMPLAINT not in offered:
        found.append("The letter does not say how to complain to the regulator.")
    if not content.regulator.name or not any(content.regulator.address_lines):
        found.append("The regulator's name or address is not set.")
    return found

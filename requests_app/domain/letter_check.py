"""Our own letter held against the law, and against what was decided."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from exemptions.domain.acts import EIR, FOIA
from exemptions.domain.claim import Claim
from exemptions.domain.grounds import exceptions_relied_on, relied_on
from exemptions.domain.letter_text import LetterText
from exemptions.domain.notice import Finding, NoticeKind, ReadLetter, Severity
from exemptions.domain.notice_check import check_notice
from exemptions.domain.provision import Law
from exemptions.domain.register import covered_by, lifting_confirmation
from exemptions.domain.statute_references import Reference, references_in
from exemptions.domain.wording import REGULATOR
from requests_app.domain.letter_content import AnsweredQuestion, LetterContent, LetterKind
from requests_app.domain.outcomes import Outcome
from requests_app.domain.regime import Regime

KNOWN_REGULATOR = "Information Commissioner"
"""A name by which the check of letters knows the regulator."""

APART = {
    Outcome.NEITHER_CONFIRMED_NOR_DENIED: NoticeKind.NCND,
    Outcome.TOO_COSTLY: NoticeKind.COST_REFUSAL,
    Outcome.TOO_COSTLY_TO_SAY: NoticeKind.COST_REFUSAL,
    Outcome.VEXATIOUS: NoticeKind.VEXATIOUS,
    Outcome.REPEATED: NoticeKind.VEXATIOUS,
    Outcome.NOT_HELD: NoticeKind.NOT_HELD,
}
"""Outcomes of FOIA that have a notice of their own, also within a letter that gives the rest."""


def notice_kind(content: LetterContent) -> NoticeKind:
    """Return what kind of notice a letter is; a response, from what it says to each question."""
    if content.kind is LetterKind.REVIEW_OUTCOME:
        return NoticeKind.REVIEW_OUTCOME
    outcomes = {question.outcome for question in content.questions} - {None}
    refuses = outcomes & {Outcome.WITHHELD, Outcome.DISCLOSED_IN_PART}
    if content.regime is Regime.EIR and outcomes - {Outcome.DISCLOSED, Outcome.ALREADY_AVAILABLE}:
        return NoticeKind.EIR_REFUSAL
    if outcomes == {Outcome.NEITHER_CONFIRMED_NOR_DENIED}:
        return NoticeKind.NCND
    if refuses:
        gives = outcomes & {Outcome.DISCLOSED, Outcome.DISCLOSED_IN_PART}
        return NoticeKind.PARTIAL if gives else NoticeKind.REFUSAL
    if outcomes & {Outcome.TOO_COSTLY, Outcome.TOO_COSTLY_TO_SAY}:
        return NoticeKind.COST_REFUSAL
    if outcomes and outcomes <= {Outcome.VEXATIOUS, Outcome.REPEATED}:
        return NoticeKind.VEXATIOUS
    return NoticeKind.NOT_HELD if outcomes == {Outcome.NOT_HELD} else NoticeKind.DISCLOSURE


def own_words(content: LetterContent) -> str:
    """Return what we say in a letter, without the questions that it repeats."""
    texts = [content.opening]
    for question in content.questions:
        texts += [question.finding, question.answer]
    texts += [f"File with this letter: {file.name}" for file in content.enclosures]
    texts.append(content.closing)
    for right in content.rights:
        texts += [right.heading, right.text]
    return "\n\n".join(text for text in texts if text.strip())


def in_known_words(content: LetterContent) -> str:
    """Return what we say, with the regulator under the name that the check knows it by."""
    return regulator_in_known_words(own_words(content), (content.regulator.name,))


def regulator_in_known_words(text: str, names: Iterable[str]) -> str:
    """Return a letter in which the regulator, called by any of `names`, is named as the check
    knows it: one entry of its name serves letters and check alike.
    """
    for name in names:
        if not re.search(REGULATOR, name.casefold()):
            text = re.sub(re.escape(name), KNOWN_REGULATOR, text, flags=re.IGNORECASE)
    return text


def notices_in(content: LetterContent) -> tuple[tuple[NoticeKind, LetterContent], ...]:
    """Return each notice that a response is, with the part of the letter that has to be one.

    A letter may give one thing, not hold another and refuse a third: what the law asks of a
    refusal has to stand where it refuses, and not by chance beside something else. The EIR know
    one notice of refusal for all of it (reg 14).
    """
    if content.regime is Regime.EIR or content.kind is LetterKind.REVIEW_OUTCOME:
        return ((notice_kind(content), content),)
    apart: dict[NoticeKind, list[AnsweredQuestion]] = {}
    others = []
    for question in content.questions:
        kind = APART.get(question.outcome) if question.outcome else None
        if kind:
            apart.setdefault(kind, []).append(question)
        else:
            others.append(question)
    found = [
        (kind, replace(content, questions=tuple(questions), enclosures=()))
        for kind, questions in apart.items()
    ]
    if not apart or any(question.outcome for question in others):
        rest = replace(content, questions=tuple(others))
        found.insert(0, (notice_kind(rest), rest))
    return tuple(found)


def findings_on(content: LetterContent) -> tuple[Finding, ...]:
    """Return what the law finds missing or wrong in a response."""
    return tuple(each for each in advice_on(content) if each.severity is not Severity.ADVICE)


def advice_on(content: LetterContent) -> tuple[Finding, ...]:
    """Return all that the check says of a response while it is written: faults come first."""
    found = [
        finding
        for kind, part in notices_in(content)
        for finding in check_notice(kind, in_known_words(part)).findings
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda each: each.severity is Severity.ADVICE))


def citation_faults(content: LetterContent, claims: Sequence[Claim]) -> tuple[str, ...]:
    """Return where the letter cites other exemptions than those that were decided.

    Our own sentence for what is already available cites s.21(1) or reg 6(1)(b) by itself, the one
    for what is not held under the EIR reg 12(4)(a), the one for cost reg 12(4)(b).
    """
    text = LetterText(own_words(content))
    read = ReadLetter(text, references_in(text.own))
    law = Law.EIR if content.regime is Regime.EIR else Law.FOIA
    cited = relied_on(read) if law is Law.FOIA else exceptions_relied_on(read)
    found = [
        f"The letter cites {reference.text}, and no such claim was decided. Claim it or take it "
        f"out."
        for reference in _once(cited)
        if not _is_decided(reference, claims, law) and not _is_ours(reference, content)
    ]
    found += [
        f"The claim of {claim.row.code} was decided, and the letter does not cite it."
        for claim in claims
        if not any(_names(reference, claim, law) for reference in cited)
    ]
    return tuple(found)


def _once(references: Iterable[Reference]) -> list[Reference]:
    return list({each.written: each for each in references}.values())


def _is_decided(reference: Reference, claims: Sequence[Claim], law: Law) -> bool:
    return any(_names(reference, claim, law) for claim in claims)


def _names(reference: Reference, claim: Claim, law: Law) -> bool:
    if reference.act is not (FOIA if law is Law.FOIA else EIR):
        return False
    rows = (
        *covered_by(reference.citation, law, date.max),
        *lifting_confirmation(reference.citation, law, date.max),
    )
    # s.31(2), s.36(5) and the like belong to their section without being an exemption.
    return claim.row in rows or (not rows and reference.section == claim.row.section)


def _is_ours(reference: Reference, content: LetterContent) -> bool:
    outcomes = {question.outcome for question in content.questions}
    return (
        (reference.section == "21" and Outcome.ALREADY_AVAILABLE in outcomes)
        or (reference.written == "6(1)(b)" and Outcome.ALREADY_AVAILABLE in outcomes)
        or (reference.written == "12(4)(a)" and Outcome.NOT_HELD in outcomes)
        or (
            reference.written == "12(4)(b)"
            and bool(outcomes & {Outcome.TOO_COSTLY, Outcome.TOO_COSTLY_TO_SAY})
        )
    )

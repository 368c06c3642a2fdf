"""A template and the facts of a case become a letter, and the letter is held to its kind."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from exemptions.domain.notice import Finding, Severity
from exemptions.domain.notice_check import check_notice
from requests_app.domain.letter_check import advice_on, in_known_words, notices_in
from requests_app.domain.letter_content import (
    AnsweredQuestion,
    Authority,
    EnclosedFile,
    LetterContent,
    LetterKind,
    Regulator,
    Right,
)
from requests_app.domain.letter_kinds import KINDS, TemplateKind
from requests_app.domain.letter_template import Filled, LetterTemplate, parse
from requests_app.domain.letter_wording import STATUTE, in_full, rights
from requests_app.domain.regime import Regime
from requests_app.domain.review_rights import to_the_regulator
from requests_app.domain.standard_letters import STANDARD


@dataclass(frozen=True, kw_only=True)
class About:
    """What every letter knows of its case, and never who asked.

    `contact` says how to reach us: it differs between a mail and a letter on paper.
    """

    reference: str
    subject: str
    regime: Regime
    received_on: date
    authority: Authority
    regulator: Regulator
    contact: str


def contact_on_paper(authority: Authority, reference: str) -> str:
    """Return how a reader of a letter reaches us."""
    phone = f" or call {authority.foi_phone}" if authority.foi_phone else ""
    return f"Write to {authority.foi_email}{phone}. Please quote {reference}."


def contact_in_mail(authority: Authority, reference: str) -> str:
    """Return how a reader of a mail reaches us."""
    phone = f" or call {authority.foi_phone}" if authority.foi_phone else ""
    return f"Just reply to this message{phone}, and quote {reference}."


def standard(kind: TemplateKind) -> LetterTemplate:
    """Return the template of the product itself."""
    return parse(STANDARD[kind], KINDS[kind].places)


def filled(template: LetterTemplate, about: About, own: Mapping[str, str]) -> Filled:
    """Fill a template with what every letter knows and with what this one says."""
    return template.fill(
        {
            "reference": about.reference,
            "subject": about.subject,
            "received_on": in_full(about.received_on),
            "statute": STATUTE[about.regime],
            "environmental": "yes" if about.regime is Regime.EIR else "",
            "contact": about.contact,
            "authority": about.authority.name,
            **own,
        }
    )


def composed(
    kind: TemplateKind,
    template: LetterTemplate,
    about: About,
    own: Mapping[str, str],
    *,
    dated: date | None,
    questions: Sequence[AnsweredQuestion] = (),
    context: str = "",
    enclosures: Sequence[EnclosedFile] = (),
) -> LetterContent:
    """Return the letter: a template that leaves out the answers or the rights leaves them out."""
    row = KINDS[kind]
    words = filled(template, about, own)
    told = tuple(questions) if words.has_answers else ()
    given: tuple[Right, ...] = ()
    if words.has_rights and row.letter is LetterKind.REVIEW_OUTCOME:
        given = (to_the_regulator(about.regime, about.authority, about.regulator),)
    elif words.has_rights:
        given = rights(
            about.regime, about.authority, about.regulator, (each.outcome for each in told)
        )
    return LetterContent(
        kind=row.letter,
        reference=about.reference,
        subject=about.subject,
        regime=about.regime,
        received_on=about.received_on,
        authority=about.authority,
        regulator=about.regulator,
        opening=words.opening,
        context=context if words.has_answers else "",
        questions=told,
        closing=words.closing,
        enclosures=tuple(enclosures),
        rights=given,
        dated=dated,
    )


def without_a_slot(kind: TemplateKind, template: LetterTemplate) -> str:
    """Return why a template cannot be the frame of its letter, or "" where it can."""
    if KINDS[kind].has_answers and not template.fill({}).has_answers:
        return (
            "This letter answers questions, and the template has no place for them. Write "
            "{{ answers }} on a line of its own where they belong."
        )
    return ""


def printed_words(content: LetterContent) -> str:
    """Return a letter from its head to its foot, as whoever gets it reads it."""
    head = [content.authority.name, ", ".join(content.authority.address_lines)]
    head += [content.authority.foi_email, content.authority.foi_phone]
    head.append(f"Our reference: {content.reference}")
    if content.dated:
        head.append(f"Date: {content.dated.day} {content.dated:%B %Y}")
    return "\n\n".join((*filter(None, head), in_known_words(content)))


def advice_on_letter(
    kind: TemplateKind, content: LetterContent, *, aside: Collection[str] = ()
) -> tuple[Finding, ...]:
    """Return all that the check says of a letter of any kind, faults first.

    `aside` are rules that do not bind this one: section 9(2) knows the last day to pay, and
    section 13 and the EIR do not.
    """
    row = KINDS[kind]
    if row.checked_as is None:
        found: tuple[Finding, ...] = ()
    elif row.has_answers and row.checked_as in {each for each, _ in notices_in(content)}:
        found = advice_on(content)
    else:
        found = check_notice(row.checked_as, printed_words(content)).findings
    return tuple(
        sorted(
            (each for each in found if each.rule not in aside),
            key=lambda each: each.severity is Severity.ADVICE,
        )
    )


def faults_of_letter(
    kind: TemplateKind, content: LetterContent, *, aside: Collection[str] = ()
) -> tuple[Finding, ...]:
    """Return what a letter of any kind lacks or says wrongly; empty lets it go."""
    return tuple(
        each
        for each in advice_on_letter(kind, content, aside=aside)
        if each.severity is not Severity.ADVICE
    )

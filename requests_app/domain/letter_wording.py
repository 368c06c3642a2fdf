"""The standard words of our letters: openings, findings, closings and the reader's rights."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from requests_app.domain.letter_content import (
    AnsweredQuestion,
    Authority,
    EnclosedFile,
    LetterContent,
    LetterKind,
    Regulator,
    Right,
    RightKind,
)
from requests_app.domain.outcomes import Outcome
from requests_app.domain.regime import Regime

STATUTE: dict[Regime, str] = {
    Regime.FOIA: "Freedom of Information Act 2000",
    Regime.EIR: "Environmental Information Regulations 2004",
}

_DISCLOSED = "We hold this information and are giving it to you in full."
_IN_PART = (
    "We hold this information and are giving you part of it. "
    "What we have held back, and why, is set out below."
)
_WITHHELD = "We have decided not to release this information. Our reasons are set out below."
_NEITHER = "We do not say whether we hold this information. Our reasons are set out below."
_MANIFESTLY_UNREASONABLE = (
    "Answering this would take so much work that it is manifestly unreasonable. That is an "
    "exception, regulation 12(4)(b), and it is subject to a public interest test. Our estimate "
    "and how we weighed the public interest are set out below."
)

FINDINGS: dict[Regime, dict[Outcome, str]] = {
    Regime.FOIA: {
        Outcome.DISCLOSED: _DISCLOSED,
        Outcome.DISCLOSED_IN_PART: _IN_PART,
        Outcome.WITHHELD: _WITHHELD,
        Outcome.NOT_HELD: (
            "We do not hold this information. "
            "Section 1(1)(a) of the Act gives you the right to be told so."
        ),
        Outcome.ALREADY_AVAILABLE: (
            "We hold this information, and you can already get it without asking us. "
            "Section 21(1) of the Act exempts what is reasonably accessible to you by other "
            "means, so instead of a copy we are telling you where to find it."
        ),
        Outcome.TOO_COSTLY: (
            "We hold information of this kind. Finding all that you asked for would cost more "
            "than the appropriate limit, and section 12(1) of the Act does not oblige us to go "
            "beyond it."
        ),
        Outcome.TOO_COSTLY_TO_SAY: (
            "Finding out whether we hold this would alone cost more than the appropriate limit, "
            "and section 12(2) of the Act does not then oblige us to say whether we hold it."
        ),
        Outcome.NEITHER_CONFIRMED_NOR_DENIED: _NEITHER,
        Outcome.VEXATIOUS: (
            "Section 14(1) of the Act does not oblige us to answer a request that is vexatious, "
            "and we have decided that this request is. That is about the request and what "
            "answering it would mean. It is not about you."
        ),
        Outcome.REPEATED: (
            "Section 14(2) of the Act does not oblige us to answer a request again that is the "
            "same as an earlier one, or nearly so, when we have answered the earlier one and no "
            "reasonable time has passed since. We have decided that this request is such a "
            "repeated one."
        ),
    },
    Regime.EIR: {
        Outcome.DISCLOSED: _DISCLOSED,
        Outcome.DISCLOSED_IN_PART: _IN_PART,
        Outcome.WITHHELD: _WITHHELD,
        Outcome.NOT_HELD: (
            "We did not hold this information when your request reached us. The Regulations "
            "count that as an exception, regulation 12(4)(a), which is subject to a public "
            "interest test. As there is nothing to release, there was nothing to weigh."
        ),
        Outcome.ALREADY_AVAILABLE: (
            "This information is already public and easy to reach, so under regulation 6(1)(b) "
            "we are telling you where to find it instead of sending a copy."
        ),
        Outcome.TOO_COSTLY: _MANIFESTLY_UNREASONABLE,
        Outcome.TOO_COSTLY_TO_SAY: _MANIFESTLY_UNREASONABLE,
        Outcome.NEITHER_CONFIRMED_NOR_DENIED: _NEITHER,
    },
}
"""What we say for each outcome. Not held: FOIA s.1(1)(a), EIR reg 12(4)(a). Already
available: FOIA s.21(1), EIR reg 6(1)(b). Too costly: FOIA s.12, EIR reg 12(4)(b)."""

LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"


def in_full(day: date) -> str:
    """Return the day as prose has it: Tuesday 8 December 2026."""
    return f"{day:%A} {day.day} {day:%B %Y}"


def search_summary(places: Sequence[str]) -> str:
    """Return the sentence that says where we searched in vain, or "" for no places."""
    if not places:
        return ""
    return f"We searched {_listed(places)}, and found nothing that answers this question."


def answered(
    regime: Regime,
    *,
    number: str,
    text: str,
    answer: str,
    outcome: Outcome | None,
    parent_number: str = "",
) -> AnsweredQuestion:
    """Return a question with our answer and the standard sentence for its outcome.

    An outcome that the law of the case does not know has none: the guard refuses it.
    """
    finding = FINDINGS[regime].get(outcome, "") if outcome else ""
    return AnsweredQuestion(number, text, answer, outcome, finding, parent_number)


def rights(
    regime: Regime,
    authority: Authority,
    regulator: Regulator,
    outcomes: Iterable[Outcome | None],
) -> tuple[Right, ...]:
    """Return what the reader may do next.

    Our own review and the complaint to the regulator stand apart, because they are two
    duties: FOIA s.17(7)(a) and (b); EIR reg 11 and reg 18. Words on re-use come only with
    information to use.
    """
    review = _foia_review if regime is Regime.FOIA else _eir_review
    reuse = any(outcome and outcome.releases_information for outcome in outcomes)
    return (
        Right(RightKind.REVIEW, "If you would like us to look again", review(authority)),
        Right(
            RightKind.COMPLAINT,
            f"If you are still not satisfied: the {regulator.name}",
            _complaint(regime, regulator),
        ),
        *((Right(RightKind.REUSE, "Using this information again", _REUSE),) if reuse else ()),
    )


def two_laws_words(regime: Regime, numbers: Sequence[str]) -> str:
    """Say which questions are answered under the other law than `regime`; "" for none."""
    if not numbers:
        return ""
    questions = f"Question {numbers[0]}" if len(numbers) == 1 else f"Questions {_listed(numbers)}"
    verb = "is" if len(numbers) == 1 else "are"
    if regime is Regime.FOIA:
        return (
            f"{questions} {verb} about the environment, so we have considered "
            f"{'it' if len(numbers) == 1 else 'them'} under the {STATUTE[Regime.EIR]}."
        )
    return (
        f"{questions} {verb} not about the environment, so we have considered "
        f"{'it' if len(numbers) == 1 else 'them'} under the {STATUTE[Regime.FOIA]}."
    )


def response_letter(
    *,
    reference: str,
    subject: str,
    regime: Regime,
    received_on: date,
    authority: Authority,
    regulator: Regulator,
    opening: str,
    context: str,
    questions: Sequence[AnsweredQuestion],
    closing: str,
    enclosures: Sequence[EnclosedFile],
    dated: date | None = None,
    has_two_laws: bool = False,
) -> LetterContent:
    """Return a response with the rights that its outcomes call for.

    With `has_two_laws` they are the rights of both: each has its own review and complaint.
    """
    outcomes = [question.outcome for question in questions]
    given = rights(regime, authority, regulator, outcomes)
    if has_two_laws:
        other = Regime.FOIA if regime is Regime.EIR else Regime.EIR
        given += tuple(
            replace(each, heading=f"{each.heading}, under the {STATUTE[other]}")
            for each in rights(other, authority, regulator, ())
        )
    return LetterContent(
        kind=LetterKind.RESPONSE,
        reference=reference,
        subject=subject,
        regime=regime,
        received_on=received_on,
        authority=authority,
        regulator=regulator,
        opening=opening,
        context=context,
        questions=tuple(questions),
        closing=closing,
        enclosures=tuple(enclosures),
        rights=given,
        dated=dated,
    )


def notice_letter(
    kind: LetterKind,
    *,
    reference: str,
    subject: str,
    regime: Regime,
    received_on: date,
    authority: Authority,
    regulator: Regulator,
    text: str,
    dated: date,
    gives_rights: bool = False,
) -> LetterContent:
    """Return a letter that tells the applicant something on the way to the answer."""
    return LetterContent(
        kind=kind,
        reference=reference,
        subject=subject,
        regime=regime,
        received_on=received_on,
        authority=authority,
        regulator=regulator,
        opening=text,
        context="",
        questions=(),
        closing="",
        enclosures=(),
        rights=rights(regime, authority, regulator, ()) if gives_rights else (),
        dated=dated,
    )


def _foia_review(authority: Authority) -> str:
    return (
        "You can ask us for an internal review, free of charge, if you are unhappy with this "
        "answer or with how we handled your request. Please ask within 40 working days of "
        f"the date of this answer. {_where_to_write(authority)} You need not give reasons, "
        "but telling us what you think we missed helps.\n\n"
        "Someone who took no part in this answer will look at everything afresh. We aim to "
        "give you the outcome within 20 working days. If a review is unusually complex we "
        "will tell you, and it will take no more than 40."
    )


def _eir_review(authority: Authority) -> str:
    return (
        "Regulation 11 gives you the right to ask us to reconsider, free of charge, if you "
        "believe we have not met the Regulations. Please put it in writing within 40 working "
        "days after the day on which you believe we went wrong. "
        f"{_where_to_write(authority)}\n\n"
        "Someone who took no part in this answer will look at everything afresh. We will "
        "give you our decision as soon as we can, and no later than 40 working days after "
        "we hear from you."
    )


def _complaint(regime: Regime, regulator: Regulator) -> str:
    basis = (
        "Section 50 of the Act gives you the right to ask"
        if regime is Regime.FOIA
        else "Section 50 of the Freedom of Information Act 2000, which regulation 18 extends to "
        "environmental information, gives you the right to ask"
    )
    ways = [f"write to {', '.join(regulator.address_lines)}"]
    if regulator.phone:
        ways.append(f"call {regulator.phone}")
    if regulator.website:
        ways.append(f"go to {regulator.website}")
    return (
        f"{basis} the {regulator.name} to decide whether we dealt with your request as the law "
        "requires. They normally expect you to have asked us for a review first, and to "
        f"hear from you within six weeks of its outcome.\n\nYou can {_listed(ways, 'or')}."
    )


_REUSE = (
    "Where the copyright is ours, you may use the information again, free of charge, under "
    f"the Open Government Licence: {LICENCE}. Please name us as the source. Where the copyright "
    "belongs to someone else, you may need their permission to publish or copy it."
)


def _where_to_write(authority: Authority) -> str:
    return f"Write to {authority.foi_email} or to {', '.join(authority.address_lines)}."


def _listed(things: Sequence[str], word: str = "and") -> str:
    *most, last = things
    return f"{', '.join(most)} {word} {last}" if most else last

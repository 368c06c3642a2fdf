"""The words of a review: that it has begun, that it takes longer or comes too late, its outcome."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from requests_app.domain.letter_content import AnsweredQuestion, EnclosedFile
from requests_app.domain.letter_wording import in_full
from requests_app.domain.outcomes import Outcome
from requests_app.domain.regime import Regime
from requests_app.domain.review_clock import OUTER_DAYS, TARGET_DAYS
from requests_app.domain.review_findings import BREACHES, Finding, Found, OnClaim, OnQuestion

OF_THE_WHOLE = {
    Finding.UPHELD: "our first decision is upheld",
    Finding.VARIED: "our first decision is varied: part of it stands, and part of it changes",
    Finding.OVERTURNED: "our first decision is overturned",
}
OF_A_QUESTION = {
    Finding.UPHELD: "This answer is upheld.",
    Finding.VARIED: "This answer is varied.",
    Finding.OVERTURNED: "This answer is overturned.",
}


@dataclass(frozen=True)
class Reviewer:
    """Who made the review; `part` is what they did in the first answer, where that was allowed."""

    name: str
    job_title: str
    part: tuple[str, ...] = ()


@dataclass(frozen=True)
class FirstAnswer:
    """What was said to one question the first time."""

    number: str
    text: str
    outcome: Outcome | None
    parent_number: str = ""


def review_begun_text(regime: Regime, asked_on: date, due_on: date, contact: str) -> str:
    """Return the words that tell the applicant of a review and its day."""
    most = (
        "The Regulations give us 40 working days and no more."
        if regime is Regime.EIR
        else f"We aim for {TARGET_DAYS} working days. If it turns out to be unusually complex we "
        f"will tell you, and it will take no more than {OUTER_DAYS}."
    )
    return (
        f"On {in_full(asked_on)} you asked us to look at our answer again. Somebody who took no "
        f"part in it will now do so, from the beginning.\n\nWe will write to you by "
        f"{in_full(due_on)}. {most}\n\nIf there is anything that you would like the reviewer to "
        f"know, tell us. {contact}"
    )


def review_later_text(why: str, until: date, contact: str) -> str:
    """Return the notice that a review takes longer (the Code of Practice, part 5)."""
    return (
        "We are looking at our answer to your request again, and it takes longer than we hoped. "
        f"{why.strip()}\n\nYou will have the outcome by {in_full(until)}. That is within the "
        f"{OUTER_DAYS} working days that a review may take at most. We are sorry to keep you "
        f"waiting. {contact}"
    )


def review_refused_text(answered_on: date, last_day: date, asked_on: date, why: str) -> str:
    """Return the letter that does not take up what was asked for too late."""
    return (
        f"We answered your request on {in_full(answered_on)}. You could ask for a review until "
        f"{in_full(last_day)}, and your request for one reached us on {in_full(asked_on)}. "
        f"We have considered whether to look at our answer again all the same, and have decided "
        f"not to. {why.strip()}"
    )


def standard_opening() -> str:
    """Return the first words of the findings, for the reviewer to keep or change."""
    return (
        "I read your request, our answer and what you told us about it, and looked at the "
        "information itself and at the reasons for each decision afresh."
    )


def outcome_words(
    regime: Regime,
    asked_on: date,
    reviewer: Reviewer,
    found: Found,
    enclosures: Sequence[EnclosedFile],
) -> dict[str, str]:
    """Return what the letter of the outcome says around the questions (R124)."""
    who = f"{reviewer.name}, {reviewer.job_title}" if reviewer.job_title else reviewer.name
    apart = (
        f"{reviewer.name} also {' and '.join(reviewer.part)}; the Director of Corporate Affairs "
        "allowed this, and recorded why."
        if reviewer.part
        else f"{reviewer.name} had no part in our first answer."
    )
    return {
        "asked_on": in_full(asked_on),
        "reviewer": who,
        "apart": apart,
        "outcome": OF_THE_WHOLE[found.result] if found.result else "",
        "looked_at": found.opening.strip(),
        "released": _released(found, enclosures),
        "handling": "\n\n".join(filter(None, (_handling(regime, found), found.handling.strip()))),
        "action": _action(found),
    }


def looked_at_again(question: FirstAnswer, found: Found) -> AnsweredQuestion:
    """Return a question with what the review found about its answer and its exemptions."""
    own = next((each for each in found.questions if each.number == question.number), None)
    claims = [each for each in found.claims if each.number == question.number]
    return AnsweredQuestion(
        number=question.number,
        text=question.text,
        answer=_question_words(own, claims) if own else "",
        outcome=None,
        finding=_finding_words(question.outcome, own),
        parent_number=question.parent_number,
    )


def _finding_words(outcome: Outcome | None, own: OnQuestion | None) -> str:
    if own is None or own.finding is None:
        return ""
    first = f"Our first answer was “{outcome.label.lower()}”. " if outcome else ""
    return f"{first}{OF_A_QUESTION[own.finding]}"


def _question_words(own: OnQuestion, claims: Iterable[OnClaim]) -> str:
    parts = [own.why.strip()]
    parts += [
        f"{_capital(claim.cited)}: {_on_claim(claim.finding)} {claim.why.strip()}"
        for claim in claims
        if claim.finding
    ]
    if own.now_given.strip():
        parts.append(f"We now give you this: {own.now_given.strip()}")
    return "\n\n".join(filter(None, parts))


def _on_claim(finding: Finding) -> str:
    return {
        Finding.UPHELD: "I find that this exemption was rightly applied, and it is upheld.",
        Finding.VARIED: "I find that this exemption applies to part of the information only.",
        Finding.OVERTURNED: "I find that this exemption does not apply, and it is overturned.",
    }[finding]


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _released(found: Found, enclosures: Sequence[EnclosedFile]) -> str:
    if enclosures:
        return "We are now releasing the information in the files that are enclosed."
    if any(each.now_given.strip() for each in found.questions):
        return "We are now releasing the information that is given above."
    return "No further information is released."


def _action(found: Found) -> str:
    if not found.action.strip() or not found.action_by:
        return ""
    return f"{found.action.strip()} We will have done so by {in_full(found.action_by)}."


def _handling(regime: Regime, found: Found) -> str:
    if not found.breaches:
        return (
            "How we handled your request: I found no breach of procedure. The answer came in "
            "time, and it said what the law asks it to say."
        )
    said = [
        f"- {BREACHES[breach].said} ({BREACHES[breach].cited(regime)})" for breach in found.breaches
    ]
    return "\n".join(
        ["How we handled your request: I found these breaches, and we are sorry for them.", "",
         *said]
    )  # fmt: skip

"""A claim of an exemption: what each provision asks for, what is still to be said, and its words.

The form, the guard before sign-off and the letter all come from here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from exemptions.domain.historical_end import has_lapsed
from exemptions.domain.provision import Availability, Basis, Law, Limb, Provision, Standing
from exemptions.domain.public_interest import Weighing
from exemptions.domain.qualified_opinion import Opinion

STATUTES = {
    Law.FOIA: "the Freedom of Information Act 2000",
    Law.EIR: "the Environmental Information Regulations 2004",
}


class Likelihood(StrEnum):
    """How probable the prejudice is. The EIR know only “would” (reg 12(5))."""

    WOULD = "would"
    WOULD_BE_LIKELY = "would be likely to"


@dataclass(frozen=True)
class Asked:
    """One thing that this provision, and not every one, has to be told."""

    name: str
    label: str
    hint: str = ""
    is_short: bool = False


_HARM = Asked(
    "harm",
    "What harm would follow, and how?",
    "From disclosure to the harm, step by step. Begin with a capital letter: this is printed.",
)
_OF_ITS_OWN: dict[str, tuple[Asked, ...]] = {
    "s.21": (
        Asked("where", "Where can this applicant find it?", "The page, the address, the price."),
    ),
    "s.22": (
        Asked("intended", "When was it decided to publish it?", "It has to be before the request."),
        Asked("published", "When and where will it be published?"),
    ),
    "s.22A": (Asked("programme", "Which research is it, and when is its report published?"),),
    "s.40(2)(3A)": (
        Asked("interest", "Which legitimate interest would disclosure serve?"),
        Asked("necessity", "Is disclosure necessary for it, or does less do?"),
        Asked("rights", "What do the people expect, and what would it do to them?"),
    ),
    "s.41(1)": (
        Asked(
            "source", "Who gave us the information?", "Another person or body, not our own staff."
        ),
        Asked("confidence", "What makes it confidential, for a patient who has died too?"),
        Asked("action", "Why would disclosure be an actionable breach with no defence?"),
    ),
    "s.42(1)": (
        Asked("privilege", "Is it advice or litigation privilege, and why?"),
        Asked("waiver", "Has it been shared with anybody outside?"),
    ),
    "s.43(2)": (
        Asked("whose", "Whose commercial interests?", is_short=True),
        Asked(
            "evidence",
            "What does the third party itself say?",
            "For our own interests write that they are ours.",
        ),
    ),
    "s.44(1)": (Asked("enactment", "Which enactment forbids it?", "Its name, year and section."),),
    "reg.12(4)(d)": (
        Asked("preparing", "Who is preparing it?", is_short=True),
        Asked("finished", "When is it to be finished?", is_short=True),
    ),
    "reg.12(5)(e)": (
        Asked("whose", "Whose economic interest is protected?", is_short=True),
        Asked("confidence", "Which law or contract makes it confidential?"),
    ),
}


def asked_by(row: Provision) -> tuple[Asked, ...]:
    """Return what a claim of this provision has to be told beside what it is and why."""
    found = list(_OF_ITS_OWN.get(row.code, ()))
    if row.basis in (Basis.PREJUDICE, Basis.ADVERSE_EFFECT, Basis.OPINION):
        found.append(_HARM)
    return tuple(found)


def asks_likelihood(row: Provision) -> bool:
    """Whether “would” or “would be likely to” has to be chosen."""
    return row.law is Law.FOIA and row.basis in (Basis.PREJUDICE, Basis.OPINION)


@dataclass(frozen=True)
class Claim:
    """What was recorded for one exemption on one piece of information.

    The officer writes the claim; `weighing` and `opinion` are acts of the people who may decide,
    None until then. `is_statistical` information needs no opinion (s.36(4)). `is_on_emissions` is
    None until it is said, where reg 12(9) asks.
    """

    row: Provision
    what: str
    why: str
    limb: str = ""
    likelihood: Likelihood | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    weighing: Weighing | None = None
    decided_by: str = ""
    opinion: Opinion | None = None
    denies: bool = False
    record_year: int | None = None
    is_statistical: bool = False
    is_on_emissions: bool | None = None

    @property
    def rests_on_opinion(self) -> bool:
        """Whether the qualified person has to give an opinion first (s.36(2), (4))."""
        return self.row.basis is Basis.OPINION and not self.is_statistical

    @property
    def is_weighed(self) -> bool:
        """Whether the public interest has to be weighed for it.

        Practice has none for refusing to confirm under s.40(5A) and (5B)(a).
        """
        return self.row.weighs_public_interest

    @property
    def cited(self) -> str:
        """The provision as the letter cites it, with its paragraph."""
        word = "section" if self.row.law is Law.FOIA else "regulation"
        if self.denies and self.row.confirm_or_deny:
            return f"{word} {self.row.confirm_or_deny[0]}"
        if self.limb:
            return f"{word} {self.row.section}{self.limb}"
        return self.row.cited


def written(limb: Limb) -> str:
    """Return the brackets of a paragraph: (2)(b)(i)."""
    return "".join(f"({part})" for part in limb.parts)


def shortcomings(claim: Claim, on: date) -> tuple[str, ...]:
    """Return, in the words the officer reads, what the claim still lacks on a day."""
    return (*left_to_write(claim, on), *left_to_decide(claim, on))


def left_to_write(claim: Claim, on: date) -> tuple[str, ...]:
    """Return what the officer has still to write, before anybody is asked to decide."""
    row = claim.row
    found: list[str] = []
    if row.availability is Availability.NOT_AVAILABLE:
        found.append(f"An NHS Trust cannot rely on {row.code}.")
    if not row.is_law_on(on):
        found.append(f"{row.code} is not law today.")
    if claim.denies and not row.confirm_or_deny:
        found.append(f"{row.code} always leaves the duty to say whether it is held.")
    if not claim.what.strip():
        found.append("Say what the information is, in words that may be published.")
    if not claim.why.strip():
        found.append(f"Say why {row.code} applies.")
    if row.names_limb and not claim.limb and not claim.denies:
        found.append(f"Choose the paragraph of {row.code}.")
    if asks_likelihood(row) and claim.likelihood is None:
        found.append("Choose whether the harm would follow or would be likely to.")
    found += [
        f"Answer: {asked.label}"
        for asked in asked_by(row)
        if not claim.answers.get(asked.name, "").strip()
    ]
    if row.emissions_bar and claim.is_on_emissions is None:
        found.append("Say whether it is information on emissions (regulation 12(9)).")
    if row.emissions_bar and claim.is_on_emissions:
        found.append(
            f"{row.code} cannot be used for information on emissions (regulation 12(9)). Take the "
            "claim away and release it, or rely on another exception."
        )
    if claim.record_year and row.law is Law.FOIA and _is_too_old(claim, on):
        found.append(
            f"A record of {claim.record_year} is too old for {row.code} (sections 62, 63)."
        )
    if claim.record_year and row.historical.years_after_death and _needs_a_death(claim, on):
        found += [
            f"A record of {claim.record_year} is exempt under {row.code} only until five years "
            "after the death (section 63(2E)). Say in your reasons whether the person is alive or "
            "when the death was."
        ] * (not re.search(r"\b(?:alive|living|death|died)\b", claim.why, re.IGNORECASE))
    return tuple(found)


def left_to_decide(claim: Claim, on: date) -> tuple[str, ...]:
    """Return what those who may decide have not decided, or have decided the other way."""
    found: list[str] = []
    if claim.rests_on_opinion:
        found += _opinion(claim, on)
    if claim.is_weighed:
        found += (
            claim.weighing.shortcomings()
            if claim.weighing
            else ("The public interest is not decided yet. Ask for the decision.",)
        )
        if claim.weighing and not claim.decided_by.strip():
            found.append("Write who decided the public interest.")
    return tuple(found)


def _opinion(claim: Claim, on: date) -> tuple[str, ...]:
    if claim.opinion is None:
        return ("The qualified person has not given an opinion yet. Ask for it.",)
    return claim.opinion.shortcomings(
        limb=claim.limb, likelihood=claim.likelihood or "", refused_on=on
    )


def _needs_a_death(claim: Claim, on: date) -> bool:
    """Whether the twenty years are over, so that only the five after a death can still run."""
    years = claim.row.historical.years
    return years is not None and on.year > (claim.record_year or on.year) + years


def _is_too_old(claim: Claim, on: date) -> bool:
    try:
        return has_lapsed(claim.row.code, claim.record_year or on.year, on)
    except ValueError:
        return False


def paragraphs(claim: Claim) -> str:
    """Return the claim as the letter prints it: what, by which provision, why, and the scales."""
    statute = STATUTES[claim.row.law]
    title = f"{claim.row.title[0].lower()}{claim.row.title[1:]}"
    if claim.denies:
        opening = (
            f"We neither confirm nor deny that we hold {_flowing(claim.what)}. The duty to say so "
            f"does not arise, by {claim.cited} of {statute} ({title})."
        )
    else:
        noun = "exempt" if claim.row.law is Law.FOIA else "excepted from disclosure"
        opening = (
            f"We are withholding {_flowing(claim.what)}. It is {noun} under {claim.cited} of "
            f"{statute} ({title})."
        )
    texts = [opening, _sentence(claim.why)]
    harm = claim.answers.get("harm", "")
    texts += [
        _sentence(claim.answers[each.name])
        for each in asked_by(claim.row)
        if each.name not in ("harm", "finished", "preparing", "whose")
        and claim.answers.get(each.name, "").strip()
    ]
    texts += _particulars(claim)
    if harm:
        texts.append(_sentence(harm))
    if claim.row.basis is Basis.ADVERSE_EFFECT:
        texts.append("Disclosure would adversely affect that interest.")
    elif claim.likelihood:
        act = "Confirming or denying" if claim.denies else "Disclosure"
        texts.append(f"{act} {claim.likelihood.value} prejudice what the exemption protects.")
    if claim.is_weighed and claim.weighing:
        texts += _scales(claim, claim.weighing)
    elif claim.row.standing is Standing.ABSOLUTE and claim.row.law is Law.FOIA:
        texts.append("This exemption is absolute: there is no public interest to be weighed.")
    return "\n\n".join(filter(None, texts))


def _particulars(claim: Claim) -> list[str]:
    answers = claim.answers
    found: list[str] = []
    if answers.get("whose"):
        found.append(f"The interests are those of {_flowing(answers['whose'])}.")
    if answers.get("preparing"):
        found.append(
            f"It is being prepared by {_flowing(answers['preparing'])} and is to be finished by "
            f"{_flowing(answers.get('finished', ''))}."
        )
    if claim.row.basis is Basis.OPINION and claim.is_statistical:
        found.append(
            "It is statistical information, for which section 36(4) of the Act asks for no "
            "opinion of the qualified person."
        )
    elif claim.opinion:
        day = claim.opinion.on
        found.append(
            f"The qualified person, {claim.opinion.by}, gave a reasonable opinion on {day.day} "
            f"{day:%B %Y}. {_sentence(claim.opinion.reasons)}"
        )
    return found


def _scales(claim: Claim, weighing: Weighing) -> list[str]:
    act = "confirming or denying" if claim.denies else "disclosure"
    keep = "maintaining the exception" if claim.row.law is Law.EIR else "maintaining the exemption"
    presumption = (
        " We began from the presumption in favour of disclosure."
        if claim.row.law is Law.EIR
        else ""
    )
    return [
        f"We weighed the public interest.{presumption}",
        f"In favour of {act}: {_flowing(weighing.for_disclosure)}.",
        f"Against {act}: {_flowing(weighing.for_withholding)}.",
        f"We have decided that the public interest in {keep} outweighs the public interest in "
        f"{act}. {_sentence(weighing.reasons)}",
    ]


def _flowing(text: str) -> str:
    """Return words that stand inside a sentence: no full stop, a small letter at first."""
    text = " ".join(text.split()).rstrip(".")
    if len(text) > 1 and text[0].isupper() and not text[1].isupper() and _is_ordinary(text):
        text = text[0].lower() + text[1:]
    return text


def _is_ordinary(text: str) -> bool:
    """Whether the first word is one that is only great because it stood first."""
    return text.split()[0].lower() in {
        "the", "a", "an", "how", "what", "it", "its", "this", "these", "those", "there", "our",
        "your", "their", "public", "people", "patients", "openness", "if", "names", "any", "every",
        "each", "some", "all", "rates", "prices", "as", "in", "that", "we",
    }  # fmt: skip


def _sentence(text: str) -> str:
    text = text.strip()
    return text if not text or text[-1] in ".!?:" else f"{text}."

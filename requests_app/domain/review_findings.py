"""What a review finds: on each question, on each exemption, and on how we handled the request."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from requests_app.domain.regime import Regime


class Finding(StrEnum):
    """What became of an answer, or of an exemption, when somebody looked at it again."""

    UPHELD = "upheld"
    VARIED = "varied"
    OVERTURNED = "overturned"

    @property
    def label(self) -> str:
        """Its name on a page."""
        return self.value.capitalize()


def overall(findings: Iterable[Finding]) -> Finding:
    """Return what the findings come to together: of several sorts, the whole is varied."""
    found = set(findings)
    return found.pop() if len(found) == 1 else Finding.VARIED


class Breach(StrEnum):
    """A fault in the handling. The values are stored."""

    ANSWERED_LATE = "answered_late"
    NO_NOTICE = "no_notice"
    NOTICE_LATE = "notice_late"
    EXEMPTION_NOT_NAMED = "exemption_not_named"
    NOT_REASONED = "not_reasoned"
    INTEREST_NOT_WEIGHED = "interest_not_weighed"
    RIGHTS_NOT_GIVEN = "rights_not_given"
    HELD_NOT_SAID = "held_not_said"
    NOT_HELPED = "not_helped"
    FORM_NOT_KEPT = "form_not_kept"


@dataclass(frozen=True)
class Rule:
    """A duty that can be missed: where it stands in each law, and how a letter says it."""

    foia: str
    eir: str
    said: str

    def cited(self, regime: Regime) -> str:
        """Return the provision, or nothing where that law has none."""
        return self.eir if regime is Regime.EIR else self.foia


BREACHES: dict[Breach, Rule] = {
    Breach.ANSWERED_LATE: Rule(
        "section 10(1)", "regulation 5(2)", "we answered after the time that the law allows"
    ),
    Breach.NO_NOTICE: Rule(
        "section 17(1)", "regulation 14(1)", "we gave no refusal notice for what we withheld"
    ),
    Breach.NOTICE_LATE: Rule(
        "section 17(1)", "regulation 14(2)", "our refusal notice came after the time allowed"
    ),
    Breach.EXEMPTION_NOT_NAMED: Rule(
        "section 17(1)(b)", "regulation 14(3)(a)", "we did not name all that we relied on"
    ),
    Breach.NOT_REASONED: Rule(
        "section 17(1)(c)", "regulation 14(3)", "we did not say why it applied"
    ),
    Breach.INTEREST_NOT_WEIGHED: Rule(
        "section 17(3)", "regulation 14(3)(b)", "we did not explain how we weighed the public "
        "interest"
    ),
    Breach.RIGHTS_NOT_GIVEN: Rule(
        "section 17(7)", "regulation 14(5)", "we did not tell you what you could do next"
    ),
    Breach.HELD_NOT_SAID: Rule(
        "section 1(1)(a)", "regulation 5(1)", "we did not say whether we hold the information"
    ),
    Breach.NOT_HELPED: Rule(
        "section 16", "regulation 9", "we did not give you the advice and help that we owed you"
    ),
    Breach.FORM_NOT_KEPT: Rule(
        "section 11(1)", "regulation 6(1)", "we did not give it in the form you asked for, and "
        "could have"
    ),
}  # fmt: skip


@dataclass(frozen=True)
class OnQuestion:
    """A finding on one question, its reasons, and what is now given, each as typed."""

    number: str
    finding: Finding | None
    why: str
    now_given: str


@dataclass(frozen=True)
class OnClaim:
    """A finding on one exemption, claimed on the question of that number."""

    number: str
    code: str
    cited: str
    finding: Finding | None
    why: str


@dataclass(frozen=True)
class Found:
    """All that the reviewer has written.

    `action` and `action_by` answer EIR reg 11(5)(b) and (c) where we failed to comply.
    """

    questions: tuple[OnQuestion, ...]
    claims: tuple[OnClaim, ...]
    breaches: tuple[Breach, ...]
    opening: str
    handling: str
    action: str = ""
    action_by: date | None = None

    @property
    def result(self) -> Finding | None:
        """What it comes to; None until every question and exemption has a finding."""
        every = self._every
        known = [finding for finding in every if finding]
        return overall(known) if known and len(known) == len(every) else None

    @property
    def found_fault(self) -> bool:
        """Whether we failed to comply with anything."""
        return bool(self.breaches) or any(
            finding not in (None, Finding.UPHELD) for finding in self._every
        )

    @property
    def _every(self) -> list[Finding | None]:
        return [*(each.finding for each in self.questions), *(each.finding for each in self.claims)]


def to_finish(found: Found, *, regime: Regime, was_late: bool) -> tuple[str, ...]:
    """Return what is still to be written before the outcome can be sent on."""
    said = []
    if not found.opening.strip():
        said.append("Write what you looked at, at the beginning of the findings.")
    for question in found.questions:
        if question.finding is None:
            said.append(f"Choose a finding on question {question.number}.")
        elif not question.why.strip():
            said.append(f"Say why, for your finding on question {question.number}.")
    for claim in found.claims:
        if claim.finding is None:
            said.append(f"Choose a finding on {claim.code} (question {claim.number}).")
        elif not claim.why.strip():
            said.append(f"Say why, for your finding on {claim.code} (question {claim.number}).")
    if was_late and Breach.ANSWERED_LATE not in found.breaches:
        said.append("The first answer left after its due date. Record that among the breaches.")
    if (
        regime is Regime.EIR
        and found.found_fault
        and not (found.action.strip() and found.action_by)
    ):
        said.append(
            "Say what we will do to put it right, and by when: regulation 11(5) asks for both."
        )
    return tuple(said)


def contradictions(found: Found, *, file_count: int) -> tuple[str, ...]:
    """Return where findings do not agree with one another or with what is released."""
    said = []
    for question in found.questions:
        own = [claim for claim in found.claims if claim.number == question.number]
        changed = [claim.code for claim in own if claim.finding not in (None, Finding.UPHELD)]
        if question.finding is Finding.UPHELD and changed:
            said.append(
                f"Question {question.number} is upheld, and {_listed(changed)} on it is not. "
                "Choose “varied” or “overturned” for the question."
            )
        if question.finding is Finding.OVERTURNED and own and len(changed) < len(own):
            said.append(
                f"Question {question.number} is overturned, and an exemption on it is upheld. "
                "Choose “varied” for the question."
            )
        if question.finding is Finding.UPHELD and question.now_given.strip():
            said.append(
                f"Question {question.number} is upheld, and something is given now. Choose "
                "“varied”, or take out what is given."
            )
    changes = [each for each in found.questions if each.finding not in (None, Finding.UPHELD)]
    if changes and not file_count and not any(each.now_given.strip() for each in changes):
        said.append(
            f"The answer to question {_listed([each.number for each in changes])} changes. Add the "
            "file that is released, or write what is given now."
        )
    if file_count and not changes and found.result is not None:
        said.append("Everything is upheld, and a file is released. Take it out, or change a "
                    "finding.")  # fmt: skip
    return tuple(said)


def _listed(things: Sequence[str]) -> str:
    *most, last = things
    return f"{', '.join(most)} and {last}" if most else last


def breaches_from(codes: Collection[str]) -> tuple[Breach, ...]:
    """Return the breaches of the stored codes, in the order of the table."""
    return tuple(breach for breach in BREACHES if breach.value in codes)

"""The public interest: where it is weighed, whether there is more time for it, and the scales."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from exemptions.domain.citation import Citation, read_citation
from exemptions.domain.provision import Law, Provision, Standing
from exemptions.domain.register import (
    ENDINGS_OF_THE_DUTY,
    EXEMPT_SECTIONS,
    covered_by,
    lifting_confirmation,
)

OTHER_CONDITIONS = ("second", "third", "3b", "4a")
"""The conditions of s.40(2) that s.2(3)(fa) does not name: objection, and subject access."""


def may_extend(cited: str) -> bool:
    """Whether s.10(3) gives more time for information withheld under `cited`.

    Only for a provision outside s.2(3). Where a citation leaves open an absolute and a qualified
    limb of s.40, the shorter time is the safe one. Raises ValueError for one that is not in Part
    II, or that leaves open which paragraph of s.37 is meant.
    """
    citation = read_citation(cited)
    if citation.section in ENDINGS_OF_THE_DUTY:
        return False
    if citation.section not in EXEMPT_SECTIONS:
        raise ValueError(f"Section {citation.section} is not an exemption in Part II of the Act.")
    if citation.section == "40" and any(words in citation.words for words in OTHER_CONDITIONS):
        return True
    standings = {row.standing for row in _meant(citation)}
    if len(standings) > 1 and citation.section == "37":
        raise ValueError("Say which paragraph of s.37(1): some are absolute, some are not.")
    return Standing.ABSOLUTE not in standings


def _meant(citation: Citation) -> Sequence[Provision]:
    return lifting_confirmation(citation, Law.FOIA, date.max) or covered_by(
        citation, Law.FOIA, date.max
    )


class Balance(StrEnum):
    """Where the scales came to rest."""

    WITHHOLD = "withhold"
    DISCLOSE = "disclose"


@dataclass(frozen=True)
class Weighing:
    """What was put on the scales for one exemption, and by whom (FOIA s.2(2)(b), EIR reg 12(1)(b)).

    Under FOIA each exemption is weighed alone; under the EIR the interests may be added up.
    """

    for_disclosure: str
    for_withholding: str
    balance: Balance | None
    reasons: str
    decided_on: date | None

    def shortcomings(self) -> tuple[str, ...]:
        """Return what is still to be written, in the words the officer reads."""
        found = [
            said
            for text, said in (
                (self.for_disclosure, "Write what speaks for disclosure."),
                (self.for_withholding, "Write what speaks for withholding."),
                (self.reasons, "Write why one side weighs more than the other."),
            )
            if not text.strip()
        ]
        if self.balance is None:
            found.append("Say on which side the public interest lies.")
        elif self.balance is Balance.DISCLOSE:
            found.append(
                "The public interest lies in disclosure: take the claim away and release it."
            )
        if self.decided_on is None:
            found.append("The person who decides the public interest has not decided yet.")
        return tuple(found)

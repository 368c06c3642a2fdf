"""The reasonable opinion of the qualified person, on which s.36 rests (FOIA s.36(2), (5))."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Opinion:
    """What the qualified person found, on what was put before them.

    `limb` is the paragraph as the register writes it, (2)(b)(i), or "" for the whole provision;
    `likelihood` the value of a `Likelihood`. An opinion that s.36 is not engaged is one as well.
    """

    by: str
    on: date
    limb: str
    likelihood: str
    reasons: str
    is_engaged: bool

    def shortcomings(self, *, limb: str, likelihood: str, refused_on: date) -> tuple[str, ...]:
        """Return why a claim cannot rest on it, in the words the officer reads."""
        found = []
        if not self.is_engaged:
            found.append(
                "The qualified person does not find that section 36 is engaged: take the claim "
                "away."
            )
        if not self.reasons.strip():
            found.append("The opinion has no reasons. Ask for it again.")
        if self.limb != limb:
            found.append(
                f"The opinion is on {self.limb or 'the whole'} and the claim on "
                f"{limb or 'the whole'}. Ask for an opinion on this paragraph."
            )
        if self.is_engaged and self.likelihood != likelihood:
            found.append(
                f"By the opinion the harm “{self.likelihood}” follow; the claim says "
                f"“{likelihood}”. They have to say the same."
            )
        if self.on > refused_on:
            found.append("The opinion has to be given before the refusal.")
        return tuple(found)

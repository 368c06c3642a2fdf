"""What one provision of the register is: a row that never changes while the product runs."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from exemptions.domain.citation import Citation, read_citation


class Law(StrEnum):
    """FOIA is the Freedom of Information Act 2000; EIR the Environmental Information
    Regulations 2004.
    """

    FOIA = "foia"
    EIR = "eir"


class Basis(StrEnum):
    """What has to be shown before the exemption is engaged. The value says it in words."""

    CLASS = "It is enough that the information is of this kind"
    CLASS_AND_REASONABLE = "Of this kind, and withholding it is reasonable in all circumstances"
    PREJUDICE = "Disclosure would, or would be likely to, cause the harm"
    OPINION = "In the qualified person's reasonable opinion, disclosure would cause the harm"
    CONDITIONAL = "Each condition of the provision is met"
    NECESSITY = "The exemption is required for the purpose"
    ADVERSE_EFFECT = "Disclosure would adversely affect the interest: more probable than not"
    FORMAL = "The provision hands the request to another set of rules"


class Standing(StrEnum):
    """Whether the public interest is weighed. Absolute is only what FOIA s.2(3) names."""

    ABSOLUTE = "absolute"
    QUALIFIED = "qualified"
    FORMALLY_QUALIFIED = "formally qualified"
    """The test applies by its letter, but there is nothing to weigh or another law weighs it."""


class Decider(StrEnum):
    """Whose decision it takes, beside the office that proposes it."""

    OFFICE = "the FOI office"
    PUBLIC_INTEREST = "whoever decides the public interest here"
    QUALIFIED_PERSON = "the qualified person (s.36(5))"
    MINISTER = "a Minister's certificate where it is challenged"
    HOUSE = "a certificate of the Speaker or the Clerk of the Parliaments"


class Availability(StrEnum):
    """Whether an authority of our kind, an NHS Trust, can rely on it."""

    AVAILABLE = "available"
    RARE = "rare"
    NOT_AVAILABLE = "not available"


class Archive(StrEnum):
    """What changes once a historical record lies in a Public Record Office (s.64)."""

    NO_CHANGE = "no change"
    NOT_EXEMPT = "cannot be relied on"
    QUALIFIED = "absolute no longer"


@dataclass(frozen=True)
class HistoricalEnd:
    """When the age of a record ends the exemption (FOIA ss.62 to 64).

    `years` count from the end of the year of creation; None never ends. `years_after_death`
    runs beside them, and the later of the two counts (s.63(2E)).
    """

    years: int | None = None
    years_after_death: int | None = None
    archive: Archive = Archive.NO_CHANGE


NEVER = HistoricalEnd()


@dataclass(frozen=True)
class Limb:
    """A paragraph that a claim may have to name: `parts` under the section, and its subject."""

    parts: tuple[str, ...]
    subject: str


@dataclass(frozen=True)
class Provision:
    """One row: an exemption of FOIA Part II or an exception of the EIR, to the sub-section.

    `parts` are the brackets under the section or regulation, from the outside in; `via` those of
    a second provision that completes it, as s.40(3A) completes s.40(2). `confirm_or_deny` are the
    provisions that lift the duty to confirm or deny; none means always confirm. `limbs` are the
    paragraphs among which a claim chooses. `until` is the last day on which it was law.
    """

    law: Law
    section: str
    parts: tuple[str, ...]
    title: str
    basis: Basis
    standing: Standing
    confirm_or_deny: tuple[str, ...] = ()
    historical: HistoricalEnd = NEVER
    decider: Decider = Decider.OFFICE
    availability: Availability = Availability.AVAILABLE
    emissions_bar: bool = False
    via: tuple[str, ...] = ()
    limbs: tuple[Limb, ...] = ()
    names_limb: bool = False
    note: str = ""
    since: date = date(2005, 1, 1)
    until: date | None = None

    @property
    def code(self) -> str:
        """Its own name in the product, as it is written: s.40(2)(3A), reg.12(5)(e)."""
        short = "s." if self.law is Law.FOIA else "reg."
        return short + self.section + _brackets((*self.parts, *self.via))

    @property
    def slug(self) -> str:
        """Its code as it stands in an address: s40-2-3A."""
        short = "s" if self.law is Law.FOIA else "reg"
        return "-".join((short + self.section, *self.parts, *self.via))

    @property
    def cited(self) -> str:
        """Its name as a letter writes it: section 40(2) and (3A)."""
        word = "section" if self.law is Law.FOIA else "regulation"
        second = f" and {_brackets(self.via)}" if self.via else ""
        return f"{word} {self.section}{_brackets(self.parts)}{second}"

    @property
    def weighs_public_interest(self) -> bool:
        """Whether reasons for and against have to be weighed before it can be relied on."""
        return self.standing is Standing.QUALIFIED

    @property
    def denials(self) -> tuple[Citation, ...]:
        """What a letter cites to say neither that it is held nor that it is not."""
        return tuple(read_citation(written) for written in self.confirm_or_deny)

    def is_law_on(self, day: date) -> bool:
        """Whether it was in force on `day`."""
        return self.since <= day and (self.until is None or day <= self.until)

    def holds(self, citation: Citation) -> bool:
        """Whether `citation` names this provision or something within it."""
        own = (*self.parts, *self.via)
        return citation.is_in(self.section, *own) or (
            bool(self.via) and citation.is_in(self.section, *self.via)
        )

    def lies_in(self, citation: Citation) -> bool:
        """Whether `citation` names something of which this provision is a part."""
        own = (*self.parts, *self.via)
        return self.section == citation.section and own[: len(citation.parts)] == citation.parts


def _brackets(parts: tuple[str, ...]) -> str:
    return "".join(f"({part})" for part in parts)

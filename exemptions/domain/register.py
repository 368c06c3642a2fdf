"""The register: every exemption and exception, and how to find one."""

from datetime import date

from exemptions.domain.citation import Citation
from exemptions.domain.eir_exceptions import EXCEPTIONS
from exemptions.domain.foia_part_two import PART_TWO
from exemptions.domain.provision import Law, Provision

REGISTER: tuple[Provision, ...] = (*PART_TWO, *EXCEPTIONS)
ENDINGS_OF_THE_DUTY = frozenset({"1", "8", "9", "12", "14"})
"""FOIA provisions that end the duty themselves. They are no exemptions: nothing is weighed."""
EXEMPT_SECTIONS = frozenset(row.section for row in PART_TWO)


def in_force(day: date, law: Law | None = None) -> tuple[Provision, ...]:
    """Return what was law on `day`, in the order of the statute."""
    return tuple(row for row in REGISTER if row.is_law_on(day) and law in (None, row.law))


def provision(code: str, day: date) -> Provision:
    """Return the row with that code on `day`. Raises KeyError where there is none."""
    for row in in_force(day):
        if row.code == code:
            return row
    raise KeyError(code)


def by_slug(slug: str, day: date) -> Provision:
    """Return the row with that name in an address on `day`. Raises KeyError for none."""
    for row in in_force(day):
        if row.slug == slug:
            return row
    raise KeyError(slug)


def covered_by(citation: Citation, law: Law, day: date) -> tuple[Provision, ...]:
    """Return the rows a citation may mean on `day`: the closest one, or all it leaves open.

    “s.43(2)(a)” is within s.43(2); “s.43” leaves s.43(1) and s.43(2) open; “s.99” is none.
    """
    rows = [row for row in in_force(day, law) if row.section == citation.section]
    within = [row for row in rows if row.holds(citation)]
    if within:
        longest = max(len(row.parts) + len(row.via) for row in within)
        return tuple(row for row in within if len(row.parts) + len(row.via) == longest)
    return tuple(row for row in rows if row.lies_in(citation))


def lifting_confirmation(citation: Citation, law: Law, day: date) -> tuple[Provision, ...]:
    """Return the rows whose duty to confirm or deny the cited provision lifts on `day`.

    “s.40(5B)” alone lifts several; “s.21(5)” none, for s.21 has no such provision.
    """
    return tuple(
        row
        for row in in_force(day, law)
        for denial in row.denials
        if citation.is_in(denial.section, *denial.parts)
        or (citation.parts and denial.is_in(citation.section, *citation.parts))
    )

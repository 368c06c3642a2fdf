"""When an exemption ends because the record has become a historical one (FOIA ss.62 to 63)."""

from datetime import date

from exemptions.domain.citation import read_citation
from exemptions.domain.provision import Availability, Law
from exemptions.domain.register import EXEMPT_SECTIONS, covered_by


def has_lapsed(cited: str, created_in: int, on: date) -> bool:
    """Whether the exemption can no longer be relied on, on a day, for a record of that year.

    A record of year Y is a historical one from the end of Y + 20; some exemptions last longer.
    Raises ValueError where the provision is none, leaves open which limb is meant, or depends on
    a death as well (s.63(2E): five years after it, if that is later).
    """
    citation = read_citation(cited)
    if citation.section not in EXEMPT_SECTIONS:
        raise ValueError(f"Section {citation.section} is not an exemption in Part II of the Act.")
    rows = covered_by(citation, Law.FOIA, date.max)
    ours = [row for row in rows if row.availability is not Availability.NOT_AVAILABLE] or rows
    ends = {row.historical for row in ours}
    if len(ends) != 1:
        raise ValueError(f"Say which limb of s.{citation.section} is meant: they differ.")
    end = ends.pop()
    if end.years is None or on.year <= created_in + end.years:
        return False
    if end.years_after_death is not None:
        raise ValueError("s.37(1) on the Royal Family lasts until five years after a death.")
    return True


def consults_minister(*, is_historical: bool, every_ground_is_qualified: bool) -> bool:
    """Whether the Secretary of State is consulted before a refusal (FOIA s.65, EIR reg 17).

    For a historical public record that is refused on qualified exemptions only. The records of
    NHS bodies are public records.
    """
    return is_historical and every_ground_is_qualified


def is_historical(created_in: int, on: date) -> bool:
    """Whether a record of that year is a historical one on a day (s.62(1): twenty years)."""
    return on.year > created_in + 20

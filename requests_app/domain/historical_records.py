"""When an exemption ends because the record has become a historical one (FOIA ss.62 to 63)."""

from datetime import date

from requests_app.domain.exemption_citation import Citation, read_citation
from requests_app.domain.public_interest_extension import EXEMPT_SECTIONS

YEARS = (
    (("28",), 30),
    (("30", "1"), 20),
    (("31",), 100),
    (("32",), 20),
    (("33",), 20),
    (("35",), 20),
    (("36", "2", "a", "ii"), 30),
    (("36",), 20),
    (("37", "1", "b"), 60),
    (("37", "1"), 20),
    (("42",), 20),
    (("43",), 30),
)
"""Years from the end of the year of creation; the first that fits counts. Others never end."""
LIMBS_THAT_DIFFER = frozenset({("30",), ("37",), ("37", "1")})


def last_year_of(citation: Citation, created_in: int) -> int | None:
    """Return the last year in which the exemption can be relied on; None where it never ends."""
    for provision, years in YEARS:
        if citation.is_in(*provision):
            return created_in + years
    return None


def has_lapsed(cited: str, created_in: int, on: date) -> bool:
    """Whether the exemption can no longer be relied on, on a day, for a record of that year.

    Raises ValueError where the provision is none, leaves open which limb is meant, or depends on
    a death as well (s.63(2E): five years after it, if that is later).
    """
    citation = read_citation(cited)
    if citation.section not in EXEMPT_SECTIONS:
        raise ValueError(f"Section {citation.section} is not an exemption in Part II of the Act.")
    if (citation.section, *citation.parts) in LIMBS_THAT_DIFFER:
        raise ValueError(f"Say which limb of s.{citation.section} is meant: they differ.")
    last_year = last_year_of(citation, created_in)
    if last_year is None or on.year <= last_year:
        return False
    if citation.is_in("37", "1") and not citation.is_in("37", "1", "b"):
        raise ValueError("s.37(1) on the Royal Family lasts until five years after a death.")
    return True

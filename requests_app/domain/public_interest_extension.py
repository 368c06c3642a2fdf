"""Whether more time may be taken to weigh the public interest (FOIA s.10(3))."""

from requests_app.domain.exemption_citation import Citation, read_citation

ABSOLUTE = (
    ("21",),
    ("23",),
    ("32",),
    ("34",),
    ("37", "1", "a"),
    ("37", "1", "aa"),
    ("37", "1", "ab"),
    ("40", "1"),
    ("41",),
    ("44",),
)
"""FOIA s.2(3), without s.36 for the two Houses and s.40(2), which depends on its condition."""
EXEMPT_SECTIONS = frozenset(map(str, range(21, 45))) - {"25"} | {"22A"}
NOT_EXEMPTIONS = frozenset({"1", "8", "9", "12", "14"})
"""Provisions that end the duty themselves: they need no public interest test."""
OTHER_CONDITIONS = ("second", "third", "3b", "4a")
"""The conditions of s.40(2) that s.2(3)(fa) does not name: objection, and subject access."""


def may_extend(cited: str) -> bool:
    """Whether s.10(3) gives more time for information withheld under `cited`.

    Only for a provision outside s.2(3). Raises ValueError for one that is not in Part II, or that
    leaves open which limb is meant.
    """
    citation = read_citation(cited)
    if citation.section in NOT_EXEMPTIONS:
        return False
    if citation.section not in EXEMPT_SECTIONS:
        raise ValueError(f"Section {citation.section} is not an exemption in Part II of the Act.")
    if citation.section == "37" and citation.parts in ((), ("1",)):
        raise ValueError("Say which paragraph of s.37(1): some are absolute, some are not.")
    if citation.section == "40":
        return _is_qualified_personal_data(citation)
    return not any(citation.is_in(*provision) for provision in ABSOLUTE)


def _is_qualified_personal_data(citation: Citation) -> bool:
    """Of s.40, the limbs with a public interest test.

    Practice treats the refusals to confirm in s.40(5A) and (5B)(a) as having none, although
    s.2(3) does not name them: the shorter time is the safe one.
    """
    if citation.is_in("40", "5B") and citation.parts != ("5B",):
        return not citation.is_in("40", "5B", "a")
    limb = " ".join((*citation.parts, citation.words)).casefold()
    return any(condition in limb for condition in OTHER_CONDITIONS)

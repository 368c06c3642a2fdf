"""Exemptions that cannot be claimed together for the same information."""

from collections.abc import Collection

from exemptions.domain.provision import Law, Provision

_APART = (
    ("30", "31", "section 31 is only for what section 30 does not cover"),
    ("23", "24", "section 24 is only for what section 23 does not cover"),
)


def not_together(rows: Collection[Provision]) -> tuple[str, ...]:
    """Return in words which claims on one item exclude each other (FOIA ss.24(1), 31(1))."""
    sections = {row.section for row in rows if row.law is Law.FOIA}
    return tuple(
        f"Sections {first} and {second} cannot both be claimed on the same information: {why}. "
        "Take one away, or claim them on different pages."
        for first, second, why in _APART
        if {first, second} <= sections
    )

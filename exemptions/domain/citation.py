"""How a FOIA provision is written: `s.37(1)(ab)`, `section 40(2) second condition`."""

import re
from dataclasses import dataclass

_WRITTEN = re.compile(r"\s*(?:s\.?|section)?\s*(\d+[A-Z]?)((?:\(\w+\))*)\s*(.*?)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Citation:
    """A section, the subsections under it from the outside in, and any words after them."""

    section: str
    parts: tuple[str, ...]
    words: str

    def is_in(self, section: str, *parts: str) -> bool:
        """Whether it is that provision or lies within it."""
        return self.section == section and self.parts[: len(parts)] == parts


def read_citation(text: str) -> Citation:
    """Read a provision. Raises ValueError where none is written."""
    match = _WRITTEN.fullmatch(text)
    if match is None:
        raise ValueError(f"“{text}” is not a provision like s.43(2).")
    section, parts, words = match.groups()
    return Citation(section.upper(), tuple(re.findall(r"\w+", parts)), words.casefold())

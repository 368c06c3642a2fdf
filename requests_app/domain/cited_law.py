"""Law that a message cites and that does not exist, so that nobody answers to it."""

from exemptions.domain.acts import EIR, FOIA
from exemptions.domain.known_provisions import is_known
from exemptions.domain.statute_references import references_in

MOST_READ = 50_000
MOST_SAID = 5


def unknown_citations(text: str) -> tuple[str, ...]:
    """Return the provisions that `text` cites by the Act's name and that are no law, as written.

    Only of the Freedom of Information Act 2000 and the Environmental Information Regulations
    2004, whose provisions we know. Nothing follows from it for the request: it stands without
    any citation (s.8), and what the writer meant is answered.
    """
    found = (
        one.text.strip()
        for one in references_in(text[:MOST_READ])
        if one.act_is_named
        and one.act in (FOIA, EIR)
        and not is_known(one.act, one.section, one.parts)
    )
    return tuple(dict.fromkeys(found))[:MOST_SAID]

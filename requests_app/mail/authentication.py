"""Whether the sender was proved: read only from the header of our own mail server (RFC 8601)."""

import re
from collections.abc import Sequence
from email.message import Message

from requests_app.mail.headers import raw_headers, readable

MICROSOFT_365 = "microsoft365"
"""Exchange Online writes the results without the name of the server that found them."""
RESULT = re.compile(r"\b(spf|dkim|dmarc)\s*=\s*([a-z]{1,12})", re.IGNORECASE)
COMMENT = re.compile(r"\([^()]*\)")
METHODS = ("dmarc", "spf", "dkim")


def authentication(head: Message, trusted: Sequence[str]) -> str:
    """Return what our server found, as "dmarc=pass spf=pass dkim=none", or "".

    `trusted` are the names our own servers sign with. A sender can write such a header too, so
    only the first with one of those names counts: servers write theirs above what came.
    """
    names = {name.strip().lower() for name in trusted if name.strip()}
    for place, raw in enumerate(raw_headers(head, "Authentication-Results")):
        said = COMMENT.sub(" ", readable(raw))
        first = said.split(";")[0].strip().split(" ")[0].lower()
        is_nameless = "=" in first and place == 0 and MICROSOFT_365 in names
        if first in names or is_nameless:
            found = {method.lower(): result.lower() for method, result in _results(said)}
            return " ".join(f"{one}={found[one]}" for one in METHODS if one in found)
    return ""


def _results(said: str) -> list[tuple[str, str]]:
    """Return methods and results, the last of a method first, so that the first one wins."""
    return list(reversed(RESULT.findall(said)))

"""Who a mail is from and to, however badly the header is written."""

import re
from email.utils import parseaddr

ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")
WHATDOTHEYKNOW = re.compile(r"request-\d+-[0-9a-f]+@whatdotheyknow\.com", re.I)


def addresses_in(header: str) -> tuple[str, ...]:
    """Return every address that stands in a header, in order, each once."""
    return tuple(dict.fromkeys(ADDRESS.findall(header[:20_000])))


def name_and_address(header: str) -> tuple[str, str]:
    """Return the display name and the address of the first person in a header."""
    found = addresses_in(header)
    if not found:
        return " ".join(header.split()).strip("<>\"' ")[:200], ""
    name, address = parseaddr(header[:2000])
    if address not in found:
        name = header.split(found[0])[0]
    name = " ".join(name.split()).strip("<>\"', ")
    return ("" if "@" in name else name), found[0]


def is_whatdotheyknow(address: str) -> bool:
    """Whether what is sent to this address is published at once."""
    return bool(WHATDOTHEYKNOW.fullmatch(address))

"""Who a mail is from and to, however badly the header is written."""

import re
from dataclasses import dataclass

from requests_app.mail.headers import readable

# Starts only where a run of such characters starts: otherwise a long run is tried from each.
ADDRESS = re.compile(r"(?<![\w.!#$%&'*+/=?^`{|}~-])[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)*")
QUOTED = re.compile(r'"(?:[^"\\]|\\.?)*(?:"|\Z)', re.DOTALL)
WHATDOTHEYKNOW = re.compile(r"request-\d+-[0-9a-z]+@whatdotheyknow\.com", re.IGNORECASE)
LONGEST_ADDRESS = 320
LONGEST_PERSON = 1000


@dataclass(frozen=True)
class Person:
    """A display name, which anybody may write, and an address. Either may be ""."""

    name: str
    address: str


def people_in(header: str) -> tuple[Person, ...]:
    """Return the people with an address in a raw header, in order, each address once.

    The address is the one in angle brackets: what looks like one in the name is a name.
    """
    hidden = QUOTED.sub(lambda quoted: "\0" * len(quoted[0]), header)
    text = readable(header)
    # A quote that is never closed hides everything; some programs encode the address too.
    return _people(header, hidden) or _people(header, header) or _people(text, text)


def is_whatdotheyknow(address: str) -> bool:
    """Whether what is sent to this address is published at once."""
    return bool(WHATDOTHEYKNOW.fullmatch(address))


def _people(header: str, hidden: str) -> tuple[Person, ...]:
    """`hidden` is the header with its quoted names blanked, character for character."""
    found: dict[str, Person] = {}
    start = 0
    for end in [*(comma.start() for comma in re.finditer("[,;]", hidden)), len(header)]:
        start = max(start, end - LONGEST_PERSON)
        if "@" not in hidden[start:end]:
            continue  # a name may hold commas: it belongs to what follows
        person = _person(header[start:end], hidden[start:end])
        if person:
            found.setdefault(person.address.lower(), person)
        start = end + 1
    return tuple(found.values())


def _person(chunk: str, hidden: str) -> Person | None:
    """Read `Name <address>`, `address (Name)` or a bare address."""
    every = list(ADDRESS.finditer(hidden))
    if not every:
        return None
    bracketed = [one for one in every if hidden[: one.start()].rstrip().endswith("<")]
    if bracketed:
        address = bracketed[-1]
        return Person(_name(chunk[: address.start()]), address[0][:LONGEST_ADDRESS])
    rest = chunk[: every[0].start()] + " " + chunk[every[0].end() :]
    return Person(_name(rest), every[0][0][:LONGEST_ADDRESS])


def _name(raw: str) -> str:
    name = readable(raw.replace('\\"', '"')).strip("<>\"', ")
    return (name[1:-1] if name[:1] == "(" and name[-1:] == ")" else name)[:200]

"""The same request, come twice: whose it is, which of the two may end, and the day that counts."""

from dataclasses import dataclass
from datetime import date

from requests_app.domain.regime import Regime
from requests_app.domain.workflow import State

UNDECIDED = frozenset({State.RECEIVED, State.INCOMPLETE})
"""Where nobody has said yet which law a request is under."""
ALIASES = "@whatdotheyknow.com"


@dataclass(frozen=True)
class WhoAsked:
    """An applicant as far as it tells two apart. `number` is that of our own row."""

    number: int
    name: str = ""
    email: str = ""
    postal_address: str = ""


def is_same_applicant(one: WhoAsked, other: WhoAsked) -> bool:
    """Whether two applicants are one: our own row, or an address and no other name.

    Two people may share an address and many share a name, so neither is enough by itself. A name
    that one of them did not give contradicts nothing.
    """
    if one.number == other.number:
        return True
    names = {_plain(one.name), _plain(other.name)} - {""}
    if len(names) > 1:
        return False
    email, address = _plain(one.email), _plain(one.postal_address)
    if email and email == _plain(other.email):
        return True
    return bool(names and address and address == _plain(other.postal_address))


def are_two_aliases(one: WhoAsked, other: WhoAsked) -> bool:
    """Whether both came through WhatDoTheyKnow under different aliases: always two requests."""
    emails = {_plain(one.email), _plain(other.email)}
    return len(emails) == 2 and all(email.endswith(ALIASES) for email in emails)


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())


@dataclass(frozen=True)
class Side:
    """One of the two cases. `ties` are what binds us to the applicant under its reference."""

    reference: str
    state: State
    regime: Regime
    received_on: date
    ties: tuple[str, ...] = ()
    took_in: tuple[str, ...] = ()
    is_split_off: bool = False


def why_not_merged(
    duplicate: Side, kept: Side, *, is_same: bool, has_two_aliases: bool
) -> tuple[str, ...]:
    """Return what stands in the way of merging `duplicate` into `kept`, with what to do instead.

    Whether they ask for the same is for a person to say; where either of them stands, beside what
    is said here, for the table of transitions.
    """
    said: list[str] = []
    if has_two_aliases:
        said.append("Two aliases of WhatDoTheyKnow are two requests. Answer each of them.")
    elif not is_same:
        said.append(
            "They come from different applicants, and each of them is owed an answer. Work on "
            "them together instead."
        )
    if kept.state is State.INCOMPLETE and duplicate.state is not State.INCOMPLETE:
        said.append(
            f"{kept.reference} still waits for what is missing. Merge that one into this instead."
        )
    if duplicate.took_in:
        said.append(
            f"{', '.join(duplicate.took_in)} was merged into this one. Merge the other case into "
            "this one instead, or bring that one back first."
        )
    if duplicate.is_split_off:
        said.append("It was split off another case. Put it back together with that one instead.")
    if not UNDECIDED & {duplicate.state, kept.state} and duplicate.regime is not kept.regime:
        said.append("They are handled under different laws. Put one under the other law first.")
    said += duplicate.ties
    return tuple(said)


def day_that_counts(duplicate: Side, kept: Side) -> date:
    """Return the day of receipt of two that are one: the earlier (FOIA s.10(1); EIR reg 5(2)).

    A duplicate that still waits for a name or an address was no request yet (FOIA s.8).
    """
    if duplicate.state is State.INCOMPLETE and kept.state is not State.INCOMPLETE:
        return kept.received_on
    return min(duplicate.received_on, kept.received_on)

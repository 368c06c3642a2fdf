"""How much is built and how often it is measured."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """Numbers of cases and of rounds."""

    name: str
    inboxes: tuple[int, ...]
    open_cases: int
    rounds: int


QUICK = Size(name="quick", inboxes=(3, 300), open_cases=5_000, rounds=15)
FULL = Size(name="full", inboxes=(3, 300, 100_000), open_cases=100_000, rounds=40)
SIZES = {size.name: size for size in (QUICK, FULL)}

"""How much is built and how often it is measured."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """Numbers of cases and of rounds."""

    name: str
    boards: tuple[int, ...]
    open_cases: int
    rounds: int


QUICK = Size(name="quick", boards=(1_000, 100_000), open_cases=5_000, rounds=15)
FULL = Size(name="full", boards=(1_000, 100_000, 1_000_000), open_cases=100_000, rounds=40)
SIZES = {size.name: size for size in (QUICK, FULL)}

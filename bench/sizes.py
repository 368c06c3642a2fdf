"""How much is built and how often it is measured."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """Numbers of cases, of rounds and of searched texts."""

    name: str
    boards: tuple[int, ...]
    open_cases: int
    rounds: int
    texts: int


QUICK = Size(name="quick", boards=(1_000, 100_000), open_cases=5_000, rounds=15, texts=50_000)
FULL = Size(
    name="full", boards=(1_000, 100_000, 1_000_000), open_cases=100_000, rounds=40, texts=1_000_000
)
SIZES = {size.name: size for size in (QUICK, FULL)}

"""Times things in turn, so that a busy moment of the machine falls on all of them alike."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True)
class Timing:
    """How long one call took, in seconds: at its fastest, and in the middle of all rounds."""

    fastest: float
    middle: float


@dataclass(frozen=True)
class Row:
    """One line of a table: what was timed, how often its yardstick fits into it, and the aim."""

    what: str
    timing: Timing
    times: float
    aim: float | None = None
    note: str = ""

    @property
    def is_met(self) -> bool:
        """Whether the aim, if there is one, is reached."""
        return self.aim is None or self.times <= self.aim


@dataclass(frozen=True)
class Table:
    """The lines that were measured side by side, the yardstick first."""

    title: str
    yardstick: str
    rows: tuple[Row, ...]


def side_by_side(
    things: Mapping[str, Callable[[], object]], *, rounds: int, calls: int = 1
) -> dict[str, Timing]:
    """Call each thing `calls` times a round, one after the other, round after round."""
    seconds: dict[str, list[float]] = {name: [] for name in things}
    for thing in things.values():
        thing()
    for _ in range(rounds):
        for name, thing in things.items():
            began = perf_counter()
            for _ in range(calls):
                thing()
            seconds[name].append((perf_counter() - began) / calls)
    return {name: Timing(min(taken), median(taken)) for name, taken in seconds.items()}


def beside(
    yardstick: str,
    timings: Mapping[str, Timing],
    *,
    aims: Mapping[str, float] | None = None,
    notes: Mapping[str, str] | None = None,
) -> tuple[Row, ...]:
    """Return a line for each timing, as a multiple of the yardstick's fastest call."""
    unit = timings[yardstick].fastest
    return tuple(
        Row(
            what=name,
            timing=timing,
            times=timing.fastest / unit,
            aim=(aims or {}).get(name),
            note=(notes or {}).get(name, ""),
        )
        for name, timing in timings.items()
    )

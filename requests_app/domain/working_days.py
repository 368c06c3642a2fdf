"""Working days as FOIA s.10(6) counts them, and a calendar that refuses to guess."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from itertools import accumulate, compress, pairwise
from typing import NoReturn

from requests_app.domain.errors import RuleBroken


class Nation(StrEnum):
    """A part of the United Kingdom that a bank holiday belongs to."""

    ENGLAND = "england"
    WALES = "wales"
    SCOTLAND = "scotland"
    NORTHERN_IRELAND = "northern_ireland"

    @property
    def label(self) -> str:
        """The nation's name on a page."""
        return self.value.replace("_", " ").title()


class CalendarEnds(RuleBroken, ValueError):
    """A day outside the years that the calendar covers: no date is better than a wrong one."""


@dataclass(frozen=True)
class Holiday:
    """A day that is a bank holiday in at least one nation, or Christmas Day or Good Friday."""

    day: date
    name: str
    nations: frozenset[Nation]

    @property
    def where(self) -> str:
        """The nations it belongs to, for a sentence."""
        if len(self.nations) == len(Nation):
            return "the whole United Kingdom"
        names = [nation.label for nation in Nation if nation in self.nations]
        return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


Periods = Iterable[tuple[date, date]]
"""First and last day of each, both included, in the order in which they begin."""
WEEKEND = {5: "Saturday", 6: "Sunday"}


class _Counted(dict[date, tuple[int, int]]):
    """For each day of a calendar, how many of its working days come before it, and with it."""

    def __init__(
        self, first_year: int, last_year: int, counts: Iterable[tuple[date, tuple[int, int]]]
    ) -> None:
        super().__init__(counts)
        self.first_year, self.last_year = first_year, last_year

    def __missing__(self, day: date) -> NoReturn:
        raise CalendarEnds(
            f"The calendar covers {self.first_year} to {self.last_year}, and "
            f"{day.isoformat()} is outside it. Add that year's bank holidays first."
        )


@dataclass(frozen=True)
class Calendar:
    """The non-working days from the first day of `first_year` to the last of `last_year`.

    A working day is none of Saturday, Sunday, Christmas Day, Good Friday or a bank holiday
    in any part of the United Kingdom (FOIA s.10(6); EIR reg 2(1)).
    """

    first_year: int
    last_year: int
    holidays: tuple[Holiday, ...]
    _by_day: dict[date, Holiday] = field(init=False, repr=False, compare=False)
    _counted: _Counted = field(init=False, repr=False, compare=False)
    _working_days: list[date] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_day = {each.day: each for each in self.holidays}
        days = self._every_day()
        works = [day.weekday() not in WEEKEND and day not in by_day for day in days]
        counts = zip(days, pairwise(accumulate(works, initial=0)), strict=True)
        counted = _Counted(self.first_year, self.last_year, counts)
        object.__setattr__(self, "_by_day", by_day)
        object.__setattr__(self, "_counted", counted)
        object.__setattr__(self, "_working_days", list(compress(days, works)))

    def _every_day(self) -> list[date]:
        if self.last_year < self.first_year:
            return []
        first, last = date(self.first_year, 1, 1), date(self.last_year, 12, 31)
        return [first + timedelta(days=each) for each in range((last - first).days + 1)]

    def is_working_day(self, day: date) -> bool:
        """Whether `day` counts."""
        before, after = self._counted[day]
        return after > before

    def why_not(self, day: date) -> str | None:
        """Return why `day` does not count, with the nation of a bank holiday; None if it does."""
        before, after = self._counted[day]
        if after > before:
            return None
        if day.weekday() in WEEKEND:
            return WEEKEND[day.weekday()]
        holiday = self._by_day[day]
        return f"{holiday.name} ({holiday.where})"

    def nth_working_day_after(self, day: date, n: int, left_out: Periods = ()) -> date:
        """Return the n-th working day strictly after `day` that is not left out.

        Raises ValueError for n below 1, and CalendarEnds rather than guess.
        """
        if n < 1:
            raise ValueError("Working days are counted from 1.")
        _, reached = self._counted[day]
        wanted = reached + n
        for began_on, ended_on in left_out:
            before, _ = self._counted[began_on]
            if before >= wanted:
                break
            _, after = self._counted[ended_on]
            # Days that an earlier period has left out are not left out twice.
            if after > reached:
                wanted += after - (before if before > reached else reached)
                reached = after
        if wanted > len(self._working_days):
            raise CalendarEnds(
                f"The calendar ends with {self.last_year}. Add the next year's bank holidays first."
            )
        return self._working_days[wanted - 1]

    def working_days_between(self, start: date, end: date, left_out: Periods = ()) -> int:
        """Return how many working days from `start` to `end`, both included, are not left out."""
        reached, _ = self._counted[start]
        _, last = self._counted[end]
        number = max(last - reached, 0)
        for began_on, ended_on in left_out:
            if began_on <= end and ended_on >= start:
                before, _ = self._counted[max(began_on, start)]
                _, after = self._counted[min(ended_on, end)]
                number -= max(after - max(before, reached), 0)
                reached = max(after, reached)
        return number

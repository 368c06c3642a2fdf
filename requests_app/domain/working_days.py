"""Working days as FOIA s.10(6) counts them, and a calendar that refuses to guess."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

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
    _days: list[date] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_day", {each.day: each for each in self.holidays})
        object.__setattr__(self, "_days", list(self._working_days()))

    def _working_days(self) -> Iterable[date]:
        if self.last_year < self.first_year:
            return
        day, end = date(self.first_year, 1, 1), date(self.last_year, 12, 31)
        while day <= end:
            if day.weekday() < 5 and day not in self._by_day:
                yield day
            day += timedelta(days=1)

    def _covered(self, day: date) -> date:
        if not self.first_year <= day.year <= self.last_year:
            raise CalendarEnds(
                f"The calendar covers {self.first_year} to {self.last_year}, and "
                f"{day.isoformat()} is outside it. Add that year's bank holidays first."
            )
        return day

    def is_working_day(self, day: date) -> bool:
        """Whether `day` counts."""
        return self.why_not(day) is None

    def why_not(self, day: date) -> str | None:
        """Return why `day` does not count, with the nation of a bank holiday; None if it does."""
        if self._covered(day).weekday() >= 5:
            return f"{day:%A}"
        holiday = self._by_day.get(day)
        return f"{holiday.name} ({holiday.where})" if holiday else None

    def nth_working_day_after(self, day: date, n: int) -> date:
        """Return the n-th working day strictly after `day`.

        Raises ValueError for n below 1, and CalendarEnds rather than guess.
        """
        if n < 1:
            raise ValueError("Working days are counted from 1.")
        position = bisect_right(self._days, self._covered(day)) + n - 1
        if position >= len(self._days):
            raise CalendarEnds(
                f"The calendar ends with {self.last_year}. Add the next year's bank holidays first."
            )
        return self._days[position]

    def working_days_between(self, start: date, end: date) -> int:
        """Return how many working days lie from `start` to `end`, both included."""
        return max(
            bisect_right(self._days, self._covered(end))
            - bisect_left(self._days, self._covered(start)),
            0,
        )

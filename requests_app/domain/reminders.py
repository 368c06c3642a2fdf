"""Who is reminded of which step on a morning: rung by rung, and never silent once it is late.

The person who owes it hears before, on and after the day; then their deputy, their line and the
director. Whoever is away is left in peace: their cover hears instead, or the next rung up.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from requests_app.domain.case_steps import Step
from requests_app.domain.working_days import Calendar

REPEAT_EVERY = 5
"""Working days after which those above hear of a late step again."""


class Rung(StrEnum):
    """Why somebody is told. The values are stored."""

    BEFORE = "before"
    ON = "on"
    AFTER = "after"
    DEPUTY = "deputy"
    LINE = "line"
    DIRECTOR = "director"


ABOVE = {Rung.DEPUTY: 2, Rung.LINE: 3, Rung.DIRECTOR: 5}
"""How many working days late a step is when each of those above first hears of it."""


@dataclass(frozen=True)
class Ladder:
    """The people of a step, by rung, and who of all people may read what it is about."""

    owers: tuple[int, ...]
    deputies: tuple[int, ...]
    line: tuple[int, ...]
    directors: tuple[int, ...]
    readers: frozenset[int]

    def from_rung(self, rung: Rung) -> tuple[tuple[int, ...], ...]:
        """Return the people of a rung and of every one above it."""
        every = (self.owers, self.deputies, self.line, self.directors)
        return every[list(ABOVE).index(rung) + 1 :] if rung in ABOVE else every


@dataclass(frozen=True)
class Owed:
    """A step of a case with the people it concerns."""

    case_id: int
    step: Step
    ladder: Ladder


@dataclass(frozen=True)
class Reminder:
    """One person, told of one step for one reason.

    `holder_id` has the place, `person_id` hears: the same, or their cover. `turn` counts the
    repeats of a rung for one due day.
    """

    case_id: int
    milestone: str
    commission_id: int | None
    rung: Rung
    turn: int
    holder_id: int
    person_id: int
    due_on: date


Away = Mapping[int, int | None]
"""Everybody who is away today, and their cover if they named one."""


def working_days_late(due_on: date, today: date, calendar: Calendar) -> int:
    """Return how many working days `today` is after `due_on`; negative before it."""
    day = timedelta(days=1)
    if today < due_on:
        return -calendar.working_days_between(today + day, due_on)
    return calendar.working_days_between(due_on + day, today) if today > due_on else 0


def rungs_on(step: Step, today: date, calendar: Calendar) -> Iterator[tuple[Rung, int]]:
    """Yield the rungs that a step has reached on a working day, each with its turn."""
    if not step.stands:
        return
    assert step.due_on is not None
    late = working_days_late(step.due_on, today, calendar)
    if late < 0:
        if -late <= step.milestone.remind_before:
            yield Rung.BEFORE, 0
        return
    yield (Rung.AFTER, late) if late else (Rung.ON, 0)
    for rung, first in ABOVE.items():
        if late >= first:
            yield rung, (late - first) // REPEAT_EVERY


def reminders_due(
    owed: Iterable[Owed],
    *,
    today: date,
    calendar: Calendar,
    away: Away,
    told: Collection[Reminder],
) -> list[Reminder]:
    """Return what has to be said on the morning of `today` and is not among what was `told`.

    Nothing on a day that is no working day. A rung that a missed morning left out is made good;
    one that reached the person who holds it is not repeated to their cover.
    """
    if not calendar.is_working_day(today):
        return []
    known: dict[tuple[object, ...], set[int]] = {}
    for each in told:
        known.setdefault(_key(each), set()).update((each.holder_id, each.person_id))
    return [
        reminder
        for one in owed
        for reminder in _of_step(one, today, calendar, away, known)
        if reminder.person_id not in known.get(_key(reminder), ())
    ]


def _key(reminder: Reminder) -> tuple[object, ...]:
    return (
        reminder.case_id,
        reminder.milestone,
        reminder.commission_id,
        reminder.rung,
        reminder.turn,
        reminder.due_on,
    )


def _of_step(
    owed: Owed,
    today: date,
    calendar: Calendar,
    away: Away,
    known: Mapping[tuple[object, ...], Collection[int]],
) -> Iterator[Reminder]:
    step, heard = owed.step, set[int]()
    for rung, turn in rungs_on(step, today, calendar):
        assert step.due_on is not None
        at = (owed.case_id, step.milestone.key, step.commission_id, rung, turn, step.due_on)
        before = known.get(at, ())
        for holder, person in _reached(rung, owed.ladder, away, before):
            # One line for a step is enough, however many places a person has.
            if person not in heard:
                heard.add(person)
                if holder not in before:
                    yield Reminder(*at[:5], holder, person, step.due_on)


def _reached(
    rung: Rung, ladder: Ladder, away: Away, before: Collection[int]
) -> list[tuple[int, int]]:
    """Return holders and who hears for them, from the lowest rung that reaches anybody."""
    for people in ladder.from_rung(rung):
        reached = [
            (holder, person)
            for holder in people
            if (person := _stand_in(holder, ladder, away)) is not None
        ]
        # A holder who heard of it while here is not passed over because they have left since.
        if reached or any(holder in before for holder in people):
            return reached
    return []


def _stand_in(holder: int, ladder: Ladder, away: Away) -> int | None:
    person, passed = holder, {holder}
    while person in away:
        cover = away[person]
        if cover is None or cover in passed:
            return None
        passed.add(cover)
        person = cover
    return person if person in ladder.readers else None


def next_morning(owed: Iterable[Owed], *, today: date, calendar: Calendar) -> date | None:
    """Return the first day after `today` on which a step of a case may be spoken of.

    Never later than that day, sometimes earlier; None where nothing stands. Whatever happens to
    the case meanwhile makes the answer worthless.
    """
    days = [
        _first_day(each.step.due_on, each.step.milestone.remind_before, today, calendar)
        for each in owed
        if each.step.due_on is not None and each.step.stands
    ]
    return min(days, default=None)


def _first_day(due_on: date, remind_before: int, today: date, calendar: Calendar) -> date:
    tomorrow = today + timedelta(days=1)
    first = due_on
    # Counted in days of the week at least as far back as in working days.
    for _ in range(remind_before):
        first -= timedelta(days=1)
        while not calendar.is_working_day(first):
            first -= timedelta(days=1)
    return max(first, tomorrow)

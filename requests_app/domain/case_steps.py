"""The steps of one case: by when each is to be done, and whether it is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from requests_app.domain.milestone_plan import (
    CountedFrom,
    Milestone,
    OnlyIf,
    StoppedBy,
    allowance,
)
from requests_app.domain.milestones import POLICY, Allowance, department_limits
from requests_app.domain.statutory_clock import DAYS_TO_RESPOND, ClockReading, read_history
from requests_app.domain.workflow import State
from requests_app.domain.working_days import CalendarEnds

BEFORE_DRAFTING = frozenset(
    {State.RECEIVED, State.INCOMPLETE, State.ACCEPTED, State.WITH_DEPARTMENTS}
)
SENT_FOR_SIGN_OFF = frozenset({State.AWAITING_SIGN_OFF, State.READY})


@dataclass(frozen=True)
class Part:
    """What a department was asked and has not sent back, and its two limits."""

    commission_id: int
    department_id: int
    received_on: date
    estimate_by: date
    answer_by: date
    knows_held: bool


@dataclass(frozen=True)
class Progress:
    """How far a case has come. `ticked` are the keys of steps that somebody ticked off."""

    state: State
    has_press_interest: bool | None = None
    is_over_cost_limit: bool = False
    has_narrowing_offer: bool = False
    has_draft: bool = False
    parts: tuple[Part, ...] = ()
    ticked: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Step:
    """A step of a case, or of a department's part of it.

    `due_on` is None while the clock stands, for there is no day then; `would_be_on` is the day it
    would have if what the clock waits for came today.
    """

    milestone: Milestone
    due_on: date | None
    is_done: bool
    part: Part | None = None
    would_be_on: date | None = None

    @property
    def commission_id(self) -> int | None:
        """The department's part it belongs to."""
        return self.part.commission_id if self.part else None

    @property
    def stands(self) -> bool:
        """Whether somebody owes it on a day."""
        return not self.is_done and self.due_on is not None


def is_held(reading: ClockReading) -> bool:
    """Whether the clock stands, so that nobody is reminded."""
    return bool(reading.waiting_for or reading.policy.waiting_for)


def if_it_came(reading: ClockReading, today: date) -> ClockReading | None:
    """Return the clock as it would be if all it waits for came `today`; None if there is none.

    A fee that can no longer be paid in time sets nothing going, and past the calendar no day is
    better than a guess.
    """
    pauses = tuple(
        pause if pause.ended_on else pause._replace(ended_on=max(today, pause.began_on))
        for pause in reading.history.pauses
    )
    history = replace(reading.history, pauses=pauses)
    try:
        supposed = read_history(history, reading.policy.calendar, regime=reading.regime)
    except CalendarEnds:
        return None
    return None if is_held(supposed) else supposed


@dataclass(frozen=True)
class CaseDays:
    """The day of each step that is counted from the case's own receipt, by its key.

    While the clock stands they are the days of `supposed`, the clock as it would be if it ran
    again from today.
    """

    is_held: bool
    by_key: Mapping[str, date | None]
    supposed: ClockReading | None = None
    allowance: Allowance = POLICY


def case_days(reading: ClockReading, plan: Iterable[Milestone], today: date) -> CaseDays:
    """Work out the days of a case: the same for every case with the same clock.

    Raises CalendarEnds rather than guess.
    """
    plan = tuple(plan)
    held = is_held(reading)
    supposed = if_it_came(reading, today) if held else None
    counted = supposed if held else reading
    return CaseDays(
        held,
        {
            each.key: _case_day(each, counted) if counted else None
            for each in plan
            if each.counted_from is CountedFrom.CASE
        },
        supposed,
        allowance(plan),
    )


def steps_of(progress: Progress, days: CaseDays, plan: Iterable[Milestone]) -> tuple[Step, ...]:
    """Return the steps that the plan has for a case, in the plan's order.

    A request that is not complete has none: no time runs (FOIA s.8).
    """
    if progress.state is State.INCOMPLETE:
        return ()
    steps: list[Step] = []
    for each in plan:
        if not _applies(each, progress):
            continue
        if each.counted_from is CountedFrom.DEPARTMENT:
            steps += (_of_department(each, part, progress, days) for part in progress.parts)
        else:
            steps.append(_step(each, days.by_key[each.key], is_done(each, progress), days))
    return tuple(steps)


def _step(
    milestone: Milestone, day: date | None, done: bool, days: CaseDays, part: Part | None = None
) -> Step:
    if days.is_held:
        return Step(milestone, None, done, part, would_be_on=day)
    return Step(milestone, day, done, part)


def is_done(milestone: Milestone, progress: Progress) -> bool:
    """Whether the act that ends a step counted from the case's receipt has happened."""
    state = progress.state
    if state.is_closed:
        return True
    match milestone.stopped_by:
        case StoppedBy.ACCEPTED:
            return state is not State.RECEIVED
        case StoppedBy.PRESS_ASSESSED:
            return progress.has_press_interest is not None
        case StoppedBy.ALL_RETURNED:
            return state not in BEFORE_DRAFTING and not progress.parts
        case StoppedBy.DRAFTED:
            return progress.has_draft or state in SENT_FOR_SIGN_OFF
        case StoppedBy.SENT_FOR_SIGN_OFF:
            return state in SENT_FOR_SIGN_OFF
        case StoppedBy.SIGNED:
            return state is State.READY
        case StoppedBy.NARROWING_OFFERED:
            return progress.has_narrowing_offer
        case StoppedBy.TICKED:
            return milestone.key in progress.ticked
        case _:
            # The answer itself, which closes the case; a department's acts are on its part.
            return False


def _applies(milestone: Milestone, progress: Progress) -> bool:
    if milestone.only_if is OnlyIf.PRESS_INTEREST:
        return bool(progress.has_press_interest)
    if milestone.only_if is OnlyIf.OVER_COST_LIMIT:
        return progress.is_over_cost_limit
    return True


def _of_department(milestone: Milestone, part: Part, progress: Progress, days: CaseDays) -> Step:
    estimate_by, answer_by = _limits(part, days)
    by, done = answer_by, progress.state.is_closed
    if milestone.stopped_by is StoppedBy.SAID_WHAT_IS_HELD:
        by = estimate_by
        # Where both fall on one day, the answer itself is what is asked for.
        done = done or part.knows_held or part.estimate_by >= part.answer_by
    return _step(milestone, by, done, days, part)


def _limits(part: Part, days: CaseDays) -> tuple[date | None, date | None]:
    """Return a department's two days: those it was given, or what they would be."""
    if not days.is_held:
        return part.estimate_by, part.answer_by
    if days.supposed is None:
        return None, None
    try:
        limits = department_limits(
            days.supposed,
            days.supposed.policy.calendar,
            department_received_on=part.received_on,
            allowance=days.allowance,
        )
    except CalendarEnds:
        return None, None
    return limits.estimate_by, limits.draft_by


def _case_day(milestone: Milestone, reading: ClockReading) -> date | None:
    put_off = _days_put_off(reading) if milestone.moves_with_extension else 0
    return reading.policy.day(milestone.day + put_off)


def _days_put_off(reading: ClockReading) -> int:
    """Return by how many days of the policy's count the answer was put off."""
    if reading.has_estimate and reading.policy_due_on:
        return reading.policy.number_on(reading.policy_due_on) - DAYS_TO_RESPOND
    return reading.limit - DAYS_TO_RESPOND

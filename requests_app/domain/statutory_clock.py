"""The statutory clock: every date of a case as a pure function of its history and a calendar.

Day 0 is the day of receipt, working day or not. Day n is the n-th working day after it that is
not left out (FOIA s.10(1), (2), (6); EIR reg 5(2), 8(6), 9(4)).

Two counts run side by side, and differ only where the applicant was asked what they meant. By
the statute the date of receipt becomes the day the further information arrives (s.10(6)(b)); by
the authority's own policy the count only pauses, so its date is never the later one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from operator import attrgetter

from requests_app.domain.clock_facts import (
    Cause,
    ClockFact,
    EntryKind,
    History,
    Pause,
    history_of,
)
from requests_app.domain.fee_clock import is_paid_in_time
from requests_app.domain.regime import Regime
from requests_app.domain.working_days import Calendar

__all__ = ["ClockFact", "ClockReading", "Count", "EntryKind", "read_history", "work_out"]

DAYS_TO_RESPOND = 20
"""FOIA s.10(1); EIR reg 5(2)."""
EXTENDED_DAYS = 40
"""EIR reg 7(1). For the public interest test it is the Code's outer limit, not the Act's."""


class Effect(StrEnum):
    """What a question to the applicant does to the count."""

    RESTART = "restart"
    SUSPEND = "suspend"


@dataclass(frozen=True)
class Count:
    """One way to count the days of a case.

    `pauses` are the ones that stop this count, in the order they began; one without an end, or
    paid for too late, still stands. `late` began after the time to answer had run out.
    """

    calendar: Calendar
    day_zero: date
    pauses: tuple[Pause, ...]
    late: tuple[Pause, ...]

    @property
    def waiting_for(self) -> Cause | None:
        """What it waits for now; further information first."""
        causes = {pause.cause for pause in self.pauses if pause.ended_on is None}
        return next(cause for cause in Cause if cause in causes) if causes else None

    def pause_on(self, day: date) -> Pause | None:
        """Return the pause that keeps `day` out of the count."""
        for pause in self.pauses:
            if pause.covers(day):
                return pause
        return None

    def day(self, n: int) -> date | None:
        """Return day n, or None while the count waits. Raises CalendarEnds past the calendar."""
        if self.waiting_for:
            return None
        return self.calendar.nth_working_day_after(self.day_zero, n, self._left_out())

    def number_on(self, today: date) -> int:
        """Return how many days have counted after day 0, `today` included."""
        if today <= self.day_zero:
            return 0
        first = self.day_zero + timedelta(days=1)
        return self.calendar.working_days_between(first, today, self._left_out())

    def _left_out(self) -> list[tuple[date, date]]:
        return [(pause.began_on, pause.ended_on or date.max) for pause in self.pauses]


@dataclass(frozen=True)
class ClockReading:
    """The dates of a case.

    `due_on` is the last day to respond in time, `policy_due_on` the same by the authority's own
    policy; None while the clock waits for the applicant. `limit` is the number of days. `leads`
    says which of the two counts people work to; timeliness is measured by the statute alone.
    """

    regime: Regime
    history: History
    statutory: Count
    policy: Count
    limit: int
    due_on: date | None
    policy_due_on: date | None
    leads: Effect = Effect.RESTART

    @property
    def leading(self) -> Count:
        """The count that people work to."""
        return self.policy if self.leads is Effect.SUSPEND else self.statutory

    @property
    def leading_due_on(self) -> date | None:
        """The day that people work to; None while that count waits for the applicant."""
        return self.policy_due_on if self.leads is Effect.SUSPEND else self.due_on

    @property
    def leading_limit(self) -> int:
        """The number of its last day: of the estimate, where the applicant was given one."""
        if self.leading_due_on and self.has_estimate:
            return self.leading.number_on(self.leading_due_on)
        return self.limit

    @property
    def has_estimate(self) -> bool:
        """Whether the due date is the one the applicant was told (FOIA s.17(2))."""
        return _has_estimate(self.regime, self.limit, self.history)

    @property
    def received_on(self) -> date:
        """The day the request itself came."""
        return self.history.received_on

    @property
    def day_zero(self) -> date:
        """The day the statutory count starts from."""
        return self.statutory.day_zero

    @property
    def answered_on(self) -> date | None:
        """The day of the answer, if there is one."""
        return self.history.answered_on

    @property
    def waiting_for(self) -> Cause | None:
        """What the statutory clock waits for."""
        return self.statutory.waiting_for

    @property
    def asked_too_late(self) -> bool:
        """Whether clarification was asked for when the answer was already overdue.

        The date of receipt moves all the same; the breach stays.
        """
        return any(pause.cause is Cause.CLARIFICATION for pause in self.statutory.late)


def work_out(
    facts: Iterable[ClockFact],
    calendar: Calendar,
    *,
    regime: Regime,
    leads: Effect = Effect.RESTART,
) -> ClockReading:
    """Work out the dates from the facts, in whatever order they come.

    Raises ValueError without a day of receipt, and CalendarEnds rather than guess.
    """
    return read_history(history_of(facts), calendar, regime=regime, leads=leads)


def read_history(
    history: History, calendar: Calendar, *, regime: Regime, leads: Effect = Effect.RESTART
) -> ClockReading:
    """Work out the dates that follow from a history. Raises CalendarEnds rather than guess."""
    counting = _Counting(history, calendar, regime)
    statutory = policy = counting.count(Effect.RESTART)
    if any(pause.cause is Cause.CLARIFICATION for pause in history.pauses):
        policy = counting.count(Effect.SUSPEND)
    limit = EXTENDED_DAYS if _is_extended(history, statutory, regime) else DAYS_TO_RESPOND
    return ClockReading(
        regime=regime,
        history=history,
        statutory=statutory,
        policy=policy,
        limit=limit,
        due_on=_due_on(statutory, limit, history, regime),
        policy_due_on=_due_on(policy, limit, history, regime),
        leads=leads,
    )


def _has_estimate(regime: Regime, limit: int, history: History) -> bool:
    return regime is Regime.FOIA and limit == EXTENDED_DAYS and history.extended_until is not None


def _due_on(count: Count, limit: int, history: History, regime: Regime) -> date | None:
    """Return the last day of a count; for the public interest test, the estimate given.

    The Act sets no number of days for that test (s.10(3)): the applicant was told a day, and what
    came up since can only move it out, never bring it before day 20.
    """
    if not _has_estimate(regime, limit, history):
        return count.day(limit)
    ordinary = count.day(DAYS_TO_RESPOND)
    if ordinary is None or history.extended_until is None:
        return None
    return max(ordinary, history.extended_until)


def eir_notice_limit(received_on: date, calendar: Calendar) -> date:
    """Return the last day for an EIR extension or charge notice: day 20 of the request itself.

    Regs 8(7) and 9(5) do not list regs 7(3) and 8(4), so nothing moves this day.
    """
    return calendar.nth_working_day_after(received_on, DAYS_TO_RESPOND)


def _is_extended(history: History, statutory: Count, regime: Regime) -> bool:
    """Whether the applicant was told of the extension in time (s.17(1), (2); reg 7(3))."""
    if history.extended_on is None:
        return False
    limit = (
        eir_notice_limit(history.received_on, statutory.calendar)
        if regime is Regime.EIR
        else statutory.day(DAYS_TO_RESPOND)
    )
    return limit is None or history.extended_on <= limit


class _Counting:
    """Makes the counts of a request out of its history."""

    def __init__(self, history: History, calendar: Calendar, regime: Regime) -> None:
        self.received_on, self.calendar, self.regime = history.received_on, calendar, regime
        self.pauses = sorted(history.pauses, key=attrgetter("began_on"))
        self.first_end = calendar.nth_working_day_after(history.received_on, DAYS_TO_RESPOND)
        self.unpaid = [pause for pause in self.pauses if self._is_unpaid(pause)]

    def count(self, effect: Effect) -> Count:
        """Take the pauses as they began; only those that began while there was time count."""
        kept: list[Pause] = []
        late: list[Pause] = []
        for pause in self.pauses:
            in_time = self._began_in_time(pause, kept, effect)
            if not in_time:
                late.append(pause)
            # s.10(6)(b) asks when the information came, not whether the question was in time.
            if in_time or (pause.cause is Cause.CLARIFICATION and effect is Effect.RESTART):
                kept.append(_open(pause) if pause in self.unpaid else pause)
        return self._count(kept, late, effect)

    def _began_in_time(self, pause: Pause, kept: Iterable[Pause], effect: Effect) -> bool:
        """Whether the time to answer, as it stood that day, had not run out (s.9(1), s.10(1))."""
        if pause.began_on <= self.first_end:
            # Whatever came before can only have put the end off.
            return True
        if self.regime is Regime.EIR and pause.cause is Cause.FEE:
            return False
        known = [
            _open(each) if each.ended_on and each.ended_on > pause.began_on else each
            for each in kept
            if each.began_on < pause.began_on
        ]
        due_on = self._count(known, (), effect).day(DAYS_TO_RESPOND)
        return due_on is None or pause.began_on <= due_on

    def _count(self, pauses: Iterable[Pause], late: Iterable[Pause], effect: Effect) -> Count:
        day_zero = self.received_on
        if effect is Effect.RESTART:
            for pause in pauses:
                if pause.cause is Cause.CLARIFICATION and pause.ended_on:
                    day_zero = max(day_zero, pause.ended_on)
        return Count(self.calendar, day_zero, tuple(pauses), tuple(late))

    def _is_unpaid(self, pause: Pause) -> bool:
        """Whether a payment came too late to set the clock going again (s.9(2); reg 8(5))."""
        return (
            pause.cause is Cause.FEE
            and pause.ended_on is not None
            and not is_paid_in_time(pause.began_on, pause.ended_on, self.calendar, self.regime)
        )


def _open(pause: Pause) -> Pause:
    return pause._replace(ended_on=None)

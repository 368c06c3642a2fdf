"""Where a request stands, in the words its applicant reads: nothing internal, no jargon."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from requests_app.domain.clock_explanation import long_day
from requests_app.domain.clock_facts import Cause, Pause
from requests_app.domain.regime import Regime
from requests_app.domain.statutory_clock import DAYS_TO_RESPOND, ClockReading
from requests_app.domain.workflow import State

DOING = {
    State.RECEIVED: "We have your request and are reading it.",
    State.ACCEPTED: "We have accepted your request.",
    State.WITH_DEPARTMENTS: "We are looking for the information.",
    State.DRAFTING: "We are writing the answer.",
    State.AWAITING_SIGN_OFF: "The answer is being checked.",
    State.READY: "The answer is about to be sent.",
}
LAW = {
    Regime.FOIA: "section 10 of the Freedom of Information Act 2000",
    Regime.EIR: "regulation 5(2) of the Environmental Information Regulations 2004",
}


@dataclass(frozen=True)
class Step:
    """One step of the way. `state` is done, now or todo."""

    label: str
    state: str
    note: str = ""


@dataclass(frozen=True)
class _Stage:
    """A step in its three tenses, and the states in which it is the one under way."""

    states: frozenset[State]
    to_come: str
    under_way: str
    done: str


STAGES = (
    _Stage(
        frozenset({State.RECEIVED, State.INCOMPLETE}),
        "",
        "We have your request",
        "We have your request",
    ),
    _Stage(
        frozenset({State.ACCEPTED}),
        "We accept your request",
        "We have accepted your request",
        "We have accepted your request",
    ),
    _Stage(
        frozenset({State.WITH_DEPARTMENTS}),
        "We look for the information",
        "We are looking for the information",
        "We have looked for the information",
    ),
    _Stage(
        frozenset({State.DRAFTING}),
        "We write the answer",
        "We are writing the answer",
        "We have written the answer",
    ),
    _Stage(
        frozenset({State.AWAITING_SIGN_OFF}),
        "The answer is checked",
        "The answer is being checked",
        "The answer has been checked",
    ),
    _Stage(
        frozenset({State.READY}),
        "We send the answer",
        "We are about to send the answer",
        "We have sent the answer",
    ),
)


def sentence(
    state: State, reading: ClockReading | None, closed_on: date | None, today: date
) -> str:
    """Say in one or two sentences where the request stands, and when the answer comes.

    Without a `reading` no date can be worked out yet.
    """
    if state is State.ANSWERED and closed_on:
        return f"We answered on {long_day(closed_on)}."
    if state is State.INCOMPLETE:
        return "We cannot start yet: something is missing."
    if state is State.REDIRECTED:
        return "Another team deals with your message. We have written to you about it."
    if state is State.WITHDRAWN:
        return "This request is closed, because we were told that you no longer need an answer."
    if state is State.CLOSED_WITHOUT_NOTICE:
        return (
            "This request is closed. When you made an earlier request, we wrote to you why we do "
            "not answer requests of this kind."
        )
    if state is State.MERGED:
        return "We deal with this request under another reference. One answer covers both."
    if state is State.LAPSED:
        return (
            "This request is closed, because we did not hear from you in time. "
            "Write to us, and we will tell you how to go on."
        )
    if reading is None:
        return f"{DOING[state]} We will write to you by when we answer."
    if reading.due_on is None:
        return "We are waiting to hear from you."
    due = long_day(reading.due_on)
    if reading.due_on < today:
        return f"{DOING[state]} Our answer was due on {due}. We are sorry that it is late."
    aim = reading.policy_due_on
    if aim and today <= aim < reading.due_on:
        return f"{DOING[state]} We aim to answer by {long_day(aim)}, and will by {due}."
    return f"{DOING[state]} We will answer by {due}."


def needed(state: State, reading: ClockReading | None) -> str:
    """Say what we wait for from the applicant, or nothing."""
    if state is State.INCOMPLETE:
        return (
            "We have written to you about what your request still needs. "
            "Reply to that message, and we will start at once."
        )
    if state.is_closed or reading is None or reading.waiting_for is None:
        return ""
    asked_on = min(
        pause.began_on
        for pause in reading.statutory.pauses
        if pause.cause is reading.waiting_for and pause.ended_on is None
    )
    if reading.waiting_for is Cause.FEE:
        return (
            f"On {long_day(asked_on)} we wrote to you about {_fee(reading)} and how to pay it. "
            "The days do not count until it is paid."
        )
    return (
        f"On {long_day(asked_on)} we asked you to tell us more about what you are looking for. "
        "Reply to that message, and we will go on. The days do not count until then."
    )


def steps(
    state: State, reading: ClockReading | None, closed_on: date | None, *, received_on: date
) -> tuple[Step, ...]:
    """Return the steps done and to come; none for a request that ended on another way."""
    now = next((n for n, stage in enumerate(STAGES) if state in stage.states), None)
    if state is State.ANSWERED:
        now = len(STAGES)
    if now is None:
        return ()
    told = [
        Step(stage.done, "done")
        if n < now
        else Step(stage.under_way, "now")
        if n == now
        else Step(stage.to_come, "todo")
        for n, stage in enumerate(STAGES)
    ]
    told[0] = Step(told[0].label, told[0].state, long_day(received_on))
    return (*told[:-1], Step(told[-1].label, told[-1].state, _end(state, reading, closed_on)))


def _end(state: State, reading: ClockReading | None, closed_on: date | None) -> str:
    """Return the day of the answer, or the day by which it comes."""
    if state is State.ANSWERED and closed_on:
        return long_day(closed_on)
    if state is State.INCOMPLETE or reading is None or reading.due_on is None:
        return ""
    return f"due {long_day(reading.due_on)}"


def why_this_date(reading: ClockReading) -> tuple[str, ...]:
    """Return the way to the due date in sentences, to the applicant."""
    return tuple(_reasons(reading))


def _reasons(reading: ClockReading) -> Iterator[str]:
    yield f"We received your request on {long_day(reading.received_on)}."
    for pause in sorted(reading.statutory.pauses, key=lambda pause: pause.began_on):
        yield _pause_words(pause, reading)
    if reading.due_on is None:
        yield "We will work out the date when we have heard from you."
        return
    days = DAYS_TO_RESPOND if reading.has_estimate else reading.limit
    yield (
        f"We count from {long_day(reading.day_zero)}, and that day itself is not counted. Then "
        f"come {days} working days: no Saturday, no Sunday, and no bank holiday in "
        "England, Wales, Scotland or Northern Ireland."
    )
    if reading.has_estimate:
        yield (
            "We told you that we need longer to weigh the public interest, and expect to decide "
            f"by {long_day(reading.due_on)} (section 17(2) of the Act)."
        )
        return
    if reading.limit > DAYS_TO_RESPOND:
        yield f"We told you that we need longer than usual, up to {reading.limit} working days."
    yield (
        f"Working day {reading.limit} is {long_day(reading.due_on)}. "
        f"This follows {LAW[reading.regime]}."
    )
    if reading.policy_due_on and reading.policy_due_on < reading.due_on:
        yield (
            "We try to be quicker: counted from the day of your request, without the days we "
            f"waited for you, it is {long_day(reading.policy_due_on)}."
        )


def _pause_words(pause: Pause, reading: ClockReading) -> str:
    asked = long_day(pause.began_on)
    answered = long_day(pause.ended_on) if pause.ended_on else ""
    if pause.cause is Cause.FEE:
        if not answered:
            return f"On {asked} we asked you for {_fee(reading)}. It is not paid yet."
        return (
            f"On {asked} we asked you for {_fee(reading)}, and you paid it on {answered}. "
            "These two days and those between are not counted."
        )
    if not answered:
        return f"On {asked} we asked you to tell us more. We have no answer yet."
    return f"On {asked} we asked you to tell us more. Your answer came on {answered}."


def _fee(reading: ClockReading) -> str:
    return "a charge" if reading.regime is Regime.EIR else "a fee"

"""The tabs of the board: what each one means, in one place.

Everything else follows from `TABS`: the query, the counts, the words on the page, and the test
that no open case stands under none. A case may stand under several: overdue ones do.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from requests_app.domain.workflow import CLOSED, OPEN, State

RUNNING = OPEN - {State.INCOMPLETE}
"""Where a clock can run: without a name and an address there is no request yet (FOIA s.8)."""


class ClockAsked(StrEnum):
    """What a tab asks of the clock, beside the state."""

    STOPPED = "stopped"
    OVERDUE = "overdue"


@dataclass(frozen=True)
class Tab:
    """One tab: the word in its address, its name, what stands under it, and why.

    A case stands under it by its state alone; or, where `clock` is given, by its state and
    by having no due date because the clock waits, or one that has gone by. `also` are states that
    stand here whatever the clock says.
    """

    key: str
    label: str
    states: frozenset[State]
    meaning: str
    clock: ClockAsked | None = None
    also: frozenset[State] = frozenset()

    def holds(self, state: State, due_on: date | None, today: date) -> bool:
        """Whether a case of this state and due date stands under the tab `today`."""
        if state in self.also:
            return True
        if state not in self.states:
            return False
        if self.clock is ClockAsked.STOPPED:
            return due_on is None
        if self.clock is ClockAsked.OVERDUE:
            return due_on is not None and due_on < today
        return True

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is owed on what stands here."""
        return self.states == CLOSED


TABS: tuple[Tab, ...] = (
    Tab(
        "new",
        "New",
        frozenset({State.RECEIVED, State.ACCEPTED}),
        "Requests to read and decide, and accepted ones that no department has been asked about.",
    ),
    Tab(
        "departments",
        "With departments",
        frozenset({State.WITH_DEPARTMENTS}),
        "At least one department still owes an answer.",
    ),
    Tab(
        "back",
        "Back with us",
        frozenset({State.DRAFTING}),
        "All answers are back, or the letter was returned with comments. The letter is ours to "
        "write.",
    ),
    Tab(
        "sign-off",
        "Sign-off",
        frozenset({State.AWAITING_SIGN_OFF}),
        "A director has the letter.",
    ),
    Tab("ready", "Ready", frozenset({State.READY}), "Signed, and not sent yet."),
    Tab(
        "hold",
        "On hold",
        RUNNING,
        "The clock waits for the applicant: for what they mean, for a fee, or for a name and an "
        "address. A request that the calendar does not reach yet stands here too.",
        ClockAsked.STOPPED,
        frozenset({State.INCOMPLETE}),
    ),
    Tab(
        "overdue",
        "Overdue",
        RUNNING,
        "The day that we work to has gone by. Each stands under its stage, too.",
        ClockAsked.OVERDUE,
    ),
    Tab("open", "All open", OPEN, "Everything on which something is still owed."),
    Tab("closed", "Closed", CLOSED, "Answered, handled elsewhere, withdrawn, lapsed or merged."),
)
BY_KEY = {tab.key: tab for tab in TABS}


@dataclass(frozen=True)
class MailTab:
    """A tab of the FOI office alone, which lists messages instead of cases."""

    key: str
    label: str
    meaning: str


REPLIES = MailTab(
    "replies",
    "Possible replies",
    "Mail that seems to belong to a case. Confirm it, or say where it belongs.",
)
ATTENTION = MailTab(
    "attention",
    "Needs attention",
    "Mail without a place, replies to read, mail of ours that did not arrive, work that stopped, "
    "and whatever stands still.",
)
MAIL_TABS = (REPLIES, ATTENTION)

ORDER = (
    "What hurts first stands first: by the day it is due. Of those due the same day, what nobody "
    "has taken up comes first. Where the clock waits there is no day, and the case comes last."
)
ORDER_CLOSED = "What was closed last stands first."


def tabs_of(state: State, due_on: date | None, today: date) -> tuple[str, ...]:
    """Return the keys of the tabs under which a case stands `today`."""
    return tuple(tab.key for tab in TABS if tab.holds(state, due_on, today))

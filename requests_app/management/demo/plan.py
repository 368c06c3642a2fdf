"""Where each request of the demonstration stands, counted in working days back from today."""

from dataclasses import dataclass

from requests_app.domain.workflow import State
from requests_app.management.demo.request import Asked
from requests_app.management.demo.requests_autumn import AUTUMN
from requests_app.management.demo.requests_spring import SPRING

ANSWERED_AFTER = (
    14, 17, 9, 19, 20, 12, 18, 16, 24, 11, 19, 15, 20, 13, 8, 19, 18, 31, 10, 17, 20, 16, 12, 18,
)  # fmt: skip
DRAFTED_BY = 14
"""The working day by which the answers of what is drafted are back."""
FIRST_AGE, AGE_STEP = 235, 9
OPEN = (
    (26, State.AWAITING_SIGN_OFF),
    (23, State.WITH_DEPARTMENTS),
    (21, State.DRAFTING),
    (19, State.READY),
    (18, State.READY),
    (18, State.AWAITING_SIGN_OFF),
    (17, State.AWAITING_SIGN_OFF),
    (17, State.WITH_DEPARTMENTS),
    (16, State.DRAFTING),
    (14, State.DRAFTING),
    (12, State.WITH_DEPARTMENTS),
    (11, State.DRAFTING),
    (9, State.WITH_DEPARTMENTS),
    (7, State.WITH_DEPARTMENTS),
    (5, State.WITH_DEPARTMENTS),
    (4, State.WITH_DEPARTMENTS),
    (3, State.ACCEPTED),
    (2, State.ACCEPTED),
    (2, State.RECEIVED),
    (1, State.RECEIVED),
    (0, State.RECEIVED),
    (0, State.RECEIVED),
)


@dataclass(frozen=True)
class Planned:
    """One request, how many working days ago it came, and how far it gets."""

    asked: Asked
    age: int
    state: State
    answered_after: int = 0


def the_plan() -> tuple[Planned, ...]:
    """Return every request of the demonstration, the oldest first."""
    every = (*SPRING, *AUTUMN)
    closed, still_open = every[: -len(OPEN)], every[-len(OPEN) :]
    answered = (
        Planned(asked, FIRST_AGE - number * AGE_STEP, State.ANSWERED, after)
        for number, (asked, after) in enumerate(zip(closed, ANSWERED_AFTER, strict=True))
    )
    rest = (
        Planned(asked, age, state) for asked, (age, state) in zip(still_open, OPEN, strict=True)
    )
    return (*answered, *rest)

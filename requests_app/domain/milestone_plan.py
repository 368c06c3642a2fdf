"""The steps on the way to an answer, as the authority has laid them down.

Each is a value: its day, who owes it, which act ends it. The standard plan is the policy's own
(5.2, 5.3 and figure 2); the FOI manager changes the stored copy.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from requests_app.domain.milestones import (
    ACKNOWLEDGE_DAY,
    DRAFT_DAYS,
    ESTIMATE_DAYS,
    LATEST_DRAFT_DAY,
    LATEST_ESTIMATE_DAY,
    PRESS_DAY,
    REFINEMENT_DAY,
    Allowance,
)


class CountedFrom(StrEnum):
    """Whose receipt a step's days run from."""

    CASE = "case"
    DEPARTMENT = "department"


class Ower(StrEnum):
    """Who has to do a step."""

    FOI_OFFICE = "foi_office"
    DEPARTMENT = "department"
    SIGNATORY = "signatory"
    CORPORATE_AFFAIRS = "corporate_affairs"
    COMMUNICATIONS = "communications"


class StoppedBy(StrEnum):
    """The act that ends a step, and with it the reminders. Closing a case ends them all."""

    ACCEPTED = "accepted"
    PRESS_ASSESSED = "press_assessed"
    SAID_WHAT_IS_HELD = "said_what_is_held"
    RETURNED = "returned"
    ALL_RETURNED = "all_returned"
    DRAFTED = "drafted"
    SENT_FOR_SIGN_OFF = "sent_for_sign_off"
    SIGNED = "signed"
    ANSWERED = "answered"
    NARROWING_OFFERED = "narrowing_offered"
    TICKED = "ticked"


class OnlyIf(StrEnum):
    """On which cases a step is taken at all."""

    ALWAYS = "always"
    PRESS_INTEREST = "press_interest"
    OVER_COST_LIMIT = "over_cost_limit"


OF_A_DEPARTMENT = frozenset({StoppedBy.SAID_WHAT_IS_HELD, StoppedBy.RETURNED})
LAST_DAY = 20


@dataclass(frozen=True)
class Milestone:
    """One step.

    `day` counts working days from the receipt it is `counted_from`; `latest_case_day` caps a
    department's. `remind_before`: working days before it on which the first reminder goes, 0 for
    none. A step that `moves_with_extension` is put off by as many days as the answer itself.
    """

    key: str
    name: str
    wording: str
    day: int
    ower: Ower = Ower.FOI_OFFICE
    stopped_by: StoppedBy = StoppedBy.TICKED
    counted_from: CountedFrom = CountedFrom.CASE
    latest_case_day: int | None = None
    only_if: OnlyIf = OnlyIf.ALWAYS
    remind_before: int = 1
    moves_with_extension: bool = False


_by_department = partial(Milestone, counted_from=CountedFrom.DEPARTMENT, ower=Ower.DEPARTMENT)
_on_the_way = partial(Milestone, moves_with_extension=True)
"""From the departments' answers to ours: put off as the answer is."""

STANDARD_PLAN: tuple[Milestone, ...] = (
    Milestone(
        key="acknowledge",
        name="Acknowledge",
        wording="Read the request, accept it and have it acknowledged.",
        day=ACKNOWLEDGE_DAY,
        stopped_by=StoppedBy.ACCEPTED,
    ),
    Milestone(
        key="press",
        name="Press and political assessment",
        wording="Say whether the press or politics may take an interest.",
        day=PRESS_DAY,
        stopped_by=StoppedBy.PRESS_ASSESSED,
    ),
    Milestone(
        key="copy_request",
        name="Copy the request to the corporate director and Communications",
        wording="Tell the Director of Corporate Affairs and Communications what was asked.",
        day=PRESS_DAY,
        only_if=OnlyIf.PRESS_INTEREST,
    ),
    _by_department(
        key="estimate",
        name="Say what is held",
        wording="Say whether you hold it, and how long it would take to find.",
        day=ESTIMATE_DAYS,
        latest_case_day=LATEST_ESTIMATE_DAY,
        stopped_by=StoppedBy.SAID_WHAT_IS_HELD,
    ),
    Milestone(
        key="refinement",
        name="Offer to narrow the request",
        wording="Help the applicant to ask for what can be found within the cost limit.",
        day=REFINEMENT_DAY,
        stopped_by=StoppedBy.NARROWING_OFFERED,
        only_if=OnlyIf.OVER_COST_LIMIT,
    ),
    _by_department(
        key="answer",
        name="Draft answer",
        wording="Send your answer, where you looked, and the files.",
        day=DRAFT_DAYS,
        latest_case_day=LATEST_DRAFT_DAY,
        stopped_by=StoppedBy.RETURNED,
        remind_before=2,
    ),
    _on_the_way(
        key="chain_12",
        name="All answers are back",
        wording="See that every department has sent its answer.",
        day=12,
        stopped_by=StoppedBy.ALL_RETURNED,
    ),
    _on_the_way(
        key="chain_13",
        name="Write the letter",
        wording="Write the answer from what the departments sent.",
        day=13,
        stopped_by=StoppedBy.DRAFTED,
    ),
    _on_the_way(
        key="chain_14",
        name="Advice of the Director of Corporate Affairs",
        wording="Ask the Director of Corporate Affairs about exemptions, where you need to.",
        day=14,
        stopped_by=StoppedBy.SENT_FOR_SIGN_OFF,
        remind_before=0,
    ),
    _on_the_way(
        key="chain_15",
        name="Send for sign-off",
        wording="Put the letter before the director.",
        day=15,
        stopped_by=StoppedBy.SENT_FOR_SIGN_OFF,
    ),
    _on_the_way(
        key="chain_16",
        name="Copy the answer to Communications",
        wording="Let Communications see what is about to leave.",
        day=16,
        only_if=OnlyIf.PRESS_INTEREST,
    ),
    _on_the_way(
        key="chain_18",
        name="Sign the answer",
        wording="Read the letter, then sign it or return it with comments.",
        day=18,
        ower=Ower.SIGNATORY,
        stopped_by=StoppedBy.SIGNED,
        remind_before=2,
    ),
    _on_the_way(
        key="out",
        name="Send the answer",
        wording="The answer has to leave.",
        day=LAST_DAY,
        stopped_by=StoppedBy.ANSWERED,
        remind_before=2,
    ),
)


def allowance(plan: Iterable[Milestone]) -> Allowance:
    """Return how many days a plan gives a department; the policy's own where it says nothing."""
    by_act = {each.stopped_by: each for each in plan if each.counted_from is CountedFrom.DEPARTMENT}

    def days(act: StoppedBy, otherwise: tuple[int, int | None]) -> tuple[int, int | None]:
        found = by_act.get(act)
        return (found.day, found.latest_case_day) if found else otherwise

    estimate_days, latest_estimate_day = days(
        StoppedBy.SAID_WHAT_IS_HELD, (ESTIMATE_DAYS, LATEST_ESTIMATE_DAY)
    )
    draft_days, latest_draft_day = days(StoppedBy.RETURNED, (DRAFT_DAYS, LATEST_DRAFT_DAY))
    return Allowance(estimate_days, draft_days, latest_estimate_day, latest_draft_day)


def objections_to(milestone: Milestone) -> tuple[str, ...]:
    """Return why a step cannot be as it is, in the words the FOI manager reads."""
    said = []
    is_of_department = milestone.counted_from is CountedFrom.DEPARTMENT
    if is_of_department != (milestone.ower is Ower.DEPARTMENT):
        said.append("A department owes what is counted from its own receipt, and nothing else.")
    if is_of_department != (milestone.stopped_by in OF_A_DEPARTMENT):
        said.append(
            "What ends this step is an act of the department. Choose an act of the same kind."
            if is_of_department
            else "Only a step that a department owes ends with a department's act."
        )
    if milestone.remind_before >= milestone.day:
        said.append("The first reminder would go before the request came. Choose fewer days.")
    return tuple(said)

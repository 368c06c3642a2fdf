"""After our own review: the regulator's complaint, its notices and steps, and the tribunal."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from requests_app.domain.clock_explanation import long_day
from requests_app.domain.review_clock import last_day_to_appeal


class NoticeKind(StrEnum):
    """The notices of the regulator: FOIA s.50(3), s.51, s.52."""

    INFORMATION = "information"
    DECISION = "decision"
    ENFORCEMENT = "enforcement"

    @property
    def label(self) -> str:
        """Its name on a page."""
        return {
            NoticeKind.INFORMATION: "Information notice (s.51)",
            NoticeKind.DECISION: "Decision notice (s.50)",
            NoticeKind.ENFORCEMENT: "Enforcement notice (s.52)",
        }[self]


class Party(StrEnum):
    """Who appealed."""

    APPLICANT = "applicant"
    AUTHORITY = "authority"

    @property
    def label(self) -> str:
        """Its name on a page."""
        return "The applicant" if self is Party.APPLICANT else "We"


@dataclass(frozen=True)
class StepWords:
    """One thing that a notice requires, and by when."""

    text: str
    due_on: date


def read_steps(text: str, comply_by: date | None) -> tuple[StepWords, ...]:
    """Return the steps of a notice, one a line; all are due on the notice's own day."""
    if comply_by is None:
        return ()
    lines = (line.strip().lstrip("-•").strip() for line in text.splitlines())
    return tuple(StepWords(line[:1000], comply_by) for line in lines if line)


def complaint_objections(received_on: date, respond_by: date, today: date) -> tuple[str, ...]:
    """Return what is wrong with the days of a complaint."""
    said = []
    if received_on > today:
        said.append("This day has not come yet. Write the day the regulator's letter reached us.")
    if respond_by < received_on:
        said.append("The response cannot be due before the letter came.")
    return tuple(said)


def notice_objections(
    kind: NoticeKind,
    *,
    dated: date,
    received_on: date,
    comply_by: date | None,
    step_count: int,
    today: date,
) -> tuple[str, ...]:
    """Return what is wrong with a notice. `received_on` is the day of the complaint."""
    said = []
    if dated > today:
        said.append("This day has not come yet. Write the day the notice bears.")
    if dated < received_on:
        said.append(f"The complaint came on {long_day(received_on)}: its notices are later.")
    if comply_by and comply_by < dated:
        said.append("What a notice requires cannot be due before it was given.")
    if comply_by and not step_count:
        said.append("Write what has to be done by that day, a line each.")
    if step_count and not comply_by:
        said.append("Write the day by which it has to be done.")
    if kind is not NoticeKind.DECISION and not comply_by:
        said.append("This notice requires something: write what, and by when.")
    return tuple(said)


def appeal_objections(
    notice_dated: date, lodged_on: date, today: date, *, late_reason: str
) -> tuple[str, ...]:
    """Return what is wrong with an appeal: 28 days, unless the tribunal allowed a late one."""
    said = []
    last = last_day_to_appeal(notice_dated)
    if lodged_on > today:
        said.append("This day has not come yet. Write the day the appeal was lodged.")
    if lodged_on < notice_dated:
        said.append("An appeal comes after the notice.")
    if lodged_on > last and not late_reason.strip():
        said.append(
            f"The last day to appeal was {long_day(last)}. Write that the tribunal allowed a late "
            "appeal, and why."
        )
    return tuple(said)


def closing_objections(
    *, is_answered: bool, open_steps: Iterable[str], has_open_appeal: bool
) -> tuple[str, ...]:
    """Return why a complaint is not over yet."""
    said = []
    if not is_answered:
        said.append("We have not answered the regulator yet. Record the answer first.")
    waiting = list(open_steps)
    if waiting:
        said.append(f"Still to be done: {'; '.join(waiting)}.")
    if has_open_appeal:
        said.append("An appeal is before the tribunal. Record its ruling first.")
    return tuple(said)

"""The steps of one case and the reminders that went out, for its page. Who asked is not read."""

from dataclasses import dataclass
from datetime import date, datetime

from requests_app.domain.case_steps import Step
from requests_app.domain.milestone_plan import StoppedBy
from requests_app.models import Case, Department, Milestone
from requests_app.models import Reminder as Row
from requests_app.queries.calendar import stored_calendar
from requests_app.queries.case_steps import StepReader
from requests_app.queries.milestone_plan import stored_plan


@dataclass(frozen=True)
class StepLine:
    """One step: by when, by whom, and how it stands today.

    `would_be_on`: while the clock waits, the day it would have if the answer came today.
    """

    milestone_id: int
    name: str
    department: str
    due_on: date | None
    is_done: bool
    is_late: bool
    is_ticked_off: bool
    would_be_on: date | None


@dataclass(frozen=True)
class ReminderLine:
    """One reminder: who was told of what, why, and when it was sent."""

    step: str
    person: str
    why: str
    due_on: date
    sent_at: datetime | None
    is_in_doubt: bool


@dataclass(frozen=True)
class StepsPage:
    """Both lists; a case that is closed, or has no clock, has no steps any more."""

    steps: tuple[StepLine, ...]
    reminders: tuple[ReminderLine, ...]

    @property
    def is_waiting(self) -> bool:
        """Whether the clock stands, so that no step has a day."""
        return bool(self.steps) and all(step.due_on is None for step in self.steps)

    @property
    def milestones(self) -> dict[date, tuple[str, ...]]:
        """The steps by their day, for the strip: what is done says so."""
        found: dict[date, tuple[str, ...]] = {}
        for step in self.steps:
            if step.due_on:
                where = f" ({step.department})" if step.department else ""
                words = f"{step.name}{where}{', done' if step.is_done else ''}"
                found[step.due_on] = (*found.get(step.due_on, ()), words)
        return found


def steps_page(case: Case, today: date) -> StepsPage:
    """Read what the page shows: a fixed number of queries."""
    found: tuple[Step, ...] = ()
    if case.is_open:
        reader = StepReader(stored_plan(), stored_calendar(), today)
        read = reader.read(Case.objects.filter(pk=case.pk))
        found = tuple(step for each in read for step in each.steps)
    ids = dict(Milestone.objects.values_list("key", "pk"))
    departments = dict(Department.objects.values_list("pk", "name"))
    return StepsPage(
        steps=tuple(
            StepLine(
                milestone_id=ids[step.milestone.key],
                name=step.milestone.name,
                department=departments[step.part.department_id] if step.part else "",
                due_on=step.due_on,
                is_done=step.is_done,
                is_late=bool(not step.is_done and step.due_on and step.due_on < today),
                is_ticked_off=step.milestone.stopped_by is StoppedBy.TICKED,
                would_be_on=step.would_be_on,
            )
            for step in sorted(found, key=lambda step: step.due_on or step.would_be_on or date.max)
        ),
        reminders=_reminders(case),
    )


def _reminders(case: Case) -> tuple[ReminderLine, ...]:
    # The mail itself is not read: a message may name who asked, its delivery never does.
    rows = Row.objects.filter(case=case).select_related("milestone", "person", "digest__delivery")
    return tuple(
        ReminderLine(
            step=row.milestone.name,
            person=row.person.full_name,
            why=row.get_rung_display(),
            due_on=row.due_on,
            sent_at=row.digest.delivery.sent_at if row.digest.delivery else None,
            is_in_doubt=bool(row.digest.delivery and row.digest.delivery.is_in_doubt),
        )
        for row in rows.order_by("-pk")
    )

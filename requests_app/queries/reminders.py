"""What has to be said on a morning about many cases, and who is told."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from requests_app.domain.case_steps import Step
from requests_app.domain.reminders import Away, Owed, Reminder, Rung, next_morning, reminders_due
from requests_app.domain.working_days import Calendar
from requests_app.models import Case, Digest
from requests_app.models import Reminder as Row
from requests_app.queries.calendar import stored_calendar
from requests_app.queries.case_steps import CaseLine, StepReader
from requests_app.queries.milestone_plan import stored_plan
from requests_app.queries.reminder_people import ReminderPeople


@dataclass(frozen=True)
class Said:
    """A reminder with the case and the step it is about."""

    reminder: Reminder
    case: CaseLine
    step: Step


@dataclass(frozen=True)
class Morning:
    """What is to be said of some cases today, and when each has to be looked at again."""

    said: tuple[Said, ...]
    next_days: dict[int, date | None]


def morning_of(cases: QuerySet[Case], today: date, *, besides: Digest | None = None) -> Morning:
    """Work out the morning of `today` for some cases: a fixed number of queries.

    What stands in the digest `besides` counts as not said yet.
    """
    calendar = stored_calendar()
    people = ReminderPeople(today)
    lines: dict[int, CaseLine] = {}
    owed: list[Owed] = []
    next_days: dict[int, date | None] = {}
    for found in StepReader(stored_plan(), calendar, today).read(cases):
        of_case = [
            Owed(found.case.pk, step, people.ladder(found.case, step))
            for step in found.steps
            if step.stands
        ]
        lines[found.case.pk] = found.case
        next_days[found.case.pk] = next_morning(of_case, today=today, calendar=calendar)
        owed += of_case
    said = _due(owed, today, calendar, people.away, _told(lines, besides))
    return Morning(
        tuple(Said(each, lines[each.case_id], step) for each, step in said),
        next_days,
    )


def _due(
    owed: Collection[Owed],
    today: date,
    calendar: Calendar,
    away: Away,
    told: Collection[Reminder],
) -> list[tuple[Reminder, Step]]:
    due = reminders_due(owed, today=today, calendar=calendar, away=away, told=told)
    steps = {
        (each.case_id, each.step.milestone.key, each.step.commission_id): each.step for each in owed
    }
    return [(one, steps[one.case_id, one.milestone, one.commission_id]) for one in due]


def _told(case_ids: Iterable[int], besides: Digest | None) -> list[Reminder]:
    rows = Row.objects.filter(case__in=list(case_ids))
    if besides is not None:
        rows = rows.exclude(digest=besides)
    return [
        Reminder(case_id, key, commission_id, Rung(rung), turn, holder_id, person_id, due_on)
        for case_id, key, commission_id, rung, turn, holder_id, person_id, due_on in (
            rows.values_list(
                "case_id", "milestone__key", "commission_id", "rung", "turn",
                "holder_id", "person_id", "due_on",
            )
        )
    ]  # fmt: skip

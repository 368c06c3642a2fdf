"""What falls due in some days, for one person or for the whole office. Who asked is not read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from requests_app import permissions
from requests_app.domain.case_steps import Step
from requests_app.domain.milestone_plan import Ower
from requests_app.domain.reminders import Ladder
from requests_app.domain.workflow import State
from requests_app.models import Case, Department, SignOffOutcome, User
from requests_app.queries.calendar import stored_calendar
from requests_app.queries.case_steps import SUBJECT_NOT_CHECKED, CaseLine, StepReader, open_cases
from requests_app.queries.complaints import regulator_days
from requests_app.queries.milestone_plan import stored_plan
from requests_app.queries.reminder_people import ReminderPeople
from requests_app.queries.review_days import ReviewDay, review_days

BY_LAW = "The answer, by law"


@dataclass(frozen=True)
class DueItem:
    """One thing that falls due. `subject` is empty where the reader may not know it yet.

    `is_waiting`: the clock stands, and this would be the day if it ran again from today.
    """

    day: date
    reference: str
    subject: str
    step: str
    key: str
    department: str
    page: str
    page_of: str | int
    is_waiting: bool = False


def falls_due(
    person: User, first: date, last: date, *, today: date, everybody: bool, outside: bool = False
) -> list[DueItem]:
    """Return what is not done yet and falls due from `first` to `last`, in order.

    `everybody`: all that is owed, for those who read every case; else what the person owes or
    may do in the place of whoever owes it. `outside`: it leaves the portal, for a calendar
    program, so no subject is told that may still name somebody, and no day that is supposed.
    """
    if everybody and not permissions.can_read_reports(person):
        return []
    people = ReminderPeople(today)
    departments = dict(Department.objects.values_list("pk", "name"))
    knows = permissions.can_see_applicant(person) and not outside
    items = []
    cases = open_cases() if everybody else _cases_of(person)
    reader = StepReader(stored_plan(), stored_calendar(), today)
    for found in reader.read(cases.order_by("pk")):
        case = found.case
        subject = case.subject if knows or case.state not in SUBJECT_NOT_CHECKED else ""
        for step in found.steps:
            day = step.due_on or (None if outside else step.would_be_on)
            if step.is_done or day is None or not first <= day <= last:
                continue
            ladder = people.ladder(case, step)
            if everybody or _concerns(person.pk, step, ladder):
                page, page_of = _page(person, case, step)
                department = departments[step.part.department_id] if step.part else ""
                items.append(
                    DueItem(
                        day, case.reference, subject, step.milestone.name,
                        _key(step), department, page, page_of, is_waiting=step.due_on is None,
                    )
                )  # fmt: skip
        if (case.statutory_due_on, "out") not in {
            (step.due_on, step.milestone.key) for step in found.steps
        }:
            items += _by_law(person, case, subject, first, last, everybody)
    items += _of_reviews(person, first, last, everybody)
    items += _of_the_regulator(person, first, last, everybody)
    return sorted(items, key=lambda item: (item.day, item.reference, item.key))


def _of_reviews(person: User, first: date, last: date, everybody: bool) -> Iterator[DueItem]:
    """Yield the reviews that fall due; their subjects were looked at long ago."""
    for each in review_days():
        if first <= each.due_on <= last and (everybody or _holds(person, each)):
            yield DueItem(
                each.due_on, each.reference, each.subject, each.step,
                f"review.{each.review_id}", "", "review", each.review_id,
            )  # fmt: skip


def _of_the_regulator(person: User, first: date, last: date, everybody: bool) -> Iterator[DueItem]:
    """Yield what the regulator and the tribunal's rules set a day for."""
    for each in regulator_days(first):
        is_ours = permissions.is_foi_office(person) and each.owner_id in (person.pk, None)
        if first <= each.day <= last and (everybody or is_ours):
            yield DueItem(
                each.day, each.reference, each.subject, each.what, each.key, "", "complaints",
                each.reference,
            )  # fmt: skip


def _holds(person: User, day: ReviewDay) -> bool:
    """Whether a review is with the person, or with the office and in their hands."""
    if day.holder_id is not None and day.holder_id == person.pk:
        return True
    return permissions.is_foi_office(person) and day.owner_id in (person.pk, None)


def _key(step: Step) -> str:
    return f"{step.milestone.key}.{step.commission_id}" if step.part else step.milestone.key


def _by_law(
    person: User, case: CaseLine, subject: str, first: date, last: date, everybody: bool
) -> Iterator[DueItem]:
    """Yield the due date itself, which no step moves (R152)."""
    by_law = case.statutory_due_on
    if by_law is None or not first <= by_law <= last or case.state is State.INCOMPLETE:
        return
    if everybody or (permissions.is_foi_office(person) and case.owner_id in (person.pk, None)):
        yield DueItem(by_law, case.reference, subject, BY_LAW, "due", "", "case", case.reference)


def _cases_of(person: User) -> QuerySet[Case]:
    """Return the open cases in which the person may owe something."""
    mine = Q(
        commissions__in=permissions.visible_commissions(person).filter(returned_at__isnull=True)
    ) | Q(
        sign_offs__in=permissions.visible_sign_offs(person).filter(outcome=SignOffOutcome.PENDING)
    )
    if permissions.is_foi_office(person):
        mine |= Q(owner=person) | Q(owner__isnull=True)
    elif permissions.can_read_cases(person):
        mine |= Q(pk__in=permissions.visible_cases(person))
    return open_cases().filter(pk__in=open_cases().filter(mine).values("pk"))


def _concerns(person: int, step: Step, ladder: Ladder) -> bool:
    """Whether the person owes the step, or may do it for whoever does."""
    if step.part:
        return person in ladder.readers
    if person in ladder.owers:
        return person in ladder.readers
    return step.milestone.ower is Ower.SIGNATORY and person in ladder.deputies


def _page(person: User, case: CaseLine, step: Step) -> tuple[str, str | int]:
    if step.part and not permissions.can_read_reports(person):
        return "task", step.part.commission_id
    if case.sign_off_id is not None and not permissions.can_read_cases(person):
        return "sign-off", case.sign_off_id
    return "case", case.reference

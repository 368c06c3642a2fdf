"""Questions go to departments, and come back with what was found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from requests_app.domain.answered_questions import uncovered
from requests_app.domain.errors import RuleBroken, StalePage
from requests_app.domain.london import london_day
from requests_app.domain.milestones import department_limits
from requests_app.domain.workflow import Action, State
from requests_app.models import (
    Activity,
    Case,
    Commission,
    Department,
    Document,
    DocumentRole,
    Held,
    Question,
    QuestionReturn,
    Search,
    TimeSpent,
    User,
)
from requests_app.permissions import can_answer_commission
from requests_app.queries.calendar import stored_calendar
from requests_app.queries.clock_reading import clock_reading
from requests_app.queries.milestone_plan import stored_allowance
from requests_app.services import outbox
from requests_app.services.drafting import StoredFile, store_document
from requests_app.services.transitions import performing


def commission(
    case_id: int,
    questions_by_department: Mapping[Department, Sequence[Question]],
    *,
    actor: User,
    at: datetime,
    instructions: str = "",
    expected_version: int | None = None,
) -> list[Commission]:
    """Send questions to departments, each with limits from its own receipt, and tell them.

    A department that already has some of the case gets the new questions added.
    """
    if not any(questions_by_department.values()):
        raise RuleBroken("Choose a department for at least one question.")
    commissions = []
    with performing(
        case_id, Action.COMMISSION, actor=actor, at=at, expected_version=expected_version
    ) as step:
        calendar = stored_calendar()
        reading = clock_reading(step.case, calendar)
        today = london_day(at)
        limits = department_limits(
            reading, calendar, department_received_on=today, allowance=stored_allowance()
        )
        for department, questions in questions_by_department.items():
            if not questions:
                continue
            row, _is_new = Commission.objects.get_or_create(
                case=step.case,
                department=department,
                returned_at=None,
                defaults={
                    "instructions": instructions,
                    "sent_at": at,
                    "received_on": today,
                    "estimate_due_on": limits.estimate_by,
                    "answer_due_on": limits.draft_by,
                },
            )
            for question in questions:
                QuestionReturn.objects.get_or_create(commission=row, question=question)
            commissions.append(row)
            outbox.enqueue(
                "tell_department",
                row.pk,
                key=f"tell-department:{row.pk}:{step.case.version}",
                at=at,
            )
        step.detail["departments"] = [row.department_id for row in commissions]
        step.detail["questions"] = [
            question.number for chosen in questions_by_department.values() for question in chosen
        ]
    return commissions


def open_commission(commission_id: int, *, actor: User, at: datetime) -> None:
    """Note the first time that the department looked at what it was asked."""
    Commission.objects.filter(pk=commission_id, opened_at__isnull=True).update(opened_at=at)


@dataclass(frozen=True)
class Finding:
    """A department's answer to one question: held or not, words, searches, minutes."""

    question_return_id: int
    held: str
    answer: str
    searches: tuple[tuple[str, str, str], ...] = ()
    minutes: Mapping[Activity, int] | None = None


def save_findings(
    commission_id: int,
    findings: Sequence[Finding],
    *,
    actor: User,
    at: datetime,
    page_opened_at: datetime | None = None,
) -> Commission:
    """Save what a department has so far, without sending it.

    Raises `StalePage` where a colleague saved theirs after the page of `actor` was opened.
    """
    row = _own(commission_id, actor)
    with performing(row.case_id, Action.SAVE_RETURN, actor=actor, at=at) as step:
        row = _still_open(row)
        if page_opened_at is not None:
            _refuse_unseen(row, actor, page_opened_at)
        _write(row, findings, actor, at)
        step.detail["commission"] = row.pk
    return row


@transaction.atomic
def return_searches(commission_id: int, *, actor: User, at: datetime) -> Commission:
    """Send what was saved to the FOI office; the last return moves the case on.

    Raises `RuleBroken` naming the questions that still lack an answer or a search.
    """
    row = _own(commission_id, actor)
    with performing(row.case_id, Action.RETURN_SEARCHES, actor=actor, at=at) as step:
        row = _still_open(row)
        _refuse_incomplete(row)
        row.returned_at, row.returned_by = at, actor
        row.save()
        step.detail |= {"commission": row.pk, "department": row.department_id}
    _move_on(row.case_id, actor=actor, at=at)
    return row


@transaction.atomic
def decline_commission(commission_id: int, *, reason: str, actor: User, at: datetime) -> Commission:
    """Send the questions back as not this department's, with the reason."""
    row = _own(commission_id, actor)
    with performing(
        row.case_id, Action.DECLINE_COMMISSION, actor=actor, at=at, reason=reason
    ) as step:
        row = _still_open(row)
        row.returned_at, row.returned_by, row.declined_reason = at, actor, reason.strip()
        row.save()
        step.detail |= {"commission": row.pk, "department": row.department_id}
    _move_on(row.case_id, actor=actor, at=at)
    return row


def add_found_file(
    commission_id: int, question_return_id: int, stored: StoredFile, *, actor: User, at: datetime
) -> Document:
    """Keep a file that a department found for one of its questions.

    The same file under the same name is kept once: it may have been sent by a second click.
    """
    row = _own(commission_id, actor)
    with performing(row.case_id, Action.SAVE_RETURN, actor=actor, at=at) as step:
        row = _still_open(row)
        known = Document.objects.filter(
            question_return_id=question_return_id,
            question_return__commission=row,
            name=stored.name,
            sha256=stored.sha256,
            removed_at__isnull=True,
        ).first()
        if known:
            step.detail["document"] = known.pk
            return known
        document = store_document(
            stored,
            case=step.case,
            role=DocumentRole.FOUND,
            question_return=row.returns.get(pk=question_return_id),
            actor=actor,
            at=at,
        )
        step.detail |= {"document": document.pk, "sha256": document.sha256}
    return document


def remove_found_file(
    commission_id: int, document_id: int, *, actor: User, at: datetime
) -> Document:
    """Take back a file before the return is sent; the bytes stay, marked as removed."""
    row = _own(commission_id, actor)
    with performing(row.case_id, Action.SAVE_RETURN, actor=actor, at=at) as step:
        row = _still_open(row)
        document = Document.objects.filter(
            pk=document_id, question_return__commission=row, removed_at__isnull=True
        ).first()
        if document is None:
            raise RuleBroken("This file is already removed. Look at your answers again.")
        document.removed_at = at
        document.save()
        step.detail["removed"] = document.pk
    return document


def _own(commission_id: int, actor: User) -> Commission:
    row = Commission.objects.get(pk=commission_id)
    if not can_answer_commission(actor, row):
        raise PermissionDenied("Another department was asked.")
    return row


def _still_open(row: Commission) -> Commission:
    fresh = Commission.objects.select_for_update().get(pk=row.pk)
    if not fresh.is_open:
        raise RuleBroken(
            "This was already sent to the FOI office. Ask them if something has to change."
        )
    return fresh


def _refuse_unseen(row: Commission, actor: User, page_opened_at: datetime) -> None:
    unseen = (
        row.returns.filter(saved_at__gt=page_opened_at)
        .exclude(saved_by=actor)
        .select_related("saved_by")
        .first()
    )
    if unseen:
        raise StalePage(
            f"{unseen.saved_by} saved answers here after you opened this page. Yours are as you "
            "typed them below, and not saved. Save again to put them in place of theirs."
        )


def _write(row: Commission, findings: Sequence[Finding], actor: User, at: datetime) -> None:
    returns = {found.pk: found for found in row.returns.all()}
    for finding in findings:
        found = returns.get(finding.question_return_id)
        if found is None:
            raise RuleBroken("A question on this page is not part of what you were asked.")
        found.held, found.answer = finding.held, finding.answer
        found.saved_at, found.saved_by = at, actor
        found.save()
        found.searches.all().delete()
        Search.objects.bulk_create(
            Search(question_return=found, place=place, terms=terms, result=result)
            for place, terms, result in finding.searches
        )
        found.times.all().delete()
        TimeSpent.objects.bulk_create(
            TimeSpent(question_return=found, activity=activity, minutes=minutes)
            for activity, minutes in (finding.minutes or {}).items()
            if minutes
        )


def _refuse_incomplete(row: Commission) -> None:
    returns = list(row.returns.select_related("question").prefetch_related("searches"))
    questions = [found.question for found in returns]
    settled = {
        found.question.number
        for found in returns
        if found.held == Held.NOT_HELD or (found.held == Held.HELD and found.answer.strip())
    }
    missing = uncovered(questions, settled)
    if missing:
        raise RuleBroken(
            f"Question {', '.join(missing)}: say whether you hold it, and write the answer "
            "if you do. Your work so far is saved."
        )
    unsearched = [
        found.question.number
        for found in returns
        if found.held == Held.NOT_HELD and not found.searches.all()
    ]
    if unsearched:
        raise RuleBroken(
            f"Question {', '.join(unsearched)}: say where you looked before we tell the "
            "applicant that it is not held."
        )


def _move_on(case_id: int, *, actor: User, at: datetime) -> None:
    """Put the case to drafting once nothing is out with a department."""
    still_out = Commission.objects.filter(case_id=case_id, returned_at__isnull=True).exists()
    if not still_out and Case.objects.get(pk=case_id).state == State.WITH_DEPARTMENTS:
        with performing(case_id, Action.SEARCHES_BACK, actor=actor, at=at):
            pass

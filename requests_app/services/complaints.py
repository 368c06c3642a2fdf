"""After our review: a complaint to the regulator, its notices and steps, the tribunal."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from requests_app.domain.errors import RuleBroken
from requests_app.domain.london import london_day
from requests_app.domain.regulator import (
    NoticeKind,
    Party,
    StepWords,
    appeal_objections,
    closing_objections,
    complaint_objections,
    notice_objections,
)
from requests_app.domain.review_findings import Finding
from requests_app.domain.workflow import Action
from requests_app.models import (
    Appeal,
    Case,
    Claim,
    ClaimVerdict,
    Complaint,
    RegulatorNotice,
    RequiredStep,
    User,
)
from requests_app.services.transitions import performing


@dataclass(frozen=True)
class Complained:
    """The regulator's letter: its reference, the day it came, and by when we respond."""

    number: str
    received_on: date
    respond_by: date
    about: str = ""


@dataclass(frozen=True)
class Noticed:
    """A notice as it stands on paper. `verdicts` are its findings by claim."""

    kind: NoticeKind
    number: str
    dated: date
    comply_by: date | None = None
    steps: tuple[StepWords, ...] = ()
    finding: Finding | None = None
    summary: str = ""
    verdicts: Mapping[int, Finding] = field(default_factory=dict)


@dataclass(frozen=True)
class Ruling:
    """What the tribunal decided. `verdicts` are its findings by claim."""

    ruled_on: date
    finding: Finding
    summary: str = ""
    verdicts: Mapping[int, Finding] = field(default_factory=dict)


def _stop(said: tuple[str, ...]) -> None:
    if said:
        raise RuleBroken(" ".join(said))


def record_complaint(case_id: int, letter: Complained, *, actor: User, at: datetime) -> Complaint:
    """Record that somebody complained to the regulator, and by when it wants our response."""
    with performing(case_id, Action.RECORD_COMPLAINT, actor=actor, at=at) as step:
        _stop(complaint_objections(letter.received_on, letter.respond_by, london_day(at)))
        if Complaint.objects.filter(case=step.case, number=letter.number).exists():
            raise RuleBroken(f"The complaint {letter.number} is recorded already.")
        row = Complaint.objects.create(
            case=step.case,
            number=letter.number,
            received_on=letter.received_on,
            respond_by=letter.respond_by,
            about=letter.about.strip(),
            recorded_by=actor,
            recorded_at=at,
        )
        step.detail |= {
            "complaint": row.pk,
            "received_on": letter.received_on.isoformat(),
            "respond_on": letter.respond_by.isoformat(),
        }
    return row


def record_response(complaint_id: int, answered_on: date, *, actor: User, at: datetime) -> None:
    """Record the day on which we answered the regulator."""
    case_id = Complaint.objects.values_list("case_id", flat=True).get(pk=complaint_id)
    with performing(case_id, Action.ANSWER_REGULATOR, actor=actor, at=at) as step:
        row = _open_complaint(step.case, complaint_id)
        if row.answered_on:
            raise RuleBroken("Our answer to the regulator is recorded already.")
        if not row.received_on <= answered_on <= london_day(at):
            raise RuleBroken("The day of our answer is between the regulator's letter and today.")
        row.answered_on = answered_on
        row.save(update_fields=("answered_on",))
        step.detail |= {"complaint": row.pk, "answered_on": answered_on.isoformat()}


def record_notice(
    complaint_id: int, notice: Noticed, *, actor: User, at: datetime
) -> RegulatorNotice:
    """Record a notice, what it requires and by when, and what it makes of each exemption."""
    case_id = Complaint.objects.values_list("case_id", flat=True).get(pk=complaint_id)
    with performing(case_id, Action.RECORD_NOTICE, actor=actor, at=at) as step:
        complaint = _open_complaint(step.case, complaint_id)
        _stop(
            notice_objections(
                notice.kind,
                dated=notice.dated,
                received_on=complaint.received_on,
                comply_by=notice.comply_by,
                step_count=len(notice.steps),
                today=london_day(at),
            )
        )
        if notice.kind is NoticeKind.DECISION and notice.finding is None:
            raise RuleBroken("Choose what the decision notice makes of our decision.")
        row = RegulatorNotice.objects.create(
            complaint=complaint,
            kind=notice.kind.value,
            number=notice.number,
            dated=notice.dated,
            comply_by=notice.comply_by,
            finding=notice.finding.value if notice.finding else "",
            summary=notice.summary.strip(),
            recorded_by=actor,
            recorded_at=at,
        )
        for each in notice.steps:
            RequiredStep.objects.create(notice=row, text=each.text, due_on=each.due_on)
        _give_verdicts(step.case, notice.verdicts, notice=row)
        step.detail |= {"notice": row.pk, "notice_kind": row.kind}
    return row


def _give_verdicts(
    case: Case,
    verdicts: Mapping[int, Finding],
    *,
    notice: RegulatorNotice | None = None,
    appeal: Appeal | None = None,
) -> None:
    known = set(
        Claim.objects.filter(question__case=case, pk__in=verdicts).values_list("pk", flat=True)
    )
    if set(verdicts) - known:
        raise RuleBroken("An exemption on this page is not part of the case.")
    for claim_id, finding in verdicts.items():
        ClaimVerdict.objects.create(
            claim_id=claim_id, notice=notice, appeal=appeal, finding=finding.value
        )


def record_step_done(step_id: int, done_on: date, *, actor: User, at: datetime) -> None:
    """Record that we did what a notice required."""
    case_id = RequiredStep.objects.values_list("notice__complaint__case_id", flat=True).get(
        pk=step_id
    )
    with performing(case_id, Action.DO_REQUIRED_STEP, actor=actor, at=at) as step:
        row = RequiredStep.objects.select_for_update().select_related("notice").get(pk=step_id)
        if row.done_on:
            raise RuleBroken("This step is recorded as done already.")
        if not row.notice.dated <= done_on <= london_day(at):
            raise RuleBroken("The day on which it was done is between the notice and today.")
        row.done_on = done_on
        row.save(update_fields=("done_on",))
        step.detail |= {"required_step": row.pk, "done_on": done_on.isoformat()}


def close_complaint(complaint_id: int, *, reason: str, actor: User, at: datetime) -> Complaint:
    """Close a complaint that is over: answered, every step done, no appeal open."""
    case_id = Complaint.objects.values_list("case_id", flat=True).get(pk=complaint_id)
    with performing(case_id, Action.CLOSE_COMPLAINT, actor=actor, at=at, reason=reason) as step:
        row = _open_complaint(step.case, complaint_id)
        _stop(
            closing_objections(
                is_answered=row.answered_on is not None,
                open_steps=RequiredStep.objects.filter(
                    notice__complaint=row, done_on__isnull=True
                ).values_list("text", flat=True),
                has_open_appeal=Appeal.objects.filter(
                    notice__complaint=row, ruled_on__isnull=True
                ).exists(),
            )
        )
        row.closed_on, row.closed_why = london_day(at), reason.strip()
        row.save(update_fields=("closed_on", "closed_why"))
        step.detail |= {"complaint": row.pk}
    return row


def record_appeal(
    notice_id: int,
    by: Party,
    lodged_on: date,
    *,
    number: str = "",
    late_reason: str = "",
    actor: User,
    at: datetime,
) -> Appeal:
    """Record an appeal to the tribunal against a notice."""
    case_id = RegulatorNotice.objects.values_list("complaint__case_id", flat=True).get(pk=notice_id)
    with performing(case_id, Action.RECORD_APPEAL, actor=actor, at=at) as step:
        notice = RegulatorNotice.objects.select_related("complaint").get(pk=notice_id)
        _open_complaint(step.case, notice.complaint_id)
        _stop(appeal_objections(notice.dated, lodged_on, london_day(at), late_reason=late_reason))
        if Appeal.objects.filter(notice=notice, by=by).exists():
            raise RuleBroken("This appeal is recorded already.")
        row = Appeal.objects.create(
            notice=notice,
            by=by.value,
            number=number,
            lodged_on=lodged_on,
            late_reason=late_reason.strip(),
            recorded_by=actor,
            recorded_at=at,
        )
        step.detail |= {"appeal": row.pk, "lodged_on": lodged_on.isoformat()}
    return row


def record_ruling(appeal_id: int, ruling: Ruling, *, actor: User, at: datetime) -> Appeal:
    """Record what the tribunal decided, of the notice and of each exemption."""
    case_id = Appeal.objects.values_list("notice__complaint__case_id", flat=True).get(pk=appeal_id)
    with performing(case_id, Action.RECORD_RULING, actor=actor, at=at) as step:
        row = Appeal.objects.select_for_update().get(pk=appeal_id)
        if row.ruled_on:
            raise RuleBroken("The ruling is recorded already.")
        if not row.lodged_on <= ruling.ruled_on <= london_day(at):
            raise RuleBroken("The ruling is between the appeal and today.")
        row.ruled_on, row.finding = ruling.ruled_on, ruling.finding.value
        row.summary = ruling.summary.strip()
        row.save(update_fields=("ruled_on", "finding", "summary"))
        _give_verdicts(step.case, ruling.verdicts, appeal=row)
        step.detail |= {"appeal": row.pk, "ruled_on": ruling.ruled_on.isoformat()}
    return row


def _open_complaint(case: Case, complaint_id: int) -> Complaint:
    row = Complaint.objects.select_for_update().get(pk=complaint_id, case=case)
    if row.closed_on:
        raise RuleBroken(
            "This complaint is closed. Record a new one if the regulator writes again."
        )
    return row

"""Complaints to the regulator with all that came of them. Who complained is not read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from requests_app.domain.review_clock import last_day_to_appeal
from requests_app.domain.review_workflow import ReviewState
from requests_app.models import (
    Appeal,
    Case,
    ClaimFinding,
    ClaimVerdict,
    Complaint,
    RegulatorNotice,
    RequiredStep,
)


def complaints_of(case: Case) -> list[Complaint]:
    """Return the complaints of a case, each with notices, steps, appeals, in a fixed number of
    queries.
    """
    notices = RegulatorNotice.objects.prefetch_related(
        "steps",
        Prefetch("appeals", queryset=Appeal.objects.prefetch_related(_verdicts())),
        _verdicts(),
    )
    return list(
        Complaint.objects.filter(case=case).prefetch_related(Prefetch("notices", queryset=notices))
    )


def _verdicts() -> Prefetch:  # type: ignore[type-arg]
    return Prefetch("verdicts", queryset=ClaimVerdict.objects.select_related("claim__question"))


@dataclass(frozen=True)
class RegulatorDay:
    """One day that the regulator or the tribunal's rules set. `is_ours` where we owe something."""

    case_id: int
    reference: str
    subject: str
    owner_id: int | None
    day: date
    what: str
    key: str
    is_ours: bool = True


def regulator_days(today: date) -> list[RegulatorDay]:
    """Return what falls due on open complaints: responses, steps, and the last day to appeal."""
    found = [
        _day(row, row.respond_by, "The response to the regulator", f"complaint.{row.pk}")
        for row in Complaint.objects.filter(
            closed_on__isnull=True, answered_on__isnull=True
        ).select_related("case")
    ]
    for step in RequiredStep.objects.filter(
        done_on__isnull=True, notice__complaint__closed_on__isnull=True
    ).select_related("notice__complaint__case"):
        what = f"Required by notice {step.notice.number}: {step.text[:120]}"
        found.append(_day(step.notice.complaint, step.due_on, what, f"step.{step.pk}"))
    for notice in RegulatorNotice.objects.filter(
        complaint__closed_on__isnull=True, appeals__isnull=True
    ).select_related("complaint__case"):
        last = last_day_to_appeal(notice.dated)
        if last >= today:
            what = f"The last day to appeal against notice {notice.number}"
            found.append(_day(notice.complaint, last, what, f"appeal.{notice.pk}", is_ours=False))
    return sorted(found, key=lambda each: (each.day, each.key))


def _day(
    complaint: Complaint, day: date, what: str, key: str, *, is_ours: bool = True
) -> RegulatorDay:
    case = complaint.case
    return RegulatorDay(
        case.pk, case.reference, case.subject, case.owner_id, day, what, key, is_ours
    )


def fates_of(claim_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Return what became of claims at review, at the regulator and at the tribunal, in words."""
    ids = list(claim_ids)
    found: dict[int, list[str]] = {}
    reviews = ClaimFinding.objects.filter(
        claim__in=ids, review__state=ReviewState.ANSWERED
    ).exclude(finding="")
    for row in reviews.order_by("pk"):
        found.setdefault(row.claim_id, []).append(f"{row.finding} at review")
    verdicts = ClaimVerdict.objects.filter(claim__in=ids).select_related("notice")
    for verdict in verdicts.order_by("pk"):
        where = (
            f"by the regulator ({verdict.notice.number})" if verdict.notice else "at the tribunal"
        )
        found.setdefault(verdict.claim_id, []).append(f"{verdict.finding} {where}")
    return {pk: tuple(said) for pk, said in found.items()}

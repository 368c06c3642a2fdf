"""The numbers of reviews, and what became of exemptions. Who asked is not read."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count

from requests_app.domain.review_findings import Finding, overall
from requests_app.domain.review_workflow import ReviewState
from requests_app.models import ClaimFinding, ClaimVerdict, Complaint, Review
from requests_app.queries.calendar import stored_calendar
from requests_app.queries.review_clock import review_reading


@dataclass(frozen=True)
class ReviewNumbers:
    """Reviews asked for since a day. `in_time` counts outcomes that left by the day owed."""

    asked: int
    open: int
    answered: int
    in_time: int
    upheld: int
    varied: int
    overturned: int
    complaints: int


@dataclass(frozen=True)
class ExemptionFate:
    """How often one exemption was looked at again, and what was made of it."""

    code: str
    upheld: int
    varied: int
    overturned: int


def review_numbers(since: date) -> ReviewNumbers:
    """Return the numbers of reviews asked for since `since`, in a fixed number of queries."""
    calendar = stored_calendar()
    rows = list(
        Review.objects.filter(asked_on__gte=since)
        .select_related("case", "answer")
        .prefetch_related("question_findings")
    )
    answered = [row for row in rows if row.state == ReviewState.ANSWERED]
    results = [_result(row) for row in answered]
    return ReviewNumbers(
        asked=len(rows),
        open=sum(row.is_open for row in rows),
        answered=len(answered),
        in_time=sum(review_reading(row, calendar).was_answered_in_time for row in answered),
        upheld=results.count(Finding.UPHELD),
        varied=results.count(Finding.VARIED),
        overturned=results.count(Finding.OVERTURNED),
        complaints=Complaint.objects.filter(received_on__gte=since).count(),
    )


def _result(review: Review) -> Finding | None:
    found = [Finding(row.finding) for row in review.question_findings.all() if row.finding]
    return overall(found) if found else None


def exemption_fates(today: date) -> list[ExemptionFate]:
    """Return what reviews, the regulator and the tribunal made of each exemption in two years."""
    since = today - timedelta(days=730)
    counted: dict[str, dict[str, int]] = {}
    for rows in (
        ClaimFinding.objects.filter(
            review__state=ReviewState.ANSWERED, review__closed_on__gte=since
        ).exclude(finding=""),
        ClaimVerdict.objects.filter(claim__question__case__closed_on__gte=since),
    ):
        for code, finding, count in rows.values_list("claim__code", "finding").annotate(
            count=Count("pk")
        ):
            of_code = counted.setdefault(code, {})
            of_code[finding] = of_code.get(finding, 0) + count
    return [
        ExemptionFate(code, *(counted[code].get(each.value, 0) for each in Finding))
        for code in sorted(counted)
    ]

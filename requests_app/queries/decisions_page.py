"""What waits for the people who decide about claims. Who asked is not read."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from exemptions.domain.claim import Claim as ClaimWords
from exemptions.domain.claim import asked_by
from requests_app.domain.vexatious import Ground
from requests_app.domain.workflow import CLOSED
from requests_app.models import (
    Case,
    ProposalState,
    PublicInterestTest,
    QualifiedOpinion,
    VexatiousProposal,
)
from requests_app.queries.claims import claim_seal, claim_words

RECENT = 20


@dataclass(frozen=True)
class DecisionLine:
    """One thing to decide, or decided, in the list. `name` is that of its page."""

    name: str
    pk: int
    case: Case
    about: str
    asked_by: str
    asked_at: datetime
    decided_at: datetime | None
    result: str


def weighing_lines(rows: QuerySet[PublicInterestTest]) -> list[DecisionLine]:
    """Return the weighings in one query, what waits first, the soonest due first."""
    return [
        DecisionLine(
            "weigh", row.pk, row.claim.question.case,
            f"Public interest: {row.claim.code} on question {row.claim.question.number}",
            row.asked_by.full_name, row.asked_at, row.decided_at,
            {"withhold": "Withholding weighs more", "disclose": "Disclosure weighs more"}.get(
                row.balance, ""
            ),
        )
        for row in _in_order(rows, "decided_at")
    ]  # fmt: skip


def opinion_lines(rows: QuerySet[QualifiedOpinion]) -> list[DecisionLine]:
    """Return the opinions in one query, what waits first, the soonest due first."""
    return [
        DecisionLine(
            "opinion", row.pk, row.claim.question.case,
            f"Your opinion: {row.claim.code} on question {row.claim.question.number}",
            row.asked_by.full_name, row.asked_at, row.given_at,
            "Engaged" if row.is_engaged else "Not engaged",
        )
        for row in _in_order(rows, "given_at")
    ]  # fmt: skip


def vexatious_lines(rows: QuerySet[VexatiousProposal]) -> list[DecisionLine]:
    """Return the proposals under s.14 in two queries, what waits first, the soonest due first."""
    rows = rows.select_related("case", "proposed_by")
    # On a case that was closed nobody decides any more; it may come back.
    waiting = (
        rows.filter(state=ProposalState.WAITING)
        .exclude(case__state__in=CLOSED)
        .order_by("case__due_on", "pk")
    )
    done = rows.exclude(state=ProposalState.WAITING).order_by("-decided_at", "-pk")
    return [
        DecisionLine(
            "decide-vexatious", row.pk, row.case,
            f"Is this request {row.ground}? ({Ground(row.ground).cited})",
            row.proposed_by.full_name, row.proposed_at, row.decided_at, row.get_state_display(),
        )
        for row in (*waiting, *done[:RECENT])
    ]  # fmt: skip


def _in_order(rows: QuerySet[Any], decided: str) -> list[Any]:
    rows = rows.filter(ended_at__isnull=True).select_related("claim__question__case", "asked_by")
    waiting = (
        rows.filter(**{f"{decided}__isnull": True})
        .exclude(claim__question__case__state__in=CLOSED)
        .order_by("claim__question__case__due_on", "pk")
    )
    done = rows.filter(**{f"{decided}__isnull": False}).order_by(f"-{decided}", "-pk")
    return [*waiting, *done[:RECENT]]


@dataclass(frozen=True)
class ClaimToDecide:
    """A claim as the person who decides reads it."""

    words: ClaimWords
    answers: tuple[tuple[str, str], ...]
    is_as_sent: bool


def claim_to_decide(row: PublicInterestTest | QualifiedOpinion, on: date) -> ClaimToDecide:
    """Return the claim behind a question, and whether it still reads as it was sent."""
    words = claim_words(row.claim, on)
    return ClaimToDecide(
        words=words,
        answers=tuple(
            (asked.label, words.answers[asked.name])
            for asked in asked_by(words.row)
            if words.answers.get(asked.name, "").strip()
        ),
        is_as_sent=claim_seal(row.claim) == row.seal,
    )

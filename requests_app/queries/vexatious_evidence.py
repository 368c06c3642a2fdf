"""What the case base shows of the history and the burden of a request. For the FOI office alone.

What is kept with a proposal names requests by reference, never the person.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Sum

from requests_app.domain.vexatious import Earlier, Ground
from requests_app.domain.workflow import State
from requests_app.models import (
    Answer,
    Case,
    LinkDecision,
    Message,
    RequestLink,
    TimeSpent,
    VexatiousProposal,
)
from requests_app.models.vexatious import ProposalState
from requests_app.queries.similar_requests import similar_requests

LOOKED_BACK = timedelta(days=730)
MOST_SHOWN = 50


@dataclass(frozen=True)
class Evidence:
    """Requests of the same person in the two years before, and what they took."""

    others: tuple[Case, ...]
    alike: frozenset[str]
    repeated: frozenset[str]
    minutes: int
    messages: int

    def to_data(self) -> dict[str, Any]:
        """Return it as it is kept with the proposal: references and counts, no names."""
        return {
            "requests": [
                {
                    "reference": other.reference,
                    "subject": other.subject,
                    "received_on": other.received_on.isoformat(),
                    "state": State(other.state).label,
                    "is_alike": other.reference in self.alike,
                }
                for other in self.others
            ],
            "count": len(self.others),
            "minutes": self.minutes,
            "messages": self.messages,
        }


def vexatious_evidence(case: Case) -> Evidence:
    """Gather the history of a request: a fixed number of queries for a number of questions."""
    others = list(_others_of_the_person(case))
    found = similar_requests(case)
    minutes = TimeSpent.objects.filter(
        question_return__question__case__in=[case, *others]
    ).aggregate(all=Sum("minutes"))["all"]
    return Evidence(
        others=tuple(others),
        alike=frozenset(each.case.reference for each in found if each.is_same_person),
        repeated=frozenset(
            RequestLink.objects.filter(
                case=case, decision=LinkDecision.REPEATED, superseded_at__isnull=True
            ).values_list("other__reference", flat=True)
        ),
        minutes=minutes or 0,
        messages=Message.objects.filter(case__in=[case, *others], direction="in").count(),
    )


def _others_of_the_person(case: Case) -> list[Case]:
    since = case.received_on - LOOKED_BACK
    return list(
        Case.objects.filter(
            applicant_id=case.applicant_id,
            received_on__gte=since,
            received_on__lte=case.received_on,
        )
        .exclude(pk=case.pk)
        .exclude(state=State.MERGED)
        .order_by("-received_on", "-pk")[:MOST_SHOWN]
    )


def earlier_request(case: Case, other: Case | None) -> Earlier | None:
    """Return what s.14 asks about an earlier request, or None for none."""
    if other is None:
        return None
    return Earlier(
        is_same_person=case.applicant_id == other.applicant_id,
        came_before=(other.received_on, other.pk) < (case.received_on, case.pk),
        was_answered=other.state == State.ANSWERED and not _was_refused(other),
        was_refused_under_section_14=other.state == State.ANSWERED and _was_refused(other),
    )


def _was_refused(other: Case) -> bool:
    """Whether a notice under s.14 was given for a request: approved, and in the letter that left.

    One that was refused so was not complied with, which s.14(2) asks for.
    """
    return (
        VexatiousProposal.objects.filter(case=other, state=ProposalState.APPROVED).exists()
        and Answer.objects.filter(
            question__case=other, outcome__in=[each.value for each in Ground]
        ).exists()
    )


def standing_proposal(case: Case) -> VexatiousProposal | None:
    """Return the proposal that waits or is approved, if there is one."""
    return (
        VexatiousProposal.objects.filter(
            case=case, state__in=(ProposalState.WAITING, ProposalState.APPROVED)
        )
        .select_related("proposed_by", "decided_by", "repeats", "earlier_notice")
        .first()
    )

"""A request is refused under s.14 only by two people: one proposes, another decides."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied

from requests_app import permissions
from requests_app.domain.errors import RuleBroken, StalePage
from requests_app.domain.london import london_day
from requests_app.domain.questions import names_applicant
from requests_app.domain.regime import Regime
from requests_app.domain.vexatious import Ground, Reasons, no_further_notice, shortcomings
from requests_app.domain.workflow import Action
from requests_app.models import Case, SignOff, SignOffOutcome, User, VexatiousProposal
from requests_app.models.vexatious import ProposalState
from requests_app.queries.vexatious_evidence import (
    earlier_request,
    standing_proposal,
    vexatious_evidence,
)
from requests_app.services import outbox
from requests_app.services.transitions import performing


@dataclass(frozen=True)
class Proposed:
    """What the office proposes. `earlier_notice_id` only where no further notice is to be given."""

    ground: Ground
    reasons: Reasons
    repeats_id: int | None = None
    earlier_notice_id: int | None = None
    why_no_notice: str = ""


def propose(
    case_id: int,
    proposed: Proposed,
    *,
    actor: User,
    at: datetime,
    expected_version: int | None = None,
) -> VexatiousProposal:
    """Put a refusal under s.14 before a second person, with the evidence as it is now.

    Raises `RuleBroken` where a theme is not written, the words blame the person or name the
    applicant, s.14(2) has nothing to repeat, or a condition of s.17(6) does not hold.
    """
    with performing(
        case_id, Action.PROPOSE_VEXATIOUS, actor=actor, at=at, expected_version=expected_version
    ) as step:
        case = step.case
        if standing_proposal(case) is not None:
            raise RuleBroken("A proposal stands already. Take it back before you make another one.")
        repeats = _case(proposed.repeats_id)
        notice = _case(proposed.earlier_notice_id)
        lacking = [
            *shortcomings(
                proposed.ground,
                Regime(case.regime),
                proposed.reasons,
                earlier_request(case, repeats),
            )
        ]
        if proposed.earlier_notice_id is not None:
            lacking += no_further_notice(earlier_request(case, notice), proposed.why_no_notice)
        lacking += _naming(case, proposed)
        if not permissions.who_decides_vexatious().exclude(pk=actor.pk).exists():
            lacking.append(
                "There is nobody else who may decide this. Ask the system administrator to enter "
                "somebody."
            )
        if lacking:
            raise RuleBroken(" ".join(lacking))
        reasons = proposed.reasons
        row = VexatiousProposal.objects.create(
            case=case,
            ground=proposed.ground.value,
            burden=reasons.burden,
            motive=reasons.motive,
            value=reasons.value,
            distress=reasons.distress,
            interval=reasons.interval,
            conclusion=reasons.conclusion,
            repeats=repeats if proposed.ground is Ground.REPEATED else None,
            evidence=vexatious_evidence(case).to_data(),
            earlier_notice=notice,
            why_no_notice=proposed.why_no_notice,
            proposed_by=actor,
            proposed_at=at,
        )
        outbox.enqueue("ask_about_vexatious", row.pk, key=f"ask-vexatious:{row.pk}", at=at)
        step.detail |= {"proposal": row.pk, "ground": row.ground}
    return row


def take_back(case_id: int, proposal_id: int, *, actor: User, at: datetime) -> VexatiousProposal:
    """Take a proposal back, decided or not: the request is then answered like any other."""
    with performing(case_id, Action.TAKE_PROPOSAL_BACK, actor=actor, at=at) as step:
        row = standing_proposal(step.case)
        if row is None or row.pk != proposal_id:
            raise StalePage("This proposal does not stand any more. Nothing was done.")
        row.state = ProposalState.WITHDRAWN
        row.save()
        step.detail |= {"proposal": row.pk, "ground": row.ground}
    return row


def decide(
    proposal_id: int, *, is_approved: bool, reasons: str, actor: User, at: datetime
) -> VexatiousProposal:
    """Decide a proposal, as somebody who did not make it.

    Raises `PermissionDenied` for the one who made it and whoever may not decide, `StalePage`
    where it does not wait any more.
    """
    row = VexatiousProposal.objects.get(pk=proposal_id)
    with performing(
        row.case_id, Action.DECIDE_VEXATIOUS, actor=actor, at=at, reason=reasons
    ) as step:
        row.refresh_from_db()
        if row.proposed_by_id == actor.pk:
            raise PermissionDenied("Whoever proposed it does not decide it.")
        if row.state != ProposalState.WAITING:
            raise StalePage("This proposal does not wait for a decision any more.")
        row.state = ProposalState.APPROVED if is_approved else ProposalState.REJECTED
        row.decided_by, row.decided_at, row.decision_reasons = actor, at, reasons.strip()
        row.save()
        outbox.enqueue("tell_office_of_vexatious", row.pk, key=f"vexatious:{row.pk}", at=at)
        step.detail |= {"proposal": row.pk, "ground": row.ground, "approved": is_approved}
    return row


def close_without_notice(
    case_id: int,
    *,
    reason: str,
    actor: User,
    at: datetime,
    expected_version: int | None = None,
) -> Case:
    """Close a request to which s.14 applies without a further notice (s.17(6)).

    The case stays on the record. Raises `RuleBroken` unless all conditions hold on the day.
    """
    with performing(
        case_id,
        Action.CLOSE_WITHOUT_NOTICE,
        actor=actor,
        at=at,
        reason=reason,
        expected_version=expected_version,
    ) as step:
        row = standing_proposal(step.case)
        if row is None or row.state != ProposalState.APPROVED or not row.leaves_out_notice:
            raise RuleBroken(
                "No approved decision says that this request needs no further notice (section "
                "17(6)). Send the applicant a refusal notice instead."
            )
        lacking = no_further_notice(
            earlier_request(step.case, row.earlier_notice), row.why_no_notice
        )
        if lacking:
            raise RuleBroken(" ".join(lacking))
        step.case.closed_on = london_day(at)
        SignOff.objects.filter(
            case=step.case, outcome__in=(SignOffOutcome.PENDING, SignOffOutcome.APPROVED)
        ).update(outcome=SignOffOutcome.VOID, decided_at=at)
        step.detail |= {"proposal": row.pk}
    return step.case


def _case(case_id: int | None) -> Case | None:
    return Case.objects.filter(pk=case_id).first() if case_id else None


def _naming(case: Case, proposed: Proposed) -> list[str]:
    """Refuse words by which whoever decides would learn who asked."""
    applicant = case.applicant
    texts = (*proposed.reasons.texts(), proposed.why_no_notice)
    if any(
        names_applicant(text, applicant_name=applicant.name, applicant_address=applicant.email)
        for text in texts
    ):
        return ["The applicant's name or address stands in your words. Take it out, then send."]
    return []

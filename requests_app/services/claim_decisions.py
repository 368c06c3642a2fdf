"""What is not the officer's to decide: the qualified person's opinion, and the public interest.

Each is asked for on one claim as it reads then, and given by the person who may, signed in. A
claim that is changed afterwards has to be decided anew.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from exemptions.domain.claim import left_to_write
from exemptions.domain.public_interest import Balance
from requests_app import permissions
from requests_app.domain.errors import RuleBroken, StalePage
from requests_app.domain.london import london_day
from requests_app.domain.workflow import Action
from requests_app.models import Case, Claim, PublicInterestTest, QualifiedOpinion, User
from requests_app.queries.claims import (
    claim_seal,
    claim_words,
    open_opinion,
    open_test,
    with_decisions,
)
from requests_app.services import outbox
from requests_app.services.decisions import ClaimDetails, claim_exemption
from requests_app.services.transitions import Step, performing


@dataclass(frozen=True)
class Decision:
    """How the public interest was weighed."""

    for_disclosure: str
    for_withholding: str
    balance: Balance
    reasons: str


@dataclass(frozen=True)
class GivenOpinion:
    """What the qualified person finds."""

    is_engaged: bool
    likelihood: str
    reasons: str


@transaction.atomic
def claim_and_ask(
    case_id: int,
    question_id: int,
    details: ClaimDetails,
    *,
    asks: str,
    actor: User,
    at: datetime,
    claim_id: int | None = None,
    expected_version: int | None = None,
) -> Claim:
    """Save a claim, and ask for what `asks` names: “opinion”, “decision” or nothing.

    Raises `RuleBroken` where the claim is not ready to be put before anybody; then nothing is
    saved either.
    """
    claim = claim_exemption(
        case_id,
        question_id,
        details,
        claim_id=claim_id,
        actor=actor,
        at=at,
        expected_version=expected_version,
    )
    if asks == "opinion":
        ask_for_opinion(case_id, claim.pk, actor=actor, at=at)
    elif asks == "decision":
        ask_for_decision(case_id, claim.pk, actor=actor, at=at)
    return claim


def ask_for_opinion(case_id: int, claim_id: int, *, actor: User, at: datetime) -> QualifiedOpinion:
    """Put a claim of s.36 before the qualified person (s.36(2), (5))."""
    with performing(case_id, Action.ASK_FOR_OPINION, actor=actor, at=at) as step:
        claim = _claim_to_decide(step.case, claim_id, london_day(at))
        if not claim_words(claim, london_day(at)).rests_on_opinion:
            raise RuleBroken(f"{claim.code} does not rest on an opinion of the qualified person.")
        if not claim.submission.strip():
            raise RuleBroken("Write what is put before the qualified person, then ask again.")
        if not permissions.qualified_people().exists():
            raise RuleBroken(
                "Nobody is entered as the qualified person. Ask the system administrator to give "
                "that role to the person the authority was given by a Minister, then ask again."
            )
        _end(open_opinion(claim), at)
        row = QualifiedOpinion.objects.create(
            claim=claim,
            seal=claim_seal(claim),
            submission=claim.submission,
            limb=claim.limb,
            asked_by=actor,
            asked_at=at,
        )
        outbox.enqueue("ask_qualified_person", row.pk, key=f"ask-opinion:{row.pk}", at=at)
        step.detail |= {"claim": claim.pk, "code": claim.code, "opinion": row.pk}
    return row


def give_opinion(
    opinion_id: int, given: GivenOpinion, *, seal_seen: str, actor: User, at: datetime
) -> QualifiedOpinion:
    """Record the qualified person's own opinion on what they read.

    Raises `PermissionDenied` for anybody else, `StalePage` where the claim reads otherwise now.
    """
    row = QualifiedOpinion.objects.select_related("claim__question").get(pk=opinion_id)
    with performing(row.claim.question.case_id, Action.GIVE_OPINION, actor=actor, at=at) as step:
        row = _waiting_opinion(opinion_id, seal_seen)
        if not given.reasons.strip():
            raise RuleBroken("Write the reasons for the opinion.")
        if given.is_engaged and not given.likelihood:
            raise RuleBroken("Say whether the harm would follow, or would be likely to.")
        row.is_engaged, row.reasons = given.is_engaged, given.reasons.strip()
        row.likelihood = given.likelihood if given.is_engaged else ""
        row.given_by, row.given_by_name, row.given_at = actor, actor.name_and_office, at
        row.save()
        _tell(step, "tell_office_of_opinion", row)
        step.detail |= {"code": row.claim.code, "opinion": row.pk, "engaged": given.is_engaged}
    return row


def return_opinion(opinion_id: int, *, comment: str, actor: User, at: datetime) -> QualifiedOpinion:
    """Send a submission back without an opinion, saying what is missing."""
    row = QualifiedOpinion.objects.select_related("claim__question").get(pk=opinion_id)
    with performing(
        row.claim.question.case_id, Action.RETURN_OPINION, actor=actor, at=at, reason=comment
    ) as step:
        row = _waiting_opinion(opinion_id)
        row.ended_at, row.comment, row.given_by = at, comment.strip(), actor
        row.save()
        _tell(step, "tell_office_of_opinion", row)
        step.detail |= {"code": row.claim.code, "opinion": row.pk}
    return row


def ask_for_decision(
    case_id: int, claim_id: int, *, actor: User, at: datetime
) -> PublicInterestTest:
    """Put a claim before whoever decides the public interest (s.2(2)(b), reg 12(1)(b)).

    Under s.36 the opinion comes first: without it there is nothing to weigh.
    """
    with performing(case_id, Action.ASK_FOR_WEIGHING, actor=actor, at=at) as step:
        claim = _claim_to_decide(step.case, claim_id, london_day(at))
        words = claim_words(claim, london_day(at))
        if not words.is_weighed:
            raise RuleBroken(f"{claim.code} is not weighed: there is nothing to decide.")
        if words.rests_on_opinion and (words.opinion is None or not words.opinion.is_engaged):
            raise RuleBroken(
                "The opinion of the qualified person comes first. Ask for it, and have the public "
                "interest decided afterwards."
            )
        if not permissions.who_weighs().exists():
            raise RuleBroken(
                "Nobody holds a role that decides the public interest. Ask the system "
                "administrator to enter somebody, then ask again."
            )
        _end(open_test(claim), at)
        row = PublicInterestTest.objects.create(
            claim=claim, seal=claim_seal(claim), asked_by=actor, asked_at=at
        )
        outbox.enqueue("ask_who_weighs", row.pk, key=f"ask-weighing:{row.pk}", at=at)
        step.detail |= {"claim": claim.pk, "code": claim.code, "test": row.pk}
    return row


def decide_public_interest(
    test_id: int, decision: Decision, *, seal_seen: str, actor: User, at: datetime
) -> PublicInterestTest:
    """Record how the public interest was weighed, by the person who may.

    Raises `PermissionDenied` for anybody else, `StalePage` where the claim reads otherwise now.
    """
    row = PublicInterestTest.objects.select_related("claim__question").get(pk=test_id)
    with performing(row.claim.question.case_id, Action.WEIGH, actor=actor, at=at) as step:
        row = _waiting_test(test_id, seal_seen)
        words = (decision.for_disclosure, decision.for_withholding, decision.reasons)
        if not all(text.strip() for text in words):
            raise RuleBroken("Write what speaks for each side, and why one weighs more.")
        row.for_disclosure, row.for_withholding, row.reasons = (text.strip() for text in words)
        row.balance = decision.balance.value
        row.decided_by, row.decided_by_name, row.decided_at = actor, actor.name_and_office, at
        row.save()
        _tell(step, "tell_office_of_weighing", row)
        step.detail |= {"code": row.claim.code, "test": row.pk, "balance": row.balance}
    return row


def return_weighing(test_id: int, *, comment: str, actor: User, at: datetime) -> PublicInterestTest:
    """Send a claim back undecided, saying what is missing."""
    row = PublicInterestTest.objects.select_related("claim__question").get(pk=test_id)
    with performing(
        row.claim.question.case_id, Action.RETURN_WEIGHING, actor=actor, at=at, reason=comment
    ) as step:
        row = _waiting_test(test_id)
        row.ended_at, row.comment, row.decided_by = at, comment.strip(), actor
        row.save()
        _tell(step, "tell_office_of_weighing", row)
        step.detail |= {"code": row.claim.code, "test": row.pk}
    return row


def _claim_to_decide(case: Case, claim_id: int, on: date) -> Claim:
    claim = with_decisions(
        Claim.objects.filter(pk=claim_id, question__case=case, taken_away_at__isnull=True)
    ).first()
    if claim is None:
        raise RuleBroken("This claim was taken away meanwhile. Look at the letter again.")
    lacking = left_to_write(claim_words(claim, on), on)
    if lacking:
        raise RuleBroken(f"The claim is not ready to be decided. {' '.join(lacking)}")
    return claim


def _waiting_opinion(opinion_id: int, seal_seen: str | None = None) -> QualifiedOpinion:
    row = QualifiedOpinion.objects.select_related("claim").get(pk=opinion_id)
    if row.given_at or row.ended_at or row.claim.taken_away_at:
        raise StalePage("Nobody waits for this opinion any more. Nothing was done.")
    _refuse_unread(row.claim, row.seal, seal_seen)
    return row


def _waiting_test(test_id: int, seal_seen: str | None = None) -> PublicInterestTest:
    row = PublicInterestTest.objects.select_related("claim").get(pk=test_id)
    if row.decided_at or row.ended_at or row.claim.taken_away_at:
        raise StalePage("Nobody waits for this decision any more. Nothing was done.")
    _refuse_unread(row.claim, row.seal, seal_seen)
    return row


def _refuse_unread(claim: Claim, seal: str, seal_seen: str | None) -> None:
    if seal_seen is not None and not (seal_seen == seal == claim_seal(claim)):
        raise StalePage(
            "The FOI office changed the claim after it was sent to you. Nothing was done. It has "
            "to be sent again."
        )


def _end(row: PublicInterestTest | QualifiedOpinion | None, at: datetime) -> None:
    if row is not None:
        row.ended_at = at
        row.save()


def _tell(step: Step, work: str, row: PublicInterestTest | QualifiedOpinion) -> None:
    outbox.enqueue(work, row.pk, key=f"{work}:{row.pk}", at=step.at)

"""Estimates are made, and what follows from them: an offer to narrow, or a refusal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied

from requests_app.domain.errors import RuleBroken
from requests_app.domain.estimating import Line, Standing, refuse_absurd
from requests_app.domain.letter_kinds import TemplateKind
from requests_app.domain.outcomes import REFUSED_FOR_COST, Outcome
from requests_app.domain.workflow import Action
from requests_app.models import (
    Answer,
    Case,
    Commission,
    Estimate,
    EstimateLine,
    NarrowingOffer,
    Question,
    User,
)
from requests_app.permissions import can_answer_commission
from requests_app.queries.estimate_page import estimate_page
from requests_app.services import outbox
from requests_app.services.notices import give_notice
from requests_app.services.transitions import Step, performing


@dataclass(frozen=True)
class NewEstimate:
    """What one scope of a question takes: `scope` 0 as it was asked, n the n-th narrower one."""

    question_id: int
    scope: int
    lines: Sequence[Line]
    basis: str


def estimate(commission_id: int, new: NewEstimate, *, actor: User, at: datetime) -> Estimate:
    """Keep a department's estimate; over or near the limit the FOI manager hears at once."""
    row = Commission.objects.get(pk=commission_id)
    if not can_answer_commission(actor, row):
        raise PermissionDenied("Another department was asked.")
    with performing(row.case_id, Action.ESTIMATE, actor=actor, at=at) as step:
        row = Commission.objects.select_for_update().get(pk=commission_id)
        if not row.is_open:
            raise RuleBroken(
                "This was already sent to the FOI office. Ask them if the estimate has to change."
            )
        if not row.returns.filter(question_id=new.question_id).exists():
            raise RuleBroken("This question is not part of what you were asked.")
        return _keep(step, new, row)


def estimate_in_office(case_id: int, new: NewEstimate, *, actor: User, at: datetime) -> Estimate:
    """Keep the FOI office's own estimate of a question, beside those of departments."""
    with performing(case_id, Action.ESTIMATE_IN_OFFICE, actor=actor, at=at) as step:
        return _keep(step, new, None)


def _keep(step: Step, new: NewEstimate, row: Commission | None) -> Estimate:
    case, actor = step.case, step.actor
    assert actor is not None
    question = Question.objects.filter(case=case, pk=new.question_id).first()
    scopes = ["", *question.narrower_scopes] if question else []
    if question is None or not 0 <= new.scope < len(scopes):
        raise RuleBroken("This question was changed meanwhile. Look at the request again.")
    if not new.lines:
        raise RuleBroken("Estimate at least one activity, even if it takes no time.")
    if not new.basis.strip():
        raise RuleBroken("Say how the records are kept and where the figures come from.")
    refuse_absurd(new.lines)
    before = estimate_page(case).standing
    Estimate.objects.filter(
        question=question, commission=row, scope=new.scope, superseded_at__isnull=True
    ).update(superseded_at=step.at)
    kept = Estimate.objects.create(
        case=case,
        question=question,
        commission=row,
        scope=new.scope,
        scope_text=scopes[new.scope],
        basis=new.basis.strip(),
        made_by=actor,
        made_at=step.at,
    )
    EstimateLine.objects.bulk_create(_stored(line, kept) for line in new.lines)
    _raise(case, kept, before, step.at)
    counted = sum(
        (line.expected.person_hours for line in new.lines if line.activity.counts), Decimal(0)
    )
    step.detail |= {
        "estimate": kept.pk,
        "question": question.number,
        "scope": new.scope,
        "hours": str(counted),
    }
    if row is not None:
        step.detail["commission"] = row.pk
    return kept


def _stored(line: Line, kept: Estimate) -> EstimateLine:
    stored = EstimateLine(
        estimate=kept,
        activity=line.activity.value,
        persons=line.persons,
        hours_low=line.hours.low,
        hours_expected=line.hours.expected,
        hours_high=line.hours.high,
        expense=line.expense,
    )
    if line.sample:
        stored.records, stored.timed = line.sample.records, line.sample.timed
        stored.chosen = line.sample.chosen.strip()
        stored.minutes_low = line.sample.minutes.low
        stored.minutes_expected = line.sample.minutes.expected
        stored.minutes_high = line.sample.minutes.high
    return stored


def _raise(case: Case, kept: Estimate, before: Standing, at: datetime) -> None:
    """Tell the FOI manager once for each step nearer to the limit, and not at every save."""
    order = list(Standing)
    now = estimate_page(case).standing
    if now is not Standing.WITHIN and order.index(now) > order.index(before):
        outbox.enqueue("tell_office_of_estimate", kept.pk, key=f"tell-estimate:{kept.pk}", at=at)


def offer_narrowing(
    case_id: int,
    text: str,
    *,
    actor: User,
    at: datetime,
    expected_version: int | None = None,
) -> NarrowingOffer:
    """Offer the applicant to narrow the request (FOIA s.16). The clock goes on (s.1(3))."""
    with performing(
        case_id, Action.OFFER_NARROWING, actor=actor, at=at, expected_version=expected_version
    ) as step:
        if not text.strip():
            raise RuleBroken("The offer is empty. Write what could be had within the limit.")
        letter = give_notice(
            step.case, TemplateKind.NARROWING_OFFER, {"offer": text.strip()}, actor=actor, at=at
        )
        offer = NarrowingOffer.objects.create(
            case=step.case, letter=letter, text=text.strip(), made_by=actor, made_at=at
        )
        step.detail |= {"offer": offer.pk, "letter": letter.pk, "digest": letter.digest}
    return offer


def draft_refusal(
    case_id: int,
    words_by_question: Mapping[int, str],
    outcome: Outcome,
    *,
    actor: User,
    at: datetime,
    expected_version: int | None = None,
) -> Case:
    """Put a refusal for cost into the letter that is being drafted (FOIA s.12, s.17(5)).

    `words_by_question` are the questions that are refused, with what we say to each.
    """
    with performing(
        case_id, Action.DRAFT_ANSWER, actor=actor, at=at, expected_version=expected_version
    ) as step:
        if outcome not in REFUSED_FOR_COST:
            raise RuleBroken("Choose whether section 12(1) or section 12(2) applies.")
        if not words_by_question:
            raise RuleBroken("Choose at least one question that is refused.")
        known = {question.pk for question in step.case.questions.all()}
        if set(words_by_question) - known:
            raise RuleBroken("A question on this page is not part of this case any more.")
        for question_id, words in words_by_question.items():
            Answer.objects.update_or_create(
                question_id=question_id,
                defaults={
                    "outcome": outcome.value,
                    "text": words.strip(),
                    "drafted_by": actor,
                    "drafted_at": at,
                },
            )
        step.detail["refused_for_cost"] = sorted(words_by_question)
    return step.case

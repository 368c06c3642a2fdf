"""Requests that belong together: decided about, or one that follows another."""

from datetime import date, datetime

from requests_app.domain.aggregation import Link
from requests_app.domain.errors import RuleBroken
from requests_app.domain.london import london_day
from requests_app.domain.regime import Regime
from requests_app.domain.workflow import Action, State
from requests_app.models import Case, Channel, LinkDecision, ReplyBy, RequestLink, User
from requests_app.queries.calendar import stored_calendar
from requests_app.queries.similar_requests import timing
from requests_app.services import intake
from requests_app.services.transitions import performing


def decide_link(
    case_id: int,
    other_id: int,
    decision: LinkDecision,
    *,
    is_in_concert: bool,
    reason: str,
    actor: User,
    at: datetime,
    expected_version: int | None = None,
) -> RequestLink:
    """Decide about a request that looks alike; the reason stays.

    Costs are added up only where all tests of the Fees Regulations reg 5 are met; a request is
    repeated only where the same person had an answer to the other (s.14(2)).
    """
    with performing(
        case_id,
        Action.DECIDE_LINK,
        actor=actor,
        at=at,
        reason=reason,
        expected_version=expected_version,
    ) as step:
        case, other = step.case, Case.objects.select_related("applicant").get(pk=other_id)
        if other.pk == case.pk:
            raise RuleBroken("A request cannot be held beside itself.")
        if decision is LinkDecision.ADDED_UP:
            _refuse_adding_up(case, other, is_in_concert)
        if decision is LinkDecision.REPEATED:
            _refuse_repeated(case, other)
        RequestLink.objects.filter(case=case, other=other, superseded_at__isnull=True).update(
            superseded_at=at
        )
        link = RequestLink.objects.create(
            case=case,
            other=other,
            decision=decision,
            is_in_concert=is_in_concert,
            reason=reason.strip(),
            decided_by=actor,
            decided_at=at,
        )
        step.detail |= {"other": other.reference, "decision": decision.value, "link": link.pk}
    return link


def _refuse_adding_up(case: Case, other: Case, is_in_concert: bool) -> None:
    if Regime.EIR in (case.regime, other.regime):
        raise RuleBroken("Only requests under the Act have costs that are added up.")
    when = timing(case, other, stored_calendar())
    link = Link(
        is_same_person=case.applicant_id == other.applicant_id,
        is_in_concert=is_in_concert,
        # That the information is similar is what the manager decides here.
        is_same_or_similar=True,
        is_within_window=when.is_within_window,
    )
    if link.missing:
        raise RuleBroken(" ".join(link.missing))
    if when.came_after_deadline:
        raise RuleBroken(
            "The other request came after the last day to answer this one, so it cannot make "
            "this one cost more."
        )


def _refuse_repeated(case: Case, other: Case) -> None:
    if case.applicant_id != other.applicant_id:
        raise RuleBroken("Only a request of the same person can be a repeated one (s.14(2)).")
    if other.state != State.ANSWERED or other.received_on > case.received_on:
        raise RuleBroken("A request is repeated only where an earlier one was answered (s.14(2)).")


def open_linked(
    case_id: int,
    *,
    text: str,
    subject: str,
    received_on: date,
    actor: User,
    at: datetime,
) -> Case:
    """Open a refined request as a new case with its own clock, linked to the first one."""
    with performing(case_id, Action.OPEN_LINKED, actor=actor, at=at) as step:
        first = step.case
        if not text.strip():
            raise RuleBroken("Write what is asked for now.")
        if received_on > london_day(at) or received_on < first.received_on:
            raise RuleBroken("It came between the first request and today. Look at the day again.")
        applicant = first.applicant
        case = intake.open_case(
            intake.NewRequest(
                channel=Channel(first.channel),
                received_on=received_on,
                subject=subject.strip() or first.subject,
                text=text.strip(),
                name=applicant.name,
                email=applicant.email,
                reply_by=ReplyBy(first.reply_by),
                known_applicant=applicant,
            ),
            actor=actor,
            at=at,
        )
        Case.objects.filter(pk=case.pk).update(follows=first, regime=first.regime)
        case.refresh_from_db()
        step.detail["new_case"] = case.reference
    return case

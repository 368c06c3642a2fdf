"""The first decision on a request: ours or not, complete or not, under which law."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from requests_app.domain.errors import RuleBroken
from requests_app.domain.london import london_day
from requests_app.domain.regime import Regime
from requests_app.domain.workflow import Action
from requests_app.models import (
    Case,
    Claim,
    Message,
    MessageKind,
    Question,
    QuestionFinding,
    QuestionReturn,
    Redirection,
    ReplyBy,
    Route,
    User,
)
from requests_app.queries.redirections import redirected_to
from requests_app.services import clock, outbox
from requests_app.services.notices import hold_notice
from requests_app.services.transitions import performing


@dataclass(frozen=True)
class QuestionText:
    """One question as it stands after a person has looked at it."""

    number: str
    text: str
    parent_number: str = ""


@dataclass(frozen=True)
class Acceptance:
    """What the FOI office decided when it accepted a request."""

    regime: Regime
    subject: str
    has_press_interest: bool
    questions: tuple[QuestionText, ...] | None = None
    context: str | None = None


def accept(
    case_id: int,
    decision: Acceptance,
    *,
    actor: User,
    at: datetime,
    expected_version: int | None = None,
    hold: timedelta = timedelta(),
) -> Case:
    """Accept a request, set its law and its clock, and have the acknowledgement sent.

    The acknowledgement is held for `hold`, so that the acceptance can be taken back.
    """
    with performing(
        case_id, Action.ACCEPT, actor=actor, at=at, expected_version=expected_version
    ) as step:
        case = step.case
        case.regime = decision.regime.value
        case.route = Route.EIR if decision.regime is Regime.EIR else Route.FOI
        case.subject = decision.subject[:200]
        case.has_press_interest = decision.has_press_interest
        case.owner = case.owner or actor
        if decision.context is not None:
            case.context = decision.context
        if decision.questions is not None:
            rewrite_questions(case, decision.questions)
        case.save()
        clock.refresh(case)
        _mark_request_handled(case, at)
        key = f"acknowledge:{case.pk}:{case.version}"
        outbox.enqueue("acknowledge", case.pk, key=key, at=at, hold=hold)
        step.detail |= {
            "regime": case.regime,
            "press_interest": case.has_press_interest,
            "due_on": case.due_on.isoformat() if case.due_on else "",
        }
    return step.case


def take_back(case_id: int, *, owner_before: int | None, actor: User, at: datetime) -> Case:
    """Take an acceptance back whose acknowledgement has not begun to leave.

    The case is new again; its subject and questions stay as they were edited.
    """
    with performing(case_id, Action.TAKE_BACK_ACCEPTANCE, actor=actor, at=at) as step:
        if not outbox.take_back("acknowledge", case_id):
            raise RuleBroken("The acknowledgement has left, so the request stays accepted.")
        case = step.case
        case.regime = Regime.FOIA.value
        case.route = ""
        case.has_press_interest = None
        case.owner_id = owner_before
        case.save()
        clock.refresh(case)
        Message.objects.filter(case=case, kind=MessageKind.REQUEST).update(handled_at=None)
    return step.case


@dataclass(frozen=True)
class OtherAuthority:
    """Who holds what was asked for, and the day it was passed on where the applicant agreed."""

    name: str
    contact: str
    passed_on: date | None = None


def redirect(
    case_id: int,
    route: Route,
    *,
    actor: User,
    at: datetime,
    expected_version: int | None = None,
    tell_applicant: bool = True,
    other: OtherAuthority | None = None,
) -> Case:
    """Close a message that is not for us to answer, and say where to go instead.

    `other` is the authority that holds what was asked for, where that is the reason (s.1(1)(a),
    s.16). Raises `RuleBroken` where the letter would not say what it has to.
    """
    with performing(
        case_id, Action.REDIRECT, actor=actor, at=at, expected_version=expected_version
    ) as step:
        case = step.case
        case.route = route
        case.owner = case.owner or actor
        case.closed_on = london_day(at)
        case.save()
        if route is Route.OTHER_AUTHORITY:
            _note_authority(case, other, london_day(at))
        if tell_applicant:
            kind, own = redirected_to(case)
            hold_notice(case, kind, own, at=at)
        _mark_request_handled(case, at)
        if tell_applicant:
            outbox.enqueue("redirect", case.pk, key=f"redirect:{case.pk}:{case.version}", at=at)
        step.detail |= {"route": route.value, "told": tell_applicant}
    return step.case


def _note_authority(case: Case, other: OtherAuthority | None, today: date) -> None:
    if other is None or not other.name.strip() or not other.contact.strip():
        raise RuleBroken("Name the other authority, and say how to reach it.")
    if other.passed_on and not case.received_on <= other.passed_on <= today:
        raise RuleBroken("The request was passed on between the day it came and today.")
    Redirection.objects.update_or_create(
        case=case,
        defaults={
            "authority": other.name.strip(),
            "contact": other.contact.strip(),
            "passed_on": other.passed_on,
        },
    )


def ask_for_missing(
    case_id: int, *, actor: User, at: datetime, expected_version: int | None = None
) -> Case:
    """Tell the applicant what s.8 needs and help to give it (s.16): never a silent close."""
    with performing(
        case_id, Action.ASK_FOR_MISSING, actor=actor, at=at, expected_version=expected_version
    ) as step:
        step.case.owner = step.case.owner or actor
        _mark_request_handled(step.case, at)
        outbox.enqueue(
            "advise", step.case.pk, key=f"advise:{step.case.pk}:{step.case.version}", at=at
        )
    return step.case


@dataclass(frozen=True)
class ApplicantDetails:
    """Who asked and where the answer goes."""

    name: str
    organisation: str = ""
    email: str = ""
    postal_address: str = ""
    phone: str = ""


def supply_missing(
    case_id: int,
    details: ApplicantDetails,
    *,
    supplied_on: date,
    actor: User,
    at: datetime,
    expected_version: int | None = None,
) -> Case:
    """Enter what the applicant has now supplied, and put the case back into the inbox.

    Until then it was no request (s.8), so its day of receipt becomes `supplied_on`.
    """
    with performing(
        case_id, Action.SUPPLY_MISSING, actor=actor, at=at, expected_version=expected_version
    ) as step:
        if supplied_on < step.case.received_on:
            raise RuleBroken("The request was not complete before the day it came. Check the day.")
        applicant = step.case.applicant
        for name in ("name", "organisation", "email", "postal_address", "phone"):
            setattr(applicant, name, getattr(details, name))
        applicant.save()
        if not details.email:
            step.case.reply_by = ReplyBy.POST
        elif not details.postal_address.strip():
            step.case.reply_by = ReplyBy.EMAIL
        clock.move_receipt(
            step.case,
            supplied_on,
            actor=actor,
            at=at,
            reason="The request was complete on this day (FOIA s.8).",
        )
        step.detail["received_on"] = supplied_on.isoformat()
    return step.case


def edit_request(
    case_id: int,
    *,
    subject: str,
    context: str,
    questions: tuple[QuestionText, ...],
    actor: User,
    at: datetime,
    expected_version: int | None = None,
) -> Case:
    """Change the subject, context and questions as departments will see them."""
    with performing(
        case_id, Action.EDIT_REQUEST, actor=actor, at=at, expected_version=expected_version
    ) as step:
        step.case.subject = subject[:200]
        step.case.context = context
        rewrite_questions(step.case, questions)
    return step.case


def rewrite_questions(case: Case, questions: tuple[QuestionText, ...]) -> None:
    """Make the case's questions these, keeping the rows whose number stays."""
    kept = {question.number: question for question in case.questions.all()}
    wanted = {question.number for question in questions}
    at_work = (
        QuestionReturn.objects.filter(question__case=case)
        .exclude(question__number__in=wanted)
        .values_list("question__number", flat=True)
    )
    if at_work:
        raise RuleBroken(
            f"Question {', '.join(sorted(set(at_work)))} is with a department and cannot be "
            "removed. Change its words instead."
        )
    claimed = (
        Claim.objects.filter(question__case=case, taken_away_at__isnull=True)
        .exclude(question__number__in=wanted)
        .values_list("question__number", flat=True)
    )
    if claimed:
        raise RuleBroken(
            f"An exemption is claimed on question {', '.join(sorted(set(claimed)))}. Take the "
            f"claim "
            "away in the letter first, or change the words of the question instead."
        )
    reviewed = (
        QuestionFinding.objects.filter(question__case=case)
        .exclude(question__number__in=wanted)
        .values_list("question__number", flat=True)
    )
    if reviewed:
        raise RuleBroken(
            f"Question {', '.join(sorted(set(reviewed)))} stands in a review and cannot be "
            "removed. Change its words instead."
        )
    case.questions.exclude(number__in=wanted).delete()
    for position, wish in enumerate(questions, start=1):
        row = kept.get(wish.number) or Question(case=case, number=wish.number)
        row.position, row.text, row.parent_number = position, wish.text, wish.parent_number
        row.save()


def _mark_request_handled(case: Case, at: datetime) -> None:
    Message.objects.filter(case=case, handled_at__isnull=True, kind=MessageKind.REQUEST).update(
        handled_at=at
    )

"""An internal review: asked for, given to somebody, put off, sent, or not taken up."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from requests_app import permissions
from requests_app.domain.clock_explanation import long_day
from requests_app.domain.errors import RuleBroken
from requests_app.domain.letter_content import digest, to_data
from requests_app.domain.london import london_day
from requests_app.domain.review_clock import extension_objections
from requests_app.domain.review_workflow import ReviewAct, ReviewState
from requests_app.models import (
    Case,
    Direction,
    Letter,
    Message,
    MessageKind,
    Review,
    ReviewChannel,
    User,
)
from requests_app.queries.calendar import stored_calendar
from requests_app.queries.involvement import involvement
from requests_app.queries.review_clock import review_reading
from requests_app.queries.review_content import outcome_written, released_files
from requests_app.queries.reviewable import standing_answer, why_not_reviewed
from requests_app.services import audit, outbox
from requests_app.services.review_steps import reviewing


@dataclass(frozen=True)
class Asked:
    """A review that somebody asked for. `words` are the applicant's own, where there is no mail."""

    channel: ReviewChannel
    asked_on: date
    points: str = ""
    believed_on: date | None = None
    message_id: int | None = None
    words: str = ""


@transaction.atomic
def ask(case_id: int, asked: Asked, *, actor: User | None, at: datetime) -> Review:
    """Record that a review was asked for. In time, it is under way at once; late, we decide.

    `actor` None is the applicant, on their own page. Raises `PermissionDenied`, or `RuleBroken`
    where there is no answer to review or a review is open already.
    """
    case = Case.objects.select_for_update().get(pk=case_id)
    if actor is not None and not permissions.is_foi_office(actor):
        raise PermissionDenied("Recording a review: not for this person.")
    answer = _refuse_to_ask(case, asked, london_day(at))
    message = _message_of(case, asked, actor, at)
    review = Review(
        case=case,
        answer=answer,
        state=ReviewState.UNDER_WAY.value,
        channel=asked.channel,
        asked_on=asked.asked_on,
        believed_on=asked.believed_on,
        message=message,
        points=asked.points.strip(),
        recorded_by=actor,
        recorded_at=at,
    )
    reading = review_reading(review, stored_calendar())
    if not reading.was_asked_in_time:
        review.state = ReviewState.LATE.value
    review.save()
    if reading.was_asked_in_time:
        outbox.enqueue("tell_of_review", review.pk, key=f"tell-of-review:{review.pk}", at=at)
    audit.record(
        case.reference,
        "ask_for_review",
        actor=actor,
        at=at,
        actor_name=audit.SYSTEM if actor else audit.APPLICANT,
        review=review.pk,
        asked_on=asked.asked_on.isoformat(),
        due_on=reading.due_on.isoformat(),
        is_late=not reading.was_asked_in_time,
    )
    return review


def _refuse_to_ask(case: Case, asked: Asked, today: date) -> Letter:
    answer = standing_answer(case)
    why = why_not_reviewed(case)
    if answer is None or why:
        raise RuleBroken(why)
    if asked.asked_on > today:
        raise RuleBroken("This day has not come yet. Write the day the wish for a review came.")
    if asked.asked_on < answer.dated:
        raise RuleBroken(
            f"We answered on {long_day(answer.dated)}: a review cannot be asked for before."
        )
    if asked.believed_on and asked.believed_on > asked.asked_on:
        raise RuleBroken("They cannot believe in a failure that came after they wrote of it.")
    return answer


def _message_of(case: Case, asked: Asked, actor: User | None, at: datetime) -> Message | None:
    """Return the message they asked in; what came by no mail is kept as one."""
    if asked.message_id is not None:
        message = Message.objects.filter(
            pk=asked.message_id, case=case, direction=Direction.INCOMING
        ).first()
        if message is None:
            raise RuleBroken("That message stands on another case. Join it to this one first.")
        message.kind = MessageKind.REVIEW_REQUEST
        message.handled_at = message.handled_at or at
        message.save(update_fields=("kind", "handled_at"))
        return message
    if not asked.words.strip() and actor is not None:
        return None
    return Message.objects.create(
        case=case,
        direction=Direction.INCOMING,
        kind=MessageKind.REVIEW_REQUEST,
        sender_name=case.applicant.name,
        sender=case.applicant.email,
        subject=f"Request for a review of {case.reference}",
        text=asked.words.strip(),
        happened_at=at,
        handled_at=at if actor else None,
    )


def accept_late(
    review_id: int, *, reason: str, actor: User, at: datetime, expected_version: int | None = None
) -> Review:
    """Take up a review although it was asked for too late, and tell the applicant."""
    with reviewing(
        review_id,
        ReviewAct.ACCEPT_LATE,
        actor=actor,
        at=at,
        expected_version=expected_version,
        reason=reason,
    ) as step:
        step.review.late_reason = reason.strip()
        outbox.enqueue("tell_of_review", review_id, key=f"tell-of-review:{review_id}", at=at)
    return step.review


def refuse_late(
    review_id: int, *, reason: str, actor: User, at: datetime, expected_version: int | None = None
) -> Review:
    """Refuse a review that was asked for too late, by a letter that gives the reason."""
    with reviewing(
        review_id,
        ReviewAct.REFUSE_LATE,
        actor=actor,
        at=at,
        expected_version=expected_version,
        reason=reason,
    ) as step:
        step.review.late_reason = reason.strip()
        step.review.closed_on = london_day(at)
        outbox.enqueue("refuse_review", review_id, key=f"refuse-review:{review_id}", at=at)
    return step.review


def appoint(
    review_id: int,
    reviewer: User,
    *,
    points: str,
    actor: User,
    at: datetime,
    expected_version: int | None = None,
) -> Review:
    """Give the review to somebody who took no part in the answer, and tell them."""
    with reviewing(
        review_id, ReviewAct.APPOINT, actor=actor, at=at, expected_version=expected_version
    ) as step:
        review = step.review
        review.points = points.strip()
        if review.reviewer_id != reviewer.pk:
            # Findings are a person's: another reviewer begins with an empty page.
            _forget_findings(review)
            review.override_reason, review.override_of, review.override_by = "", [], None
        _put_in_charge(review, reviewer, actor, at)
        step.detail |= {"person": reviewer.pk}
    return step.review


def override(
    review_id: int,
    reviewer: User,
    *,
    reason: str,
    actor: User,
    at: datetime,
    expected_version: int | None = None,
) -> Review:
    """Let somebody review who took part in the answer: the Director's decision, with a reason.

    Nobody excuses themselves, and who took no part needs no excuse.
    """
    with reviewing(
        review_id,
        ReviewAct.OVERRIDE,
        actor=actor,
        at=at,
        expected_version=expected_version,
        reason=reason,
    ) as step:
        review = step.review
        if reviewer.pk == actor.pk:
            raise RuleBroken("You cannot excuse yourself. Choose somebody else.")
        parts = involvement(step.case, [reviewer])[reviewer.pk]
        if not parts:
            raise RuleBroken(
                f"{reviewer} took no part in the answer and needs no exception. The FOI manager "
                "can give them the review."
            )
        if review.reviewer_id != reviewer.pk:
            _forget_findings(review)
        review.override_reason, review.override_of = reason.strip(), list(parts)
        review.override_by = actor
        _put_in_charge(review, reviewer, actor, at)
        step.detail |= {"person": reviewer.pk}
    return step.review


def _put_in_charge(review: Review, reviewer: User, actor: User, at: datetime) -> None:
    if not permissions.possible_reviewers().filter(pk=reviewer.pk).exists():
        raise RuleBroken(f"{reviewer} cannot make reviews. Choose a director or the FOI office.")
    review.reviewer, review.appointed_by, review.appointed_at = reviewer, actor, at
    outbox.enqueue(
        "ask_for_review_of",
        review.pk,
        key=f"ask-for-review:{review.pk}:{reviewer.pk}:{review.version}",
        at=at,
    )


def _forget_findings(review: Review) -> None:
    review.question_findings.all().delete()
    review.claim_findings.all().delete()
    review.opening = review.handling = review.action = ""
    review.action_by, review.breaches = None, []


def extend(
    review_id: int,
    until: date,
    *,
    reason: str,
    actor: User,
    at: datetime,
    expected_version: int | None = None,
) -> Review:
    """Take more time for a review, and tell the applicant why and until when."""
    with reviewing(
        review_id,
        ReviewAct.EXTEND,
        actor=actor,
        at=at,
        expected_version=expected_version,
        reason=reason,
    ) as step:
        review, today = step.review, london_day(at)
        said = extension_objections(review_reading(review, stored_calendar()), until, today)
        if said:
            raise RuleBroken(" ".join(said))
        review.extended_until, review.extended_on = until, today
        review.extended_why = reason.strip()
        outbox.enqueue(
            "put_off_review",
            review_id,
            key=f"put-off-review:{review_id}:{until.isoformat()}",
            at=at,
        )
        step.detail["until_on"] = until.isoformat()
    return step.review


def recall(
    review_id: int, *, reason: str, actor: User, at: datetime, expected_version: int | None = None
) -> Review:
    """Give an outcome back to its reviewer; a signature on it is void from now on."""
    return _give_back(review_id, ReviewAct.RECALL, reason, actor, at, expected_version)


def _give_back(
    review_id: int, act: ReviewAct, why: str, actor: User, at: datetime, version: int | None
) -> Review:
    with reviewing(
        review_id, act, actor=actor, at=at, expected_version=version, reason=why
    ) as step:
        step.review.comment = why.strip()
        _void(step.review)
    return step.review


def _void(review: Review) -> None:
    review.digest, review.signed_by, review.signed_at = "", None, None


def sign(
    review_id: int, *, actor: User, at: datetime, digest_seen: str, expected_version: int | None
) -> Review:
    """Sign the outcome whose digest stood on the page that the director read."""
    with reviewing(
        review_id, ReviewAct.SIGN, actor=actor, at=at, expected_version=expected_version
    ) as step:
        if digest_seen != step.review.digest:
            raise RuleBroken(
                "The outcome on your page is not the one that waits for you now. Nothing was "
                "done. Read the new one, then decide."
            )
        step.review.signed_by, step.review.signed_at = actor, at
        step.detail["digest"] = step.review.digest
    return step.review


def send_back(
    review_id: int, *, comment: str, actor: User, at: datetime, expected_version: int | None = None
) -> Review:
    """Return the outcome to the reviewer with what has to change."""
    return _give_back(review_id, ReviewAct.RETURN, comment, actor, at, expected_version)


def issue(
    review_id: int, *, actor: User, at: datetime, expected_version: int | None = None
) -> Letter:
    """Send the outcome: its letter is dated today, and its PDF and its sending follow."""
    today = london_day(at)
    with reviewing(
        review_id, ReviewAct.ISSUE, actor=actor, at=at, expected_version=expected_version
    ) as step:
        review = step.review
        written = outcome_written(review)
        content = replace(written.content, dated=today)
        letter = Letter.objects.create(
            case=step.case,
            kind=content.kind.value,
            template=written.template,
            content=to_data(content),
            digest=digest(content),
            dated=today,
            issued_by=actor,
            issued_at=at,
        )
        letter.enclosures.set(released_files(review))
        review.outcome_letter, review.closed_on = letter, today
        outbox.enqueue("make_letter", letter.pk, key=f"make-letter:{letter.pk}", at=at)
        step.detail |= {"letter": letter.pk, "digest": letter.digest}
    return letter


def withdraw(
    review_id: int, *, reason: str, actor: User, at: datetime, expected_version: int | None = None
) -> Review:
    """Record that the applicant no longer wants the review."""
    with reviewing(
        review_id,
        ReviewAct.WITHDRAW,
        actor=actor,
        at=at,
        expected_version=expected_version,
        reason=reason,
    ) as step:
        step.review.closed_on = london_day(at)
        _void(step.review)
    return step.review

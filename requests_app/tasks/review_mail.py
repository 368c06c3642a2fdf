"""The mails and letters of a review are written: to the applicant, and to those who make it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from requests_app.domain.letter_content import LetterKind, Right
from requests_app.domain.letter_wording import notice_letter
from requests_app.domain.london import london_day
from requests_app.domain.regime import Regime
from requests_app.domain.review_clock import ReviewReading
from requests_app.domain.review_reminders import (
    DIRECTOR_FROM,
    is_called_to_mind,
    working_days_to,
)
from requests_app.domain.review_rights import to_the_regulator
from requests_app.domain.review_wording import (
    review_begun_text,
    review_later_text,
    review_refused_text,
)
from requests_app.domain.review_workflow import ReviewState
from requests_app.letters import emails
from requests_app.letters.catalogue import CATALOGUE
from requests_app.letters.emails import Notice, email_text
from requests_app.models import Case, Letter, MessageKind, ReplyBy, Review, Role, User
from requests_app.queries.authority import the_authority, the_regulator
from requests_app.queries.calendar import stored_calendar
from requests_app.queries.complaints import regulator_days
from requests_app.queries.reminder_people import ReminderPeople
from requests_app.queries.review_clock import review_reading
from requests_app.queries.review_days import ReviewDay, review_days
from requests_app.services import correspondence, responses
from requests_app.tasks.writing import our_domain, page, to_applicant


def tell_of_review(review_id: int, at: datetime) -> None:
    """Tell the applicant that the review has begun, and by when its outcome comes."""
    with transaction.atomic():
        review, reading = _locked(review_id)
        text = review_begun_text(reading.regime, review.asked_on, reading.due_on, _contact(review))
        _tell(review, LetterKind.REVIEW_BEGUN, text, f"review-begun:{review.pk}", at)


def put_off_review(review_id: int, at: datetime) -> None:
    """Tell the applicant that the review takes longer, why, and until when."""
    with transaction.atomic():
        review, _ = _locked(review_id)
        if review.extended_until is None:
            return
        text = review_later_text(review.extended_why, review.extended_until, _contact(review))
        key = f"review-later:{review.pk}:{review.extended_until.isoformat()}"
        _tell(review, LetterKind.REVIEW_LATER, text, key, at)


def refuse_review(review_id: int, at: datetime) -> None:
    """Tell the applicant why a late review is not taken up, and of the regulator."""
    with transaction.atomic():
        review, reading = _locked(review_id)
        text = review_refused_text(
            review.answer.dated,
            reading.limits.last_day_to_ask,
            review.asked_on,
            review.late_reason,
        )
        right = to_the_regulator(Regime(review.case.regime), the_authority(), the_regulator())
        _tell(review, LetterKind.REVIEW_REFUSED, text, f"review-refused:{review.pk}", at, (right,))


def _locked(review_id: int) -> tuple[Review, ReviewReading]:
    review = (
        Review.objects.select_for_update(of=("self",))
        .select_related("case__applicant", "answer")
        .get(pk=review_id)
    )
    return review, review_reading(review, stored_calendar())


def _contact(review: Review) -> str:
    authority, case = the_authority(), review.case
    phone = f" or call {authority.foi_phone}" if authority.foi_phone else ""
    if case.reply_by == ReplyBy.EMAIL:
        return f"Reply to this message, and keep {case.reference} in the subject{phone}."
    address = ", ".join(authority.address_lines)
    return f"Write to {authority.foi_email} or to {address}{phone}. Please quote {case.reference}."


def _tell(
    review: Review,
    kind: LetterKind,
    text: str,
    key: str,
    at: datetime,
    given: tuple[Right, ...] = (),
) -> None:
    """Write a mail, or for those who want paper a letter; doing it again writes nothing new."""
    case, authority = review.case, the_authority()
    if case.reply_by == ReplyBy.EMAIL:
        mail = Notice(
            reference=case.reference,
            title=CATALOGUE[kind].title,
            name=case.applicant.name,
            text=text,
            rights=given,
            authority=authority,
        )
        to_applicant(case, mail, MessageKind.REVIEW, key, at)
        return
    content = replace(
        notice_letter(
            kind,
            reference=case.reference,
            subject=case.subject,
            regime=Regime(case.regime),
            received_on=case.received_on,
            authority=authority,
            regulator=the_regulator(),
            text=text,
            dated=london_day(at),
        ),
        rights=given,
    )
    printed = Letter.objects.filter(case=case, kind=kind.value, content__opening=text)
    if not printed.exists():
        responses.print_letter(case, content, at=at)


def ask_for_review_of(review_id: int, at: datetime) -> None:
    """Tell the reviewer that an answer waits for them; one that is over is not sent."""
    review = _for_colleagues(review_id)
    if ReviewState(review.state) is ReviewState.UNDER_WAY and review.reviewer:
        _ask(review, review.reviewer, review.appointed_by, f"{review.version}", at)


def ask_to_sign_review(review_id: int, at: datetime) -> None:
    """Tell a director that an outcome waits; one that was taken back is not sent."""
    review = _for_colleagues(review_id)
    if ReviewState(review.state) is ReviewState.AWAITING_SIGNATURE and review.signatory:
        key = f"sign:{review.digest[:16]}"
        _ask(review, review.signatory, review.reviewer, key, at, is_to_sign=True)


def _for_colleagues(review_id: int) -> Review:
    """Return a review for a mail to staff. Who asked is not read."""
    return Review.objects.select_related(
        "case", "answer", "reviewer", "signatory", "appointed_by"
    ).get(pk=review_id)


def _ask(
    review: Review,
    person: User,
    asked_by: User | None,
    key: str,
    at: datetime,
    *,
    is_to_sign: bool = False,
) -> None:
    text = email_text(
        emails.ReviewRequest(
            reference=review.case.reference,
            subject=review.case.subject,
            asked_by=asked_by.full_name if asked_by else "The FOI office",
            is_to_sign=is_to_sign,
            due_on=review_reading(review, stored_calendar()).due_on,
            link=page("review", review.pk),
            authority=the_authority(),
        )
    )
    correspondence.write(
        key=f"{review.case.reference}:review:{review.pk}:{key}:{person.pk}",
        kind=MessageKind.INTERNAL,
        case=review.case,
        recipient=person.email,
        subject=text.subject,
        text=text.body,
        domain=our_domain(),
        at=at,
    )


def remind_of_review(review_id: int, at: datetime) -> None:
    """Call the day of a review to mind: to whoever has it, once late also to those above."""
    day = next((each for each in review_days() if each.review_id == review_id), None)
    if day is None:
        return
    today = london_day(at)
    days = working_days_to(day.due_on, today, stored_calendar())
    review = _for_colleagues(review_id)
    for person in _reminded(day, days, today):
        holder = review.reviewer if day.holder_id == review.reviewer_id else review.signatory
        text = email_text(
            emails.ReviewReminder(
                reference=day.reference,
                subject=day.subject,
                name=person.full_name,
                step=day.step,
                due_on=day.due_on,
                days=days,
                held_by=holder.full_name
                if holder and day.holder_id and holder.pk != person.pk
                else "",
                link=page("review", review_id),
                authority=the_authority(),
            )
        )
        correspondence.write(
            key=f"{day.reference}:review-reminder:{review_id}:{today.isoformat()}:{person.pk}",
            kind=MessageKind.INTERNAL,
            case=review.case,
            recipient=person.email,
            subject=text.subject,
            text=text.body,
            domain=our_domain(),
            at=at,
        )


def remind_of_regulator(case_id: int, at: datetime) -> None:
    """Call to mind what we owe the regulator: to the owner, once late also to those above."""
    today, calendar = london_day(at), stored_calendar()
    for day in regulator_days(today):
        if day.case_id != case_id or not day.is_ours:
            continue
        if not is_called_to_mind(day.day, today, calendar):
            continue
        days = working_days_to(day.day, today, calendar)
        case = Case.objects.get(pk=case_id)
        for person in _owed_by_the_office(day.owner_id, days, today):
            text = email_text(
                emails.ReviewReminder(
                    reference=day.reference,
                    subject=day.subject,
                    name=person.full_name,
                    step=day.what,
                    due_on=day.day,
                    days=days,
                    held_by="",
                    link=page("complaints", day.reference),
                    authority=the_authority(),
                )
            )
            correspondence.write(
                key=f"{day.reference}:regulator:{day.key}:{today.isoformat()}:{person.pk}",
                kind=MessageKind.INTERNAL,
                case=case,
                recipient=person.email,
                subject=text.subject,
                text=text.body,
                domain=our_domain(),
                at=at,
            )


def _owed_by_the_office(owner_id: int | None, days: int, today: date) -> list[User]:
    wanted = Q(role=Role.FOI_MANAGER)
    if owner_id and days >= 0 and owner_id not in ReminderPeople(today).away:
        wanted = Q(pk=owner_id)
    if days <= -DIRECTOR_FROM:
        wanted |= Q(role=Role.DIRECTOR_OF_CORPORATE_AFFAIRS)
    return list(User.objects.filter(wanted, is_active=True).order_by("pk"))


def _reminded(day: ReviewDay, days: int, today: date) -> list[User]:
    """Return who hears: the holder, or the FOI managers for who is away, or who are late."""
    away = ReminderPeople(today).away
    wanted = Q(pk=day.holder_id) if day.holder_id and day.holder_id not in away else Q()
    if not wanted or days < 0:
        wanted |= Q(role=Role.FOI_MANAGER)
    if days <= -DIRECTOR_FROM:
        wanted |= Q(role=Role.DIRECTOR_OF_CORPORATE_AFFAIRS)
    return list(User.objects.filter(wanted, is_active=True).order_by("pk"))


WRITERS: dict[str, Callable[[int, datetime], None]] = {
    writer.__name__: writer
    for writer in (
        tell_of_review,
        put_off_review,
        refuse_review,
        ask_for_review_of,
        ask_to_sign_review,
        remind_of_review,
        remind_of_regulator,
    )
}

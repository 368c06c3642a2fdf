"""The days of reviews in the morning's mail: to whom, once, and not when it is done."""

from datetime import date, datetime

import pytest
import time_machine

from requests_app.domain.review_workflow import ReviewState
from requests_app.models import Absence, Message, OutboxItem
from requests_app.services import review_reminders, reviews
from requests_app.tasks.review_mail import remind_of_review
from tests.factories import APPLICANT_NAME, Cast, at
from tests.reviewing import ReviewMaker

DUE = date(2026, 12, 21)


@pytest.fixture(autouse=True)
def on_the_day() -> object:
    with time_machine.travel(at(date(2026, 11, 26)), tick=False) as moved:
        yield moved


def heard(review_id: int, when: datetime) -> set[str]:
    before = set(Message.objects.values_list("pk", flat=True))
    remind_of_review(review_id, when)
    remind_of_review(review_id, when)
    new = Message.objects.filter(kind="internal").exclude(pk__in=before)
    assert not [mail for mail in new if APPLICANT_NAME in mail.text + mail.subject]
    recipients = list(new.values_list("recipient", flat=True))
    assert len(recipients) == len(set(recipients))
    return {recipient.partition("@")[0] for recipient in recipients}


def test_a_morning_asks_once_and_only_on_its_days(make_review: ReviewMaker) -> None:
    review = make_review()
    assert review_reminders.make_round(at=at(DUE, 6)) == 0
    assert review_reminders.make_round(at=at(date(2026, 12, 17))) == 0
    assert review_reminders.make_round(at=at(DUE)) == 1
    review_reminders.make_round(at=at(DUE, 11))
    assert OutboxItem.objects.filter(work="remind_of_review").count() == 1
    reviews.withdraw(
        review.pk, reason="They wrote so.", actor=make_review.cast.foi_manager, at=at(DUE)
    )
    assert review_reminders.make_round(at=at(date(2026, 12, 22))) == 0


def test_the_reviewer_hears_and_those_above_once_it_is_late(
    make_review: ReviewMaker, cast: Cast
) -> None:
    review = make_review()
    assert heard(review.pk, at(DUE)) == {"deputy_director"}
    assert heard(review.pk, at(date(2026, 12, 22))) == {"deputy_director", "foi_manager"}
    assert heard(review.pk, at(date(2027, 1, 4))) == {
        "deputy_director", "foi_manager", "director_of_corporate_affairs"
    }  # fmt: skip
    Absence.objects.create(person=cast.deputy_director, first_day=DUE, noted_at=at(DUE))
    assert heard(review.pk, at(DUE, 12)) == {"foi_manager"}


@pytest.mark.parametrize(
    ("state", "who"),
    [
        (ReviewState.AWAITING_SIGNATURE, "other_director"),
        (ReviewState.READY, "foi_manager"),
    ],
)
def test_whoever_has_it_hears(make_review: ReviewMaker, state: ReviewState, who: str) -> None:
    assert heard(make_review(state).pk, at(DUE)) == {who}


def test_what_is_over_is_not_called_to_mind(make_review: ReviewMaker) -> None:
    assert heard(make_review(ReviewState.WITHDRAWN).pk, at(DUE)) == set()

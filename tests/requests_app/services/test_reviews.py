"""Internal reviews: asked for, given to somebody who took no part, found, signed, sent."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
import time_machine
from django.conf import LazySettings
from django.core.exceptions import PermissionDenied

from requests_app import permissions
from requests_app.domain.errors import RuleBroken, StalePage
from requests_app.domain.letter_check import findings_on
from requests_app.domain.letter_content import from_data
from requests_app.domain.review_findings import Breach, Finding
from requests_app.domain.review_workflow import (
    REVIEW_TABLE,
    ReviewAct,
    ReviewPower,
    ReviewState,
    review_rows_from,
)
from requests_app.domain.workflow import State
from requests_app.models import (
    AuditEvent,
    Case,
    Commission,
    Document,
    Letter,
    Message,
    Note,
    OutboxItem,
    PublicInterestTest,
    Review,
    ReviewChannel,
    User,
)
from requests_app.queries.involvement import HAS_NO_SAY, involvement
from requests_app.services import case_work, responses, review_findings, reviews, triage
from requests_app.services.review_findings import WrittenFinding
from requests_app.services.review_steps import reviewing
from requests_app.services.reviews import Asked
from requests_app.tasks import case_mail, review_mail
from tests.factories import APPLICANT_NAME, CaseMaker, Cast, at
from tests.reviewing import ANSWERED_ON, ASKED_ON, LATE_ON, ReviewMaker

HOLDERS = {
    ReviewPower.DECIDE: {"foi_manager"},
    ReviewPower.OVERRIDE: {"director_of_corporate_affairs"},
    ReviewPower.REVIEW: {"deputy_director"},
    ReviewPower.SIGN: {"other_director"},
}
READERS = {"foi_manager", "foi_administrator", "director_of_corporate_affairs", "auditor"}


@pytest.fixture(autouse=True)
def on_the_day() -> object:
    with time_machine.travel(at(date(2026, 11, 26)), tick=False) as moved:
        yield moved


def holders(power: ReviewPower, state: ReviewState) -> set[str]:
    """Return who holds a power on a review of the cast in `state`, said independently."""
    has_reviewer = state not in (ReviewState.LATE, ReviewState.REFUSED, ReviewState.WITHDRAWN)
    if power is ReviewPower.REVIEW and not has_reviewer:
        return set()
    if power is ReviewPower.SIGN and state not in (
        ReviewState.AWAITING_SIGNATURE, ReviewState.READY, ReviewState.ANSWERED
    ):  # fmt: skip
        return set()
    return HOLDERS[power]


@pytest.mark.parametrize("state", list(ReviewState), ids=str)
def test_every_act_is_open_to_exactly_its_holders_and_leaves_nothing_for_others(
    make_review: ReviewMaker, state: ReviewState
) -> None:
    review = make_review(state)
    before = (Review.objects.values().get(pk=review.pk), AuditEvent.objects.count())
    for row in review_rows_from(state):
        for name, who in make_review.cast.people.items():
            may = permissions.may_on_review(who, row.power, review)
            assert may == (name in holders(row.power, state)), (row.act, name)
            if may:
                continue
            with (
                pytest.raises(PermissionDenied),
                reviewing(review.pk, row.act, actor=who, at=make_review.when, reason="Because."),
            ):
                pytest.fail(f"{name} got in to {row.act}")
    assert (Review.objects.values().get(pk=review.pk), AuditEvent.objects.count()) == before


def test_an_act_in_the_wrong_state_is_refused_in_words(make_review: ReviewMaker) -> None:
    for state in ReviewState:
        review = make_review(state)
        for row in REVIEW_TABLE:
            if state in row.start:
                continue
            with (
                pytest.raises(RuleBroken, match="not possible now"),
                reviewing(
                    review.pk, row.act, actor=make_review.cast.foi_manager, at=make_review.when
                ),
            ):
                pytest.fail(f"{row.act} began at {state}")


def test_every_act_has_exactly_one_row() -> None:
    assert sorted(row.act for row in REVIEW_TABLE) == sorted(ReviewAct)


@pytest.mark.parametrize("state", list(ReviewState), ids=str)
def test_a_review_exists_for_readers_its_reviewer_and_its_signatory(
    make_review: ReviewMaker, state: ReviewState
) -> None:
    review = make_review(state)
    sees = {
        name
        for name, who in make_review.cast.people.items()
        if permissions.visible_reviews(who).filter(pk=review.pk).exists()
    }
    own = {"deputy_director"} if review.reviewer_id else set()
    assert sees == READERS | own | ({"other_director"} if review.signatory_id else set())


def test_whoever_may_not_sign_in_any_more_may_nothing(make_review: ReviewMaker) -> None:
    review = make_review(ReviewState.AWAITING_SIGNATURE)
    for who in make_review.cast.people.values():
        who.is_active = False
        assert not permissions.visible_reviews(who).exists()
        assert not any(permissions.may_on_review(who, power, review) for power in ReviewPower)


def test_a_review_in_time_is_under_way_at_once_and_the_applicant_is_told(
    make_review: ReviewMaker,
) -> None:
    review = make_review.ask(make_review.answered())

    assert review.state == ReviewState.UNDER_WAY
    review_mail.tell_of_review(review.pk, at(ASKED_ON))
    review_mail.tell_of_review(review.pk, at(ASKED_ON))
    mail = Message.objects.get(kind="review", direction="out")
    assert "Monday 21 December 2026" in mail.text
    assert "took no part" in mail.text


def test_on_the_last_day_it_is_in_time_and_on_the_next_it_is_late(
    make_review: ReviewMaker,
) -> None:
    last = date(2027, 1, 15)
    in_time = make_review.ask(make_review.answered(), last)
    late = make_review.ask(make_review.answered(), last + timedelta(days=1))

    assert (in_time.state, late.state) == (ReviewState.UNDER_WAY, ReviewState.LATE)
    assert not OutboxItem.objects.filter(key=f"tell-of-review:{late.pk}").exists()


def test_a_late_one_is_taken_up_by_choice_with_a_reason(
    make_review: ReviewMaker, cast: Cast
) -> None:
    review = make_review(ReviewState.LATE)
    with pytest.raises(RuleBroken, match="needs a reason"):
        reviews.accept_late(review.pk, reason=" ", actor=cast.foi_manager, at=at(LATE_ON))

    reviews.accept_late(review.pk, reason="They were ill.", actor=cast.foi_manager, at=at(LATE_ON))

    review.refresh_from_db()
    assert (review.state, review.late_reason) == (ReviewState.UNDER_WAY, "They were ill.")
    assert OutboxItem.objects.filter(key=f"tell-of-review:{review.pk}").exists()


def test_a_late_one_that_is_refused_gets_a_letter_with_reason_and_regulator(
    make_review: ReviewMaker,
) -> None:
    review = make_review(ReviewState.REFUSED)

    review_mail.refuse_review(review.pk, at(LATE_ON))
    review_mail.refuse_review(review.pk, at(LATE_ON))

    mail = Message.objects.get(kind="review", direction="out")
    assert "The tender is over." in mail.text
    assert "Information Commissioner" in mail.text
    assert "Section 50" in mail.text


def test_for_those_who_want_paper_it_is_a_letter_once(make_review: ReviewMaker) -> None:
    review = make_review(ReviewState.REFUSED)
    Case.objects.filter(pk=review.case_id).update(reply_by="post")

    review_mail.refuse_review(review.pk, at(LATE_ON))
    review_mail.refuse_review(review.pk, at(LATE_ON))

    letter = Letter.objects.get(kind="review_refused")
    assert [right["kind"] for right in letter.content["rights"]] == ["complaint"]


@pytest.mark.parametrize("state", [each for each in State if each is not State.ANSWERED], ids=str)
def test_what_was_not_answered_cannot_be_reviewed(make_case: CaseMaker, state: State) -> None:
    case = make_case(state)
    with pytest.raises(RuleBroken, match="no answer to review"):
        reviews.ask(
            case.pk,
            Asked(ReviewChannel.PHONE, ASKED_ON),
            actor=make_case.cast.foi_manager,
            at=at(ASKED_ON),
        )
    assert not Review.objects.exists()


def test_only_the_foi_office_records_a_review(make_review: ReviewMaker) -> None:
    case = make_review.answered()
    for name, who in make_review.cast.people.items():
        if name in ("foi_manager", "foi_administrator"):
            continue
        with pytest.raises(PermissionDenied):
            reviews.ask(case.pk, Asked(ReviewChannel.PHONE, ASKED_ON), actor=who, at=at(ASKED_ON))
    assert not Review.objects.exists()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (Asked(ReviewChannel.PHONE, date(2026, 11, 27)), "not come yet"),
        (Asked(ReviewChannel.PHONE, ANSWERED_ON - timedelta(days=1)), "cannot be asked for before"),
        (Asked(ReviewChannel.MAIL, ASKED_ON, message_id=99), "stands on another case"),
        (Asked(ReviewChannel.PHONE, ASKED_ON, believed_on=date(2026, 11, 21)), "came after"),
    ],
)
def test_an_impossible_wish_is_refused_and_leaves_nothing(
    make_review: ReviewMaker, asked: Asked, said: str
) -> None:
    case = make_review.answered()
    with pytest.raises(RuleBroken, match=said):
        reviews.ask(case.pk, asked, actor=make_review.cast.foi_manager, at=make_review.when)
    assert not Review.objects.exists()


def test_two_wishes_make_one_review(make_review: ReviewMaker) -> None:
    review = make_review()
    with pytest.raises(RuleBroken, match="under way already"):
        make_review.ask(review.case)
    assert Review.objects.count() == 1


def test_there_is_one_stage_of_review(make_review: ReviewMaker) -> None:
    review = make_review(ReviewState.ANSWERED)
    with pytest.raises(RuleBroken, match="one stage"):
        make_review.ask(review.case)


def test_an_answer_under_review_is_not_reopened_beside_it(
    make_review: ReviewMaker, cast: Cast
) -> None:
    review = make_review()
    with pytest.raises(RuleBroken, match="A review of this answer is under way"):
        responses.reopen(
            review.case_id, reason="A mistake.", actor=cast.foi_manager, at=make_review.when
        )


TOOK_PART = {
    "foi_manager": "drafted the first answer",
    "department_manager": "searched for the information",
    "director_of_corporate_affairs": "decided on the first answer",
    "director": "signed the first answer",
}


def test_the_trail_and_the_rows_say_who_took_part(make_review: ReviewMaker) -> None:
    people = make_review.cast.people
    found = involvement(make_review.answered(), list(people.values()))
    parts = {name: found[who.pk] for name, who in people.items() if found[who.pk]}

    assert set(parts) == set(TOOK_PART)
    assert all(TOOK_PART[name] in said for name, said in parts.items())


def test_an_act_that_nobody_has_thought_of_counts_as_taking_part(
    make_review: ReviewMaker, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = make_review.answered()
    case_work.add_note(case.pk, "Odd.", actor=cast.foi_administrator, at=make_review.when)
    assert involvement(case, [cast.foi_administrator])[cast.foi_administrator.pk] == ()
    monkeypatch.setattr("requests_app.queries.involvement.HAS_NO_SAY", HAS_NO_SAY - {"add_note"})
    assert involvement(case, [cast.foi_administrator])[cast.foi_administrator.pk]


@pytest.mark.parametrize("decided_by", ["Deputy Director", "Deputy Director, for the Trust"])
def test_whoever_decided_the_public_interest_in_words_took_part(
    make_review: ReviewMaker, cast: Cast, decided_by: str
) -> None:
    review = make_review.ask(make_review.answered())
    PublicInterestTest.objects.update(decided_by=None, decided_by_name=decided_by)
    with pytest.raises(RuleBroken, match="decided on the first answer"):
        make_review.appoint(review)


@pytest.mark.parametrize("name", ["foi_manager", "director", "director_of_corporate_affairs"])
def test_the_reviewer_is_nobody_who_drafted_decided_or_signed(
    make_review: ReviewMaker, cast: Cast, name: str
) -> None:
    review = make_review.ask(make_review.answered())
    with pytest.raises(RuleBroken, match="somebody else has to make the review"):
        reviews.appoint(
            review.pk,
            cast.people[name],
            points="The price.",
            actor=cast.foi_manager,
            at=make_review.when,
        )
    review.refresh_from_db()
    assert review.reviewer is None
    assert not OutboxItem.objects.filter(work="ask_for_review_of").exists()


@pytest.mark.parametrize("name", ["department_manager", "auditor", "communications"])
def test_not_everybody_can_be_asked_to_review(
    make_review: ReviewMaker, cast: Cast, name: str
) -> None:
    review = make_review.ask(make_review.answered())
    with pytest.raises(RuleBroken, match="cannot make reviews"):
        reviews.appoint(
            review.pk,
            cast.people[name],
            points="The price.",
            actor=cast.foi_manager,
            at=make_review.when,
        )


def test_the_director_allows_it_with_a_reason_that_is_kept_and_told(
    make_review: ReviewMaker, cast: Cast
) -> None:
    review = make_review.ask(make_review.answered())
    corporate, when = cast.director_of_corporate_affairs, make_review.when
    with pytest.raises(RuleBroken, match="needs a reason"):
        reviews.override(review.pk, cast.director, reason="", actor=corporate, at=when)

    reviews.override(
        review.pk, cast.director, reason="Nobody else knows beds.", actor=corporate, at=when
    )

    review.refresh_from_db()
    assert (review.reviewer, review.override_by) == (cast.director, corporate)
    assert review.override_reason == "Nobody else knows beds."
    assert "signed the first answer" in review.override_of
    assert Note.objects.filter(case=review.case, text="Nobody else knows beds.").exists()
    event = AuditEvent.objects.get(verb="override_reviewer")
    assert event.detail["person"] == cast.director.pk
    review_findings.save(review.pk, make_review.written(review), actor=cast.director, at=when)


def test_an_exception_is_for_one_person_and_not_for_oneself_nor_needlessly(
    make_review: ReviewMaker, cast: Cast
) -> None:
    review = make_review.ask(make_review.answered())
    corporate, when = cast.director_of_corporate_affairs, make_review.when
    with pytest.raises(RuleBroken, match="cannot excuse yourself"):
        reviews.override(review.pk, corporate, reason="I may.", actor=corporate, at=when)
    with pytest.raises(RuleBroken, match="needs no exception"):
        reviews.override(review.pk, cast.other_director, reason="Eh.", actor=corporate, at=when)
    reviews.override(review.pk, cast.director, reason="Only they.", actor=corporate, at=when)
    with pytest.raises(RuleBroken, match="somebody else has to make the review"):
        reviews.appoint(
            review.pk, cast.foi_manager, points="The price.", actor=cast.foi_manager, at=when
        )
    review.refresh_from_db()
    assert review.reviewer == cast.director


def test_the_points_must_be_written_and_must_not_say_who_asked(
    make_review: ReviewMaker, cast: Cast
) -> None:
    review = make_review.ask(make_review.answered())
    for points, said in (("", "unhappy with first"), (f"{APPLICANT_NAME} says", "Take it out")):
        with pytest.raises(RuleBroken, match=said):
            reviews.appoint(
                review.pk,
                cast.other_director,
                points=points,
                actor=cast.foi_manager,
                at=make_review.when,
            )


def test_another_reviewer_begins_with_an_empty_page(make_review: ReviewMaker, cast: Cast) -> None:
    review = make_review()
    make_review.find(review)
    reviews.appoint(
        review.pk,
        cast.other_director,
        points="The price.",
        actor=cast.foi_manager,
        at=make_review.when,
    )
    review.refresh_from_db()
    assert not review.question_findings.exists()
    assert review.opening == ""


def test_more_time_is_told_to_the_applicant_and_has_an_end(
    make_review: ReviewMaker, cast: Cast
) -> None:
    review = make_review()
    until, office = date(2027, 1, 12), cast.foi_manager

    def extend(day: date) -> Review:
        return reviews.extend(
            review.pk, day, reason="It is complex.", actor=office, at=make_review.when
        )

    with pytest.raises(RuleBroken, match="40 working days at most"):
        extend(date(2027, 1, 25))
    with pytest.raises(RuleBroken, match="Choose a later day"):
        extend(date(2026, 12, 21))
    extend(until)
    review_mail.put_off_review(review.pk, make_review.when)
    review_mail.put_off_review(review.pk, make_review.when)

    mail = Message.objects.get(kind="review", direction="out")
    assert "It is complex." in mail.text
    assert "Tuesday 12 January 2027" in mail.text


def test_the_regulations_give_forty_days_and_no_more(make_review: ReviewMaker, cast: Cast) -> None:
    review = make_review()
    Case.objects.filter(pk=review.case_id).update(regime="eir")
    with pytest.raises(RuleBroken, match="40 working days and no more"):
        reviews.extend(
            review.pk, date(2027, 1, 12), reason="Bulk.", actor=cast.foi_manager,
            at=make_review.when,
        )  # fmt: skip


def send_on(make_review: ReviewMaker, review: Review, signatory: User | None = None) -> Review:
    cast = make_review.cast
    return review_findings.send_on(
        review.pk,
        signatory=signatory or cast.other_director,
        actor=cast.deputy_director,
        at=make_review.when,
    )


def lacking(text: str) -> Callable[[ReviewMaker, Review], dict[str, object]]:
    def change(make_review: ReviewMaker, review: Review) -> dict[str, object]:
        written = make_review.written(review)
        empty = [WrittenFinding(each.of_id, None, "") for each in written.claims]
        upheld = [replace(each, finding=Finding.UPHELD) for each in written.questions]
        return {
            "opening": {"opening": ""},
            "claims": {"claims": empty},
            "questions": {"questions": upheld},
            "why": {"claims": [replace(each, why="") for each in written.claims]},
        }[text]

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lacking("opening"), "Write what you looked at"),
        (lacking("claims"), r"Choose a finding on s.43\(2\)"),
        (lacking("questions"), "is upheld, and s.43"),
        (lacking("why"), r"Say why, for your finding on s.43\(2\)"),
    ],
)
def test_what_is_not_finished_cannot_be_sent_on_and_says_what_to_add(
    make_review: ReviewMaker,
    change: Callable[[ReviewMaker, Review], dict[str, object]],
    said: str,
) -> None:
    review = make_review()
    make_review.find(review, **change(make_review, review))
    make_review.release(review)
    with pytest.raises(RuleBroken, match=said):
        send_on(make_review, review)
    review.refresh_from_db()
    assert review.state == ReviewState.UNDER_WAY


def test_what_is_overturned_has_to_be_given(make_review: ReviewMaker) -> None:
    review = make_review()
    make_review.find(review)
    with pytest.raises(RuleBroken, match="Add the file that is released"):
        send_on(make_review, review)


def test_an_answer_that_was_late_is_recorded_as_a_breach(make_review: ReviewMaker) -> None:
    review = make_review()
    Case.objects.filter(pk=review.case_id).update(statutory_due_on=date(2026, 11, 10))
    make_review.find(review)
    make_review.release(review)
    with pytest.raises(RuleBroken, match="left after its due date"):
        send_on(make_review, review)
    make_review.find(review, breaches=[Breach.ANSWERED_LATE])
    send_on(make_review, review)


def test_under_the_regulations_a_failure_needs_an_action_and_its_day(
    make_review: ReviewMaker,
) -> None:
    review = make_review()
    Case.objects.filter(pk=review.case_id).update(regime="eir")
    make_review.find(review)
    make_review.release(review)
    with pytest.raises(RuleBroken, match=r"regulation 11\(5\)"):
        send_on(make_review, review)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("deputy_director", "cannot sign your own review"),
        ("director", "took part in the first answer"),
        ("auditor", "cannot sign outcomes"),
    ],
)
def test_the_signatory_is_another_director_who_took_no_part(
    make_review: ReviewMaker, cast: Cast, name: str, said: str
) -> None:
    review = make_review()
    make_review.find(review)
    make_review.release(review)
    with pytest.raises(RuleBroken, match=said):
        send_on(make_review, review, cast.people[name])


def test_a_file_is_never_released_without_a_signature(
    make_review: ReviewMaker, cast: Cast, settings: LazySettings
) -> None:
    settings.REVIEW_SIGN_OFF = False
    review = make_review()
    make_review.find(review)
    make_review.release(review)
    with pytest.raises(RuleBroken, match="has to sign this outcome"):
        review_findings.send_on(
            review.pk, signatory=None, actor=cast.deputy_director, at=make_review.when
        )


def test_where_the_house_asks_for_none_an_outcome_without_files_is_finished(
    make_review: ReviewMaker, cast: Cast, settings: LazySettings
) -> None:
    review = make_review()
    written = make_review.written(review)
    make_review.find(
        review,
        questions=[replace(each, finding=Finding.UPHELD) for each in written.questions],
        claims=[replace(each, finding=Finding.UPHELD) for each in written.claims],
    )
    with pytest.raises(RuleBroken, match="has to sign this outcome"):
        review_findings.send_on(
            review.pk, signatory=None, actor=cast.deputy_director, at=make_review.when
        )
    settings.REVIEW_SIGN_OFF = False
    review_findings.send_on(
        review.pk, signatory=None, actor=cast.deputy_director, at=make_review.when
    )
    letter = reviews.issue(review.pk, actor=cast.foi_manager, at=make_review.when)
    assert "No further information is released." in letter.content["closing"]


def test_a_director_signs_what_they_read_and_nothing_else(
    make_review: ReviewMaker, cast: Cast
) -> None:
    review = make_review(ReviewState.AWAITING_SIGNATURE)
    who, when = cast.other_director, make_review.when
    with pytest.raises(RuleBroken, match="not the one that waits"):
        reviews.sign(review.pk, actor=who, at=when, digest_seen="0" * 64, expected_version=None)
    with pytest.raises(StalePage):
        reviews.sign(review.pk, actor=who, at=when, digest_seen=review.digest, expected_version=1)
    Document.objects.filter(role="review").update(sha256="f" * 64)
    with pytest.raises(RuleBroken, match="changed after it was sent on"):
        reviews.sign(
            review.pk, actor=who, at=when, digest_seen=review.digest, expected_version=None
        )


def test_what_comes_back_says_why_and_a_signature_is_void(
    make_review: ReviewMaker, cast: Cast
) -> None:
    waiting = make_review(ReviewState.AWAITING_SIGNATURE)
    reviews.send_back(
        waiting.pk,
        comment="Say more on prices.",
        actor=cast.other_director,
        at=make_review.when,
    )
    waiting.refresh_from_db()
    assert (waiting.state, waiting.comment) == (ReviewState.UNDER_WAY, "Say more on prices.")

    ready = make_review(ReviewState.READY)
    reviews.recall(ready.pk, reason="A typo.", actor=cast.foi_manager, at=make_review.when)
    ready.refresh_from_db()
    assert (ready.state, ready.digest, ready.signed_by) == (ReviewState.UNDER_WAY, "", None)


def test_the_outcome_says_all_that_it_has_to_and_the_file_goes_with_it(
    make_review: ReviewMaker,
) -> None:
    review = make_review(ReviewState.ANSWERED)

    letter = review.outcome_letter
    assert letter is not None
    content = from_data(letter.content)
    assert findings_on(content) == ()
    assert [file.name for file in letter.enclosures.all()] == ["prices.csv"]
    words = " ".join([content.opening, content.closing, *(q.answer for q in content.questions)])
    for said in (
        "Deputy Director had no part in our first answer",
        "our first decision is varied",
        "Section 43(2): I find that this exemption does not apply, and it is overturned.",
        "Section 40(2) and (3A): I find that this exemption was rightly applied",
        "I found no breach of procedure",
        "files that are enclosed",
    ):
        assert said in words
    assert [right.kind for right in content.rights] == ["complaint"]
    assert APPLICANT_NAME not in str(letter.content)


def test_the_outcome_leaves_once(make_review: ReviewMaker, cast: Cast) -> None:
    review = make_review(ReviewState.ANSWERED)
    with pytest.raises(RuleBroken, match="not possible now"):
        reviews.issue(review.pk, actor=cast.foi_manager, at=make_review.when)
    letter = Letter.objects.get(kind="review_outcome")
    assert OutboxItem.objects.filter(key=f"send-letter:{letter.pk}").count() == 1
    case_mail.send_letter(letter.pk, make_review.when)
    case_mail.send_letter(letter.pk, make_review.when)
    assert Message.objects.filter(subject__contains="the outcome of our review").count() == 1


def test_an_outcome_that_names_the_applicant_does_not_leave(
    make_review: ReviewMaker, cast: Cast
) -> None:
    review = make_review()
    make_review.find(review, opening=f"{APPLICANT_NAME} is right that I had to look at it all.")
    make_review.release(review)
    send_on(make_review, review)
    review.refresh_from_db()
    reviews.sign(
        review.pk,
        actor=cast.other_director,
        at=make_review.when,
        digest_seen=review.digest,
        expected_version=None,
    )
    with pytest.raises(RuleBroken, match="beginning of the findings"):
        reviews.issue(review.pk, actor=cast.foi_manager, at=make_review.when)
    assert not Letter.objects.filter(kind="review_outcome").exists()


def test_the_reviewer_is_told_by_a_mail_that_does_not_say_who_asked(
    make_review: ReviewMaker, cast: Cast
) -> None:
    review = make_review()
    review_mail.ask_for_review_of(review.pk, make_review.when)
    mail = Message.objects.get(kind="internal", recipient=cast.deputy_director.email)
    assert APPLICANT_NAME not in mail.text + mail.subject
    assert f"/reviews/{review.pk}/" in mail.text


def test_a_review_that_went_elsewhere_asks_nobody(make_review: ReviewMaker) -> None:
    review = make_review(ReviewState.WITHDRAWN)
    review_mail.ask_for_review_of(review.pk, make_review.when)
    review_mail.ask_to_sign_review(review.pk, make_review.when)
    assert not Message.objects.filter(kind="internal", subject__contains="look at again").exists()


def test_a_question_that_was_reviewed_stays(make_review: ReviewMaker, cast: Cast) -> None:
    review = make_review(ReviewState.ANSWERED)
    responses.reopen(
        review.case_id, reason="A mistake.", actor=cast.foi_manager, at=make_review.when
    )
    Commission.objects.filter(case=review.case).delete()
    with pytest.raises(RuleBroken, match="stands in a review"):
        triage.edit_request(
            review.case_id,
            subject="Beds",
            context="",
            questions=(triage.QuestionText("2", "What did it cost?"),),
            actor=cast.foi_manager,
            at=make_review.when,
        )

"""The pages of a review: what each person sees and does, and that nobody learns who asked."""

from datetime import date

import pytest
import time_machine
from django.conf import LazySettings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from requests_app.domain.review_workflow import ReviewState
from requests_app.models import CalendarYear, Message, Review
from requests_app.queries.review_content import under_review
from requests_app.queries.tracking import tracking_path
from requests_app.services import reviews
from tests.factories import APPLICANT_NAME, Cast, at
from tests.requests_app.views.conftest import AsPerson, Blindfold
from tests.reviewing import ASKED_ON, ReviewMaker


@pytest.fixture(autouse=True)
def on_the_day() -> object:
    with time_machine.travel(at(date(2026, 11, 26)), tick=False) as moved:
        yield moved


def test_the_office_records_a_review_from_a_message(
    make_review: ReviewMaker, cast: Cast, as_person: AsPerson
) -> None:
    case = make_review.answered()
    message = Message.objects.create(
        case=case, direction="in", kind="reply", sender="q@example.org",
        text="I am not happy with this.", happened_at=at(ASKED_ON),
    )  # fmt: skip
    client = as_person(cast.foi_administrator)
    address = f"{reverse('review-new', args=[case.reference])}?message={message.pk}"
    page = client.get(address)
    assert b'value="mail"' in page.content
    assert b"20/11/2026" in page.content

    response = client.post(
        address, {"message": message.pk, "channel": "mail", "asked_on": "20/11/2026", "points": ""}
    )

    assert response.status_code == 302
    review = Review.objects.get(case=case)
    assert (review.message, review.asked_on) == (message, ASKED_ON)
    message.refresh_from_db()
    assert message.kind == "review_request"
    assert message.handled_at is not None
    shown = client.get(reverse("case", args=[case.reference])).content.decode()
    assert "Review asked for" in shown
    assert "choose a reviewer; due 21 December 2026" in shown


@pytest.mark.parametrize("state", [ReviewState.UNDER_WAY, ReviewState.ANSWERED])
def test_what_would_be_refused_is_not_offered(
    make_review: ReviewMaker, cast: Cast, as_person: AsPerson, state: ReviewState
) -> None:
    case = make_review(state).case
    client = as_person(cast.foi_manager)
    shown = client.get(reverse("case", args=[case.reference])).content.decode()

    assert "The story of the answer" in shown
    assert reverse("review-new", args=[case.reference]) not in shown


def test_an_answer_past_the_calendar_still_tells_the_applicant_of_the_right_to_a_review(
    make_review: ReviewMaker, client: Client
) -> None:
    case = make_review.answered()
    CalendarYear.objects.filter(year__gt=2026).delete()
    page = client.get(tracking_path(case))

    assert page.status_code == 200
    assert "You can ask within 40 working days of our answer." in page.content.decode()


def test_bad_input_is_said_and_nothing_typed_is_lost(
    make_review: ReviewMaker, cast: Cast, as_person: AsPerson
) -> None:
    case = make_review.answered()
    client = as_person(cast.foi_manager)
    address = reverse("review-new", args=[case.reference])
    wrong = client.post(address, {"channel": "", "asked_on": "32/1/26", "points": "The price"})
    assert wrong.status_code == 422
    assert b"Choose how it was asked for." in wrong.content
    assert b"Write the day as day, month, year" in wrong.content
    assert b"The price" in wrong.content
    early = client.post(
        address, {"channel": "phone", "asked_on": "1/11/2026", "points": "The price"}
    )
    assert early.status_code == 409
    assert b"cannot be asked for before" in early.content
    assert b"The price" in early.content
    for odd in ("message=x", "message=²", "message=99999999"):
        assert client.get(f"{address}?{odd}").status_code == 200


def test_the_form_says_who_took_part_and_refuses_them(
    make_review: ReviewMaker, cast: Cast, as_person: AsPerson
) -> None:
    review = make_review.ask(make_review.answered())
    client = as_person(cast.foi_manager)
    address = reverse("review-appoint", args=[review.pk])
    page = client.get(address).content.decode()
    assert "Director (drafted" not in page
    assert "Director (signed the first answer)" in page

    refused = client.post(
        address, {"version": review.version, "points": "The price.", "reviewer": cast.director.pk}
    )
    assert refused.status_code == 422
    assert b"Director signed the first answer." in refused.content
    assert b"The price." in refused.content

    taken = client.post(
        address,
        {"version": review.version, "points": "The price.", "reviewer": cast.other_director.pk},
    )
    assert taken.status_code == 302


def test_a_stale_page_is_told_so(make_review: ReviewMaker, cast: Cast, as_person: AsPerson) -> None:
    review = make_review()
    response = as_person(cast.foi_manager).post(
        reverse("review-withdraw", args=[review.pk]), {"version": 0, "reason": "They said so."}
    )
    assert response.status_code == 409
    assert b"Someone changed this review" in response.content
    assert b"They said so." in response.content


def test_the_reviewer_works_without_learning_who_asked(
    make_review: ReviewMaker, cast: Cast, as_person: AsPerson, blindfold: Blindfold
) -> None:
    review = make_review()
    client = as_person(cast.deputy_director)
    looked_at = under_review(review)
    typed = {"version": review.version, "opening": "I read it all.", "handling": "", "breaches": []}
    for question in looked_at.questions:
        is_second = question.number == "2"
        typed[f"finding_q{question.pk}"] = "varied" if is_second else "upheld"
        typed[f"why_q{question.pk}"] = "The prices are public by now."
        typed[f"given_q{question.pk}"] = ""
    for claim in looked_at.claims:
        typed[f"finding_c{claim.pk}"] = "overturned" if claim.code == "s.43(2)" else "upheld"
        typed[f"why_c{claim.pk}"] = "The tender is over."
    file = review.case.documents.get(role="found")
    with blindfold:
        contents = [
            client.get(reverse(name, args=[review.pk])).content
            for name in ("review", "review-findings", "review-answer", "review-outcome")
        ]
        contents.append(client.get(reverse("reviews")).content)
        assert client.post(
            reverse("review-findings", args=[review.pk]), typed
        ).status_code == 302  # fmt: skip
        assert client.post(
            reverse("review-file-choose", args=[review.pk, file.pk, "send"])
        ).status_code == 302  # fmt: skip
        uploaded = SimpleUploadedFile("more.csv", b"a,b\n1,2\n", "text/csv")
        client.post(reverse("review-file-add", args=[review.pk]), {"file": uploaded})
        contents.append(client.get(reverse("review-file", args=[review.pk, file.pk])).getvalue())
        review.refresh_from_db()
        sent = client.post(
            reverse("review-send-on", args=[review.pk]),
            {"version": review.version, "signatory": cast.other_director.pk},
        )
        assert sent.status_code == 302, sent.content
        contents.append(client.get(reverse("review", args=[review.pk])).content)
    blindfold.assert_blind(*contents)
    review.refresh_from_db()
    assert review.state == ReviewState.AWAITING_SIGNATURE
    assert review.released.count() == 2


def test_the_signatory_reads_and_signs_without_learning_who_asked(
    make_review: ReviewMaker, cast: Cast, as_person: AsPerson, blindfold: Blindfold
) -> None:
    review = make_review(ReviewState.AWAITING_SIGNATURE)
    client = as_person(cast.other_director)
    address = reverse("review", args=[review.pk])
    with blindfold:
        page = client.get(address)
        empty = client.post(reverse("review-return", args=[review.pk]), {"comment": ""})
        signed = client.post(
            reverse("review-sign", args=[review.pk]),
            {"version": review.version, "digest_seen": review.digest},
        )
        again = client.post(
            reverse("review-sign", args=[review.pk]),
            {"version": review.version, "digest_seen": review.digest},
        )
    blindfold.assert_blind(page.content, empty.content, again.content)
    assert empty.status_code == 422
    assert (signed.status_code, again.status_code) == (302, 409)
    review.refresh_from_db()
    assert review.signed_by == cast.other_director


def test_a_bad_file_is_refused_with_what_to_do(
    make_review: ReviewMaker, cast: Cast, as_person: AsPerson
) -> None:
    review = make_review()
    program = SimpleUploadedFile("run.exe", b"MZ\x90\x00" * 40, "text/plain")
    response = as_person(cast.deputy_director).post(
        reverse("review-file-add", args=[review.pk]), {"file": program}
    )
    assert response.status_code == 422
    assert review.released.count() == 0


def test_an_exception_is_shown_on_the_case_and_on_the_review(
    make_review: ReviewMaker, cast: Cast, as_person: AsPerson
) -> None:
    review = make_review.ask(make_review.answered())
    client = as_person(cast.director_of_corporate_affairs)
    review.points = "The price."
    review.save()
    response = client.post(
        reverse("review-override", args=[review.pk]),
        {
            "version": review.version,
            "reviewer": cast.director.pk,
            "reason": "Nobody else knows beds.",
        },
    )
    assert response.status_code == 302, response.content
    for address in (
        reverse("review", args=[review.pk]),
        reverse("case", args=[review.case.reference]),
    ):
        page = client.get(address).content.decode()
        assert "Nobody else knows beds." in page
        assert "signed the first answer" in page
    history = client.get(reverse("history", args=[review.case.reference])).content.decode()
    assert "allowed Director to review" in history


def test_a_late_one_is_decided_on_its_page(
    make_review: ReviewMaker, cast: Cast, as_person: AsPerson
) -> None:
    review = make_review(ReviewState.LATE)
    client = as_person(cast.foi_manager)
    page = client.get(reverse("review", args=[review.pk])).content.decode()
    assert "Decide whether it is taken up" in page
    response = client.post(
        reverse("review-late", args=[review.pk]),
        {"version": review.version, "choice": "accept", "reason": "They were ill."},
    )
    assert response.status_code == 302
    review.refresh_from_db()
    assert review.state == ReviewState.UNDER_WAY


def test_the_office_sends_the_outcome_and_the_story_tells_it(
    make_review: ReviewMaker, cast: Cast, as_person: AsPerson
) -> None:
    review = make_review(ReviewState.READY)
    client = as_person(cast.foi_manager)
    address = reverse("review-issue", args=[review.pk])
    first = client.post(address, {"version": review.version})
    second = client.post(address, {"version": review.version})
    assert (first.status_code, second.status_code) == (302, 409)
    page = client.get(reverse("case", args=[review.case.reference])).content.decode()
    assert "varied" in page
    assert APPLICANT_NAME not in client.get(
        reverse("review", args=[review.pk])
    ).content.decode()  # fmt: skip


def test_the_list_costs_the_same_for_one_and_for_thirty(
    make_review: ReviewMaker, cast: Cast, as_person: AsPerson
) -> None:
    review = make_review()
    client = as_person(cast.deputy_director)

    def cost() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(reverse("reviews")).status_code == 200
        return len(seen)

    one = cost()
    for _ in range(29):
        case = make_review.make_case()
        Review.objects.create(
            case=case, answer=review.answer, state=ReviewState.UNDER_WAY, channel="phone",
            asked_on=ASKED_ON, recorded_at=at(ASKED_ON), reviewer=cast.deputy_director,
        )  # fmt: skip
    assert cost() == one


def test_choosing_a_reviewer_costs_the_same_for_two_people_and_for_many(
    make_review: ReviewMaker, cast: Cast, as_person: AsPerson
) -> None:
    review = make_review.ask(make_review.answered())
    client = as_person(cast.foi_manager)
    address = reverse("review-appoint", args=[review.pk])

    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        return len(seen)

    few = cost()
    for number in range(30):
        type(cast.foi_manager).objects.create_user(
            f"more{number}@trust.example", full_name=f"More {number}", role="foi_administrator"
        )
    assert cost() == few


def test_a_withdrawn_review_may_be_asked_for_again(make_review: ReviewMaker, cast: Cast) -> None:
    review = make_review()
    reviews.withdraw(review.pk, reason="They said so.", actor=cast.foi_manager, at=make_review.when)
    assert make_review.ask(review.case).state == ReviewState.UNDER_WAY


def test_an_applicant_asks_on_their_own_page_without_an_account(
    make_review: ReviewMaker, client: Client
) -> None:
    cache.clear()
    case = make_review.answered()
    path = tracking_path(case)
    page = client.get(path).content.decode()
    assert "You can ask until Friday 15 January 2027" in page
    assert client.get(f"{path}review/").status_code == 200

    first = client.post(f"{path}review/", {"words": "You left out the price."})
    second = client.post(f"{path}review/", {"words": "You left out the price."})

    assert (first.status_code, second.status_code) == (302, 409)
    assert b"under way already" in second.content
    review = Review.objects.get(case=case)
    assert (review.channel, review.recorded_by, review.points) == ("page", None, "")
    assert review.message is not None
    assert review.message.text == "You left out the price."
    shown = client.get(path).content.decode()
    assert "You asked us on Thursday 26 November 2026 to look at our answer again." in shown
    assert "Somebody who took no part in it is doing so." in shown
    assert "Ask for a review" not in shown


def test_a_wrong_secret_asks_for_nothing(make_review: ReviewMaker, client: Client) -> None:
    case = make_review.answered()
    wrong = reverse("follow-ask", args=[case.reference, "0" * 40])
    assert client.post(wrong, {"words": "Please."}).status_code == 404
    assert not Review.objects.exists()


def test_who_asks_without_end_is_slowed_down(make_review: ReviewMaker, client: Client) -> None:
    cache.clear()
    path = tracking_path(make_review.answered())
    seen = [client.post(f"{path}review/", {"words": ""}).status_code for _ in range(11)]
    assert seen[0] == 302
    assert seen[-1] == 429


def test_the_outcome_and_its_files_are_on_the_applicants_page(
    make_review: ReviewMaker, client: Client
) -> None:
    review = make_review(ReviewState.ANSWERED)
    path = tracking_path(review.case)
    page = client.get(path).content.decode()
    file = review.released.get()
    assert f"{path}review.pdf" in page
    assert "prices.csv" in page
    assert client.get(f"{path}review.pdf").content.startswith(b"%PDF")
    assert client.get(f"{path}review/files/{file.pk}/").status_code == 200
    assert client.get(f"{path}review/files/{file.pk + 99}/").status_code == 404


def test_before_it_has_left_there_is_no_outcome(make_review: ReviewMaker, client: Client) -> None:
    path = tracking_path(make_review(ReviewState.READY).case)
    assert client.get(f"{path}review.pdf").status_code == 404


def test_a_link_works_for_as_long_as_a_review_is_open(
    make_review: ReviewMaker, client: Client, settings: LazySettings
) -> None:
    settings.TRACKING_LINK_DAYS = 3
    review = make_review()
    path = tracking_path(review.case)
    assert client.get(path).status_code == 200
    Review.objects.all().delete()
    assert client.get(path).status_code == 410


def test_the_inbox_and_the_month_show_what_is_owed(
    make_review: ReviewMaker, cast: Cast, as_person: AsPerson
) -> None:
    review = make_review()
    office = as_person(cast.foi_manager)
    inbox = office.get(f"{reverse('inbox')}?tab=closed").content.decode()
    assert review.case.reference in inbox
    assert "review due Mon 21 Dec: with Deputy Director" in inbox
    assert reverse("reviews") in inbox
    month = f"{reverse('falls-due')}?month=2026-12"
    for who in (cast.foi_manager, cast.deputy_director):
        page = as_person(who).get(month).content.decode()
        assert "The outcome of the review" in page, who
        assert reverse("review", args=[review.pk]) in page
    assert "The outcome of the review" not in as_person(cast.director).get(
        month
    ).content.decode()  # fmt: skip


def test_the_inbox_costs_the_same_for_one_review_and_for_twenty(
    make_review: ReviewMaker, cast: Cast, as_person: AsPerson
) -> None:
    review = make_review()
    make_review.make_case()
    client = as_person(cast.auditor)

    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(f"{reverse('inbox')}?tab=open")
            client.get(f"{reverse('falls-due')}?month=2026-12")
        return len(seen)

    one = cost()
    for _ in range(20):
        Review.objects.create(
            case=make_review.make_case(), answer=review.answer, state=ReviewState.UNDER_WAY,
            channel="phone", asked_on=ASKED_ON, recorded_at=at(ASKED_ON),
            reviewer=cast.deputy_director,
        )  # fmt: skip
    assert cost() == one

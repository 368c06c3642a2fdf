"""The answer leaves once, as it was signed; and what happens to a case afterwards."""

from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import pytest

from requests_app.domain.errors import RuleBroken
from requests_app.domain.letter_content import digest, from_data
from requests_app.domain.workflow import State
from requests_app.models import (
    AuditEvent,
    Case,
    Document,
    Letter,
    Note,
    OutboxItem,
    ReplyBy,
    SignOff,
)
from requests_app.services import clock, drafting, responses, sign_off
from tests.factories import CaseMaker, Cast, at, stored_file

DAY = date(2026, 11, 13)


def work() -> list[str]:
    return list(OutboxItem.objects.order_by("pk").values_list("work", flat=True))


@pytest.fixture
def letter(make_case: CaseMaker) -> Letter:
    make_case(State.ANSWERED)
    return Letter.objects.select_related("case").get()


def test_what_leaves_is_what_was_signed_dated_today(make_case: CaseMaker, cast: Cast) -> None:
    case = make_case(State.DRAFTING)
    when = at(DAY)
    held = drafting.add_file(case.pk, stored_file("no.csv"), actor=cast.foi_manager, at=when)
    sent = drafting.add_file(case.pk, stored_file("yes.csv"), actor=cast.foi_manager, at=when)
    drafting.hold_back_file(case.pk, held.pk, actor=cast.foi_manager, at=when)
    row = sign_off.send_for_sign_off(case.pk, cast.director, actor=cast.foi_manager, at=when)
    sign_off.approve(case.pk, actor=cast.director, at=when, digest_seen=row.digest)
    letter = responses.issue(case.pk, actor=cast.foi_manager, at=when)
    case.refresh_from_db()

    content = from_data(letter.content)
    assert letter.digest == row.digest == digest(content)
    assert (letter.dated, content.dated) == (DAY, DAY)
    assert list(letter.enclosures.all()) == [sent]
    assert [file.name for file in content.enclosures] == ["yes.csv"]
    assert case.applicant.name not in str(letter.content)
    assert (case.state, case.closed_on) == ("answered", DAY)
    assert case.clock_entries.get(kind="answered").on == DAY
    assert work()[-1] == "make_letter"


def test_only_the_foi_manager_issues(make_case: CaseMaker, cast: Cast) -> None:
    case = make_case(State.READY)
    for name, who in cast.people.items():
        if name != "foi_manager":
            with pytest.raises(Exception, match="not for this person"):
                responses.issue(case.pk, actor=who, at=at(DAY))

    assert not Letter.objects.exists()


def test_an_answer_that_cannot_be_delivered_does_not_leave(
    make_case: CaseMaker, cast: Cast
) -> None:
    case = make_case(State.READY)
    Case.objects.update(reply_by=ReplyBy.POST)
    with pytest.raises(RuleBroken, match="no address to send the answer to"):
        responses.issue(case.pk, actor=cast.foi_manager, at=at(DAY))

    case.refresh_from_db()
    assert (case.state, case.closed_on, Letter.objects.count()) == ("ready", None, 0)


def test_the_pdfs_are_kept_once_under_their_seals_and_then_the_mail_follows(
    letter: Letter,
) -> None:
    for sent, kept in ((b"%PDF first", b"%PDF archive"), (b"%PDF second", b"%PDF other")):
        responses.store_pdfs(letter.pk, sent=sent, kept=kept, at=at(DAY))
    letter.refresh_from_db()

    assert letter.pdf_sha256 == sha256(b"%PDF first").hexdigest()
    assert letter.archive_pdf_sha256 == sha256(b"%PDF archive").hexdigest()
    with letter.pdf.open("rb") as file:
        assert file.read() == b"%PDF first"
    assert work().count("send_letter") == 1
    assert AuditEvent.objects.get(verb="make_letter").detail["sha256"] == letter.pdf_sha256


def test_an_answer_by_post_is_not_mailed(letter: Letter) -> None:
    Case.objects.update(reply_by=ReplyBy.POST)
    responses.store_pdfs(letter.pk, sent=b"%PDF-1", kept=b"%PDF-2", at=at(DAY))

    assert "send_letter" not in work()


@pytest.mark.parametrize(
    ("posted_on", "is_possible"),
    [
        (DAY - timedelta(days=1), False),
        (DAY, True),
        (DAY + timedelta(days=3), True),
        (DAY + timedelta(days=4), False),
    ],
)
def test_a_letter_is_posted_between_its_date_and_today(
    letter: Letter, cast: Cast, posted_on: date, is_possible: bool
) -> None:
    assert letter.dated == DAY
    who: Any = {"actor": cast.foi_administrator, "at": at(DAY + timedelta(days=3))}
    if not is_possible:
        with pytest.raises(RuleBroken, match="between the letter's date and today"):
            responses.record_posting(letter.pk, posted_on, **who)
        return
    assert responses.record_posting(letter.pk, posted_on, **who).posted_on == posted_on
    with pytest.raises(RuleBroken, match="already recorded as posted"):
        responses.record_posting(letter.pk, posted_on, **who)
    assert AuditEvent.objects.filter(verb="post_letter").count() == 1


def test_reopening_keeps_the_first_answer_and_lets_the_clock_run_from_the_same_day(
    letter: Letter, cast: Cast
) -> None:
    case = letter.case
    responses.reopen(case.pk, reason="A wrong table.", actor=cast.foi_manager, at=at(DAY))
    case.refresh_from_db()

    assert (case.state, case.closed_on, case.due_on) == ("drafting", None, date(2026, 12, 1))
    assert clock.standing_entry(case, clock.EntryKind.ANSWERED) is None
    assert case.clock_entries.filter(kind="answered").count() == 2
    assert Letter.objects.get() == letter
    assert SignOff.objects.get().outcome == "void"
    assert Note.objects.get().text == "A wrong table."


def test_a_reopened_case_is_signed_and_answered_again(letter: Letter, cast: Cast) -> None:
    case, office, when = letter.case, cast.foi_manager, at(DAY + timedelta(days=1))
    responses.reopen(case.pk, reason="A wrong table.", actor=office, at=when)
    row = sign_off.send_for_sign_off(case.pk, cast.director, actor=office, at=when)
    sign_off.approve(case.pk, actor=cast.director, at=when, digest_seen=row.digest)
    second = responses.issue(case.pk, actor=office, at=when)

    assert list(case.letters.order_by("pk")) == [letter, second]
    standing = clock.standing_entry(case, clock.EntryKind.ANSWERED)
    assert standing is not None
    assert standing.on == second.dated


@pytest.mark.parametrize("state", [State.AWAITING_SIGN_OFF, State.READY])
def test_a_withdrawal_voids_what_was_asked_or_signed(
    make_case: CaseMaker, cast: Cast, state: State
) -> None:
    case = make_case(state)
    responses.withdraw(case.pk, reason="Found it.", actor=cast.foi_manager, at=at(DAY))
    case.refresh_from_db()

    assert (case.state, case.closed_on) == ("withdrawn", DAY)
    assert SignOff.objects.get().outcome == "void"


@pytest.mark.parametrize("state", [State.REDIRECTED, State.WITHDRAWN])
def test_a_case_closed_too_soon_is_back_in_the_inbox_with_its_first_clock(
    make_case: CaseMaker, cast: Cast, state: State
) -> None:
    case = make_case(state)
    responses.bring_back(case.pk, reason="A misread.", actor=cast.foi_manager, at=at(DAY))
    case.refresh_from_db()

    assert (case.state, case.route, case.closed_on) == ("received", "", None)
    assert (case.received_on, case.due_on) == (make_case.received_on, date(2026, 12, 1))


def test_correcting_the_receipt_counters_the_old_day_and_says_why(case: Case, cast: Cast) -> None:
    clock.correct_receipt(
        case.pk, date(2026, 10, 26), reason="It lay in the post room.",
        actor=cast.foi_manager, at=at(DAY),
    )  # fmt: skip
    case.refresh_from_db()

    assert (case.received_on, case.due_on) == (date(2026, 10, 26), date(2026, 11, 23))
    old, counter, new = case.clock_entries.order_by("pk")
    assert (old.on, counter.counters, new.on) == (date(2026, 11, 2), old, date(2026, 10, 26))
    assert {counter.reason, new.reason} == {"It lay in the post room."}
    detail = AuditEvent.objects.get(verb="correct_receipt").detail
    assert (detail["due_before"], detail["due_after"]) == ("2026-12-01", "2026-11-23")


def test_a_receipt_outside_the_calendar_is_refused_in_words(case: Case, cast: Cast) -> None:
    with pytest.raises(RuleBroken, match="The calendar covers"):
        clock.correct_receipt(
            case.pk, date(1950, 1, 1), reason="An old letter.", actor=cast.foi_manager, at=at(DAY)
        )

    assert case.clock_entries.count() == 1


def test_a_document_that_left_stays_on_its_letter(letter: Letter, cast: Cast) -> None:
    document = Document.objects.create(
        case=letter.case, role="release", name="a.csv", sha256="0" * 64, size=1,
        media_type="text/csv", uploaded_at=at(DAY),
    )  # fmt: skip
    letter.enclosures.add(document)
    responses.reopen(letter.case_id, reason="A mistake.", actor=cast.foi_manager, at=at(DAY))
    drafting.hold_back_file(letter.case_id, document.pk, actor=cast.foi_manager, at=at(DAY))

    assert list(letter.enclosures.all()) == [document]

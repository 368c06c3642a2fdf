"""The applicant is asked what they mean: the clock waits, goes on, or the request lapses."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from requests_app.domain.errors import RuleBroken, StalePage
from requests_app.domain.workflow import TABLE, UNDER_WAY, State, objections
from requests_app.models import (
    Applicant,
    AuditEvent,
    Case,
    Clarification,
    ClockEntry,
    Direction,
    Letter,
    Message,
    MessageKind,
    OutboxItem,
    ReplyBy,
    SignOff,
)
from requests_app.queries.case_facts import case_facts
from requests_app.services import clarification, clock_corrections
from requests_app.tasks import run_outbox_item, sweep_clarifications
from requests_app.tasks.outbox import WORK
from tests.factories import CaseMaker, Cast, at
from tests.requests_app.services.conftest import AtOnce

RECEIVED = date(2026, 11, 2)
ASKED, REPLIED = date(2026, 11, 5), date(2026, 11, 9)
DUE = date(2026, 12, 1)
POLICY, STATUTE = date(2026, 12, 4), date(2026, 12, 8)
OVER = date(2027, 1, 5)


def dates(case: Case) -> tuple[date | None, date | None]:
    case.refresh_from_db()
    return case.due_on, case.statutory_due_on


def incoming(case: Case, day: date = REPLIED) -> Message:
    return Message.objects.create(
        case=case,
        direction=Direction.INCOMING,
        kind=MessageKind.REPLY,
        text="I mean the one in Harrowdene.",
        happened_at=at(day),
    )


@pytest.fixture
def accepted(make_case: CaseMaker) -> Case:
    return make_case(State.ACCEPTED)


@pytest.fixture
def asked(make_case: CaseMaker, accepted: Case) -> Clarification:
    return make_case.ask(accepted, 3)


def do(work: str) -> None:
    for item in OutboxItem.objects.filter(work=work, done_at__isnull=True):
        assert run_outbox_item(item.pk)


def test_asking_stops_both_clocks_and_sends_the_question_once(asked: Clarification) -> None:
    assert dates(asked.case) == (None, None)
    assert (asked.asked.on, asked.close_after) == (ASKED, date(2027, 1, 4))
    WORK["send_clarification"](asked.pk, at(ASKED))
    WORK["send_clarification"](asked.pk, at(ASKED))
    message = Message.objects.get(kind=MessageKind.CLARIFICATION)
    asked.refresh_from_db()
    assert asked.message == message
    for words in (
        "What is not clear to us: Which hospital do you mean?",
        "Why we need to know: We have four",
        "tell us what you want to find out",
        "Section 1(3)",
        "the clock stands still",
        "by the end of Monday 4 January 2027",
        asked.case.reference,
    ):
        assert words in message.text


def test_who_gave_a_postal_address_is_asked_by_letter(make_case: CaseMaker) -> None:
    make_case.email, make_case.postal_address = "", "1 High Street"
    case = make_case(State.ACCEPTED)
    Case.objects.filter(pk=case.pk).update(reply_by=ReplyBy.POST)
    row = make_case.ask(case, 3)
    WORK["send_clarification"](row.pk, at(ASKED))
    WORK["send_clarification"](row.pk, at(ASKED))
    letter = Letter.objects.get(case=case, kind="clarification")
    row.refresh_from_db()
    assert (row.letter, letter.dated) == (letter, ASKED)
    assert "Which hospital do you mean?" in letter.content["opening"]
    assert OutboxItem.objects.filter(work="make_letter", subject_id=letter.pk).exists()


def test_a_reply_moves_both_dates_and_says_so(asked: Clarification, cast: Cast) -> None:
    message = incoming(asked.case)
    found = clarification.record_reply(
        asked.case_id, [asked.pk], REPLIED, actor=cast.foi_manager, at=at(REPLIED), message=message
    )
    assert dates(asked.case) == (POLICY, STATUTE)
    assert found.said == (
        "We work to: no date before, Friday 4 December 2026 now. "
        "By the statute: no date before, Tuesday 8 December 2026 now."
    )
    asked.refresh_from_db()
    message.refresh_from_db()
    assert asked.answered is not None
    assert (asked.answered.evidence, message.handled_at) == (message, at(REPLIED))
    detail = AuditEvent.objects.get(verb="record_clarification").detail
    assert (detail["due_before"], detail["due_after"]) == ("", "2026-12-04")
    assert detail["statutory_due_after"] == "2026-12-08"


def test_a_reply_found_late_counts_from_the_day_it_came(asked: Clarification, cast: Cast) -> None:
    clarification.record_reply(
        asked.case_id, [asked.pk], REPLIED, actor=cast.foi_manager, at=at(date(2026, 11, 20))
    )
    assert dates(asked.case) == (POLICY, STATUTE)


def test_two_questions_are_answered_by_one_reply_or_one_after_the_other(
    make_case: CaseMaker, asked: Clarification, cast: Cast
) -> None:
    second = make_case.ask(asked.case, 4)
    record: dict[str, Any] = {"actor": cast.foi_manager, "at": at(date(2026, 11, 20))}
    clarification.record_reply(asked.case_id, [asked.pk], REPLIED, **record)
    assert dates(asked.case) == (None, None)
    clarification.record_reply(asked.case_id, [second.pk], date(2026, 11, 10), **record)
    assert dates(asked.case) == (date(2026, 12, 7), date(2026, 12, 9))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 4), "cannot be older"),
        (date(2026, 11, 21), "has not come yet"),
    ],
)
def test_a_reply_lies_between_the_question_and_today(
    asked: Clarification, cast: Cast, day: date, words: str
) -> None:
    with pytest.raises(RuleBroken, match=words):
        clarification.record_reply(
            asked.case_id, [asked.pk], day, actor=cast.foi_manager, at=at(date(2026, 11, 20))
        )
    assert ClockEntry.objects.filter(kind="clarification_received").count() == 0


def test_a_reply_is_recorded_once(asked: Clarification, cast: Cast) -> None:
    record: dict[str, Any] = {"actor": cast.foi_manager, "at": at(REPLIED)}
    clarification.record_reply(asked.case_id, [asked.pk], REPLIED, **record)
    with pytest.raises(RuleBroken, match="recorded this reply already"):
        clarification.record_reply(asked.case_id, [asked.pk], REPLIED, **record)
    assert ClockEntry.objects.filter(kind="clarification_received").count() == 1


def test_a_message_of_another_case_is_no_reply(
    make_case: CaseMaker, asked: Clarification, cast: Cast
) -> None:
    with pytest.raises(RuleBroken, match="another case"):
        clarification.record_reply(
            asked.case_id, [asked.pk], REPLIED,
            actor=cast.foi_manager, at=at(REPLIED), message=incoming(make_case()),
        )  # fmt: skip


@pytest.mark.parametrize("who", ["department_manager", "director", "auditor", "superuser"])
def test_nobody_outside_the_office_asks_or_records(
    make_case: CaseMaker, asked: Clarification, cast: Cast, who: str
) -> None:
    person = cast.people[who]
    entries = ClockEntry.objects.count()
    with pytest.raises(PermissionDenied):
        clarification.ask(
            asked.case_id,
            clarification.Wording("What?", "Why", "", date(2027, 2, 1)),
            actor=person,
            at=at(REPLIED),
        )
    with pytest.raises(PermissionDenied):
        clarification.record_reply(asked.case_id, [asked.pk], REPLIED, actor=person, at=at(REPLIED))
    assert (ClockEntry.objects.count(), Clarification.objects.count()) == (entries, 1)


def test_a_stale_page_asks_nothing(asked: Clarification, cast: Cast) -> None:
    with pytest.raises(StalePage):
        clarification.ask(
            asked.case_id,
            clarification.Wording("What?", "Why", "", date(2027, 2, 1)),
            actor=cast.foi_manager,
            at=at(REPLIED),
            expected_version=1,
        )
    assert Clarification.objects.count() == 1


def test_no_time_to_reply_is_refused(accepted: Case, cast: Cast) -> None:
    with pytest.raises(RuleBroken, match="Give the applicant time"):
        clarification.ask(
            accepted.pk,
            clarification.Wording("What?", "Why", "", ASKED),
            actor=cast.foi_manager,
            at=at(ASKED),
        )


@pytest.mark.parametrize("state", sorted(UNDER_WAY), ids=str)
def test_while_the_clock_stands_still_every_verb_is_as_possible_as_before(
    make_case: CaseMaker, cast: Cast, state: State
) -> None:
    case = make_case(state)
    rows = [row for row in TABLE if state in row.start]
    before = [objections(row, case_facts(case, cast.director)) for row in rows]
    make_case.ask(case, 12)
    case.refresh_from_db()
    assert case.due_on is None
    assert [objections(row, case_facts(case, cast.director)) for row in rows] == before


def test_a_case_goes_from_acceptance_to_its_answer_while_the_clock_stands_still(
    make_case: CaseMaker, asked: Clarification
) -> None:
    case = asked.case
    for step in ("_commission", "_return", "_send_for_sign_off", "_approve", "_issue"):
        getattr(make_case, step)(case)
    case.refresh_from_db()
    assert (case.state, case.due_on) == (State.ANSWERED, None)


def lapse(row: Clarification, day: date = OVER) -> bool:
    return clarification.close_for_no_reply(row.pk, at=at(day))


def test_a_request_without_a_reply_lapses_and_the_applicant_is_told_once(
    asked: Clarification,
) -> None:
    assert lapse(asked, date(2027, 1, 4)) is False
    assert lapse(asked) is True
    assert lapse(asked) is False
    asked.case.refresh_from_db()
    assert (asked.case.state, asked.case.closed_on) == (State.LAPSED, OVER)
    WORK["tell_of_lapse"](asked.pk, at(OVER))
    WORK["tell_of_lapse"](asked.pk, at(OVER))
    message = Message.objects.get(kind=MessageKind.LAPSE)
    assert "We have not heard from you" in message.text
    assert "We will open the request again" in message.text
    event = AuditEvent.objects.get(verb="close_for_no_reply")
    assert (event.actor_name, event.detail["clarification"]) == ("FOI Portal", asked.pk)


def test_two_sweeps_at_once_close_a_request_once(at_once: AtOnce, make_case: CaseMaker) -> None:
    row = make_case.ask(make_case(State.ACCEPTED), 3)
    found = at_once(lambda: lapse(row), lambda: lapse(row))
    assert sorted(map(str, found)) == ["False", "True"]
    assert AuditEvent.objects.filter(verb="close_for_no_reply").count() == 1
    assert OutboxItem.objects.filter(work="tell_of_lapse").count() == 1


def test_nothing_lapses_over_mail_that_nobody_has_read(asked: Clarification) -> None:
    message = incoming(asked.case)
    assert lapse(asked) is False
    message.handled_at = at(OVER)
    message.save()
    assert lapse(asked) is True


def test_an_automatic_reply_is_no_reply(asked: Clarification) -> None:
    Message.objects.create(
        case=asked.case,
        direction=Direction.INCOMING,
        kind=MessageKind.DELIVERY_REPORT,
        happened_at=at(REPLIED),
    )
    assert lapse(asked) is True


def test_what_was_answered_taken_back_or_closed_otherwise_does_not_lapse(
    make_case: CaseMaker, asked: Clarification, cast: Cast
) -> None:
    clarification.record_reply(
        asked.case_id, [asked.pk], REPLIED, actor=cast.foi_manager, at=at(REPLIED)
    )
    other = make_case.ask(make_case(State.ACCEPTED), 3)
    clock_corrections.take_back(
        other.case_id, other.asked_id, reason="Sent to the wrong person.",
        actor=cast.foi_manager, at=at(REPLIED),
    )  # fmt: skip
    third = make_case.ask(make_case(State.ACCEPTED), 3)
    Case.objects.filter(pk=third.case_id).update(state=State.WITHDRAWN)
    assert [lapse(row) for row in (asked, other, third)] == [False, False, False]


def test_the_sweep_asks_for_what_is_due_and_only_once_a_day(
    asked: Clarification, time_machine: Any
) -> None:
    time_machine.move_to(at(date(2027, 1, 4)))
    assert sweep_clarifications() == 0
    time_machine.move_to(at(OVER))
    assert (sweep_clarifications(), sweep_clarifications()) == (1, 1)
    assert OutboxItem.objects.filter(work="close_for_no_reply").count() == 1
    do("close_for_no_reply")
    asked.case.refresh_from_db()
    assert asked.case.state == State.LAPSED
    assert sweep_clarifications() == 0


def test_a_late_reply_opens_the_request_again_with_a_new_day_zero(
    asked: Clarification, cast: Cast
) -> None:
    lapse(asked)
    late = date(2027, 2, 1)
    clarification.record_reply(
        asked.case_id, [asked.pk], late, actor=cast.foi_administrator, at=at(late)
    )
    asked.case.refresh_from_db()
    assert (asked.case.state, asked.case.closed_on) == (State.DRAFTING, None)
    assert asked.case.statutory_due_on == date(2027, 3, 1)
    assert asked.case.due_on is not None
    assert asked.case.due_on < asked.case.statutory_due_on
    assert AuditEvent.objects.filter(verb="reopen_by_reply").count() == 1


def test_a_lapse_takes_back_the_letter_that_waits_for_a_signature(
    make_case: CaseMaker,
) -> None:
    case = make_case(State.AWAITING_SIGN_OFF)
    row = make_case.ask(case, 12)
    assert lapse(row, row.close_after + timedelta(days=1))
    assert SignOff.objects.get(case=case).outcome == "void"


def test_a_reply_that_was_taken_back_can_be_recorded_anew(asked: Clarification, cast: Cast) -> None:
    act: dict[str, Any] = {"actor": cast.foi_manager, "at": at(date(2026, 11, 20))}
    clarification.record_reply(asked.case_id, [asked.pk], REPLIED, **act)
    asked.refresh_from_db()
    assert asked.answered is not None
    clock_corrections.take_back(asked.case_id, asked.answered.pk, reason="Wrong day.", **act)
    assert dates(asked.case) == (None, None)
    clarification.record_reply(asked.case_id, [asked.pk], date(2026, 11, 6), **act)
    assert dates(asked.case) == (date(2026, 12, 3), date(2026, 12, 7))


def test_the_words_to_the_applicant_stay_out_of_the_trail(asked: Clarification) -> None:
    lapse(asked)
    name = Applicant.objects.get(pk=asked.case.applicant_id).name
    for event in AuditEvent.objects.filter(chain=asked.case.reference):
        assert "hospital" not in str(event.detail)
        assert name not in str(event.detail)


def test_asking_is_an_act_of_cases_under_way_alone(make_case: CaseMaker) -> None:
    for state in State:
        if state in UNDER_WAY:
            continue
        case = make_case(state)
        before = Clarification.objects.count()
        with pytest.raises(RuleBroken, match="not possible now"):
            make_case.ask(case, 80)
        assert Clarification.objects.count() == before

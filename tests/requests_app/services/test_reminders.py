"""The morning's round: the right rows and the right mails, once, whatever breaks."""

from datetime import date, timedelta
from unittest import mock

import pytest
import time_machine
from django.conf import LazySettings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from requests_app.domain.regime import Regime
from requests_app.domain.statutory_clock import EntryKind
from requests_app.domain.workflow import State
from requests_app.models import (
    Absence,
    AuditEvent,
    Case,
    Commission,
    Digest,
    Message,
    OutboxItem,
    Reminder,
    User,
)
from requests_app.services import clock, reminders, triage
from requests_app.tasks.outbox import run_outbox_item, sweep_outbox
from requests_app.tasks.reminders import send_digest
from tests.factories import APPLICANT_NAME, CaseMaker, Cast, at

DUE_DAY = date(2026, 11, 4)
"""Case day 2 of a request of Monday 2 November."""


def morning(day: date, hour: int = 8) -> int:
    """Make the round of a day and send what it asks for; return how many digests it made."""
    OutboxItem.objects.exclude(work="send_digest").delete()
    with time_machine.travel(at(day, hour), tick=False):
        made = reminders.make_round(at=at(day, hour))
        sweep_outbox()
    return made


def told(case: Case) -> set[tuple[str, str, str]]:
    return set(
        Reminder.objects.filter(case=case).values_list("milestone__key", "rung", "person__email")
    )


def mails() -> list[Message]:
    return list(Message.objects.filter(kind="digest", delivery__sent_at__isnull=False))


def test_a_step_is_called_to_mind_before_its_day_by_one_mail(case: Case, cast: Cast) -> None:
    assert morning(date(2026, 11, 3)) == 1

    assert told(case) == {
        ("acknowledge", "before", "foi_manager@trust.example"),
        ("press", "before", "foi_manager@trust.example"),
    }
    (mail,) = mails()
    assert mail.recipient == cast.foi_manager.email
    assert mail.text.count(case.reference) == 4, "two lines, each with its link"
    assert "by Wednesday 4 November" in mail.text
    assert "The answer itself is due Tuesday 1 December 2026." in mail.text


def test_the_round_is_made_once_a_morning(case: Case) -> None:
    assert morning(DUE_DAY) == 1
    assert morning(DUE_DAY, hour=9) == 0
    assert morning(DUE_DAY, hour=17) == 0
    assert len(mails()) == 1


def test_the_round_waits_for_the_hour(case: Case, settings: LazySettings) -> None:
    assert morning(DUE_DAY, hour=6) == 0
    assert Reminder.objects.count() == 0
    assert morning(DUE_DAY, hour=7) == 1


def test_there_is_no_round_on_a_day_that_is_no_working_day(case: Case) -> None:
    for day in (date(2026, 11, 7), date(2026, 11, 8), date(2026, 12, 25)):
        assert morning(day) == 0


def test_the_act_itself_stops_the_reminders(make_case: CaseMaker) -> None:
    case = make_case(State.ACCEPTED)
    morning(DUE_DAY)
    morning(date(2026, 11, 5))
    assert told(case) == set()


def test_a_department_is_told_by_its_own_limits_and_a_director_in_the_end(
    make_case: CaseMaker, cast: Cast
) -> None:
    case = make_case(State.WITH_DEPARTMENTS)
    limit = Commission.objects.get().estimate_due_on
    assert limit == date(2026, 11, 10)
    day = date(2026, 11, 5)
    while day <= date(2026, 11, 17):
        morning(day)
        day += timedelta(days=1)

    assert [
        (one.digest.day.day, one.rung, one.person.email.split("@")[0])
        for one in Reminder.objects.filter(milestone__key="estimate").select_related(
            "digest", "person"
        )
    ] == [
        (9, "before", "department_manager"),
        (10, "on", "department_manager"),
        (11, "after", "department_manager"),
        (12, "after", "department_manager"),
        (12, "deputy", "deputy_manager"),
        (13, "after", "department_manager"),
        (13, "line", "deputy_director"),
        (16, "after", "department_manager"),
        (17, "after", "department_manager"),
        (17, "director", "director"),
    ]
    assert Digest.objects.filter(person=cast.other_manager).count() == 0
    assert case.reminders.count() == Reminder.objects.count()


def test_departments_and_directors_are_written_to_blind(make_case: CaseMaker, cast: Cast) -> None:
    make_case.subject = f"Beds, asked by {APPLICANT_NAME}"
    make_case()
    for day in range(4, 12):
        morning(date(2026, 11, day))

    to_director = [
        mail for mail in mails() if mail.recipient == cast.director_of_corporate_affairs.email
    ]
    assert to_director
    assert not [mail for mail in to_director if "Ravenscroft" in mail.text + mail.subject]
    assert all("FOI" in mail.text for mail in to_director)


def test_while_the_clock_stands_nobody_is_told_and_then_the_days_have_moved(
    make_case: CaseMaker, cast: Cast
) -> None:
    case = make_case(State.WITH_DEPARTMENTS)
    clock.enter(case, EntryKind.CLARIFICATION_ASKED, date(2026, 11, 5), actor=None, at=at(DUE_DAY))
    for day in range(5, 20):
        morning(date(2026, 11, day))
    assert told(case) == set()

    case.refresh_from_db()
    clock.enter(
        case, EntryKind.CLARIFICATION_RECEIVED, date(2026, 11, 19), actor=None, at=at(DUE_DAY)
    )
    assert Commission.objects.get().estimate_due_on == date(2026, 11, 25)
    morning(date(2026, 11, 23))
    assert told(case) == set()
    morning(date(2026, 11, 24))
    assert told(case) == {("estimate", "before", "department_manager@trust.example")}


def test_a_missed_weekend_and_monday_is_made_good_on_tuesday(make_case: CaseMaker) -> None:
    case = make_case()
    morning(date(2026, 11, 6))
    assert ("acknowledge", "deputy", "foi_administrator@trust.example") in told(case)

    assert morning(date(2026, 11, 10)) > 0
    assert ("acknowledge", "director", "director_of_corporate_affairs@trust.example") not in told(
        case
    )
    after = Reminder.objects.get(milestone__key="acknowledge", rung="after", turn=4)
    assert after.digest.day == date(2026, 11, 10)


def test_what_was_not_sent_by_the_next_morning_is_worked_out_anew(
    make_case: CaseMaker, cast: Cast
) -> None:
    case = make_case()
    reminders.make_round(at=at(date(2026, 11, 6)))
    assert Digest.objects.filter(day=date(2026, 11, 6)).count() == 2

    morning(date(2026, 11, 9))

    assert set(Digest.objects.values_list("day", flat=True)) == {date(2026, 11, 9)}
    assert ("acknowledge", "deputy", "foi_administrator@trust.example") in told(case)
    assert {mail.recipient for mail in mails()} == {
        cast.foi_manager.email,
        cast.foi_administrator.email,
    }


def test_a_step_done_between_the_round_and_the_sending_is_not_called_to_mind(
    case: Case, cast: Cast
) -> None:
    reminders.make_round(at=at(DUE_DAY))
    triage.accept(
        case.pk,
        triage.Acceptance(Regime.FOIA, case.subject, has_press_interest=False),
        actor=cast.foi_manager,
        at=at(DUE_DAY),
    )

    send_digest(Digest.objects.get().pk, at(DUE_DAY))

    assert mails() == []
    assert (Digest.objects.count(), Reminder.objects.count()) == (0, 0)


def test_a_day_that_moves_between_the_round_and_the_sending_is_the_day_that_is_said(
    case: Case, cast: Cast
) -> None:
    reminders.make_round(at=at(DUE_DAY))
    clock.correct_receipt(
        case.pk, date(2026, 10, 30), actor=cast.foi_manager, at=at(DUE_DAY), reason="Found late."
    )

    send_digest(Digest.objects.get().pk, at(DUE_DAY))

    (mail,) = mails()
    assert "was due Tuesday 3 November, 1 working day late" in mail.text
    assert "Wednesday 4 November" not in mail.text
    assert told(case) == {
        ("acknowledge", "after", "foi_manager@trust.example"),
        ("press", "after", "foi_manager@trust.example"),
    }
    assert morning(date(2026, 11, 5)) == 2, "the office's deputy hears too, two days late"


def test_a_day_that_moves_while_the_mail_server_is_down_is_the_day_that_is_said(
    case: Case, cast: Cast
) -> None:
    reminders.make_round(at=at(DUE_DAY))
    digest = Digest.objects.get()
    with (
        mock.patch("requests_app.tasks.reminders.deliver", side_effect=ConnectionError),
        pytest.raises(ConnectionError),
    ):
        send_digest(digest.pk, at(DUE_DAY))
    assert "by Wednesday 4 November" in Message.objects.get(kind="digest").text
    clock.correct_receipt(
        case.pk, date(2026, 10, 30), actor=cast.foi_manager, at=at(DUE_DAY), reason="Found late."
    )

    send_digest(digest.pk, at(DUE_DAY))

    (mail,) = mails()
    assert "1 working day late" in mail.text


def test_a_digest_that_is_sent_twice_leaves_once_and_is_recorded_once(case: Case) -> None:
    reminders.make_round(at=at(DUE_DAY))
    digest = Digest.objects.get()
    for _ in range(3):
        send_digest(digest.pk, at(DUE_DAY))

    assert len(mails()) == 1
    assert AuditEvent.objects.filter(chain=case.reference, verb="remind").count() == 2


def test_a_process_that_dies_in_the_round_leaves_nothing_and_the_next_does_it_all(
    case: Case,
) -> None:
    with (
        mock.patch.object(reminders, "_write", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt),
    ):
        reminders.make_round(at=at(DUE_DAY))
    assert (Digest.objects.count(), Reminder.objects.count()) == (0, 0)
    assert not OutboxItem.objects.filter(work="send_digest").exists()

    assert morning(DUE_DAY) == 1
    assert len(mails()) == 1


def test_a_process_that_dies_before_the_trail_is_told_tells_it_later(case: Case) -> None:
    reminders.make_round(at=at(DUE_DAY))
    item = OutboxItem.objects.get(work="send_digest")
    with time_machine.travel(at(DUE_DAY), tick=False):
        with mock.patch.object(reminders, "record_sent", side_effect=OSError):
            assert not run_outbox_item(item.pk)
        assert len(mails()) == 1
    with time_machine.travel(at(DUE_DAY, 12), tick=False):
        assert run_outbox_item(item.pk)

    assert len(mails()) == 1
    assert AuditEvent.objects.filter(verb="remind").count() == 2


def test_a_cover_hears_with_the_name_of_whom_they_stand_in_for(case: Case, cast: Cast) -> None:
    Absence.objects.create(
        person=cast.foi_manager,
        first_day=DUE_DAY,
        last_day=DUE_DAY,
        cover=cast.foi_administrator,
        noted_at=at(DUE_DAY),
    )
    morning(DUE_DAY)
    (mail,) = mails()
    assert mail.recipient == cast.foi_administrator.email
    assert "(you stand in for Foi Manager)" in mail.text
    morning(date(2026, 11, 5))
    assert {mail.recipient for mail in mails()} == {
        cast.foi_administrator.email,
        cast.foi_manager.email,
    }


def test_whoever_has_left_is_not_written_to(case: Case, cast: Cast) -> None:
    reminders.make_round(at=at(DUE_DAY))
    User.objects.filter(pk=cast.foi_manager.pk).update(is_active=False)
    send_digest(Digest.objects.get().pk, at(DUE_DAY))
    assert mails() == []
    morning(date(2026, 11, 5))
    assert [mail.recipient for mail in mails()] == [cast.foi_administrator.email]


def test_a_case_with_nothing_due_is_not_read(make_case: CaseMaker) -> None:
    case = make_case(State.ACCEPTED)
    morning(DUE_DAY)
    case.refresh_from_db()
    assert case.reminders_from == date(2026, 11, 17), "the day before case day 12"
    with CaptureQueriesContext(connection) as captured:
        reminders.make_round(at=at(date(2026, 11, 5)))
    assert not [each for each in captured if "clockentry" in each["sql"]]


def test_every_act_has_the_case_looked_at_again(make_case: CaseMaker, cast: Cast) -> None:
    case = make_case(State.ACCEPTED)
    morning(DUE_DAY)
    triage.edit_request(
        case.pk, subject="x", context="", questions=(), actor=cast.foi_manager, at=at(DUE_DAY)
    )
    case.refresh_from_db()
    assert case.reminders_from < DUE_DAY


def test_the_round_costs_the_same_for_one_case_and_for_thirty(make_case: CaseMaker) -> None:
    def queries(day: date) -> int:
        Reminder.objects.all().delete()
        Digest.objects.all().delete()
        with CaptureQueriesContext(connection) as captured:
            reminders.make_round(at=at(day))
        return len(captured)

    make_case(State.WITH_DEPARTMENTS)
    reminders.make_round(at=at(date(2026, 11, 9)))
    for_one = queries(date(2026, 11, 10))
    for _ in range(29):
        make_case(State.WITH_DEPARTMENTS)
    assert queries(date(2026, 11, 11)) == for_one

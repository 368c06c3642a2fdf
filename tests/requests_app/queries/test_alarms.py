"""What stands still is said; what moves is not."""

from datetime import datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from requests_app.domain.workflow import State
from requests_app.models import Commission, Message, Pulse, RawMail
from requests_app.queries.alarms import alarms, unaccounted_for
from requests_app.services import correspondence, mail_intake, responses
from requests_app.tasks.received_mail import receive
from tests.factories import CaseMaker, Cast, at
from tests.requests_app.mail.building import a_pdf, file_part, mail, mixed, report

# A Tuesday; the maker's cases came in on Monday, 2 November.
NOW = datetime(2026, 11, 3, 10, tzinfo=ZoneInfo("Europe/London"))


def said(moment: datetime = NOW) -> str:
    return " ".join(alarm.sentence for alarm in alarms(moment))


def test_a_quiet_morning_raises_none(make_case: CaseMaker) -> None:
    make_case(State.ACCEPTED)

    assert alarms(NOW) == []


def test_a_request_that_nobody_took_up_is_said_after_a_working_day(make_case: CaseMaker) -> None:
    case = make_case()

    assert said() == ""
    (alarm,) = alarms(NOW + timedelta(days=1))
    assert alarm.sentence == (
        "1 request has been here for more than a working day, and nobody has taken it up."
    )
    assert alarm.cases == (case.reference,)


def test_a_weekend_is_no_working_day(make_case: CaseMaker) -> None:
    make_case.received_on = at(make_case.received_on).date() + timedelta(days=4)
    make_case()

    assert said(NOW + timedelta(days=6)) == ""
    assert "nobody has taken it up" in said(NOW + timedelta(days=7))


def test_a_department_that_has_not_opened_its_questions_is_said(make_case: CaseMaker) -> None:
    case = make_case(State.WITH_DEPARTMENTS)
    later = NOW + timedelta(days=3)

    (alarm,) = alarms(later)
    assert (alarm.sentence, alarm.cases) == (
        "Not opened for more than a working day by: Estates.", (case.reference,),
    )  # fmt: skip
    Commission.objects.update(opened_at=later)
    assert alarms(later) == []


def test_a_returned_mail_is_said_until_somebody_has_dealt_with_it(
    make_case: CaseMaker, cast: Cast
) -> None:
    case = make_case(State.ACCEPTED)
    letter = Message.objects.create(
        case=case, direction="out", kind="response", message_id="<a@b>", happened_at=NOW
    )
    failed = receive(BytesIO(report("Action: failed", about=letter.message_id)), at=NOW).message
    assert failed is not None

    (alarm,) = alarms(NOW)
    assert (alarm.sentence, alarm.messages) == (
        "Nobody has dealt with reports on 1 mail that we sent.", (failed.pk,),
    )  # fmt: skip
    correspondence.mark_handled(failed.pk, actor=cast.foi_manager, at=NOW)
    assert alarms(NOW) == []


def test_a_mail_that_was_kept_and_not_taken_in_is_said(db: None) -> None:
    mail_intake.keep(BytesIO(mail()), at=NOW)

    assert said(NOW + timedelta(minutes=10)) == ""
    assert said(NOW + timedelta(minutes=20)) == (
        "1 mail is kept and not taken in. Is the worker up?"
    )


def test_a_mailbox_that_is_not_polled_is_said(db: None, settings: LazySettings) -> None:
    assert said() == ""
    settings.IMAP = {**settings.IMAP, "host": "imap.example.org"}
    assert "was not polled" in said()
    Pulse.objects.create(name="fetch_mail", at=NOW - timedelta(minutes=5))
    assert said() == ""


def test_a_mailbox_silent_for_longer_than_ever_is_said(db: None) -> None:
    for days in (40, 30, 28):
        raw = mail(
            message_id=f"Message-ID: <{days}@example.org>", sender="From: Post <a@b.example>"
        )
        receive(BytesIO(raw), at=NOW - timedelta(days=days))
    last = NOW - timedelta(days=28)

    assert "No mail has come" not in said(last + timedelta(days=9))
    assert "No mail has come for 11 days" in said(last + timedelta(days=11))


MIXED = [
    mail(), mail(b"", subject="", message_id=""), mail(b"Away", "Auto-Submitted: auto-replied"),
    report("Action: failed"), report("", kind="disposition-notification"),
    mail(b"550", sender="From: MAILER-DAEMON@a.example", message_id=""),
    mixed(file_part("a.pdf", a_pdf())), b"", b"\xff\x00",
]  # fmt: skip


def test_every_mail_is_accounted_for(make_case: CaseMaker) -> None:
    case = make_case(State.ANSWERED)
    for raw in (*MIXED, mail(subject=f"Subject: {case.reference}"), mail(b"FOI-2026-00001")):
        receive(BytesIO(raw), at=NOW)

    assert RawMail.objects.filter(message__isnull=True).count() == 0
    assert list(unaccounted_for()) == []


def test_a_message_without_a_place_would_be_found(db: None) -> None:
    lost = Message.objects.create(direction="in", kind="reply", happened_at=NOW)

    assert list(unaccounted_for()) == [lost]


@pytest.mark.parametrize(("person", "sees"), [("foi_manager", True), ("auditor", False)])
def test_the_office_sees_the_alarms(
    make_case: CaseMaker, cast: Cast, client: Client, person: str, sees: bool
) -> None:
    make_case()
    client.force_login(
        cast.people[person], backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    with time_machine.travel(NOW + timedelta(days=3), tick=False):
        client.force_login(
            cast.people[person], backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        page = client.get(reverse("inbox"), {"tab": "mail"}).content.decode()

    assert ("nobody has taken it up" in page) is sees


def test_a_closed_case_needs_no_department_any_more(make_case: CaseMaker, cast: Cast) -> None:
    case = make_case(State.WITH_DEPARTMENTS)
    responses.withdraw(case.pk, reason="Not needed.", actor=cast.foi_manager, at=NOW)

    assert alarms(NOW + timedelta(days=3)) == []

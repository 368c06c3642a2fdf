"""A request that came in becomes a case: questions, clock, applicant and trail, or nothing."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.conf import LazySettings

from requests_app.domain.working_days import CalendarEnds
from requests_app.models import (
    Applicant,
    AuditEvent,
    Case,
    Channel,
    ClockEntry,
    Message,
    OutboxItem,
    ReferenceCounter,
    ReplyBy,
)
from requests_app.services import clock
from requests_app.services.intake import NewRequest, open_case
from tests.factories import APPLICANT_EMAIL, APPLICANT_NAME, REQUEST, Cast, at

MONDAY = date(2026, 11, 2)
ASKED = NewRequest(
    channel=Channel.FORM,
    received_on=MONDAY,
    text=REQUEST,
    subject="Closed beds",
    name=APPLICANT_NAME,
    email=APPLICANT_EMAIL,
)


def opened(request: NewRequest = ASKED, **changes: Any) -> Case:
    return open_case(replace(request, **changes), actor=None, at=at(MONDAY))


def test_a_request_becomes_a_case_with_its_questions_and_dates(db: None) -> None:
    case = opened()

    assert (case.reference, case.state, case.version) == ("FOI-2026-00001", "received", 1)
    assert [(q.number, q.parent_number) for q in case.questions.all()] == [
        ("1", ""), ("2", ""), ("2a", "2"), ("2b", "2"),
    ]  # fmt: skip
    # Twenty working days after 2 November: the 30th is St Andrew's Day, a bank holiday.
    assert (case.received_on, case.due_on) == (MONDAY, date(2026, 12, 1))
    assert [(e.kind, e.on) for e in case.clock_entries.all()] == [("received", MONDAY)]
    assert AuditEvent.objects.get().detail["due_on"] == "2026-12-01"
    assert not OutboxItem.objects.exists()


@pytest.mark.parametrize("day", [MONDAY, date(2026, 12, 24), date(2026, 8, 29)])
def test_its_first_dates_are_those_that_the_ledger_gives(db: None, day: date) -> None:
    case = opened(received_on=day)
    before = (case.received_on, case.due_on, case.statutory_due_on)
    clock.refresh(case)

    assert (case.received_on, case.due_on, case.statutory_due_on) == before


def test_who_asked_stands_with_the_applicant_and_the_message_alone(db: None) -> None:
    case = opened()

    assert case.applicant.name == APPLICANT_NAME
    message = Message.objects.get(case=case)
    assert (message.kind, message.text, message.sender) == ("request", REQUEST, APPLICANT_EMAIL)
    words = " ".join([case.subject, case.context, *(q.text for q in case.questions.all())])
    assert "Ravenscroft" not in words
    assert "faithfully" not in words


def test_references_count_on_within_the_year_of_receipt(db: None, settings: LazySettings) -> None:
    settings.REFERENCE_PREFIX = "RFI"
    references = [
        opened(received_on=day).reference
        for day in (MONDAY, date(2025, 12, 31), MONDAY, date(2025, 12, 31))
    ]

    assert references == ["RFI-2026-00001", "RFI-2025-00001", "RFI-2026-00002", "RFI-2025-00002"]


def test_a_number_that_is_rolled_back_is_used_by_the_next(db: None) -> None:
    with pytest.raises(CalendarEnds):
        opened(received_on=date(1850, 1, 1))

    assert not Case.objects.exists()
    assert not Applicant.objects.exists()
    assert not Message.objects.exists()
    assert not AuditEvent.objects.exists()
    assert not ReferenceCounter.objects.filter(used__gt=0).exists()
    assert opened().reference == "FOI-2026-00001"


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("How many beds?", "How many beds?"),
        (f"How many {'very ' * 30}old beds?", f"How many {'very ' * 13}very…"),
    ],
)
def test_a_request_without_a_subject_is_named_by_its_first_words(
    db: None, text: str, subject: str
) -> None:
    assert opened(subject="  ", text=text).subject == subject


def test_words_that_are_too_long_for_a_row_are_cut_and_the_message_kept_whole(db: None) -> None:
    case = opened(subject="s" * 900, name="n" * 900, phone="1" * 900, organisation="o" * 900)

    assert (len(case.subject), len(case.applicant.name)) == (200, 200)
    assert Message.objects.get().text == REQUEST


def test_the_same_person_at_the_same_address_is_one_applicant(db: None) -> None:
    first = opened()
    again = opened(name=APPLICANT_NAME.upper(), email=APPLICANT_EMAIL.upper())

    assert again.applicant == first.applicant


@pytest.mark.parametrize(
    "other", [{"name": "Somebody Else"}, {"email": "other@example.org"}, {"email": ""}]
)
def test_a_name_or_an_address_alone_never_joins_two_people(db: None, other: dict[str, str]) -> None:
    assert opened().applicant != opened(**other).applicant


@pytest.mark.parametrize(
    ("channel", "reply_by"), [(Channel.POST, ReplyBy.POST), (Channel.PHONE, ReplyBy.EMAIL)]
)
def test_a_request_on_paper_or_by_phone_is_entered_late_with_the_reason(
    cast: Cast, channel: Channel, reply_by: ReplyBy
) -> None:
    case = open_case(
        replace(
            ASKED,
            channel=channel,
            reply_by=reply_by,
            postal_address="1 Ivy Row",
            received_on=date(2026, 10, 26),
            late_entry_reason="It lay in the post room.",
        ),
        actor=cast.foi_administrator,
        at=at(MONDAY),
    )

    assert (case.channel, case.reply_by, case.received_on) == (
        channel, reply_by, date(2026, 10, 26),
    )  # fmt: skip
    entry = ClockEntry.objects.get()
    assert (entry.reason, entry.recorded_by) == ("It lay in the post room.", cast.foi_administrator)
    assert AuditEvent.objects.get().detail["entered_late"] is True


def test_a_request_without_a_question_of_its_own_is_kept_as_one(db: None) -> None:
    case = opened(text="I want to know about the beds.")

    assert [q.text for q in case.questions.all()] == ["I want to know about the beds."]

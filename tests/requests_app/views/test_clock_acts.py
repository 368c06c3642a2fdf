"""Acts on the clock, by their pages: first what would happen, then the act, then the ledger."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from requests_app.domain.fee_quote import Provision
from requests_app.domain.fees import Outlay
from requests_app.domain.workflow import State
from requests_app.models import (
    Case,
    Clarification,
    ClockEntry,
    Direction,
    Extension,
    Message,
    MessageKind,
    PaymentMethod,
    User,
)
from requests_app.services import fees
from tests.factories import CaseMaker, Cast, at

AsPerson = Callable[[User], Client]
ASKED = date(2026, 11, 5)
QUESTION = {
    "unclear": "Which hospital do you mean?",
    "why": "We have four.",
    "help_offered": "",
    "close_after": "05/01/2027",
}


@pytest.fixture
def case(make_case: CaseMaker) -> Case:
    return make_case(State.ACCEPTED)


@pytest.fixture
def office(cast: Cast, as_person: AsPerson, time_machine: Any) -> Client:
    time_machine.move_to(at(ASKED))
    return as_person(cast.foi_manager)


def page(name: str, case: Case, *more: object) -> str:
    return reverse(name, args=[case.reference, *more])


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_the_question_page_shows_first_what_asking_does_to_both_dates(
    case: Case, office: Client
) -> None:
    text = text_of(office.get(page("ask-clarification", case)))
    assert "As things stand" in text
    assert "Tuesday 1 December 2026" in text
    assert "No date: the clock stands still" in text
    assert "If they reply on Thursday 12 November 2026" in text
    assert "Wednesday 9 December 2026" in text
    assert "Friday 11 December 2026" in text
    assert "05/01/2027" in text
    assert Clarification.objects.count() == 0


def test_a_question_is_sent_and_the_case_page_says_what_it_waits_for(
    case: Case, office: Client
) -> None:
    response = office.post(
        page("ask-clarification", case), {**QUESTION, "version": case.version}, follow=True
    )
    text = text_of(response)
    assert "The question is on its way" in text
    assert "Clock stopped" in text
    assert "On Thursday 5 November 2026 we asked the applicant: Which hospital" in text
    assert "Without a reply by Tuesday 5 January 2027 it closes by itself" in text
    assert "The applicant was asked what they mean" in text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"unclear": ""}, "Say what is not clear."),
        ({"why": " "}, "Say why you need it"),
        ({"close_after": "soon"}, "Write the day as day, month, year"),
        ({"close_after": "05/11/2026"}, "Give the applicant time"),
    ],
)
def test_a_question_that_lacks_something_is_shown_again_with_all_that_was_typed(
    case: Case, office: Client, typed: dict[str, str], words: str
) -> None:
    typed = {**QUESTION, "help_offered": "We hold lists by ward.", **typed}
    response = office.post(page("ask-clarification", case), {**typed, "version": case.version})
    assert response.status_code == 422
    assert words in text_of(response)
    assert "We hold lists by ward." in text_of(response)
    assert Clarification.objects.count() == 0


def test_a_stale_page_sends_nothing_and_keeps_what_was_typed(case: Case, office: Client) -> None:
    response = office.post(page("ask-clarification", case), {**QUESTION, "version": 1})
    assert response.status_code == 409
    assert "Which hospital do you mean?" in text_of(response)
    assert Clarification.objects.count() == 0


def test_a_message_on_the_case_becomes_the_reply(
    make_case: CaseMaker, case: Case, cast: Cast, as_person: AsPerson, time_machine: Any
) -> None:
    row = make_case.ask(case, 3)
    message = Message.objects.create(
        case=case,
        direction=Direction.INCOMING,
        kind=MessageKind.REPLY,
        sender="somebody@example.org",
        text="The one in Harrowdene.",
        happened_at=at(date(2026, 11, 9)),
    )
    time_machine.move_to(at(date(2026, 11, 20)))
    office = as_person(cast.foi_manager)
    address = f"{page('record-reply', case)}?message={message.pk}"
    assert address in office.get(page("case", case)).content.decode()
    text = text_of(office.get(address))
    assert "09/11/2026" in text
    assert "With a reply of Monday 9 November 2026" in text
    assert "Friday 4 December 2026" in text
    case.refresh_from_db()
    typed = {
        "version": case.version,
        "message": message.pk,
        "received_on": "09/11/2026",
        "clarifications": [row.pk],
    }
    text = text_of(office.post(address, typed, follow=True))
    assert "The reply is recorded. We work to: no date before, Friday 4 December 2026 now." in text
    assert "Due by our policy" in text
    assert "Due by the statute" in text
    assert "Tuesday 8 December 2026" in text
    assert "Entered late" in text
    assert reverse("message", args=[message.pk]) in text


def test_a_preview_shows_what_the_typed_day_would_do_and_records_nothing(
    make_case: CaseMaker, case: Case, cast: Cast, as_person: AsPerson, time_machine: Any
) -> None:
    row = make_case.ask(case, 3)
    time_machine.move_to(at(date(2026, 11, 20)))
    office = as_person(cast.foi_manager)
    typed = {
        "version": case.version,
        "received_on": "11/11/2026",
        "clarifications": [row.pk],
        "preview": "yes",
    }
    response = office.post(page("record-reply", case), typed)
    assert response.status_code == 200
    assert "With a reply of Wednesday 11 November 2026" in text_of(response)
    assert 'value="11/11/2026"' in text_of(response)
    assert not ClockEntry.objects.filter(kind="clarification_received").exists()


def test_the_reply_of_another_case_cannot_be_named(
    make_case: CaseMaker, case: Case, office: Client
) -> None:
    make_case.ask(case, 3)
    other = Message.objects.exclude(case=case).first() or Message.objects.create(
        direction=Direction.INCOMING, kind=MessageKind.REPLY, happened_at=at(ASKED)
    )
    for wrong in (other.pk, "x"):
        assert office.get(f"{page('record-reply', case)}?message={wrong}").status_code == 404


def test_more_time_is_previewed_and_taken(case: Case, office: Client) -> None:
    typed = {
        "version": case.version,
        "provision": "s.43(2)",
        "why": "It would help a bidder.",
        "until": "18/12/2026",
        "past_limit_reason": "",
    }
    text = text_of(office.get(page("more-time", case)))
    assert "The last day to tell the applicant: Tuesday 1 December 2026." in text
    text = text_of(office.post(page("more-time", case), {**typed, "preview": "yes"}))
    assert "Once the applicant is told" in text
    assert "Friday 18 December 2026" in text
    assert Extension.objects.count() == 0
    text = text_of(office.post(page("more-time", case), typed, follow=True))
    assert "The applicant is being told" in text
    assert "section 10(3), working day" in text
    assert Extension.objects.count() == 1


def test_an_absolute_exemption_is_refused_on_the_page_and_nothing_is_lost(
    case: Case, office: Client
) -> None:
    typed = {
        "version": case.version,
        "provision": "s.41",
        "why": "It was told in confidence.",
        "until": "18/12/2026",
    }
    response = office.post(page("more-time", case), typed)
    assert response.status_code == 409
    assert "no public interest test" in text_of(response)
    assert "It was told in confidence." in text_of(response)


def test_the_law_is_changed_and_an_entry_taken_back_after_a_look_at_the_dates(
    make_case: CaseMaker, case: Case, office: Client
) -> None:
    entry = make_case.ask(case, 3).asked
    case.refresh_from_db()
    text = text_of(office.get(page("switch-regime", case)))
    assert "Under the Environmental Information Regulations 2004" in text
    why = {"reason": "It is about waste."}
    office.post(page("switch-regime", case), {**why, "version": case.version})
    case.refresh_from_db()
    assert case.regime == "eir"
    text = text_of(office.get(page("take-back-entry", case, entry.pk)))
    assert "Without this entry" in text
    assert "Tuesday 1 December 2026" in text
    text = text_of(
        office.post(
            page("take-back-entry", case, entry.pk), {**why, "version": case.version}, follow=True
        )
    )
    assert "The entry is taken back. Due: no date before, Tuesday 1 December 2026 now." in text
    assert "Taken back: It is about waste." in text
    assert office.get(page("take-back-entry", case, entry.pk)).status_code == 404


NAMES = ("ask-clarification", "record-reply", "more-time", "switch-regime")


@pytest.mark.parametrize("name", NAMES)
def test_the_pages_exist_for_the_office_alone(
    case: Case, cast: Cast, as_person: AsPerson, blindfold: Any, name: str
) -> None:
    for who, user in cast.people.items():
        with blindfold:
            response = as_person(user).get(page(name, case))
        in_office = who in {"foi_manager", "foi_administrator"}
        assert response.status_code == (200 if in_office else 404), who
        if not in_office:
            blindfold.assert_blind(response.content)


def test_a_reader_of_the_case_sees_the_dates_and_none_of_the_words(
    make_case: CaseMaker, case: Case, cast: Cast, as_person: AsPerson, blindfold: Any
) -> None:
    make_case.ask(case, 3)
    browser = as_person(cast.auditor)
    with blindfold:
        response = browser.get(page("case", case))
    assert "The applicant was asked what they mean" in text_of(response)
    assert "Which hospital" not in text_of(response)
    assert "Take it back" not in text_of(response)
    blindfold.assert_blind(response.content)


def test_a_late_payment_is_shown_with_what_it_would_do_and_reopens_the_request(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson, time_machine: Any
) -> None:
    case = make_case(State.WITH_DEPARTMENTS)
    asked, came = date(2026, 11, 5), date(2027, 2, 8)
    fee = fees.NewFee(Provision.S9, [Outlay("Braille", Decimal("26.50"))])
    notice = fees.give_fees_notice(case.pk, fee, actor=cast.foi_manager, at=at(asked))
    fees.look_after_unpaid(at=at(date(2027, 2, 5)))
    payment = fees.record_payment(
        notice.pk, amount=Decimal("26.50"), method=PaymentMethod.CHEQUE, received_on=came,
        actor=cast.foi_manager, at=at(came),
    )  # fmt: skip
    time_machine.move_to(at(came, 12))
    browser = as_person(cast.foi_manager)
    address = reverse("reopen-paid-late", args=[case.reference, payment.pk])
    assert address in browser.get(reverse("fees", args=[case.reference])).content.decode()
    helper = as_person(cast.foi_administrator).get(reverse("fees", args=[case.reference]))
    assert address not in helper.content.decode()
    page = browser.get(address).content.decode()
    assert "Monday 8 March 2027" in page
    assert "after the last day to pay" in page
    case.refresh_from_db()
    assert browser.post(address, {"version": case.version, "reason": ""}).status_code == 422
    done = browser.post(address, {"version": case.version, "reason": "Agreed."}, follow=True)
    assert "The request is open again" in done.content.decode()
    history = browser.get(reverse("history", args=[case.reference])).content.decode()
    assert "reopened the case by a payment that came late, on 8 February 2027" in history

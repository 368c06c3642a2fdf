"""A message that waits: read, given a place, put aside; a doubt settled; each thing once."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from requests_app.domain.workflow import State
from requests_app.models import Case, Document, Message, OutboxItem, User
from requests_app.services import correspondence
from requests_app.tasks import sweep_outbox
from tests.factories import APPLICANT_EMAIL, CaseMaker, Cast

AsPerson = Callable[[User], Client]


@pytest.fixture
def office(cast: Cast, as_person: AsPerson) -> Client:
    return as_person(cast.foi_administrator)


@pytest.fixture
def waiting(case: Case) -> Message:
    return Message.objects.create(
        direction="in", kind="possible_reply", sender_name="Q. Ravenscroft",
        sender=APPLICANT_EMAIL, subject="Re: Closed beds", text="And chairs?\n> How many beds?",
        happened_at=case.opened_at, suggested_case=case,
    )  # fmt: skip


def post(browser: Client, name: str, message: Message, *more: str, **typed: str) -> Any:
    return browser.post(reverse(name, args=[message.pk, *more]), typed)


def test_the_message_is_shown_with_its_guess_and_what_it_quotes(
    waiting: Message, case: Case, office: Client
) -> None:
    shown = office.get(reverse("message", args=[waiting.pk])).content.decode()

    for words in ("And chairs?", "How many beds?", APPLICANT_EMAIL, case.reference):
        assert words in shown


def test_a_message_is_joined_to_a_case_with_its_files(
    waiting: Message, case: Case, office: Client
) -> None:
    file = Document.objects.create(
        message=waiting, role="received", name="a.csv", sha256="0" * 64, size=1,
        media_type="text/csv", uploaded_at=case.opened_at,
    )  # fmt: skip
    response = post(office, "message-join", waiting, reference=f" {case.reference.lower()} ")
    waiting.refresh_from_db()
    file.refresh_from_db()

    assert response.status_code == 302
    assert (waiting.case, waiting.kind, file.case) == (case, "reply", case)


@pytest.mark.parametrize(
    ("reference", "said"),
    [("", "Write the reference of the case."), ("FOI-2026-99999", "There is no case")],
)
def test_a_reference_that_is_none_is_said(
    waiting: Message, office: Client, reference: str, said: str
) -> None:
    response = post(office, "message-join", waiting, reference=reference)
    waiting.refresh_from_db()

    assert response.status_code == 422
    assert said in response.content.decode()
    assert waiting.case is None


def test_a_message_becomes_a_case_received_on_the_day_it_came(
    waiting: Message, office: Client
) -> None:
    response = post(office, "message-open", waiting)
    waiting.refresh_from_db()

    assert response["Location"] == reverse("inbox")
    assert waiting.case is not None
    assert waiting.case.received_on == waiting.happened_at.date()
    assert waiting.kind == "request"


def test_a_message_is_put_aside_with_a_reason_and_kept(waiting: Message, office: Client) -> None:
    assert post(office, "message-dismiss", waiting, reason="").status_code == 422
    assert post(office, "message-dismiss", waiting, reason="An advert.").status_code == 302
    waiting.refresh_from_db()

    assert waiting.dismissed_reason == "An advert."
    shown = office.get(f"{reverse('inbox')}?tab=mail").content.decode()
    assert "Re: Closed beds" not in shown


def test_a_message_finds_one_place_and_whoever_comes_second_is_told(
    waiting: Message, case: Case, office: Client
) -> None:
    post(office, "message-dismiss", waiting, reason="An advert.")
    for name, typed in (
        ("message-join", {"reference": case.reference}),
        ("message-open", {}),
        ("message-dismiss", {"reason": "Another."}),
    ):
        response = post(office, name, waiting, **typed)
        assert response.status_code == 409, name
        assert "already found a place" in response.content.decode()

    assert Case.objects.count() == 1


def test_a_reply_that_was_dealt_with_leaves_the_list(
    waiting: Message, case: Case, office: Client
) -> None:
    post(office, "message-join", waiting, reference=case.reference)
    inbox = f"{reverse('inbox')}?tab=mail"
    assert "Re: Closed beds" in office.get(inbox).content.decode()
    for _ in range(2):
        assert post(office, "message-handled", waiting).status_code == 302

    assert "Re: Closed beds" not in office.get(inbox).content.decode()


@pytest.fixture
def in_doubt(make_case: CaseMaker) -> Message:
    make_case(State.ACCEPTED)
    OutboxItem.objects.filter(work="acknowledge").update(attempts=0)
    sweep_outbox()
    message = Message.objects.get(direction="out")
    message.delivery.sent_at = None
    message.delivery.save()
    assert message.delivery.is_in_doubt
    return message


@pytest.mark.parametrize(("outcome", "sent", "due"), [("arrived", True, 0), ("again", False, 1)])
def test_a_doubt_is_settled_once_by_a_person(
    in_doubt: Message, office: Client, outcome: str, sent: bool, due: int
) -> None:
    shown = office.get(reverse("message", args=[in_doubt.pk])).content.decode()
    assert reverse("message-settle", args=[in_doubt.pk, outcome]) in shown
    first, second = (post(office, "message-settle", in_doubt, outcome) for _ in range(2))
    in_doubt.delivery.refresh_from_db()

    assert (first.status_code, second.status_code) == (302, 409)
    assert "not in doubt any more" in second.content.decode()
    assert bool(in_doubt.delivery.sent_at) is sent
    assert OutboxItem.objects.filter(work="deliver", done_at=None).count() == due


def test_handing_over_is_marked_once(in_doubt: Message) -> None:
    assert not correspondence.begin_handing_over(in_doubt, at=in_doubt.happened_at)

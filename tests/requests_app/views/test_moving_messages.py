"""A message on the wrong case is moved; moving it back undoes that, and the clock never stirs."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from requests_app.domain.errors import RuleBroken
from requests_app.domain.workflow import State
from requests_app.models import AuditEvent, Case, Message, User
from requests_app.services import correspondence
from requests_app.services.audit import broken_links
from requests_app.tasks.received_mail import receive
from tests.factories import CaseMaker, Cast
from tests.requests_app.mail.building import mail, with_file

AsPerson = Callable[[User], Client]


@pytest.fixture
def right(make_case: CaseMaker) -> Case:
    return make_case(State.ANSWERED)


@pytest.fixture
def wrong(make_case: CaseMaker, right: Case) -> Case:
    return make_case(State.ACCEPTED)


@pytest.fixture
def message(wrong: Case) -> Message:
    raw = with_file("beds.csv", b"ward\n").replace(
        b"Subject: Closed beds", f"Subject: {wrong.reference}".encode()
    )
    taken = receive(BytesIO(raw), at=timezone.now()).message
    assert taken is not None
    assert taken.case == wrong
    correspondence.mark_handled(taken.pk, actor=wrong.owner, at=timezone.now())  # type: ignore[arg-type]
    return taken


def where(message: Message) -> tuple[Case | None, set[Case | None]]:
    message.refresh_from_db()
    return message.case, {file.case for file in message.documents.all()}


def test_a_message_is_moved_and_moved_back(
    cast: Cast, message: Message, wrong: Case, right: Case
) -> None:
    before = {case.pk: (case.state, case.due_on, case.version) for case in (wrong, right)}

    correspondence.move(message.pk, right.pk, actor=cast.foi_manager, at=timezone.now())

    assert where(message) == (right, {right})
    assert message.handled_at is None
    correspondence.move(message.pk, wrong.pk, actor=cast.foi_manager, at=timezone.now())
    assert where(message) == (wrong, {wrong})
    after = {case.pk: (case.state, case.due_on, case.version) for case in Case.objects.all()}
    assert after == before
    for chain, verbs in (
        (wrong.reference, ["move_message", "join_message"]),
        (right.reference, ["join_message", "move_message"]),
    ):
        events = AuditEvent.objects.filter(chain=chain, verb__in=verbs).order_by("position")
        assert [event.verb for event in events] == verbs
    assert list(broken_links()) == []


def test_a_message_goes_back_to_the_inbox_and_is_joined_again(
    cast: Cast, message: Message, wrong: Case
) -> None:
    correspondence.move(message.pk, None, actor=cast.foi_manager, at=timezone.now())

    assert where(message) == (None, {None})
    assert (message.kind, message.suggested_case) == ("needs_attention", wrong)
    correspondence.join(message.pk, wrong.pk, actor=cast.foi_manager, at=timezone.now())
    assert where(message) == (wrong, {wrong})


@pytest.mark.parametrize("person", ["department_manager", "director", "auditor", "superuser"])
def test_others_move_nothing(
    cast: Cast, message: Message, wrong: Case, right: Case, person: str
) -> None:
    events = AuditEvent.objects.count()
    for target in (right.pk, None):
        with pytest.raises(PermissionDenied):
            correspondence.move(message.pk, target, actor=cast.people[person], at=timezone.now())

    assert where(message) == (wrong, {wrong})
    assert AuditEvent.objects.count() == events


def test_the_request_itself_stays(cast: Cast, right: Case) -> None:
    taken = receive(BytesIO(mail()), at=timezone.now())
    assert taken.message is not None

    with pytest.raises(RuleBroken, match="The clock of the case runs from this message"):
        correspondence.move(taken.message.pk, right.pk, actor=cast.foi_manager, at=timezone.now())
    assert where(taken.message)[0] == taken.case


def test_what_stands_on_no_case_or_there_already_is_not_moved(
    cast: Cast, message: Message, wrong: Case
) -> None:
    with pytest.raises(RuleBroken, match="stands on this case already"):
        correspondence.move(message.pk, wrong.pk, actor=cast.foi_manager, at=timezone.now())
    correspondence.move(message.pk, None, actor=cast.foi_manager, at=timezone.now())
    with pytest.raises(RuleBroken, match="stands on no case"):
        correspondence.move(message.pk, wrong.pk, actor=cast.foi_manager, at=timezone.now())


def test_a_message_put_aside_by_mistake_is_brought_back_once(cast: Cast) -> None:
    lost = receive(BytesIO(mail(b"", subject="")), at=timezone.now()).message
    assert lost is not None
    office = cast.foi_manager
    correspondence.dismiss(lost.pk, reason="Nothing in it.", actor=office, at=timezone.now())

    correspondence.restore(lost.pk, actor=office, at=timezone.now())

    lost.refresh_from_db()
    assert (lost.dismissed_reason, lost.handled_at) == ("", None)
    with pytest.raises(RuleBroken, match="not put aside any more"):
        correspondence.restore(lost.pk, actor=office, at=timezone.now() + timedelta(seconds=1))


def test_the_page_moves_it_and_offers_the_way_back(
    cast: Cast, as_person: AsPerson, message: Message, wrong: Case, right: Case
) -> None:
    office = as_person(cast.foi_manager)
    said = office.post(
        reverse("message-move", args=[message.pk]), {"reference": right.reference}, follow=True
    ).content.decode()

    assert f"moved from {wrong.reference} to {right.reference}" in said
    assert f'value="{wrong.reference}"' in said
    assert where(message)[0] == right
    for name in ("message-take-off", "message-restore"):
        office.post(reverse(name, args=[message.pk]))
    assert where(message)[0] is None


def test_a_reference_that_does_not_exist_is_said_and_kept(
    cast: Cast, as_person: AsPerson, message: Message, wrong: Case
) -> None:
    response = as_person(cast.foi_manager).post(
        reverse("message-move", args=[message.pk]), {"reference": "FOI-2026-99999"}
    )

    assert response.status_code == 422
    assert "There is no case FOI-2026-99999." in response.content.decode()
    assert 'value="FOI-2026-99999"' in response.content.decode()
    assert where(message)[0] == wrong


@pytest.mark.parametrize("name", ["message-move", "message-take-off", "message-restore"])
def test_the_addresses_do_not_exist_for_others(
    cast: Cast, as_person: AsPerson, message: Message, wrong: Case, name: str
) -> None:
    response = as_person(cast.department_manager).post(
        reverse(name, args=[message.pk]), {"reference": wrong.reference}
    )

    assert response.status_code == 404
    assert where(message)[0] == wrong

"""What was done on the board a moment ago is taken back, and the mail never leaves."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from requests_app.models import Case, Channel, Message, MessageKind, OutboxItem
from requests_app.services import intake
from tests.e2e.conftest import NewVisitor, opened
from tests.e2e.household import Household, wait_until
from tests.e2e.visitor import PHONE, Visitor
from tests.factories import Cast

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("e2e")]
OFFER = "Cheap toner"


@pytest.fixture(scope="module")
def house(django_db_setup: None) -> Iterator[Household]:
    """Open the whole product, where an act can be taken back for a minute."""
    with opened("redis", "web", "worker", "beat", UNDO_SECONDS="60") as whole:
        yield whole


@pytest.fixture
def case(staff: Cast) -> Case:
    now = timezone.now()
    return intake.open_case(
        intake.NewRequest(
            channel=Channel.FORM,
            received_on=timezone.localdate() - timedelta(days=1),
            subject="Beds",
            text="1. How many beds did you close in 2025?",
            name="An Applicant",
            email="applicant@example.org",
        ),
        actor=None,
        at=now,
    )


def acknowledgements(house: Household) -> int:
    return sum(b"applicant@example.org" in mail for mail in house.sink.received)


def accept(manager: Visitor, case: Case) -> None:
    manager.goes_to("/inbox/")
    manager.page.get_by_role("checkbox", name=re.compile(case.reference)).check()
    manager.presses("Accept and acknowledge")


def test_an_acceptance_is_taken_back_and_its_acknowledgement_never_leaves(
    case: Case, staff: Cast, house: Household, new_visitor: NewVisitor
) -> None:
    manager = new_visitor()
    manager.signs_in(staff.foi_manager)
    accept(manager, case)
    manager.sees("Inbox")
    manager.reads("possible for 60 seconds")
    case.refresh_from_db()
    assert case.state == "accepted"

    manager.presses("Undo")

    manager.sees("Inbox")
    manager.reads("Taken back")
    case.refresh_from_db()
    assert (case.state, case.owner) == ("received", None)
    assert not case.messages.filter(kind=MessageKind.ACKNOWLEDGEMENT).exists()
    # Time enough for the worker, which sweeps every second, to do wrong.
    manager.page.wait_for_timeout(3_000)
    assert acknowledgements(house) == 0


def test_a_mail_put_aside_comes_back_by_a_key_on_a_phone_sized_screen(
    staff: Cast, house: Household, new_visitor: NewVisitor
) -> None:
    mail = Message.objects.create(
        direction="in", kind="needs_attention", subject=OFFER, sender="m@example.org",
        text="Buy now.", message_id="<1@example.org>", happened_at=timezone.now(),
    )  # fmt: skip
    manager = new_visitor(screen=PHONE)
    manager.signs_in(staff.foi_manager)
    manager.goes_to(f"/messages/{mail.pk}/")
    manager.fills("Why", "Advertising")
    manager.presses("Put it aside")
    mail.refresh_from_db()
    assert mail.dismissed_reason == "Advertising"

    with manager.page.expect_navigation():
        manager.page.keyboard.press("u")

    mail.refresh_from_db()
    assert mail.dismissed_reason == ""
    manager.sees("Inbox")
    manager.goes_to("/inbox/?tab=attention")
    manager.reads(OFFER)


def test_without_an_undo_the_acknowledgement_leaves_when_its_minute_is_over(
    case: Case, staff: Cast, house: Household, new_visitor: NewVisitor
) -> None:
    manager = new_visitor(has_script=False)
    manager.signs_in(staff.foi_manager)
    accept(manager, case)
    # The minute is moved, not waited for.
    over = timezone.now() - timedelta(seconds=1)
    assert OutboxItem.objects.filter(done_at__isnull=True).update(not_before=over)

    wait_until(lambda: acknowledgements(house), "the acknowledgement")
    manager.presses("Undo")
    manager.reads("The acknowledgement has left, so the request stays accepted.")
    case.refresh_from_db()
    assert case.state == "accepted"

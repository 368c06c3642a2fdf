"""The board with the keyboard alone: twenty mixed messages triaged, and the keys that one takes."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from requests_app.domain.london import london_day
from requests_app.models import Case, Channel, Message
from requests_app.services import intake
from tests.e2e.conftest import NewVisitor, opened
from tests.e2e.household import Household
from tests.e2e.visitor import Visitor
from tests.factories import Cast

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("e2e")]
MOST_PRESSES = 6
PLAIN, OWN_RECORDS, REPLIES, ADVERTISING = 11, 3, 3, 3


@pytest.fixture(scope="module")
def house(django_db_setup: None) -> Iterator[Household]:
    """Open the pages alone: nothing here waits for the queue."""
    with opened("redis", "web") as whole:
        yield whole


class Keyboard:
    """Presses keys and counts them; a mouse there is none."""

    def __init__(self, visitor: Visitor) -> None:
        self.page, self.presses = visitor.page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
        self.presses += len(keys)

    def turn(self, key: str) -> None:
        """Press a key that leads to another page."""
        with self.page.expect_navigation(wait_until="load"):
            self.press(key)

    def write(self, words: str) -> None:
        self.page.keyboard.type(words)
        self.presses += len(words)


def request_of(number: int, text: str) -> Case:
    now = timezone.now()
    return intake.open_case(
        intake.NewRequest(
            channel=Channel.FORM,
            received_on=london_day(now) - timedelta(days=1),
            subject=f"Request {number}",
            text=text,
            name=f"Applicant {number}",
            email=f"a{number}@example.org",
        ),
        actor=None,
        at=now,
    )


def mail_of(number: int, **fields: object) -> Message:
    return Message.objects.create(
        **{
            "direction": "in", "kind": "needs_attention", "subject": f"Offer {number}",
            "sender": f"m{number}@example.org", "text": f"Buy {number}.",
            "message_id": f"<{number}@example.org>", "happened_at": timezone.now(), **fields,
        }
    )  # fmt: skip


@pytest.fixture
def manager(new_visitor: NewVisitor, staff: Cast) -> Visitor:
    visitor = new_visitor()
    visitor.signs_in(staff.foi_manager)
    return visitor


def test_twenty_mixed_messages_are_triaged_without_a_mouse(manager: Visitor) -> None:
    for number in range(PLAIN):
        request_of(number, f"1. How many beds did ward {number} close in 2025?")
    for number in range(PLAIN, PLAIN + OWN_RECORDS):
        request_of(number, "Please send me my medical records.")
    case = Case.objects.earliest("pk")
    for number in range(REPLIES):
        mail_of(number, kind="possible_reply", suggested_case=case)
    for number in range(REPLIES, REPLIES + ADVERTISING):
        mail_of(number)
    keys, spent = Keyboard(manager), []
    manager.goes_to("/inbox/")
    manager.sees("Inbox")

    for _ in range(PLAIN + OWN_RECORDS):
        before = keys.presses
        keys.turn("Enter")
        if int(keys.page.locator("h1").inner_text().split()[-1]) >= PLAIN:
            keys.press("r")
            keys.turn("s")
            continue
        keys.press("f", "n")
        keys.turn("s")
        keys.turn("s")
        spent.append(keys.presses - before)
        keys.turn("i")
    keys.turn("2")
    for _ in range(REPLIES):
        keys.turn("Enter")
        keys.turn("s")
    keys.turn("3")
    # What was joined is to be read, too.
    for _ in range(REPLIES):
        keys.turn("Enter")
        keys.turn("s")
    for _ in range(ADVERTISING):
        keys.turn("Enter")
        keys.press("d")
        keys.write("Advertising")
        keys.turn("Enter")

    manager.sees("Inbox")
    assert sorted(Case.objects.values_list("state", flat=True)) == (
        ["redirected"] * OWN_RECORDS + ["with_departments"] * PLAIN
    )
    assert Message.objects.filter(kind="reply", case=case).count() == REPLIES
    assert Message.objects.filter(dismissed_reason="Advertising").count() == ADVERTISING
    assert max(spent) <= MOST_PRESSES


def test_the_keys_move_pick_give_search_and_help(manager: Visitor, staff: Cast) -> None:
    cases = [request_of(number, f"1. How many beds, {number}?") for number in range(3)]
    manager.goes_to("/inbox/")
    keys, page = Keyboard(manager), manager.page

    def focused() -> str:
        return str(page.evaluate("document.activeElement.textContent"))

    keys.press("j")
    assert focused() == "Request 0"
    keys.press("j", "j", "j", "k")
    assert focused() == "Request 1"
    keys.press("x", "a")
    assert page.evaluate("document.activeElement.name") == "owner"
    assert page.locator(".case-row__pick input:checked").count() == 1
    # In a field the keys are letters.
    keys.press("j", "x")
    assert page.evaluate("document.activeElement.name") == "owner"
    page.locator("h1").click()
    keys.press("/")
    keys.write("j?x")
    assert page.locator("#search").input_value() == "j?x"
    page.locator("h1").click()
    keys.press("?")
    assert page.locator("dialog.keys").is_visible()
    manager.sees("Inbox")
    keys.press("j", "Escape")
    assert not page.locator("dialog.keys").is_visible()
    assert len(cases) == Case.objects.count()


def test_the_keys_can_be_put_away(manager: Visitor) -> None:
    request_of(1, "1. How many beds?")
    manager.goes_to("/inbox/keys/")
    manager.sees("Keys")
    manager.page.get_by_label("Put these keys away in this browser").check()
    manager.goes_to("/inbox/")
    manager.page.keyboard.press("j")

    assert manager.page.evaluate("document.activeElement.tagName") == "BODY"


def test_without_a_script_the_list_of_keys_is_a_page_and_everything_else_works(
    new_visitor: NewVisitor, staff: Cast
) -> None:
    request_of(1, "1. How many beds?")
    manager = new_visitor(has_script=False)
    manager.signs_in(staff.foi_manager)
    manager.sees("Inbox")
    manager.follows("Keys")
    manager.sees("Keys")
    manager.goes_to("/inbox/?tab=new&search=Request")
    manager.follows("Save this view")
    manager.sees("Your views")
    manager.fills("Save what you came from as", "Mine")
    manager.presses("Save the view")
    manager.sees("Inbox")
    manager.reads("The view “Mine” is saved.")
    manager.page.locator('input[name="case"]').check()
    manager.presses("Accept and acknowledge")
    manager.sees("Inbox")
    manager.reads("1 request is accepted.")


def test_somebody_else_who_reads_the_same_is_named(new_visitor: NewVisitor, staff: Cast) -> None:
    case = request_of(1, "1. How many beds?")
    first, second = new_visitor(has_script=False), new_visitor()
    for visitor, user in ((first, staff.foi_administrator), (second, staff.foi_manager)):
        visitor.signs_in(user)
        visitor.goes_to(f"/cases/{case.reference}/triage/")
    second.sees("Request 1")
    second.reads("Also open: Foi Administrator, now.")

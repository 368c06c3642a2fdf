"""The web form and the entry screen open a case as a mail does."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone

from requests_app.mail.parser import parse
from requests_app.models import Case
from tests.e2e.conftest import NewVisitor, opened
from tests.e2e.household import Household
from tests.e2e.the_request import MAIL, NUMBERS, WHO_ASKED
from tests.factories import Cast

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("e2e")]


@pytest.fixture(scope="module")
def house(django_db_setup: None) -> Iterator[Household]:
    """Open the pages alone: nothing here waits for the queue."""
    with opened("redis", "web") as whole:
        yield whole


@pytest.fixture
def words() -> str:
    return parse(MAIL.read_bytes()).text


def is_as_by_mail(case: Case) -> None:
    assert [question.number for question in case.questions.all()] == NUMBERS
    assert len(case.questions.get(number="2").narrower_scopes) == 3
    assert case.order_of_priority.startswith("Please work down the list")
    assert "spreadsheet" in case.preferred_form
    asked = " ".join([case.context, *case.questions.values_list("text", flat=True)])
    assert [name for name in WHO_ASKED if name in asked] == []


def test_the_web_form_opens_a_case_and_shows_its_day(
    staff: Cast, new_visitor: NewVisitor, words: str
) -> None:
    asker = new_visitor()
    asker.goes_to("/")
    asker.presses("Make a request")
    asker.sees("What would you like to know?")
    asker.presses("Continue")
    asker.sees("What would you like to know?")
    asker.reads("Write what you would like to know.")
    asker.fills("What would you like to know?", words)
    asker.presses("Continue")
    asker.sees("How should we answer?")
    asker.chooses("By e-mail")
    asker.presses("Continue")
    asker.sees("Your name and address")
    asker.fills("Your name", "Marguerite Oldcastle")
    asker.fills("Your e-mail address", "m.oldcastle@example.org")
    asker.presses("Continue")
    asker.sees("Check your request")
    asker.presses("Send the request")
    asker.sees("We have your request")

    case = Case.objects.get()
    assert (case.channel, case.received_on) == ("form", timezone.localdate())
    is_as_by_mail(case)
    asker.reads(case.reference)
    asker.follows(f"/follow/{case.reference}")
    asker.sees(case.subject)


def test_a_letter_is_typed_in_with_the_day_it_came(
    staff: Cast, new_visitor: NewVisitor, words: str
) -> None:
    came = timezone.localdate() - timedelta(days=6)
    office = new_visitor()
    office.signs_in(staff.foi_administrator)
    office.sees("Inbox")
    office.presses("Enter a request from post or phone")
    office.sees("Enter a request")
    office.chooses("By post", within=office.page.get_by_role("group", name="How did it come?"))
    office.fills("On which day did it reach", f"{came:%d/%m/%Y}")
    office.fills("Who asks?", "Marguerite Oldcastle")
    office.fills("Postal address", "4 Larch Row\nHarrowdene\nHD2 7QQ")
    where = office.page.get_by_role("group", name="Where do they want the answer?")
    office.chooses("By post", within=where)
    office.fills("Subject", "Contacts with Immigration Enforcement")
    office.fills("The request in its own words", words)
    office.presses("Open the case")
    office.sees("Enter a request")
    office.reads("Say why it is entered only now.")
    office.fills("Why is it entered only now?", "It lay in the post room.")
    office.presses("Open the case")
    office.sees("Contacts with Immigration Enforcement")
    office.reads("4 Larch Row")

    case = Case.objects.get()
    assert (case.channel, case.received_on, case.reply_by) == ("post", came, "post")
    is_as_by_mail(case)
    office.goes_to("/search/")
    office.sees("Search")
    office.reads("What can be searched")
    for words, said in (("immigrations", "1 found."), ("oldcastle", "asked by Marguerite")):
        office.fills("Words in requests, messages and their files", words)
        office.presses("Search")
        office.sees(f"Search: {words}")
        office.reads("Contacts with Immigration Enforcement", said)

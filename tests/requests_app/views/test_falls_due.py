"""What falls due: the month, and the calendar at a secret address."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from requests_app.domain.statutory_clock import EntryKind
from requests_app.domain.workflow import State
from requests_app.models import AuditEvent, CalendarFeed, Case, User
from requests_app.services import clock
from tests.factories import APPLICANT_NAME, CaseMaker, Cast, at

AsPerson = Callable[[User], Client]
TODAY = date(2026, 11, 11)
NOVEMBER = "/calendar/?month=2026-11"


@pytest.fixture(autouse=True)
def eleventh_of_november() -> Any:
    with time_machine.travel(at(TODAY), tick=False):
        yield


def words(browser: Client, address: str) -> str:
    response = browser.get(address)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def address_of(browser: Client) -> str:
    browser.post("/calendar/feed/make/")
    found = re.search(
        r'<code class="reference">https?://[^/]+(/[^<]+)</code>', words(browser, NOVEMBER)
    )
    assert found
    return found[1]


def summaries(text: str) -> list[str]:
    lines = text.replace("\r\n ", "").split("\r\n")
    days = [line.partition(":")[2] for line in lines if line.startswith("DTSTART")]
    titles = [line.partition(":")[2] for line in lines if line.startswith("SUMMARY")]
    return [f"{day} {title}" for day, title in zip(days, titles, strict=True)]


def test_a_month_shows_what_is_not_done_on_its_day(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    case = make_case(State.WITH_DEPARTMENTS)
    page = words(as_person(cast.foi_manager), f"{NOVEMBER}&whose=all")
    assert "Wed 18 Nov</th>" in page
    assert f"{case.reference}</span> All answers are back" in page
    assert "Say what is held</a> · Estates · <strong>1 day late</strong>" in page
    assert "Acknowledge" not in page, "that is done"
    assert "Monday" not in page
    assert "Saint Andrew" in page or "St Andrew" in page
    december = words(as_person(cast.foi_manager), "/calendar/?month=2026-12&whose=mine")
    assert f"{case.reference}</span> Send the answer" in december
    assert "The answer, by law" not in december, "it is the same day"


def test_the_day_of_the_law_stands_beside_the_step_where_it_is_another(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    case = make_case(State.ACCEPTED)
    for kind, day in (("asked", 5), ("received", 9)):
        clock.enter(
            case,
            EntryKind(f"clarification_{kind}"),
            date(2026, 11, day),
            actor=None,
            at=at(TODAY),
        )
    december = words(as_person(cast.foi_manager), "/calendar/?month=2026-12&whose=mine")
    assert "Fri 4 Dec</th>" in december
    assert "Send the answer" in december.split("Fri 4 Dec</th>")[1].split("</tr>")[0]
    assert "The answer, by law" in december.split("Tue 8 Dec</th>")[1].split("</tr>")[0]


@pytest.mark.parametrize(
    ("who", "steps"),
    [
        ("department_manager", {"Say what is held", "Draft answer"}),
        ("deputy_director", {"Say what is held", "Draft answer"}),
        ("other_manager", set()),
        ("communications", set()),
        ("superuser", set()),
    ],
)
def test_each_sees_what_they_owe_and_not_who_asked(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson, blindfold: Any, who: str, steps: set[str]
) -> None:
    make_case(State.WITH_DEPARTMENTS)
    browser = as_person(cast.people[who])
    with blindfold:
        page = browser.get(f"{NOVEMBER}&whose=all")
    blindfold.assert_blind(page.content)
    found = set(re.findall(r"</span> ([^<]+)</a>", page.content.decode()))
    assert found == steps
    assert ("Nothing falls due" in page.content.decode()) == (not steps)


def test_a_director_sees_the_letter_they_are_to_sign(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson, blindfold: Any
) -> None:
    case = make_case(State.AWAITING_SIGN_OFF)
    for who in (cast.director, cast.deputy_director):
        with blindfold:
            page = as_person(who).get(NOVEMBER)
        blindfold.assert_blind(page.content)
        assert "Sign the answer" in page.content.decode()
        assert f"/sign-off/{case.sign_offs.get().pk}/" in page.content.decode()


def test_a_subject_that_nobody_has_checked_is_told_to_the_office_alone(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    make_case.subject = f"From {APPLICANT_NAME}"
    make_case.received_on = date(2026, 11, 10)
    make_case()
    office, auditor = as_person(cast.foi_manager), as_person(cast.auditor)
    assert APPLICANT_NAME in words(office, f"{NOVEMBER}&whose=all")
    assert "Acknowledge" in words(auditor, f"{NOVEMBER}&whose=all")
    assert APPLICANT_NAME not in words(auditor, f"{NOVEMBER}&whose=all")
    text = Client().get(address_of(office)).content.decode()
    assert "Acknowledge" in text
    assert "Ravenscroft" not in text


@pytest.mark.parametrize("month", ["2026", "2026-13", "x", "1999-01", "9999-12", "2026-1-1", "0"])
def test_a_month_that_is_none_does_not_exist(cast: Cast, as_person: AsPerson, month: str) -> None:
    assert as_person(cast.foi_manager).get(f"/calendar/?month={month}").status_code == 404


def test_a_stranger_is_asked_to_sign_in(db: None) -> None:
    for page in ("/calendar/", "/calendar/feed/make/", "/calendar/feed/end/"):
        assert Client().post(page)["Location"].startswith("/accounts/login/")


def test_the_month_costs_the_same_for_one_case_and_for_thirty(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    browser = as_person(cast.foi_manager)
    address = f"{NOVEMBER}&whose=all"

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            browser.get(address)
        return len(captured)

    make_case(State.WITH_DEPARTMENTS)
    browser.get(address)
    for_one = queries()
    for _ in range(29):
        make_case(State.WITH_DEPARTMENTS)
    assert queries() == for_one


def test_a_calendar_program_reads_what_its_owner_owes_without_signing_in(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson, blindfold: Any
) -> None:
    case = make_case(State.WITH_DEPARTMENTS)
    address = address_of(as_person(cast.department_manager))
    with blindfold:
        response = Client().get(address)
    blindfold.assert_blind(response.content)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "Set-Cookie" not in response
    assert summaries(response.content.decode()) == [
        f"20261110 {case.reference}: Say what is held (Estates)",
        f"20261117 {case.reference}: Draft answer (Estates)",
    ]


def test_only_the_hash_of_the_secret_is_kept_and_it_is_shown_once(
    cast: Cast, as_person: AsPerson
) -> None:
    browser = as_person(cast.department_manager)
    address = address_of(browser)
    secret = address.split("/")[-1].removesuffix(".ics")
    assert len(secret) >= 43
    assert secret not in str(CalendarFeed.objects.values().get())
    assert secret not in str(list(AuditEvent.objects.values()))
    assert secret not in words(browser, NOVEMBER)


def test_a_new_secret_ends_the_old_and_stopping_ends_it_for_good(
    cast: Cast, as_person: AsPerson
) -> None:
    browser = as_person(cast.department_manager)
    old = address_of(browser)
    new = address_of(browser)
    assert [Client().get(one).status_code for one in (old, new)] == [404, 200]

    browser.post("/calendar/feed/end/")
    browser.post("/calendar/feed/end/")
    assert Client().get(new).status_code == 404
    assert CalendarFeed.objects.count() == 0
    assert AuditEvent.objects.filter(verb="end_calendar_feed").count() == 1


def test_whoever_may_not_sign_in_has_no_calendar(cast: Cast, as_person: AsPerson) -> None:
    address = address_of(as_person(cast.department_manager))
    User.objects.filter(pk=cast.department_manager.pk).update(is_active=False)
    assert Client().get(address).status_code == 404


@pytest.mark.parametrize("secret", ["x", "%00", "a" * 500, "..%2f"])
def test_a_wrong_secret_opens_nothing(db: None, secret: str) -> None:
    assert Client().get(f"/calendar/feed/{secret}.ics").status_code == 404


def test_a_calendar_is_read_and_not_written(cast: Cast, as_person: AsPerson) -> None:
    address = address_of(as_person(cast.department_manager))
    assert Client().head(address).status_code == 200
    assert Client().post(address).status_code == 405


def test_what_is_done_leaves_the_calendar(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    case = make_case(State.WITH_DEPARTMENTS)
    address = address_of(as_person(cast.department_manager))
    Case.objects.filter(pk=case.pk).update(state=State.WITHDRAWN)
    assert summaries(Client().get(address).content.decode()) == []
    assert reverse("falls-due") == "/calendar/"

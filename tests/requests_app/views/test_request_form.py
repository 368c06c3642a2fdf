"""The public request form: nothing typed is lost, and one filling-in makes one case."""

from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from requests_app.models import Case, Message
from requests_app.queries.tracking import tracking_path
from requests_app.views import request_form

TEXT = "1. How many beds were closed?\n2. Why <b>them</b>?"
PAGES = ("request-way", "request-address", "request-check")


@pytest.fixture(autouse=True)
def own_cache(settings: LazySettings, tmp_path: Path) -> None:
    """Count the sendings of one test only."""
    backend = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": str(tmp_path)}}


def fill_in(client: Client, text: str = TEXT, way: str = "email") -> Any:
    """Answer every question; return the page on which they are checked."""
    client.post(reverse("make-request"), {"text": text})
    client.post(reverse("request-way"), {"reply_by": way})
    asker = {"name": "Ada Okafor", "email": "ada@example.org", "postal_address": "1 High St\nHD1"}
    response = client.post(reverse("request-address"), asker)
    assert response["Location"] == reverse("request-check")
    return client.get(reverse("request-check"))


def token_of(client: Client) -> str:
    token: str = client.session["request"]["token"]
    return token


def send(client: Client) -> Any:
    return client.post(reverse("request-send"), {"token": token_of(client)})


def words(response: Any) -> str:
    return unescape(response.content.decode())


def test_an_answer_by_e_mail_opens_a_case_with_no_more_than_the_act_needs(
    client: Client, db: None
) -> None:
    checked = words(fill_in(client))
    assert TEXT.replace("\n", "<br>") in checked
    assert "ada@example.org" in checked
    assert "1 High St" not in checked

    assert send(client)["Location"] == reverse("request-sent")

    case = Case.objects.select_related("applicant").get()
    assert (case.channel, case.reply_by) == ("form", "email")
    applicant = case.applicant
    assert (applicant.name, applicant.email) == ("Ada Okafor", "ada@example.org")
    assert (applicant.postal_address, applicant.phone, applicant.organisation) == ("", "", "")
    assert Message.objects.get().text == TEXT
    assert [question.number for question in case.questions.all()] == ["1", "2"]


def test_an_answer_by_post_keeps_no_e_mail_address(client: Client, db: None) -> None:
    client.post(reverse("make-request"), {"text": TEXT})
    client.post(reverse("request-way"), {"reply_by": "email"})
    client.post(reverse("request-address"), {"name": "Ada", "email": "ada@example.org"})
    fill_in(client, way="post")
    send(client)

    case = Case.objects.select_related("applicant").get()
    assert (case.reply_by, case.applicant.email) == ("post", "")
    assert case.applicant.postal_address.splitlines() == ["1 High St", "HD1"]
    assert "we cannot send you the link again" in words(client.get(reverse("request-sent")))


def test_the_last_page_tells_the_reference_the_date_and_the_link(client: Client, db: None) -> None:
    fill_in(client)
    send(client)
    case = Case.objects.get()
    assert case.due_on is not None

    page = words(client.get(reverse("request-sent")))

    link = f"http://testserver{tracking_path(case)}"
    assert f'<a href="{link}">{link}</a>' in page
    assert case.reference in page
    assert f"{case.due_on:%A} {case.due_on.day} {case.due_on:%B %Y}" in page
    assert client.get(link).status_code == 200


@pytest.mark.parametrize(
    ("page", "fields", "error"),
    [
        ("make-request", {}, "Write what you would like to know."),
        ("make-request", {"text": " \n "}, "Write what you would like to know."),
        ("request-way", {}, "Choose how we should answer."),
        ("request-way", {"reply_by": "pigeon"}, "Select a valid choice"),
        ("request-address", {}, "Write your name."),
        ("request-address", {"name": "Ada"}, "Write the e-mail address for the answer."),
        ("request-address", {"name": "Ada", "email": "ada"}, "such as name@example.org."),
    ],
)
def test_what_is_missing_is_said_at_the_top_and_at_the_field(
    client: Client, db: None, page: str, fields: dict[str, str], error: str
) -> None:
    client.post(reverse("make-request"), {"text": TEXT})
    client.post(reverse("request-way"), {"reply_by": "email"})

    response = client.post(reverse(page), fields)

    assert response.status_code == 422
    assert words(response).count(error) == 2
    assert "<title>Error: " in words(response)
    assert client.session["request"]["text"] == TEXT


def test_a_megabyte_of_text_comes_back_whole_with_the_limit(
    client: Client, db: None, settings: LazySettings
) -> None:
    text = "bed " * 262_144

    response = client.post(reverse("make-request"), {"text": text})

    assert response.status_code == 422
    page = words(response)
    assert text.strip() in page
    assert "has 1,048,575 characters. The form takes up to 100,000." in page
    assert not Case.objects.exists()


def test_the_end_of_a_line_counts_as_the_one_character_that_was_typed(
    client: Client, db: None, settings: LazySettings
) -> None:
    settings.REQUEST_TEXT_LIMIT = 3

    assert client.post(reverse("make-request"), {"text": "a\r\nb"}).status_code == 302
    assert client.post(reverse("make-request"), {"text": "a\r\nbc"}).status_code == 422


def test_a_name_cannot_hold_a_second_line(client: Client, db: None) -> None:
    client.post(reverse("make-request"), {"text": TEXT})
    client.post(reverse("request-way"), {"reply_by": "email"})
    sent = {"name": "Ada\r\nBcc: all@example.org", "email": "ada@example.org"}
    client.post(reverse("request-address"), sent)

    assert client.session["request"]["name"] == "Ada Bcc: all@example.org"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_whose_turn_has_not_come_leads_to_the_first(
    client: Client, db: None, page: str
) -> None:
    assert client.get(reverse(page))["Location"] == reverse("make-request")


def test_whoever_goes_back_finds_what_they_typed(client: Client, db: None) -> None:
    fill_in(client)

    assert TEXT in words(client.get(reverse("make-request")))
    assert 'value="Ada Okafor"' in words(client.get(reverse("request-address")))


def test_another_way_of_answering_asks_for_its_address(client: Client, db: None) -> None:
    fill_in(client)
    client.post(reverse("request-way"), {"reply_by": "post"})

    assert client.get(reverse("request-check"))["Location"] == reverse("request-address")


def test_sending_twice_makes_one_case(client: Client, db: None) -> None:
    fill_in(client)
    token = token_of(client)
    for _ in range(2):
        response = client.post(reverse("request-send"), {"token": token})
        assert response["Location"] == reverse("request-sent")

    assert Case.objects.count() == 1


def test_a_second_click_that_began_before_the_first_ended_makes_no_second_case(
    client: Client, db: None, rf: RequestFactory
) -> None:
    fill_in(client)
    second = rf.post(reverse("request-send"), {"token": token_of(client)})
    second.session = SessionStore(client.session.session_key)
    assert "request" in second.session  # read, as it stood before the first click was done

    send(client)
    response = request_form.send(second)

    assert response["Location"] == reverse("request-sent")
    assert Case.objects.count() == 1


def test_the_same_browser_may_ask_again(client: Client, db: None) -> None:
    fill_in(client)
    send(client)
    assert TEXT not in words(client.get(reverse("make-request")))
    fill_in(client, text="And the wards?")
    send(client)

    assert Case.objects.count() == 2


@pytest.mark.parametrize("page", ["request-way", "request-address", "request-send"])
def test_a_page_left_open_too_long_says_that_nothing_was_sent(
    client: Client, db: None, page: str
) -> None:
    response = client.post(reverse(page), {"name": "Ada", "token": "old"}, follow=True)

    assert response.redirect_chain[-1][0] == reverse("make-request")
    assert "Nothing was sent." in words(response)
    assert not Case.objects.exists()


def test_a_token_of_another_filling_in_sends_nothing(client: Client, db: None) -> None:
    fill_in(client)
    client.post(reverse("request-send"), {"token": "made-up"})

    assert not Case.objects.exists()
    assert client.session["request"]["text"] == TEXT


def test_a_flood_is_turned_away_with_its_text_kept(client: Client, db: None) -> None:
    for _ in range(request_form.MOST_AN_HOUR):
        fill_in(client)
        assert send(client).status_code == 302
    fill_in(client, text="One more.")

    response = send(client)

    assert response.status_code == 429
    assert "Too many at once" in words(response)
    assert client.session["request"]["text"] == "One more."
    elsewhere = {"token": token_of(client)}
    client.post(reverse("request-send"), elsewhere, headers={"x-forwarded-for": "192.0.2.9"})
    assert Case.objects.count() == request_form.MOST_AN_HOUR + 1


def test_the_form_asks_the_database_no_more_for_a_long_request(
    client: Client, db: None, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    counts = []
    for text in (TEXT, "\n".join(f"{n}. How many?" for n in range(1, 31))):
        fill_in(client, text=text)
        with django_assert_num_queries(1) as queries:
            client.get(reverse("request-check"))
        counts.append(len(queries))
    assert counts == [1, 1]


def test_nobody_elses_request_is_confirmed(client: Client, db: None) -> None:
    fill_in(client)
    send(client)

    assert Client().get(reverse("request-sent")).status_code == 404

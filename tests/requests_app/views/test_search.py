"""The search page: what was found and where, marked and harmless; blind for all but the office."""

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from requests_app.domain.workflow import State
from requests_app.models import Case, Message, SearchedPart
from requests_app.services.vocabulary import learn
from requests_app.tasks.reading import read_what_waits
from requests_app.tasks.received_mail import receive
from tests.factories import APPLICANT_EMAIL, APPLICANT_NAME, CaseMaker, Cast
from tests.requests_app.disclosure.files_with_words import word
from tests.requests_app.mail.building import file_part, mixed, text_part
from tests.requests_app.views.conftest import AsPerson, Blindfold


@pytest.fixture
def beds(make_case: CaseMaker) -> Case:
    """Return a case that departments were asked about, with a reply and its file."""
    case = make_case(State.WITH_DEPARTMENTS)
    reply = mixed(
        text_part(b"I play the saxophone. <script>alert(1)</script> saxophone & more."),
        file_part("My <b>letter.docx", word("The trombones <img src=x> are out of tune.")),
        subject=f"Subject: {case.reference}",
    )
    receive(BytesIO(reply), at=timezone.now())
    read_what_waits()
    return case


def asked(client: Client, words: str, **more: str) -> str:
    response = client.get(reverse("search"), {"words": words, **more})
    assert response.status_code == 200
    return response.content.decode()


def test_the_office_sees_the_place_and_the_words_marked(
    beds: Case, cast: Cast, as_person: AsPerson
) -> None:
    page = asked(as_person(cast.foi_manager), "trombone")

    message = Message.objects.get(case=beds, kind="reply")
    assert reverse("case", args=[beds.reference]) in page
    assert reverse("message", args=[message.pk]) in page
    assert "<mark>trombones</mark>" in page
    assert "letter.docx”" in page
    assert "1 found" in page


def test_nothing_of_a_text_or_a_file_name_is_taken_for_a_tag(
    beds: Case, cast: Cast, as_person: AsPerson
) -> None:
    client = as_person(cast.foi_manager)
    for words in ("saxophone", "trombones", "alert", '"><script>alert(2)</script>'):
        page = asked(client, words)
        for tag in ("<script>alert", "<img src", "My <b>", '"><script'):
            assert tag not in page


@pytest.mark.parametrize(
    "words", [APPLICANT_NAME, APPLICANT_EMAIL, "saxophone", "trombones", "beds"]
)
@pytest.mark.parametrize("part", ["department_manager", "director", "auditor"])
def test_others_search_blind(
    beds: Case, cast: Cast, as_person: AsPerson, blindfold: Blindfold, part: str, words: str
) -> None:
    for each in SearchedPart:
        learn(each)
    client = as_person(cast.people[part])
    with blindfold:
        page = asked(client, words)

    # What was typed stands in the field again, whoever typed it.
    blindfold.assert_blind(page.replace(f'value="{words}"', "").replace(f": {words}", "").encode())
    assert (beds.reference in page) is (words == "beds")
    assert "tune" not in page


def test_a_department_is_led_to_its_task_and_to_no_case(
    beds: Case, cast: Cast, as_person: AsPerson
) -> None:
    client = as_person(cast.department_manager)
    page = asked(client, "income")

    task = reverse("task", args=[beds.commissions.get().pk])
    assert f'href="{task}"' in page
    assert client.get(task).status_code == 200
    assert reverse("case", args=[beds.reference]) not in page


def test_without_words_and_without_results_the_page_says_what_can_be_done(
    cast: Cast, as_person: AsPerson
) -> None:
    client = as_person(cast.foi_manager)

    assert "every message and the words of the files" in asked(client, " ")
    assert "Nothing found" in asked(client, "wheelchairs")
    assert "messages" not in asked(as_person(cast.department_manager), "")


def test_words_that_nothing_holds_are_put_right_and_it_says_so(
    beds: Case, cast: Cast, as_person: AsPerson
) -> None:
    for each in SearchedPart:
        learn(each)

    page = asked(as_person(cast.foi_manager), "saxofone")

    assert "Nothing holds “saxofone”." in page
    assert "<mark>saxophone</mark>" in page


def test_too_long_a_search_is_refused_in_words_and_keeps_what_was_typed(
    cast: Cast, as_person: AsPerson
) -> None:
    words = "beds " * 60
    response = as_person(cast.foi_manager).get(reverse("search"), {"words": words})

    assert response.status_code == 422
    page = response.content.decode()
    assert "Search for at most 200 characters." in page
    assert words.strip() in page


def test_pages_keep_the_words(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("requests_app.queries.search_page.ROWS_A_PAGE", 2)
    for _ in range(3):
        make_case()
    client = as_person(cast.foi_manager)

    first = asked(client, "closed beds")
    assert "1 to 2 of 3" in first
    assert 'href="?words=closed+beds&amp;page=2" ' in first.replace('">', '" >')
    assert "3 to 3 of 3" in asked(client, "closed beds", page="2")
    for bad in ("0", "-1", "99999999", "x", "²"):
        assert "1 to 2 of 3" in asked(client, "closed beds", page=bad)


def test_the_board_leads_to_the_places_where_its_words_stand(
    beds: Case, cast: Cast, as_person: AsPerson, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, query = as_person(cast.foi_manager), {"tab": "departments", "search": "lost & income"}

    page = client.get(reverse("inbox"), query).content.decode()
    assert 'href="/search/?words=lost+%26+income"' in page
    assert "only the requests with the latest" not in page

    monkeypatch.setattr("requests_app.queries.case_search.MOST_TEXTS", -1)
    page = client.get(reverse("inbox"), query).content.decode()
    assert beds.reference in page
    assert "only the requests with the latest" in page


@pytest.mark.parametrize("part", ["foi_manager", "auditor", "department_manager"])
def test_the_page_asks_the_same_at_one_row_and_at_thirty(
    make_case: CaseMaker,
    cast: Cast,
    as_person: AsPerson,
    part: str,
) -> None:
    client = as_person(cast.people[part])
    counts = []
    for more in (1, 29):
        for _ in range(more):
            make_case(State.WITH_DEPARTMENTS)
        asked(client, "income")
        with Blindfold() as queries:
            page = asked(client, "income")
        counts.append(len(queries))
    assert page.count('class="found__row"') == 20
    assert counts[0] == counts[1]

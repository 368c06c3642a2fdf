"""Following a request: only whoever asked gets in, and nothing internal comes out."""

from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from requests_app.domain.workflow import State
from requests_app.models import AccessCode, Case, Document, DocumentRole
from requests_app.queries.tracking import tracking_path
from requests_app.services import responses, tracking
from requests_app.views import follow
from tests.factories import APPLICANT_EMAIL, CaseMaker, Cast, at
from tests.requests_app.views.conftest import WHO_ASKED

TODAY = date(2026, 11, 16)


@pytest.fixture(autouse=True)
def own_cache(settings: LazySettings, tmp_path: Path) -> None:
    """Count the codes of one test only."""
    backend = "django.core.cache.backends.locmem.LocMemCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": str(tmp_path)}}


@pytest.fixture(autouse=True)
def a_day_in_november() -> Any:
    """Let every page be asked for on one day."""
    with time_machine.travel(at(TODAY), tick=False):
        yield


def ask(client: Client, reference: str, email: str = APPLICANT_EMAIL) -> Any:
    fields = {"reference": reference, "email": email}
    return client.post(reverse("follow"), fields, follow=True)


def try_code(client: Client, code: str) -> Any:
    return client.post(reverse("follow-code"), {"code": code})


def code_for(case: Case) -> str:
    return tracking.code_of(AccessCode.objects.filter(case=case).latest("pk").pk)


def words(response: Any) -> str:
    return unescape(response.content.decode())


def body(response: Any) -> str:
    """Return a page without the token that differs in every form."""
    return words(response).partition("csrfmiddlewaretoken")[2].partition(">")[2]


def release(case: Case, name: str = "beds.csv", content: bytes = b"ward,beds") -> Document:
    """Give an answered case its letter as a PDF and a file that went with it."""
    letter = case.letters.get()
    responses.store_pdfs(letter.pk, sent=b"%PDF-1.7 sent", kept=b"%PDF-1.7 kept", at=at(TODAY))
    document = Document.objects.create(
        case=case,
        role=DocumentRole.RELEASE,
        name=name,
        file=ContentFile(content, "stored"),
        sha256="0" * 64,
        size=len(content),
        media_type="text/html",
        uploaded_at=timezone.now(),
    )
    letter.enclosures.add(document)
    return document


def test_reference_and_address_bring_a_code_that_opens_the_request(
    client: Client, case: Case
) -> None:
    assert ask(client, case.reference).redirect_chain == [(reverse("follow-code"), 302)]

    response = try_code(client, f" {code_for(case)[:3]} {code_for(case)[3:]} ")

    assert response["Location"] == tracking_path(case)
    assert case.reference in words(client.get(response["Location"]))


@pytest.mark.parametrize("typed", ["{0}", " {1} ", "{1} "])
def test_a_reference_is_known_however_it_is_typed(client: Client, case: Case, typed: str) -> None:
    ask(client, typed.format(case.reference, case.reference.lower().replace("-", " ")))

    assert AccessCode.objects.filter(case=case).count() == 1


def test_nobody_learns_whether_reference_and_address_belong_together(case: Case) -> None:
    pages = [
        ask(Client(), reference, email)
        for reference, email in (
            (case.reference, APPLICANT_EMAIL),
            (case.reference, "someone.else@example.org"),
            ("FOI-2026-99999", APPLICANT_EMAIL),
            ("'; drop table", "x@example.org"),
        )
    ]

    assert {page.status_code for page in pages} == {200}
    assert {body(page) for page in pages} == {body(pages[0])}
    assert body(pages[0]) != ""
    assert AccessCode.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({}, ("Write your reference.", "Write the e-mail address you gave us.")),
        ({"reference": "FOI-1", "email": "ada"}, ("such as name@example.org.",)),
        ({"reference": "9" * 41, "email": "a@example.org"}, ("at most 40 characters",)),
        ({"reference": "FOI\0", "email": "a@example.org"}, ("Null characters",)),
    ],
)
def test_what_is_wrong_is_said_at_the_top_and_at_the_field(
    client: Client, db: None, fields: dict[str, str], errors: tuple[str, ...]
) -> None:
    response = client.post(reverse("follow"), fields)

    assert response.status_code == 422
    assert [words(response).count(error) for error in errors] == [2] * len(errors)


def test_the_right_code_comes_too_late_after_five_wrong_ones(client: Client, case: Case) -> None:
    ask(client, case.reference)
    right = code_for(case)
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    for _ in range(5):
        response = try_code(client, wrong)
        assert response.status_code == 422
        assert words(response).count("This code does not work.") == 2

    assert try_code(client, right).status_code == 422


def test_a_stranger_cannot_use_up_the_tries_of_the_applicant(client: Client, case: Case) -> None:
    ask(client, case.reference)
    right = code_for(case)
    stranger = Client()
    ask(stranger, case.reference, "someone.else@example.org")
    for _ in range(6):
        assert try_code(stranger, "000000" if right != "000000" else "1").status_code == 422
    assert try_code(stranger, right).status_code == 422

    assert try_code(client, right).status_code == 302


def test_a_code_works_once_and_for_a_quarter_of_an_hour(client: Client, case: Case) -> None:
    ask(client, case.reference)
    code = code_for(case)
    assert try_code(client, code).status_code == 302
    ask(client, case.reference)
    assert try_code(client, code).status_code == 422
    with time_machine.travel(at(TODAY) + timedelta(minutes=15), tick=False):
        assert try_code(client, code_for(case)).status_code == 422


def test_a_code_is_asked_for_in_the_browser_that_takes_it(client: Client, case: Case) -> None:
    ask(client, case.reference)

    for response in (try_code(Client(), code_for(case)), Client().get(reverse("follow-code"))):
        assert response["Location"] == reverse("follow")


def test_a_flood_of_codes_is_turned_away(client: Client, db: None) -> None:
    for _ in range(follow.MOST_CODES_AN_HOUR):
        assert ask(client, "FOI-2026-00001").status_code == 200

    assert ask(client, "FOI-2026-00001").status_code == 429


def test_a_wrong_cut_off_or_older_link_says_what_to_do(client: Client, case: Case) -> None:
    good = tracking_path(case)
    case.link_version += 1
    case.save()
    wrong = (
        good,
        f"{tracking_path(case)[:-5]}/",
        tracking_path(case).replace(case.reference, "FOI-2026-99999"),
        reverse("follow-link", args=[case.reference, "é"]),
    )
    for link in wrong:
        for address in (link, f"{link}answer.pdf", f"{link}files/1/"):
            response = client.get(address)
            assert response.status_code == 404, address
            assert "This link does not work" in words(response)
            assert response["Referrer-Policy"] == "same-origin"

    assert client.get(tracking_path(case)).status_code == 200


def test_a_link_works_for_its_days_after_closing_and_then_says_what_to_do(
    client: Client, make_case: CaseMaker, settings: LazySettings
) -> None:
    settings.TRACKING_LINK_DAYS = 30
    case = make_case(State.ANSWERED)
    document = release(case)
    assert case.closed_on == date(2026, 11, 13)
    link = tracking_path(case)
    addresses = (link, f"{link}answer.pdf", f"{link}files/{document.pk}/")
    for day, status in ((date(2026, 12, 13), 200), (date(2026, 12, 14), 410)):
        with time_machine.travel(at(day), tick=False):
            assert [client.get(address).status_code for address in addresses] == [status] * 3
    with time_machine.travel(at(date(2026, 12, 14)), tick=False):
        page = words(client.get(link))
    assert "closed on Friday 13 November 2026" in page
    assert case.subject not in page


@pytest.mark.parametrize("state", list(State), ids=str)
def test_no_page_of_a_request_shows_anything_internal(
    client: Client, make_case: CaseMaker, cast: Cast, state: State
) -> None:
    case = make_case(state)

    response = client.get(tracking_path(case))

    assert response.status_code == 200
    page = words(response)
    inside = [person.full_name for person in cast.people.values()]
    inside += [person.email for person in cast.people.values()]
    inside += [
        cast.department.name,
        "Bed register",
        "The answer to",
        "No longer needed",
        *WHO_ASKED,
    ]
    assert [secret for secret in inside if secret in page] == []
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Cache-Control"] == "no-store"
    assert "<style" not in page
    assert " style=" not in page


def test_the_answer_and_its_files_are_handed_over_and_run_nowhere(
    client: Client, make_case: CaseMaker
) -> None:
    case = make_case(State.ANSWERED)
    document = release(case, name='beds "2025".html', content=b"<script>1</script>")
    link = tracking_path(case)
    page = words(client.get(link))

    assert f'href="{link}answer.pdf"' in page
    assert f'href="{link}files/{document.pk}/"' in page
    letter = client.get(f"{link}answer.pdf")
    assert (letter["Content-Type"], letter.content) == ("application/pdf", b"%PDF-1.7 sent")
    file: Any = client.get(f"{link}files/{document.pk}/")
    assert b"".join(file.streaming_content) == b"<script>1</script>"
    assert file["Content-Type"] == "application/octet-stream"
    assert file["Content-Disposition"].startswith("attachment; ")
    assert file["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert file["X-Content-Type-Options"] == "nosniff"
    assert file["Referrer-Policy"] == letter["Referrer-Policy"] == "same-origin"


def test_anothers_file_and_a_file_kept_back_do_not_exist(
    client: Client, make_case: CaseMaker
) -> None:
    mine, other = make_case(State.ANSWERED), make_case(State.ANSWERED)
    release(mine)
    theirs = release(other)
    kept_back = Document.objects.create(
        case=mine,
        role=DocumentRole.FOUND,
        name="internal.csv",
        file=ContentFile(b"no", "internal.csv"),
        sha256="0" * 64,
        size=2,
        media_type="text/csv",
        uploaded_at=timezone.now(),
    )

    for document in (theirs, kept_back):
        address = f"{tracking_path(mine)}files/{document.pk}/"
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("state", [State.READY, State.WITHDRAWN])
def test_there_is_nothing_to_read_before_the_answer(
    client: Client, make_case: CaseMaker, state: State
) -> None:
    link = tracking_path(make_case(state))

    assert client.get(f"{link}answer.pdf").status_code == 404
    assert client.get(f"{link}files/1/").status_code == 404


def test_an_answer_without_its_pdf_yet_says_so(client: Client, make_case: CaseMaker) -> None:
    page = words(client.get(tracking_path(make_case(State.ANSWERED))))

    assert "We answered on Friday 13 November 2026." in page
    assert "Look again in a few minutes." in page

"""The words of our letters on their pages: tried out, refused at their line, published."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from requests_app.domain.letter_kinds import ROWS, TemplateKind
from requests_app.domain.standard_letters import STANDARD
from requests_app.domain.workflow import State
from requests_app.models import TemplateVersion, User
from tests.factories import APPLICANT_NAME, CaseMaker, Cast

AsPerson = Callable[[User], Client]
KIND = TemplateKind.DISCLOSURE
ADDRESS = "/letter-templates/disclosure/"
WORDS = STANDARD[KIND].replace("Thank you", "Many thanks")


def typed(text: str = WORDS, **more: str) -> dict[str, str]:
    return {"after": "0", "text": text, "reference": "", "why": "Warmer.", **more}


def page_of(response: object) -> str:
    return " ".join(response.content.decode().split())  # type: ignore[attr-defined]


def test_the_list_shows_every_kind_and_which_words_stand(cast: Cast, as_person: AsPerson) -> None:
    browser = as_person(cast.foi_manager)
    browser.post(ADDRESS, typed(publish="yes"))

    page = page_of(browser.get(reverse("letter-templates")))

    for row in ROWS:
        assert row.label in page
    assert page.count("Our own, version 1") == 1


def test_the_list_asks_the_database_as_often_whatever_was_published(
    cast: Cast, as_person: AsPerson
) -> None:
    browser = as_person(cast.foi_manager)
    browser.get(reverse("letter-templates"))
    counts = []
    for number in (1, 30):
        for each in range(1, number + 1):
            TemplateVersion.objects.get_or_create(
                kind=ROWS[each % len(ROWS)].kind.value,
                number=each,
                defaults={"text": "x", "why": "x", "published_by": cast.foi_manager,
                          "published_at": timezone.now()},
            )  # fmt: skip
        with CaptureQueriesContext(connection) as counted:
            browser.get(reverse("letter-templates"))
        counts.append(len(counted))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("kind", TemplateKind)
def test_every_kind_opens_with_its_words_and_a_letter_that_passes(
    cast: Cast, as_person: AsPerson, kind: TemplateKind
) -> None:
    page = page_of(as_person(cast.foi_manager).get(reverse("letter-template", args=[kind.value])))

    assert "The standard words stand" in page
    assert "The check finds" not in page


def test_an_administrator_reads_and_does_not_publish(cast: Cast, as_person: AsPerson) -> None:
    browser = as_person(cast.foi_administrator)

    assert "Publish these words" not in page_of(browser.get(ADDRESS))
    assert browser.post(ADDRESS, typed(publish="yes")).status_code == 403
    assert browser.post(f"{ADDRESS}pdf/", typed()).status_code == 403
    assert not TemplateVersion.objects.exists()


@pytest.mark.parametrize("name", ["director", "department_manager", "auditor", "superuser"])
def test_for_others_the_pages_do_not_exist(cast: Cast, as_person: AsPerson, name: str) -> None:
    browser = as_person(cast.people[name])
    for page in (reverse("letter-templates"), ADDRESS):
        assert browser.get(page).status_code == 404
    assert browser.post(ADDRESS, typed(publish="yes")).status_code == 404
    assert not TemplateVersion.objects.exists()


def test_words_are_tried_out_on_a_real_case_and_nothing_is_stored(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    case = make_case(State.DRAFTING)
    browser = as_person(cast.foi_manager)

    page = page_of(browser.post(ADDRESS, typed(reference=f" {case.reference.lower()} ")))

    assert f"{case.reference}, as it stands now." in page
    assert "Many thanks for your request, which we received on Monday 2 November 2026" in page
    assert "The answer to 1." in page
    assert APPLICANT_NAME not in page
    assert not TemplateVersion.objects.exists()


def test_a_case_that_has_not_come_to_the_letter_says_so(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    case = make_case(State.DRAFTING)
    words = STANDARD[TemplateKind.REFUSAL].replace("sorry", "truly sorry")
    address = reverse("letter-template", args=["refusal"])

    page = page_of(
        as_person(cast.foi_manager).post(address, typed(words, reference=case.reference))
    )

    assert "It has not come to this letter yet" in page


@pytest.mark.parametrize("publish", [{}, {"publish": "yes"}])
@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("One.\n\n{{ answers }}\n{% for a in b %}x{% endfor %}", "Line 4: “{% for a in b %}”"),
        ("One.\n{{ applicant }}\n{{ answers }}", "Line 2: There is no place called “applicant”"),
        ("One {{ answers", "Line 1: “{{” stands alone."),
        ("Words alone.", "no place for them"),
    ],
)
def test_a_template_that_cannot_be_read_is_refused_at_its_line_and_nothing_typed_is_lost(
    cast: Cast, as_person: AsPerson, text: str, said: str, publish: dict[str, str]
) -> None:
    response = as_person(cast.foi_manager).post(ADDRESS, typed(text, why="My reason.", **publish))
    page = page_of(response)

    assert response.status_code == 422
    assert said in page
    assert " ".join(text.split()) in page
    assert "My reason." in page
    assert not TemplateVersion.objects.exists()


def test_words_whose_letter_fails_the_check_can_be_seen_and_not_published(
    cast: Cast, as_person: AsPerson
) -> None:
    browser = as_person(cast.foi_manager)
    words = WORDS.replace("{{ rights }}", "")

    tried = page_of(browser.post(ADDRESS, typed(words)))
    refused = browser.post(ADDRESS, typed(words, publish="yes"))

    assert "The check finds" in tried
    assert "Say how to ask for an internal review." in tried
    assert refused.status_code == 409
    assert "would not pass the check" in page_of(refused)
    assert "Many thanks" in page_of(refused)
    assert not TemplateVersion.objects.exists()


def test_publishing_asks_why_and_is_told_of_a_version_in_between(
    cast: Cast, as_person: AsPerson
) -> None:
    browser = as_person(cast.foi_manager)
    assert browser.post(ADDRESS, typed(why="", publish="yes")).status_code == 422
    assert browser.post(ADDRESS, typed(publish="yes")).status_code == 302

    other = WORDS.replace("Many", "Very many")
    stale = browser.post(ADDRESS, typed(other, publish="yes"))

    assert stale.status_code == 409
    assert "Someone published version 1" in page_of(stale)
    assert "Very many thanks" in page_of(stale)
    # The page knows of version 1 now: to publish again is to decide.
    assert 'name="after" value="1"' in page_of(stale)
    assert browser.post(ADDRESS, typed(other, after="1", publish="yes")).status_code == 302
    assert TemplateVersion.objects.count() == 2


def test_an_earlier_version_opens_to_be_brought_back(cast: Cast, as_person: AsPerson) -> None:
    browser = as_person(cast.foi_manager)
    browser.post(ADDRESS, typed(publish="yes"))

    assert "Many thanks for your request" in page_of(browser.get(ADDRESS))
    assert "Thank you for your request" in page_of(browser.get(f"{ADDRESS}?version=0"))
    for odd in ("99", "x", "-1", ""):
        assert browser.get(f"{ADDRESS}?version={odd}").status_code == 200


def test_markup_and_addresses_in_a_template_are_words(cast: Cast, as_person: AsPerson) -> None:
    words = WORDS.replace("Many thanks", "<img src='file:///etc/passwd'> http://example.org Many")

    response = as_person(cast.foi_manager).post(f"{ADDRESS}pdf/", typed(words))

    assert response["Content-Type"] == "application/pdf"
    read = " ".join(page.extract_text() for page in PdfReader(BytesIO(response.getvalue())).pages)
    assert "<img src='file:///etc/passwd'>" in " ".join(read.split())


def test_the_pdf_of_words_that_cannot_be_read_is_the_page_with_the_reason(
    cast: Cast, as_person: AsPerson
) -> None:
    response = as_person(cast.foi_manager).post(f"{ADDRESS}pdf/", typed("{{ who }}"))

    assert response.status_code == 422
    assert "no place called “who”" in page_of(response)


def test_a_kind_that_there_is_not_has_no_page(cast: Cast, as_person: AsPerson) -> None:
    assert as_person(cast.foi_manager).get("/letter-templates/poem/").status_code == 404


def test_a_case_of_the_other_law_and_one_that_there_is_not_are_refused(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    case = make_case(State.ACCEPTED)
    browser = as_person(cast.foi_manager)
    words = STANDARD[TemplateKind.EIR_REFUSAL]
    address = reverse("letter-template", args=["eir_refusal"])

    assert "under the other law" in page_of(
        browser.post(address, typed(words, reference=case.reference))
    )
    assert "There is no case FOI-1" in page_of(browser.post(ADDRESS, typed(reference="FOI-1")))

"""Cases are found by any of their words, by a slip of the hand, and by nobody who may not."""

import random
from io import BytesIO

import pytest
from django.db import connection
from django.utils import timezone

from requests_app.models import Case
from requests_app.queries.case_search import found_by
from requests_app.tasks.received_mail import receive
from tests.factories import APPLICANT_EMAIL, APPLICANT_NAME, CaseMaker
from tests.requests_app.mail.building import mail


def found(words: str, *, office: bool = True) -> set[str]:
    return set(
        Case.objects.filter(found_by(words, sees_applicant=office)).values_list(
            "reference", flat=True
        )
    )


@pytest.fixture
def beds(make_case: CaseMaker) -> str:
    """Return the reference of the case that is looked for, beside one that is not."""
    case = make_case()
    make_case.subject, make_case.email = "Parking permits", "other@example.org"
    make_case.text = "How many permits were issued?"
    make_case()
    return case.reference


@pytest.mark.parametrize(
    "words",
    [
        "Closed hospital beds", "closing hospital bed", "hospitl beds", "closed hopsital",
        "lost income", '"lost income"', "beds -parking", "FOI-2026-00001", "foi 2026 1", "00001",
    ],
)  # fmt: skip
def test_a_case_is_found_by_its_words_their_stems_and_a_slip(beds: str, words: str) -> None:
    assert found(words) == found(words, office=False) == {beds}


@pytest.mark.parametrize("words", ["wheelchairs", "zzzz", "income -lost", "'", '"', "a & | !", "%"])
def test_what_is_not_there_finds_nothing_and_nothing_raises(beds: str, words: str) -> None:
    assert found(words) == set()


@pytest.mark.parametrize(
    "words", [APPLICANT_NAME, "Ravenscroft", "Ravenscrofd", APPLICANT_EMAIL, "saxophone"]
)
def test_who_asked_and_what_they_wrote_finds_only_for_the_office(beds: str, words: str) -> None:
    letter = mail(b"I play the saxophone.", subject=f"Subject: {beds}")
    receive(BytesIO(letter), at=timezone.now())

    assert beds in found(words)
    assert found(words, office=False) == set()


def test_a_text_without_end_is_stored_and_its_beginning_found(db: None) -> None:
    chance = random.Random(5)
    words = " ".join(f"w{chance.randrange(10**9)}" for _ in range(90_000))
    receive(BytesIO(mail(f"saxophone {words}".encode())), at=timezone.now())

    assert len(found("saxophone")) == 1


def test_each_part_of_the_search_has_an_index(beds: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    query = Case.objects.filter(found_by("income", sees_applicant=True))

    plan = query.explain()

    for index in ("case_words", "question_words", "message_words", "document_words"):
        assert index in plan, plan

"""Cases are found by any of their words, by a slip of the hand, and by nobody who may not."""

import random
from io import BytesIO

import pytest
from django.db import connection
from django.utils import timezone

from requests_app.models import Case, SearchedPart
from requests_app.queries import case_search
from requests_app.queries.case_search import are_common, found_by
from requests_app.queries.searched_texts import every_text, holding, query_of
from requests_app.services.vocabulary import learn
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


def test_of_very_common_words_the_cases_with_the_latest_texts_are_found(
    make_case: CaseMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [make_case().reference for _ in range(3)]
    assert not are_common("beds", sees_applicant=True)
    monkeypatch.setattr(case_search, "MOST_TEXTS", -1)
    monkeypatch.setattr(case_search, "MOST_LATEST", 2)

    for office in (True, False):
        assert are_common("beds", sees_applicant=office)
        assert found("beds", office=office) == set(made[1:])
    assert found("Ravenscroft", office=False) == set()


@pytest.mark.parametrize("words", ["-beds", "then", "!!"])
def test_where_no_word_has_to_be_there_nothing_is_looked_for(beds: str, words: str) -> None:
    assert found(words) == set()
    assert not are_common(words, sees_applicant=True)


def test_a_slip_is_put_right_wherever_the_word_stands_once_it_is_known(beds: str) -> None:
    receive(BytesIO(mail(b"I play the saxophone.", subject=f"Subject: {beds}")), at=timezone.now())
    assert found("saxofone") == set()

    assert [learn(part) for part in SearchedPart] == [True, True, True, False]
    assert [learn(part) for part in SearchedPart] == [False] * 4

    assert found("saxofone") == {beds}
    assert found("saxofone", office=False) == set()
    assert found("hopsital bed") == found("hospitl beds", office=False) == {beds}


@pytest.mark.parametrize(
    ("part", "index"),
    [
        (SearchedPart.SUBJECT, "case_words"),
        (SearchedPart.QUESTION, "question_words"),
        (SearchedPart.MESSAGE, "message_words"),
        (SearchedPart.FILE, "document_words"),
    ],
)
def test_each_part_of_the_search_has_an_index(beds: str, part: SearchedPart, index: str) -> None:
    rows = every_text()[part].model.objects.all()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")

    plan = holding(part, rows, query_of("income")).explain()

    assert index in plan, plan

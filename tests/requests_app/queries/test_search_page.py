"""What a search finds, for whom, where in it, in which order; and how much it reads for that."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from requests_app.domain.workflow import State
from requests_app.models import Case, Message, Question, SearchedPart, User
from requests_app.queries import search_page as page_module
from requests_app.queries import searched_texts
from requests_app.queries.search_page import Result, SearchPage, search_page
from requests_app.queries.searched_texts import Expected
from requests_app.services.vocabulary import learn
from requests_app.tasks.reading import read_what_waits
from requests_app.tasks.received_mail import receive
from tests.factories import APPLICANT_EMAIL, APPLICANT_NAME, CaseMaker, Cast
from tests.requests_app.disclosure.files_with_words import word
from tests.requests_app.mail.building import file_part, mail, mixed, text_part

Search = Callable[..., SearchPage]


def learn_everything() -> None:
    for part in SearchedPart:
        while learn(part):
            pass


def references(page: SearchPage) -> list[str]:
    return [result.reference for result in page.results]


def marked(result: Result) -> set[str]:
    every = [*result.subject, *(piece for place in result.places for piece in place.excerpt)]
    return {piece.text.lower() for piece in every if piece.is_found}


@pytest.fixture
def beds(make_case: CaseMaker) -> Case:
    """Return a case that is asked about a saxophone in a message and a trombone in a file."""
    case = make_case(State.WITH_DEPARTMENTS)
    make_case.subject, make_case.email = "Parking permits", "other@example.org"
    make_case.text = "How many permits were issued?"
    make_case()
    reply = mixed(
        text_part(b"I play the saxophone & <b>more</b>."),
        file_part("My letter.docx", word("The trombones are out of tune.")),
        subject=f"Subject: {case.reference}",
    )
    receive(BytesIO(reply), at=timezone.now())
    read_what_waits()
    return case


@pytest.fixture
def as_common(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every word count as one that stands in very many texts."""
    monkeypatch.setattr(searched_texts, "MOST_TRIED", -1)
    monkeypatch.setattr(Expected, "to_read", lambda *_: 1_000)


@pytest.mark.parametrize(
    ("words", "places", "found"),
    [
        ("closed beds", ["Question 1", "Request"], {"closed", "beds"}),
        ("lost income", ["Question 2b", "Request"], {"lost", "income"}),
        ("saxophones", ["Reply"], {"saxophone"}),
        ("trombone tuned", ["My letter.docx"], {"trombones", "tune"}),
    ],
)
def test_the_office_sees_where_the_words_stand(
    beds: Case, cast: Cast, words: str, places: list[str], found: set[str]
) -> None:
    page = search_page(cast.foi_manager, words, 1)

    assert references(page) == [beds.reference]
    assert [place.name for place in page.results[0].places] == places
    assert found <= marked(page.results[0])
    assert page.total == 1


@pytest.mark.parametrize("words", ["Ravenscroft", APPLICANT_EMAIL, "Ravenscrofd"])
def test_the_office_finds_a_request_by_who_asked(beds: Case, cast: Cast, words: str) -> None:
    page = search_page(cast.foi_manager, words, 1)

    found = {result.reference: result for result in page.results}
    assert found[beds.reference].person == APPLICANT_NAME


@pytest.mark.parametrize("words", ["FOI-2026-00001", "foi 2026 1", "00001"])
def test_what_is_named_by_its_reference_stands_first(beds: Case, cast: Cast, words: str) -> None:
    for part in (cast.foi_manager, cast.auditor, cast.department_manager):
        assert references(search_page(part, words, 1)) == [beds.reference]


def test_a_message_on_no_case_is_found_by_the_office_alone(beds: Case, cast: Cast) -> None:
    receive(BytesIO(mail(b"", subject="Subject: Bassoon")), at=timezone.now())
    Message.objects.filter(subject="Bassoon").update(text="The bassoon.", case=None)

    (result,) = search_page(cast.foi_manager, "bassoon", 1).results
    assert (result.case_id, result.reference) == (None, "")
    assert result.message_id == Message.objects.get(subject="Bassoon").pk
    assert search_page(cast.auditor, "bassoon", 1).results == ()


BLIND = (
    "director_of_corporate_affairs", "auditor", "communications", "department_manager",
    "deputy_manager", "director", "deputy_director", "other_manager", "other_director",
    "qualified_person", "system_administrator", "superuser",
)  # fmt: skip


OFFICE_WORDS = (
    APPLICANT_NAME, "Ravenscroft", APPLICANT_EMAIL, "saxophone", "trombones", "letter.docx",
    "saxofone", "tromboness",
)  # fmt: skip


@pytest.mark.parametrize("part", BLIND)
def test_nobody_else_finds_who_asked_their_mail_or_its_files(
    beds: Case, cast: Cast, part: str
) -> None:
    learn_everything()
    with CaptureQueriesContext(connection) as asked:
        for words in OFFICE_WORDS:
            page = search_page(cast.people[part], words, 1)
            assert (page.results, page.instead, page.suggestion) == ((), "", "")

    for table in ("requests_app_applicant", "requests_app_message", "requests_app_document"):
        assert [one["sql"] for one in asked if f'"{table}' in one["sql"]] == []


@pytest.mark.parametrize(
    ("part", "sees"),
    [
        ("auditor", True), ("director_of_corporate_affairs", True), ("communications", False),
        ("department_manager", True), ("director", True), ("other_manager", False),
        ("qualified_person", False), ("system_administrator", False), ("superuser", False),
    ],
)  # fmt: skip
def test_each_searches_the_requests_that_they_may_read(
    beds: Case, cast: Cast, part: str, sees: bool
) -> None:
    who = cast.people[part]
    for words in ("closed beds", "income"):
        found = search_page(who, words, 1)
        assert references(found) == ([beds.reference] if sees else [])
        assert all(place.part is SearchedPart.QUESTION for r in found.results for place in r.places)
    assert search_page(who, "permits", 1).results == () or part not in (
        "department_manager", "director",
    )  # fmt: skip


def test_communications_search_what_has_press_interest(make_case: CaseMaker, cast: Cast) -> None:
    make_case.press_interest = True
    case = make_case(State.ACCEPTED)
    assert references(search_page(cast.communications, "beds", 1)) == [case.reference]


def test_a_department_is_led_to_its_own_task(beds: Case, cast: Cast) -> None:
    (result,) = search_page(cast.department_manager, "beds", 1).results
    assert result.commission_id == beds.commissions.get().pk


def test_a_department_does_not_find_a_question_that_another_was_asked(
    beds: Case, cast: Cast
) -> None:
    row = beds.commissions.get()
    row.returns.exclude(question__number="1").delete()

    assert search_page(cast.department_manager, "income", 1).results == ()


def test_a_subject_tells_more_than_a_question_and_a_question_more_than_mail(
    make_case: CaseMaker, cast: Cast
) -> None:
    make_case.subject, make_case.text = "One", "Something else, and tubas in a long sentence?"
    mail_only = make_case()
    Question.objects.filter(case=mail_only).update(text="Something else?")
    make_case.subject, make_case.text = "Two", "How many tubas are there, and what do they cost?"
    question = make_case()
    make_case.subject, make_case.text = "Tubas", "How many are there?"
    subject = make_case()

    assert references(search_page(cast.foi_manager, "tubas", 1)) == [
        subject.reference, question.reference, mail_only.reference,
    ]  # fmt: skip


def test_words_that_nothing_holds_are_put_right(beds: Case, cast: Cast) -> None:
    learn_everything()

    page = search_page(cast.foi_manager, "saxofone", 1)

    assert (references(page), page.instead) == ([beds.reference], "saxophone")
    assert marked(page.results[0]) == {"saxophone"}


def test_while_words_are_not_known_yet_subjects_that_look_like_them_are_shown(
    beds: Case, cast: Cast
) -> None:
    for who in (cast.foi_manager, cast.auditor, cast.department_manager):
        page = search_page(who, "hospitl", 1)
        assert (references(page), page.is_near) == ([beds.reference], True)
    # What holds the words stands alone, without what only looks like them.
    page = search_page(cast.foi_manager, "income", 1)
    assert (len(page.results), page.is_near) == (1, False)


def test_a_rare_word_beside_a_very_common_one_is_asked_about(beds: Case, cast: Cast) -> None:
    learn_everything()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE requests_app_knownword SET texts = 900 WHERE word = 'permits'")
    Question.objects.filter(case=beds, number="1").update(text="How many permets?")
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO requests_app_knownword VALUES ('permets', 1, 1)")

    page = search_page(cast.foi_manager, "permets", 1)

    assert (page.suggestion, page.instead) == ("permits", "")
    assert references(page) == [beds.reference]


def test_exact_words_are_not_put_right(beds: Case, cast: Cast) -> None:
    learn_everything()
    for words in ('"saxofone"', "saxofone -beds", "saxofone OR tubba"):
        page = search_page(cast.foi_manager, words, 1)
        assert (page.results, page.instead, page.suggestion) == ((), "", "")


def test_what_is_not_there_finds_nothing_and_nothing_raises(beds: Case, cast: Cast) -> None:
    for words in (
        "zzzz",
        "the of",
        "'",
        '"',
        "a & | !",
        "%",
        "\\",
        "<zz>",
        "-",
        "!!",
        ":*",
        "()",
        "-beds",
    ):
        for who in (cast.foi_manager, cast.auditor, cast.department_manager):
            assert search_page(who, words, 1).results == (), words


def fill(make_case: CaseMaker, count: int) -> list[str]:
    make_case.subject = "Tubas"
    return [make_case().reference for _ in range(count)]


def test_results_come_in_pages_and_a_page_past_the_end_is_the_first(
    make_case: CaseMaker, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_module, "ROWS_A_PAGE", 2)
    made = fill(make_case, 5)

    pages = [search_page(cast.foi_manager, "tubas", number) for number in (1, 2, 3)]

    assert sorted(ref for page in pages for ref in references(page)) == sorted(made)
    assert [page.has_next for page in pages] == [True, True, False]
    assert [(page.first, page.last, page.total) for page in pages] == [
        (1, 2, 5), (3, 4, 5), (5, 5, 5),
    ]  # fmt: skip
    assert search_page(cast.foi_manager, "tubas", 9).number == 1
    assert search_page(cast.foi_manager, "tubas", -9) == pages[0]


def test_of_common_words_the_latest_stand_first_and_no_total_is_said(
    make_case: CaseMaker, cast: Cast, as_common: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_module, "ROWS_A_PAGE", 2)
    made = fill(make_case, 5)

    pages = [search_page(cast.foi_manager, "tubas", number) for number in (1, 2, 3)]

    assert [references(page) for page in pages] == [
        [made[4], made[3]], [made[2], made[1]], [made[0]],
    ]  # fmt: skip
    assert {page.total for page in pages} == {None}


def test_common_words_that_only_older_texts_hold_are_found_by_the_index(
    beds: Case, make_case: CaseMaker, cast: Cast, as_common: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Expected, "to_read", lambda *_: 1)

    for words in ("saxophone", "trombones", "closed beds"):
        assert references(search_page(cast.foi_manager, words, 1)) == [beds.reference]
    assert references(search_page(cast.auditor, "beds", 1)) == [beds.reference]
    with connection.cursor() as cursor:
        cursor.execute("SHOW enable_seqscan")
        assert cursor.fetchone() == ("on",)


def test_common_words_find_for_nobody_what_they_may_not_read(
    beds: Case, cast: Cast, as_common: None
) -> None:
    for part in BLIND:
        assert search_page(cast.people[part], "saxophone", 1).results == ()
    assert search_page(cast.other_manager, "beds", 1).results == ()


def test_where_more_hold_the_words_than_was_expected_the_latest_stand_first(
    make_case: CaseMaker, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = fill(make_case, 3)
    monkeypatch.setattr(searched_texts, "MOST_RANKED", 2)

    page = search_page(cast.foi_manager, "tubas", 1)

    assert (references(page), page.total) == (made[::-1], None)


@pytest.mark.parametrize(
    ("holding", "every", "to_read"),
    [
        (500_000, 1_000_000, 180), (1_000_000, 1_000_000, 90), (32_000, 1_000_000, 2_813),
        (30_000, 1_000_000, 0), (60, 1_000_000, 0), (5_000, 10_000, 180), (0, 0, 0),
        (1_000, -1, 90),
    ],
)  # fmt: skip
def test_as_many_texts_are_read_as_should_hold_enough_words(
    holding: int, every: int, to_read: int
) -> None:
    assert Expected(holding, every).to_read(60) == to_read


@pytest.mark.parametrize("part", ["foi_manager", "auditor"])
def test_a_search_asks_the_same_at_one_row_and_at_thirty(
    make_case: CaseMaker, cast: Cast, part: str
) -> None:
    who: User = cast.people[part]
    asked = []
    for count in (1, 29):
        fill(make_case, count)
        with CaptureQueriesContext(connection) as queries:
            page = search_page(who, "tubas beds", 1)
            page = search_page(who, "tubas", 1)
        asked.append(len(queries))

    assert len(page.results) == 20
    assert page.total == 30
    assert asked[0] == asked[1]

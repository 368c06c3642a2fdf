"""The words of received files: read after the mail is in, once, and only where they may be."""

from io import BytesIO

import pytest
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from requests_app.disclosure import reading_apart
from requests_app.disclosure.file_words import FileWords
from requests_app.domain.file_safety import Safety, Verdict
from requests_app.models import Case, Document, DocumentWords, Message
from requests_app.queries.case_search import found_by
from requests_app.services import correspondence, received_files
from requests_app.tasks import reading
from requests_app.tasks.received_mail import receive
from tests.factories import CaseMaker, Cast
from tests.requests_app.disclosure.files_with_words import rich_text, word
from tests.requests_app.mail.building import file_part, mail, mixed, part, text_part, with_file

WORDS = "the saxophone repairs"


def found(words: str, *, office: bool = True) -> set[str]:
    return set(
        Case.objects.filter(found_by(words, sees_applicant=office)).values_list(
            "reference", flat=True
        )
    )


def taken_in(content: bytes) -> Case:
    taken = receive(BytesIO(content), at=timezone.now())
    assert taken.case is not None
    return taken.case


def with_words(words: str = WORDS) -> bytes:
    return with_file("letter.docx", word(words))


def test_a_case_is_found_by_the_words_of_a_file_once_they_are_read(db: None) -> None:
    case = taken_in(with_words())
    assert found("saxophone repair") == set()

    assert reading.read_what_waits() == 1

    assert found("saxophone repair") == {case.reference}
    assert found("saxophone repair", office=False) == set()


@pytest.mark.parametrize(
    "content",
    [
        with_file("letter.rtf", rich_text(WORDS)),
        mixed(text_part(), part(with_words(), "message/rfc822")),
        mixed(text_part(), part(mail(WORDS.encode()), "message/rfc822")),
        mixed(text_part(), part(with_file("a.rtf", rich_text(WORDS)), "message/rfc822")),
    ],
    ids=["rich text", "a file in a message", "a message", "rich text in a message"],
)
def test_rich_text_and_messages_that_came_in_it_are_read_too(db: None, content: bytes) -> None:
    receive(BytesIO(content), at=timezone.now())
    reading.read_what_waits()

    assert "saxophone" in DocumentWords.objects.get().text


def test_taking_a_mail_in_reads_nothing_and_asks_nothing_more(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_apart, "WORKER", "nothing")

    with CaptureQueriesContext(
        connection,
    ) as asked:
        taken_in(with_words())

    assert [one["sql"] for one in asked if "documentwords" in one["sql"]] == []


def test_a_file_is_read_once(db: None) -> None:
    taken_in(with_words())

    assert (reading.read_what_waits(), reading.read_what_waits()) == (1, 0)


def test_what_cannot_be_read_says_why_and_is_not_tried_again(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken_in(with_words())
    monkeypatch.setattr(reading_apart, "WORKER", "nothing")

    assert (reading.read_what_waits(), reading.read_what_waits()) == (1, 0)
    words = DocumentWords.objects.get()
    assert (words.text, words.problem) == ("", reading_apart.DIED)
    assert words.document.words_read_at is not None


def test_the_message_says_which_of_its_files_is_not_searched(cast: Cast, client: Client) -> None:
    picture = file_part("scan.png", b"\x89PNG\r\n\x1a\n" + bytes(90))
    taken_in(mixed(text_part(), file_part("letter.docx", word(WORDS)), picture))
    reading.read_what_waits()
    client.force_login(
        cast.foi_manager, backend="allauth.account.auth_backends.AuthenticationBackend"
    )

    page = client.get(reverse("message", args=[Message.objects.get().pk])).content.decode()

    assert page.count("Its words are not searched: it is a picture") == 1


def test_a_file_of_which_every_worker_dies_is_given_up(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken_in(with_words())

    def dies(*_: object) -> FileWords:
        raise MemoryError

    monkeypatch.setattr(reading, "read_apart", dies)

    assert [reading.read_what_waits() for _ in range(5)] == [1, 1, 1, 1, 0]
    words = DocumentWords.objects.get()
    assert (words.attempts, words.problem) == (3, "Its reader was interrupted.")


def test_one_bad_file_keeps_no_other_from_being_read(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken_in(with_words())
    receive(BytesIO(with_file("two.txt", b"the second file")), at=timezone.now())
    last = Document.objects.latest("pk")
    last.file.storage.delete(last.file.name)
    last.file.storage.save(f"{last.file.name}/folder", BytesIO(b"a folder in its place"))

    assert reading.read_what_waits() == 2
    assert DocumentWords.objects.get(document__name="letter.docx").text == WORDS


def test_no_file_is_begun_when_the_turn_is_over(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    taken_in(with_words())
    monkeypatch.setattr(reading, "SECONDS_AT_ONCE", -1)
    assert reading.read_what_waits() == 0


def test_a_file_that_is_gone_from_the_folder_says_so(db: None) -> None:
    taken_in(with_words())
    document = Document.objects.get()
    document.file.storage.delete(document.file.name)

    reading.read_what_waits()

    assert DocumentWords.objects.get().problem == "The file is not where it was stored."


@pytest.mark.parametrize("safety", [Safety.QUARANTINED, Safety.LOCKED, Safety.UNREADABLE])
def test_a_file_in_quarantine_a_locked_and_a_damaged_one_are_never_opened(
    db: None, safety: Safety
) -> None:
    taken_in(with_words())
    Document.objects.update(safety=safety)

    assert reading.read_what_waits() == 0
    reading.read_words(Document.objects.get().pk, timezone.now())
    assert not DocumentWords.objects.exists()


def test_where_there_is_a_scanner_only_what_it_has_passed_is_opened(
    db: None, settings: LazySettings
) -> None:
    taken_in(with_words())
    settings.CLAMD = "nowhere.invalid:1"

    assert reading.read_what_waits() == 0
    assert not DocumentWords.objects.exists()

    received_files.record_scan(Document.objects.get().pk, Verdict(Safety.CLEAN), at=timezone.now())
    assert reading.read_what_waits() == 1
    assert DocumentWords.objects.get().text == WORDS


def test_what_goes_into_quarantine_is_not_found_any_more_and_read_again_when_it_comes_out(
    db: None,
) -> None:
    case = taken_in(with_words())
    reading.read_what_waits()
    document = Document.objects.get()

    bad = Verdict(Safety.QUARANTINED, "The virus scanner found Eicar in it.")
    received_files.record_scan(document.pk, bad, at=timezone.now())
    assert (found("saxophone"), DocumentWords.objects.count()) == (set(), 0)

    received_files.record_scan(document.pk, Verdict(Safety.CLEAN), at=timezone.now())
    reading.read_what_waits()
    assert found("saxophone") == {case.reference}


def test_what_goes_into_quarantine_while_it_is_read_is_not_kept(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken_in(with_words())

    def slowly(*_: object) -> FileWords:
        Document.objects.update(safety=Safety.QUARANTINED)
        return FileWords(WORDS)

    monkeypatch.setattr(reading, "read_apart", slowly)
    reading.read_what_waits()

    assert DocumentWords.objects.get().text == ""
    assert Document.objects.get().words_read_at is None


def test_words_go_where_their_message_goes_and_end_with_the_file(
    make_case: CaseMaker, cast: Cast
) -> None:
    first, second = make_case(), make_case()
    reply = mixed(
        text_part(b"See the letter."), file_part("letter.docx", word(WORDS)),
        subject=f"Subject: {first.reference}",
    )  # fmt: skip
    receive(BytesIO(reply), at=timezone.now())
    reading.read_what_waits()
    assert found("saxophone") == {first.reference}

    message = Message.objects.get(case=first, kind="reply")
    correspondence.move(message.pk, second.pk, actor=cast.foi_manager, at=timezone.now())
    assert found("saxophone") == {second.reference}

    correspondence.move(message.pk, None, actor=cast.foi_manager, at=timezone.now())
    assert found("saxophone") == set()

    correspondence.join(message.pk, first.pk, actor=cast.foi_manager, at=timezone.now())
    Document.objects.update(removed_at=timezone.now())
    assert found("saxophone") == set()

    Document.objects.filter(message=message).delete()
    assert not DocumentWords.objects.exists()


def test_what_waits_is_found_along_an_index(db: None) -> None:
    taken_in(with_words())
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    with CaptureQueriesContext(connection) as asked:
        reading.read_what_waits()

    sql = next(one["sql"] for one in asked if '"words_read_at" IS NULL' in one["sql"])
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}")
        assert "document_to_read" in str(cursor.fetchall())

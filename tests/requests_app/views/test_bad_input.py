"""Bad input in the FOI office: a clear answer, nothing lost, nothing done, nothing leaked."""

import tracemalloc
from collections.abc import Callable
from html import unescape
from io import RawIOBase
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from requests_app.domain.workflow import State
from requests_app.models import (
    AuditEvent,
    Case,
    Commission,
    Document,
    Letter,
    Message,
    OutboxItem,
    SignOff,
    User,
)
from requests_app.views.too_large import BoundedUpload
from tests.factories import APPLICANT_NAME, CaseMaker, Cast

AsPerson = Callable[[User], Client]
MEGABYTE = 1024 * 1024
FORMS = {
    "triage": State.RECEIVED,
    "ask-for-missing": State.RECEIVED,
    "supply": State.INCOMPLETE,
    "commission": State.ACCEPTED,
    "letter-begin": State.ACCEPTED,
    "letter": State.DRAFTING,
    "letter-send": State.DRAFTING,
    "letter-file-add": State.DRAFTING,
    "withdraw": State.DRAFTING,
    "edit-request": State.DRAFTING,
    "correct-receipt": State.DRAFTING,
    "add-note": State.DRAFTING,
    "assign": State.DRAFTING,
    "letter-recall": State.READY,
    "letter-issue": State.READY,
    "reopen": State.ANSWERED,
    "bring-back": State.REDIRECTED,
}
NEED_NO_WORDS = {"ask-for-missing", "letter-begin", "letter-recall", "letter-issue"}


@pytest.fixture
def office(cast: Cast, as_person: AsPerson) -> Client:
    return as_person(cast.foi_manager)


def words(response: Any) -> str:
    return unescape(response.content.decode())


def left_behind() -> tuple[int, ...]:
    """Count everything that an act could leave."""
    rows = (AuditEvent, Case, Commission, Document, Letter, Message, OutboxItem, SignOff)
    return tuple(model.objects.count() for model in rows)


def decision(case: Case, **changes: str) -> dict[str, str]:
    questions = {f"question_{one.number}": one.text for one in case.questions.all()}
    return {
        "version": str(case.version),
        "route": "foi",
        "has_press_interest": "no",
        "subject": case.subject,
        "context": "",
        "more": "",
        **questions,
        **changes,
    }


@pytest.mark.parametrize("name", sorted(set(FORMS) - NEED_NO_WORDS))
def test_a_form_with_nothing_in_it_says_what_is_missing_and_does_nothing(
    make_case: CaseMaker, office: Client, name: str
) -> None:
    case = make_case(FORMS[name])
    before, state = left_behind(), case.state

    response = office.post(reverse(name, args=[case.reference]), {"version": case.version})

    page = words(response)
    assert response.status_code == 422
    assert "There is a problem" in page or "Nothing was done" in page
    assert "This field is required." not in page
    case.refresh_from_db()
    assert (left_behind(), case.state) == (before, state)


@pytest.mark.parametrize("name", sorted(FORMS))
def test_not_even_a_version_is_no_reason_to_fail(
    make_case: CaseMaker, office: Client, name: str
) -> None:
    case = make_case(FORMS[name])

    response = office.post(reverse(name, args=[case.reference]), {})

    assert response.status_code in (302, 409, 422)


def test_an_empty_triage_keeps_the_questions_as_they_were_typed(case: Case, office: Client) -> None:
    typed = decision(case, route="", question_1="Beds, all of them?")

    response = office.post(reverse("triage", args=[case.reference]), typed)

    assert response.status_code == 422
    assert words(response).count("Choose what it is.") == 2
    assert "Beds, all of them?" in words(response)
    assert case.questions.get(number="1").text != "Beds, all of them?"


def test_an_empty_entry_of_a_letter_or_call_asks_for_each_thing(office: Client) -> None:
    response = office.post(reverse("new-case"), {})

    page = words(response)
    assert response.status_code == 422
    for error in (
        "Choose how the request came.",
        "Write the day it reached us.",
        "Choose where the answer goes.",
        "Type or paste the words of the request.",
    ):
        assert page.count(error) == 2, error
    assert Case.objects.count() == 0


def test_a_megabyte_typed_in_for_somebody_comes_back_whole_with_the_limit(office: Client) -> None:
    text = "bed " * (MEGABYTE // 4)
    typed = {"channel": "post", "received_on": "2/11/2026", "reply_by": "post", "text": text}

    response = office.post(reverse("new-case"), typed)

    assert response.status_code == 422
    assert text.strip() in words(response)
    assert "The text has 1,048,575 characters; 100,000 fit." in words(response)
    assert Case.objects.count() == 0


def test_sixty_megabytes_beside_the_letter_are_refused_in_words(
    make_case: CaseMaker, office: Client
) -> None:
    case = make_case(State.DRAFTING)
    before = left_behind()
    big = SimpleUploadedFile("scan.pdf", b"%PDF-1.7\n" + b"x" * 60 * MEGABYTE)

    response = office.post(reverse("letter-file-add", args=[case.reference]), {"file": big})

    assert response.status_code == 422
    assert "“scan.pdf” is 60 MB. The largest file that can be uploaded is 25 MB." in words(response)
    assert left_behind() == before


@pytest.mark.parametrize(
    ("name", "state", "fields", "clear"),
    [
        ("triage", State.RECEIVED, {}, "“Accept and acknowledge” is not possible now"),
        ("letter-issue", State.READY, {}, "“Send the answer” is not possible now"),
        ("withdraw", State.ACCEPTED, {"reason": "By phone."}, "is not possible now"),
    ],
)
def test_a_page_sent_twice_gives_one_result_and_one_clear_message(
    make_case: CaseMaker, office: Client, name: str, state: State, fields: Any, clear: str
) -> None:
    case = make_case(state)
    address = reverse(name, args=[case.reference])
    page = decision(case, **fields)
    assert office.post(address, page).status_code == 302
    after_one = left_behind()

    second = office.post(address, page)

    assert second.status_code == 409
    assert words(second).count(clear) == 1
    assert left_behind() == after_one


def test_questions_sent_to_departments_twice_go_once(
    make_case: CaseMaker, cast: Cast, office: Client
) -> None:
    case = make_case(State.ACCEPTED)
    first = case.questions.get(number="1")
    page = {"version": case.version, f"departments_{first.pk}": cast.department.pk}
    address = reverse("commission", args=[case.reference])
    assert office.post(address, page).status_code == 302
    after_one = left_behind()

    second = office.post(address, page)

    assert second.status_code == 409
    assert "Someone changed this case after you opened the page." in words(second)
    assert left_behind() == after_one


def test_a_letter_saved_from_a_stale_page_keeps_the_typing_and_changes_nothing(
    make_case: CaseMaker, office: Client
) -> None:
    case = make_case(State.DRAFTING)
    address = reverse("letter", args=[case.reference])
    page = letter_as_typed(case)
    assert office.post(address, page).status_code == 302
    after_one = left_behind()

    second = office.post(address, page | {"opening": "We looked again, and found more."})

    assert second.status_code == 409
    assert "Someone changed this case after you opened the page." in words(second)
    assert "We looked again, and found more." in words(second)
    case.draft.refresh_from_db()
    assert case.draft.opening == "We looked."
    assert left_behind() == after_one


def letter_as_typed(case: Case, **changes: Any) -> dict[str, Any]:
    page: dict[str, Any] = {"version": case.version, "opening": "We looked.", "closing": ""}
    for question in case.questions.all():
        page |= {f"outcome_{question.pk}": "disclosed", f"text_{question.pk}": "Four beds."}
    return page | changes


def test_what_was_typed_into_the_letter_is_saved_by_whatever_is_pressed_below_it(
    make_case: CaseMaker, cast: Cast, office: Client
) -> None:
    case = make_case(State.DRAFTING)
    page = words(office.get(reverse("letter", args=[case.reference])))
    assert page.count('form="letter"') == 5
    file = SimpleUploadedFile("beds.csv", b"ward,beds\nLarch,4\n")
    office.post(
        reverse("letter-file-add", args=[case.reference]), letter_as_typed(case) | {"file": file}
    )
    document = Document.objects.get(name="beds.csv")
    case.refresh_from_db()
    assert case.draft.opening == "We looked."

    office.post(
        reverse("letter-file-choose", args=[case.reference, document.pk, "hold"]),
        letter_as_typed(case, opening="We looked again."),
    )
    case.draft.refresh_from_db()
    assert case.draft.opening == "We looked again."

    case.refresh_from_db()
    signing = {"signatory": cast.director.pk, "note": ""}
    response = office.post(
        reverse("letter-send", args=[case.reference]),
        letter_as_typed(case, opening="We looked a third time.", **signing),
    )
    assert response.status_code == 302
    case.refresh_from_db()
    case.draft.refresh_from_db()
    assert (case.state, case.draft.opening) == ("awaiting_sign_off", "We looked a third time.")


@pytest.mark.parametrize("changes", [{"opening": ""}, {"version": 0}])
def test_an_act_below_the_letter_waits_until_its_words_can_be_saved(
    make_case: CaseMaker, cast: Cast, office: Client, changes: dict[str, Any]
) -> None:
    case = make_case(State.DRAFTING)
    before = left_behind()
    typed = letter_as_typed(case, signatory=cast.director.pk, note="A word.", closing="Nine beds.")

    response = office.post(reverse("letter-send", args=[case.reference]), typed | changes)

    assert response.status_code in (409, 422)
    assert "Nine beds." in words(response)
    assert "A word." in words(response)
    assert left_behind() == before


@pytest.mark.parametrize(
    "address",
    [
        "/cases/FOI-2026-99999/",
        "/inbox/?search=%00",
        "/cases/%00/",
        "/cases/FOI-2026-00001%00/letter/",
        "/cases/' OR 1=1 --/",
        "/cases/../../etc/passwd",
        "/messages/999999999999999999999999/",
        "/tasks/999999999999999999999999/",
        "/sign-off/999999999999999999999999/",
        "/follow/FOI-2026-99999/nonsense/",
        "/follow/%00/%00/",
    ],
)
def test_an_address_that_somebody_made_up_leads_nowhere(
    case: Case, office: Client, address: str
) -> None:
    response = office.get(address)

    assert response.status_code == 404
    assert "Page not found" in words(response) or "This link does not work" in words(response)


@pytest.mark.parametrize("search", ["'; DROP TABLE", "%", "\\", "🛏" * 200])
def test_a_search_for_nonsense_finds_nothing_and_says_so(
    case: Case, office: Client, search: str
) -> None:
    response = office.get(reverse("inbox"), {"tab": "all", "search": search, "page": "nonsense"})

    assert response.status_code == 200
    assert case.subject not in words(response)


def test_another_departments_task_and_the_case_behind_it_do_not_exist(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    case = make_case(State.WITH_DEPARTMENTS)
    row = Commission.objects.get()
    before = left_behind()
    other = as_person(cast.other_manager)
    for address in (
        reverse("task", args=[row.pk]),
        reverse("case", args=[case.reference]),
        reverse("letter", args=[case.reference]),
        reverse("letter-preview", args=[case.reference]),
    ):
        for response in (other.get(address), other.post(address, {"save": "1"})):
            assert response.status_code in (404, 405), address
            assert case.subject not in words(response)
            assert APPLICANT_NAME not in words(response)
    assert left_behind() == before


class SlowPost(RawIOBase):
    """The body of an upload that is made while it is read, as it comes over a wire."""

    HEAD = (
        b'--part\r\nContent-Disposition: form-data; name="file"; filename="scan.pdf"\r\n'
        b"Content-Type: application/pdf\r\n\r\n%PDF-1.7\n"
    )
    TAIL = b"\r\n--part--\r\n"

    def __init__(self, size: int) -> None:
        self.size = len(self.HEAD) + size + len(self.TAIL)
        self.position = 0

    def read(self, most: int = -1) -> bytes:
        end = self.size if most < 0 else min(self.position + most, self.size)
        start, self.position = self.position, end
        tail_at = self.size - len(self.TAIL)
        middle = max(0, min(end, tail_at) - max(start, len(self.HEAD)))
        return (
            self.HEAD[start:end]
            + b"x" * middle
            + self.TAIL[max(0, start - tail_at) : max(0, end - tail_at)]
        )


def test_sixty_megabytes_are_never_whole_in_memory(make_case: CaseMaker, office: Client) -> None:
    case = make_case(State.DRAFTING)
    address = reverse("letter-file-add", args=[case.reference])
    office.get(address)
    body = SlowPost(60 * MEGABYTE)
    tracemalloc.start()
    try:
        response = office.request(
            PATH_INFO=address,
            REQUEST_METHOD="POST",
            CONTENT_TYPE="multipart/form-data; boundary=part",
            CONTENT_LENGTH=str(body.size),
            **{"wsgi.input": body},
        )
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert response.status_code == 422
    assert "“scan.pdf” is 60 MB." in words(response)
    assert peak < 10 * MEGABYTE


def test_of_a_file_that_is_too_large_no_more_is_written_down_than_may_be_kept(
    settings: LazySettings,
) -> None:
    settings.UPLOAD_LIMIT_MB = 1
    upload = BoundedUpload()
    upload.new_file("file", "scan.pdf", "application/pdf", None)
    for number in range(60):
        upload.receive_data_chunk(b"x" * MEGABYTE, number * MEGABYTE)
    kept = upload.file_complete(60 * MEGABYTE)

    assert kept.size == 60 * MEGABYTE
    assert len(kept.read()) == 2 * MEGABYTE


@pytest.mark.parametrize(
    ("content_type", "size"),
    [
        ("multipart/form-data; boundary=part", 600 * MEGABYTE),
        ("application/x-www-form-urlencoded", 6 * MEGABYTE),
    ],
)
def test_far_too_much_is_not_read_and_answered_in_words(
    client: Client, db: None, content_type: str, size: int
) -> None:
    response = client.post(
        reverse("make-request"), b"x", content_type=content_type, CONTENT_LENGTH=str(size)
    )

    assert response.status_code == 413
    assert "That is too large" in words(response)
    assert "Nothing was saved." in words(response)

"""The letter on its pages: begun, saved, put before a director, taken back, sent; and its files."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from requests_app.domain.workflow import State
from requests_app.models import (
    Answer,
    AuditEvent,
    Case,
    Commission,
    Document,
    Draft,
    Letter,
    SignOff,
    User,
)
from requests_app.services import commissioning, drafting, responses
from tests.factories import CaseMaker, Cast, at, stored_file

AsPerson = Callable[[User], Client]


@pytest.fixture
def office(cast: Cast, as_person: AsPerson) -> Client:
    return as_person(cast.foi_manager)


def post(browser: Client, name: str, case: Case, *more: object, **typed: Any) -> Any:
    values = {"version": Case.objects.get(pk=case.pk).version, **typed}
    return browser.post(reverse(name, args=[case.reference, *more]), values)


def letter(case: Case, **typed: str) -> dict[str, str]:
    answers = {
        f"{field}_{question.pk}": value
        for question in case.questions.all()
        for field, value in (("outcome", "disclosed"), ("text", f"Answer {question.number}."))
    }
    return {"opening": "Thank you.", "closing": "", **answers, **typed}


@pytest.mark.parametrize("state", [State.ACCEPTED, State.WITH_DEPARTMENTS])
def test_a_letter_is_begun_before_every_department_has_answered(
    make_case: CaseMaker, office: Client, state: State
) -> None:
    case = make_case(state)
    response = post(office, "letter-begin", case)

    assert response["Location"] == reverse("letter", args=[case.reference])
    assert Case.objects.get().state == "drafting"
    assert Draft.objects.filter(case=case).exists()


def test_the_letter_is_saved_as_it_was_typed(make_case: CaseMaker, office: Client) -> None:
    case = make_case(State.DRAFTING)
    question = case.questions.get(number="2a")
    response = post(
        office, "letter", case, **letter(case, **{f"text_{question.pk}": " One\r\n\r\nTwo "})
    )

    assert response["Location"] == reverse("letter", args=[case.reference])
    assert Answer.objects.get(question=question).text == "One\n\nTwo"
    assert Draft.objects.get().opening == "Thank you."


def test_saving_may_go_on_to_the_preview_which_is_a_pdf(
    make_case: CaseMaker, office: Client
) -> None:
    case = make_case(State.DRAFTING)
    response = post(office, "letter", case, **letter(case), preview="1")
    assert response["Location"] == reverse("letter-preview", args=[case.reference])

    pdf = office.get(response["Location"])
    assert pdf.content.startswith(b"%PDF-")
    assert (pdf["Content-Type"], pdf["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
    assert pdf["Content-Disposition"].startswith("inline")


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        ({"opening": ""}, 422, "Write how the letter begins."),
        ({"version": "1"}, 409, "after you opened the page"),
    ],
)
def test_a_letter_that_is_not_saved_is_shown_as_it_was_typed(
    make_case: CaseMaker, office: Client, typed: dict[str, str], status: int, said: str
) -> None:
    case = make_case(State.DRAFTING)
    before = list(Answer.objects.order_by("pk").values())
    typed = {**letter(case, closing="Yours, the office."), **typed}
    response = post(office, "letter", case, **typed)
    shown = response.content.decode()

    assert response.status_code == status
    for words in (said, "Answer 2b.", "Yours, the office."):
        assert words in shown
    assert list(Answer.objects.order_by("pk").values()) == before


def test_the_letter_goes_to_a_director_and_can_be_taken_back(
    make_case: CaseMaker, cast: Cast, office: Client
) -> None:
    case = make_case(State.DRAFTING)
    sent = post(office, "letter-send", case, signatory=cast.director.pk, note="Please read.")
    assert sent["Location"] == reverse("case", args=[case.reference])
    assert SignOff.objects.get().note == "Please read."

    again = post(office, "letter-send", case, signatory=cast.director.pk)
    assert again.status_code == 409
    back = post(office, "letter-recall", case)
    assert back["Location"] == reverse("letter", args=[case.reference])
    assert (Case.objects.get().state, SignOff.objects.get().outcome) == ("drafting", "void")


@pytest.mark.parametrize("who", ["auditor", None])
def test_a_letter_goes_to_directors_alone(
    make_case: CaseMaker, cast: Cast, office: Client, who: str | None
) -> None:
    case = make_case(State.DRAFTING)
    response = post(
        office, "letter-send", case, signatory=cast.people[who].pk if who else "", note="Read it."
    )

    assert response.status_code == 422
    assert "Read it." in response.content.decode()
    assert not SignOff.objects.exists()


def test_a_letter_with_a_gap_is_not_sent_and_the_gap_is_named(
    make_case: CaseMaker, cast: Cast, office: Client
) -> None:
    case = make_case(State.DRAFTING)
    Answer.objects.filter(question__number__in=("2", "2b")).update(text="")
    response = post(office, "letter-send", case, signatory=cast.director.pk)

    assert response.status_code == 409
    assert "question 2" in response.content.decode()
    assert Case.objects.get().state == "drafting"


def test_the_answer_is_sent_once(make_case: CaseMaker, office: Client) -> None:
    case = make_case(State.READY)
    first, second = (
        office.post(reverse("letter-issue", args=[case.reference]), {"version": case.version})
        for _ in range(2)
    )

    assert (first.status_code, second.status_code) == (302, 409)
    assert "Someone may have moved it on" in second.content.decode()
    assert (Letter.objects.count(), Case.objects.get().state) == (1, "answered")


def test_only_the_manager_sends_the_answer(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    case = make_case(State.READY)
    response = post(as_person(cast.foi_administrator), "letter-issue", case)

    assert response.status_code == 403
    assert (Letter.objects.count(), Case.objects.get().state) == (0, "ready")


def upload(browser: Client, case: Case, name: str, content: bytes) -> Any:
    file = SimpleUploadedFile(name, content)
    return browser.post(reverse("letter-file-add", args=[case.reference]), {"file": file})


def test_a_file_is_put_beside_the_letter_and_taken_off_again(
    make_case: CaseMaker, office: Client
) -> None:
    case = make_case(State.DRAFTING)
    assert upload(office, case, "beds.csv", b"ward,beds\nA,4\n").status_code == 302
    document = Document.objects.get()
    assert (document.name, document.role) == ("beds.csv", "release")
    assert "beds.csv" in office.get(reverse("letter", args=[case.reference])).content.decode()

    assert post(office, "letter-file-choose", case, document.pk, "hold").status_code == 302
    document.refresh_from_db()
    assert document.removed_at is not None
    assert post(office, "letter-file-choose", case, document.pk, "hold").status_code == 404


@pytest.mark.parametrize(
    ("name", "content"), [("run.exe", b"MZ\x90\x00"), ("empty.csv", b""), ("", b"")]
)
def test_a_file_that_cannot_be_taken_is_refused_in_words(
    make_case: CaseMaker, office: Client, name: str, content: bytes
) -> None:
    case = make_case(State.DRAFTING)
    response = (
        upload(office, case, name, content) if name else post(office, "letter-file-add", case)
    )

    assert response.status_code == 422
    assert reverse("letter", args=[case.reference]) in response.content.decode()
    assert not Document.objects.exists()


def test_a_departments_file_is_chosen_once_and_a_second_click_is_told_so(
    make_case: CaseMaker, cast: Cast, office: Client
) -> None:
    case = make_case(State.WITH_DEPARTMENTS)
    row, when = Commission.objects.get(), at(make_case.received_on)
    document = commissioning.add_found_file(
        row.pk, row.returns.all()[0].pk, stored_file(), actor=cast.department_manager, at=when
    )
    drafting.start_drafting(case.pk, actor=cast.foi_manager, at=when)
    first, second = (
        post(office, "letter-file-choose", case, document.pk, "send") for _ in range(2)
    )

    assert (first.status_code, second.status_code) == (302, 409)
    assert "moved or removed meanwhile" in second.content.decode()
    address = reverse("letter-file-choose", args=[case.reference, document.pk, "send"])
    assert office.post(address.replace("/send/", "/burn/")).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_file_is_handed_over_and_that_stands_on_the_trail(
    emptied_trail: None, make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    case = make_case(State.DRAFTING)
    document = drafting.add_file(case.pk, stored_file(), actor=cast.foi_manager, at=case.opened_at)
    response = as_person(cast.foi_manager).get(
        reverse("case-file", args=[case.reference, document.pk])
    )

    assert b"".join(response) == b"ward,beds\nA,4\n"
    assert response["Content-Disposition"] == 'attachment; filename="beds.csv"'
    assert response["Content-Type"] == "application/octet-stream"
    assert "sandbox" in response["Content-Security-Policy"]
    assert AuditEvent.objects.get(verb="download_file").detail == {"document": document.pk}


@pytest.fixture
def issued(make_case: CaseMaker) -> Letter:
    make_case.postal_address = "1 Ivy Row\nHarrowdene"
    make_case(State.ANSWERED)
    letter = Letter.objects.select_related("case").get()
    return responses.store_pdfs(
        letter.pk, sent=b"%PDF sent", kept=b"%PDF kept", at=at(letter.dated)
    )


@pytest.mark.parametrize("who", ["foi_manager", "auditor"])
def test_the_letter_that_left_is_shown_byte_for_byte(
    issued: Letter, cast: Cast, as_person: AsPerson, who: str
) -> None:
    response = as_person(cast.people[who]).get(
        reverse("letter-pdf", args=[issued.case.reference, issued.pk])
    )

    assert response.content == b"%PDF sent"


def test_a_letter_of_another_case_does_not_exist_under_this_one(
    issued: Letter, make_case: CaseMaker, office: Client
) -> None:
    other = make_case(State.ACCEPTED)
    for name in ("letter-pdf", "letter-address"):
        assert office.get(reverse(name, args=[other.reference, issued.pk])).status_code == 404
    assert post(office, "letter-posted", other, issued.pk).status_code == 404


def test_the_address_sheet_is_made_for_the_post(issued: Letter, office: Client) -> None:
    response = office.get(reverse("letter-address", args=[issued.case.reference, issued.pk]))

    assert response.content.startswith(b"%PDF-")


def test_the_day_of_posting_is_recorded_once_and_never_before_the_letter(
    issued: Letter, office: Client
) -> None:
    case, address = issued.case, "letter-posted"
    early = issued.dated - timedelta(days=1)
    assert post(office, address, case, issued.pk, posted_on="").status_code == 422
    refused = post(office, address, case, issued.pk, posted_on=early.isoformat())
    assert refused.status_code == 409
    assert post(office, address, case, issued.pk, posted_on=issued.dated).status_code == 302
    assert post(office, address, case, issued.pk, posted_on=issued.dated).status_code == 409

    issued.refresh_from_db()
    assert issued.posted_on == issued.dated

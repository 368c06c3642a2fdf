"""A director's pages: the exact letter, one signature, and never who asked."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from requests_app.domain.letter_content import digest
from requests_app.domain.workflow import State
from requests_app.models import (
    Answer,
    AuditEvent,
    Case,
    DepartmentSeat,
    Document,
    OutboxItem,
    Seat,
    SignOff,
    User,
)
from requests_app.queries.response_content import response_content
from requests_app.services import drafting, sign_off
from tests.factories import CaseMaker, Cast, at, stored_file

AsPerson = Callable[[User], Client]


@pytest.fixture
def row(make_case: CaseMaker, cast: Cast) -> SignOff:
    case = make_case(State.DRAFTING)
    office, when = cast.foi_manager, at(make_case.received_on)
    drafting.add_file(case.pk, stored_file(), actor=office, at=when)
    note = "Please read question 2 with care."
    return sign_off.send_for_sign_off(case.pk, cast.director, actor=office, at=when, note=note)


def page_of(row: SignOff) -> str:
    return reverse("sign-off", args=[row.pk])


def approve(browser: Client, row: SignOff, seen: str = "") -> Any:
    address = reverse("sign-off-approve", args=[row.pk])
    return browser.post(address, {"digest_seen": seen or row.digest})


def send_back(browser: Client, row: SignOff, comment: str) -> Any:
    address = reverse("sign-off-return", args=[row.pk])
    return browser.post(address, {"comment": comment, "digest_seen": row.digest})


def left_behind() -> tuple[Any, ...]:
    """Return everything that an act would have changed."""
    return (
        list(SignOff.objects.values_list("outcome", "decided_by", "comment")),
        list(Case.objects.values_list("state", "version")),
        AuditEvent.objects.count(),
        OutboxItem.objects.count(),
    )


def test_the_page_shows_what_was_asked_what_we_say_and_what_leaves(
    row: SignOff, cast: Cast, as_person: AsPerson
) -> None:
    page = as_person(cast.director).get(page_of(row)).content.decode()

    for words in (
        "Received on Monday 2 November 2026. How many hospital beds were closed in 2025? What did",
        "The answer to 2b.",
        "Nothing is withheld.",
        "Disclosed: questions 1, 2, 2a, 2b",
        "Please read question 2 with care.",
        "beds.csv",
        "14\xa0bytes · not checked for viruses",
        f'name="digest_seen" value="{row.digest}"',
        "Approve and sign",
        "Return with comments",
    ):
        assert words in page


def test_what_is_withheld_is_named(row: SignOff, cast: Cast, as_person: AsPerson) -> None:
    Answer.objects.filter(question__number="2a").update(outcome="withheld")
    SignOff.objects.update(digest=digest(response_content(Case.objects.get())))

    page = as_person(cast.director).get(page_of(row)).content.decode()

    assert "Some of what was asked for is kept back." in page
    assert "Withheld: question 2a<" in page


def test_the_list_shows_what_waits_and_what_was_decided(
    row: SignOff, make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    make_case.subject = "An older one"
    make_case(State.READY)

    page = as_person(cast.director).get(reverse("sign-offs")).content.decode()

    waiting, decided = page.split("Decided")
    assert "Closed hospital beds" in waiting
    assert "An older one" in decided
    assert "Approved and signed" in decided


def test_an_empty_list_says_what_will_appear(cast: Cast, as_person: AsPerson) -> None:
    page = as_person(cast.director).get(reverse("sign-offs")).content.decode()

    assert "Nothing waits for your signature" in page


@pytest.mark.parametrize("name", ["director", "deputy_director"])
def test_a_director_or_the_deputy_signs(
    row: SignOff, cast: Cast, as_person: AsPerson, name: str
) -> None:
    browser = as_person(cast.people[name])
    assert row.case.reference in browser.get(reverse("sign-offs")).content.decode()

    response = approve(browser, row)

    assert response["Location"] == reverse("sign-offs")
    row.refresh_from_db()
    assert (row.outcome, row.decided_by) == ("approved", cast.people[name])
    assert Case.objects.get().state == State.READY
    page = browser.get(page_of(row)).content.decode()
    assert f"Signed by {cast.people[name]} on" in page
    assert "Approve and sign" not in page
    assert "The answer to 2b." in page


def test_signing_twice_gives_one_signature_and_a_clear_word(
    row: SignOff, cast: Cast, as_person: AsPerson
) -> None:
    browser = as_person(cast.director)
    approve(browser, row)
    before = left_behind()

    second = approve(browser, row)

    assert second.status_code == 409
    assert "“Approve and sign” is not possible now" in second.content.decode()
    assert left_behind() == before


@pytest.mark.parametrize("seen", ["0" * 64, "nonsense", "x" * 2000])
def test_another_letter_than_the_one_that_waits_is_not_signed(
    row: SignOff, cast: Cast, as_person: AsPerson, seen: str
) -> None:
    before = left_behind()

    response = approve(as_person(cast.director), row, seen)

    assert response.status_code == 409
    assert "not the one that waits for you now" in response.content.decode()
    assert left_behind() == before


def test_a_signature_without_a_seal_signs_nothing(
    row: SignOff, cast: Cast, as_person: AsPerson
) -> None:
    response = as_person(cast.director).post(reverse("sign-off-approve", args=[row.pk]), {})

    assert response.status_code == 409
    assert Case.objects.get().state == State.AWAITING_SIGN_OFF


def test_a_letter_that_changed_is_neither_shown_nor_signed_nor_handed_out(
    row: SignOff, cast: Cast, as_person: AsPerson
) -> None:
    Answer.objects.filter(question__number="1").update(text="Something else.")
    browser = as_person(cast.director)
    before = left_behind()

    page = browser.get(page_of(row)).content.decode()
    assert "The letter has changed since it was sent to you." in page
    assert "Something else." not in page
    assert "Approve and sign" not in page
    assert browser.get(reverse("sign-off-letter", args=[row.pk])).status_code == 404
    document = Document.objects.get(role="release")
    assert browser.get(reverse("sign-off-file", args=[row.pk, document.pk])).status_code == 404
    assert approve(browser, row).status_code == 409
    assert left_behind() == before


def test_a_letter_sent_again_needs_to_be_read_again(
    row: SignOff, cast: Cast, as_person: AsPerson
) -> None:
    office, when, browser = cast.foi_manager, row.asked_at, as_person(cast.director)
    sign_off.recall(row.case_id, actor=office, at=when)
    assert "The FOI office took this letter back" in browser.get(page_of(row)).content.decode()
    Answer.objects.filter(question__number="1").update(text="Something else.")
    new = sign_off.send_for_sign_off(row.case_id, cast.director, actor=office, at=when)
    before = left_behind()

    assert approve(browser, row).status_code == 409
    refused = send_back(browser, row, "Question 1 is wrong.")
    assert refused.status_code == 409
    assert "Question 1 is wrong." in refused.content.decode()
    assert left_behind() == before

    assert approve(browser, new).status_code == 302


def test_a_return_needs_words_and_goes_back_to_the_office(
    row: SignOff, cast: Cast, as_person: AsPerson
) -> None:
    browser = as_person(cast.director)
    before = left_behind()
    empty = send_back(browser, row, " ")
    assert empty.status_code == 422
    assert "Say what has to change" in empty.content.decode()
    assert left_behind() == before

    response = send_back(browser, row, "Question 1 is <wrong>.")

    assert response.status_code == 302
    row.refresh_from_db()
    assert (row.outcome, row.comment) == ("returned", "Question 1 is <wrong>.")
    assert Case.objects.get().state == State.DRAFTING
    page = browser.get(page_of(row)).content.decode()
    assert "Question 1 is &lt;wrong&gt;." in page
    assert "Approve and sign" not in page
    assert send_back(browser, row, "Again.").status_code == 409


@pytest.mark.parametrize(
    "name",
    [
        "other_director",
        "department_manager",
        "communications",
        "auditor",
        "foi_manager",
        "director_of_corporate_affairs",
        "system_administrator",
        "superuser",
    ],
)
def test_anothers_sign_off_does_not_exist(
    row: SignOff, cast: Cast, as_person: AsPerson, name: str
) -> None:
    browser = as_person(cast.people[name])
    document = Document.objects.get(role="release")
    before = left_behind()

    assert browser.get(page_of(row)).status_code == 404
    assert browser.get(reverse("sign-off-letter", args=[row.pk])).status_code == 404
    assert browser.get(reverse("sign-off-file", args=[row.pk, document.pk])).status_code == 404
    assert approve(browser, row).status_code == 404
    assert send_back(browser, row, "No.").status_code == 404
    assert left_behind() == before


def test_nobody_signs_what_they_searched_themselves(
    row: SignOff, cast: Cast, as_person: AsPerson
) -> None:
    DepartmentSeat.objects.create(
        department=cast.department, user=cast.department_manager, seat=Seat.DEPUTY_DIRECTOR
    )
    browser = as_person(cast.department_manager)
    said = "You worked on this answer, so someone else has to sign it."
    before = left_behind()

    page = browser.get(page_of(row)).content.decode()
    assert said in page
    assert "Approve and sign" not in page
    refused = approve(browser, row)
    assert refused.status_code == 409
    assert said in refused.content.decode()
    assert left_behind() == before


def test_acts_need_a_post_and_a_person(row: SignOff, cast: Cast, as_person: AsPerson) -> None:
    for name in ("sign-off-approve", "sign-off-return"):
        address = reverse(name, args=[row.pk])
        assert as_person(cast.director).get(address).status_code == 405
        assert Client().post(address)["Location"].startswith("/accounts/login/")


def test_the_letter_opens_as_a_pdf_and_a_file_only_as_a_download(
    row: SignOff, cast: Cast, as_person: AsPerson
) -> None:
    browser = as_person(cast.director)
    document = Document.objects.get(role="release")

    letter = browser.get(reverse("sign-off-letter", args=[row.pk]))
    file = browser.get(reverse("sign-off-file", args=[row.pk, document.pk]))

    assert letter.content.startswith(b"%PDF-")
    assert letter["Content-Disposition"] == (
        f'inline; filename="{row.case.reference} for signature.pdf"'
    )
    content = file.streaming_content  # type: ignore[attr-defined]
    assert b"".join(content) == b"ward,beds\nA,4\n"
    assert file["Content-Disposition"] == 'attachment; filename="beds.csv"'
    assert file["Content-Type"] == "application/octet-stream"
    assert file["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert AuditEvent.objects.filter(verb="download_file").count() == 1


def test_a_file_that_does_not_leave_is_not_handed_out(
    row: SignOff, cast: Cast, as_person: AsPerson
) -> None:
    document = Document.objects.get(role="release")
    Document.objects.filter(pk=document.pk).update(role="found")
    SignOff.objects.update(digest=digest(response_content(row.case)))

    address = reverse("sign-off-file", args=[row.pk, document.pk])
    assert as_person(cast.director).get(address).status_code == 404


def test_nothing_here_knows_who_asked(
    row: SignOff, cast: Cast, as_person: AsPerson, blindfold: Any
) -> None:
    browser = as_person(cast.director)
    with blindfold:
        pages = [
            browser.get(reverse("sign-offs")).content,
            browser.get(page_of(row)).content,
            browser.get(reverse("sign-off-letter", args=[row.pk])).content,
            send_back(browser, row, " ").content,
            approve(browser, row).content,
            approve(browser, row).content,
            browser.get(page_of(row)).content,
        ]
    blindfold.assert_blind(*pages)


def queries(browser: Client, address: str) -> int:
    browser.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(address).status_code == 200
    return len(captured)


def test_the_list_costs_the_same_for_one_and_for_thirty(
    row: SignOff, make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    browser = as_person(cast.director)
    for_one = queries(browser, reverse("sign-offs"))
    SignOff.objects.bulk_create(
        SignOff(
            case=Case.objects.create(
                reference=f"FOI-2026-9{number:04}",
                applicant_id=row.case.applicant_id,
                received_on=row.case.received_on,
                opened_at=row.asked_at,
                state=State.AWAITING_SIGN_OFF,
            ),
            signatory=cast.director,
            asked_by=cast.foi_manager,
            asked_at=row.asked_at,
        )
        for number in range(30)
    )

    assert queries(browser, reverse("sign-offs")) == for_one


def test_the_page_costs_the_same_for_two_questions_and_for_thirty(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    browser = as_person(cast.director)
    counts = []
    for text in ("1. One?\n2. Two?", "\n".join(f"{n}. Ward {n}?" for n in range(1, 31))):
        make_case.text = text
        case = make_case(State.AWAITING_SIGN_OFF)
        counts.append(queries(browser, page_of(SignOff.objects.get(case=case))))

    assert counts[0] == counts[1]

"""Letters are made as the applicant needs them: as usual, in large print, as plain text."""

import io
import re
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from requests_app.domain.workflow import State
from requests_app.models import AuditEvent, Case, Letter, LetterForm, Message, User
from requests_app.queries.outgoing_mail import outgoing_mail
from requests_app.services import case_work
from requests_app.tasks.outbox import WORK
from tests.factories import CaseMaker, Cast

AsPerson = Callable[[User], Client]


def answered(make_case: CaseMaker, cast: Cast, form: LetterForm) -> Letter:
    """Have a case answered whose applicant needs letters so; return its letter, made."""
    case = make_case(State.READY)
    case_work.set_letter_form(case.pk, form, actor=cast.foi_manager, at=case.opened_at)
    make_case._issue(case)
    letter = Letter.objects.get(case=case)
    WORK["make_letter"](letter.pk, letter.issued_at)
    WORK["send_letter"](letter.pk, letter.issued_at)
    letter.refresh_from_db()
    return letter


def smallest(raw: bytes) -> float:
    sizes: set[float] = set()

    def visit(
        text: str, matrix: list[float], text_matrix: list[float], font: object, size: float
    ) -> None:
        if text.strip():
            sizes.add(round(abs(size * matrix[3] * text_matrix[3]), 1))

    for page in PdfReader(io.BytesIO(raw)).pages:
        page.extract_text(visitor_text=visit)
    return min(sizes)


def test_large_print_is_what_leaves_and_the_signed_words_stay(
    make_case: CaseMaker, cast: Cast
) -> None:
    letter = answered(make_case, cast, LetterForm.LARGE_PRINT)

    (file,) = outgoing_mail(Message.objects.get(kind="response")).files
    assert smallest(file.read()) >= 16
    with letter.archive_pdf.open("rb") as kept:
        assert smallest(kept.read()) < 16
    assert letter.case.sign_offs.get(outcome="approved").signatory == cast.director


def test_plain_text_leaves_in_place_of_the_pdf(make_case: CaseMaker, cast: Cast) -> None:
    letter = answered(make_case, cast, LetterForm.PLAIN_TEXT)

    (file,) = outgoing_mail(Message.objects.get(kind="response")).files
    assert (file.name, file.media_type) == (f"{letter.case.reference}.txt", "text/plain")
    text = file.read().decode()
    assert f"Our reference: {letter.case.reference}" in text
    assert "Our answer to question 1:" in text
    assert "If you would like us to look again" in text


def test_as_usual_is_a_pdf(make_case: CaseMaker, cast: Cast) -> None:
    answered(make_case, cast, LetterForm.STANDARD)

    (file,) = outgoing_mail(Message.objects.get(kind="response")).files
    assert file.media_type == "application/pdf"


def test_the_trail_says_that_it_was_set_and_not_to_what(make_case: CaseMaker, cast: Cast) -> None:
    case = make_case(State.RECEIVED)
    case_work.set_letter_form(
        case.pk, LetterForm.LARGE_PRINT, actor=cast.foi_administrator, at=case.opened_at
    )

    event = AuditEvent.objects.get(verb="set_letter_form")
    assert event.actor == cast.foi_administrator
    assert "large" not in str(event.detail)


def test_only_the_office_sets_it_and_it_holds_for_the_person(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    case = make_case(State.ACCEPTED)
    address = reverse("letter-form", args=[case.reference])
    for name, who in cast.people.items():
        if name in ("foi_manager", "foi_administrator"):
            continue
        assert as_person(who).post(address, {"letter_form": "large_print"}).status_code == 404
        with pytest.raises(PermissionDenied):
            case_work.set_letter_form(case.pk, LetterForm.LARGE_PRINT, actor=who, at=case.opened_at)
    browser = as_person(cast.foi_administrator)
    assert browser.post(address, {"letter_form": "shouting"}).status_code == 422
    assert Case.objects.get(pk=case.pk).applicant.letter_form == LetterForm.STANDARD

    assert browser.post(address, {"letter_form": "large_print"}).status_code == 302

    assert Case.objects.get(pk=case.pk).applicant.letter_form == LetterForm.LARGE_PRINT
    page = browser.get(reverse("case", args=[case.reference])).content.decode()
    (chosen,) = re.findall(r'<option value="(\w+_print)"[^>]*selected', page)
    assert chosen == "large_print"

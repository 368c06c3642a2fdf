"""Part of an answer is withheld: claimed, weighed by the director, signed, sent, read as a PDF."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from requests_app.domain.workflow import State
from requests_app.models import Case, Claim, Letter
from tests.e2e.conftest import NewVisitor
from tests.e2e.household import Household, wait_until
from tests.e2e.letters_in_the_sink import mail_about, text_of
from tests.e2e.visitor import PHONE, Visitor
from tests.factories import APPLICANT_EMAIL, APPLICANT_NAME, CaseMaker, Cast

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("e2e")]

CITED = re.compile(r"section (\d+\(\d\w*\)(?: and \(\w+\))?) of the")


@pytest.fixture
def case(staff: Cast) -> Case:
    received_on = timezone.localdate() - timedelta(days=11)
    return CaseMaker(staff, received_on=received_on)(State.DRAFTING)


def claims(office: Visitor, case: Case, code: str, words: dict[str, str]) -> None:
    """Choose an exemption on the first question, and answer what it asks."""
    question = case.questions.get(number="1")
    office.goes_to(reverse("claim", args=[case.reference, question.pk]))
    office.sees("Claim an exemption")
    office.page.get_by_label("Which exemption?").select_option(code)
    office.presses("Go on")
    for label, text in words.items():
        office.fills(label, text)


def test_a_partial_refusal_is_weighed_by_the_director_and_cites_exactly_what_was_decided(
    case: Case, staff: Cast, house: Household, new_visitor: NewVisitor
) -> None:
    blind = {"must_not_read": (APPLICANT_NAME, "Ravenscroft", APPLICANT_EMAIL)}
    office = new_visitor()
    office.signs_in(staff.foi_manager)
    prices = {
        "What is the information?": "the unit prices",
        "Why does s.43(2) apply to it?": "They would tell every bidder what we pay.",
        "Whose commercial interests?": "the Trust",
        "What does the third party itself say?": "The interests are our own.",
        "What harm would follow, and how?": "Bidders would aim just below them.",
        "What speaks for disclosure?": "Openness about public money",
        "What speaks for withholding?": "The tender that is open now",
        "Why should one side weigh more?": "The total is published.",
    }
    claims(office, case, "s.43(2)", prices)
    office.page.get_by_label("How likely is the harm?").select_option("would")
    office.sees("Commercial interests")
    office.presses("Save and ask for the decision")
    office.reads("the public interest is put before who decides it")

    told = mail_about(house.sink, staff.director_of_corporate_affairs.email, "waits for you")
    assert APPLICANT_NAME not in text_of(told)
    director = new_visitor(screen=PHONE, has_script=False, **blind)
    director.signs_in(staff.director_of_corporate_affairs)
    director.goes_to("/decisions/")
    director.sees("Decisions")
    director.follows("Public interest: s.43(2) on question 1")
    director.sees("The public interest: section 43(2)")
    director.presses("Decide the public interest")
    director.reads("There is a problem", "Say which side weighs more.")
    director.chooses("Withholding weighs more")
    director.fills("What speaks for withholding?", "The next tender would cost us more")
    director.presses("Decide the public interest")
    director.sees("Decisions")
    director.reads("You have decided the public interest of s.43(2).")

    names = {
        "What is the information?": "the names of junior staff",
        "Why does s.40(2)(3A) apply to it?": "They are personal data about living people.",
        "Which legitimate interest would disclosure serve?": "Knowing who does the work.",
        "Is disclosure necessary for it, or does less do?": "No, the grades are given.",
        "What do the people expect, and what would it do to them?": "It would be unfair to them.",
    }
    claims(office, case, "s.40(2)(3A)", names)
    office.presses("Save the claim")
    office.sees("Letter: ")
    office.page.get_by_label("Outcome of question 1").select_option("disclosed_in_part")
    signing = office.page.get_by_role("region", name="Send it for sign-off")
    signing.get_by_label("Who is to sign it?").select_option("Director")
    office.presses("Send for sign-off", within=signing)
    office.reads("The letter is with Director to sign.")

    signatory = new_visitor(screen=PHONE, has_script=False, **blind)
    signatory.signs_in(staff.director)
    signatory.goes_to("/sign-off/")
    signatory.follows(case.subject)
    signatory.reads("Some of what was asked for is kept back.", "the next tender would cost us")
    signatory.presses("Approve and sign")
    office.goes_to(f"/cases/{case.reference}/letter/")
    office.presses("Send the answer")
    wait_until(lambda: Letter.objects.exclude(pdf_sha256="").exists(), "the PDF", 90)

    letter = Letter.objects.get()
    pdf = office.downloads(reverse("letter-pdf", args=[case.reference, letter.pk]))
    words = " ".join(
        " ".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).split()
    )
    decided = {claim.code for claim in Claim.objects.filter(taken_away_at__isnull=True)}
    assert decided == {"s.43(2)", "s.40(2)(3A)"}
    assert set(CITED.findall(words)) == {"43(2)", "40(2) and (3A)"}
    assert "In favour of disclosure: openness about public money." in words
    assert "the next tender would cost us more" in words
    assert APPLICANT_NAME not in words

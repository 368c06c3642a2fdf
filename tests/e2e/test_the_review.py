"""A partial refusal and its internal review, at real browsers: what the two letters cite, who may
not review, and what is released.
"""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from exemptions.domain.statute_references import references_in
from requests_app.domain.london import london_day
from requests_app.domain.workflow import State
from requests_app.models import Case, Document, Review
from requests_app.queries.tracking import tracking_path
from requests_app.services import drafting
from tests.e2e.conftest import NewVisitor
from tests.e2e.household import Household, wait_until
from tests.e2e.letters_in_the_sink import mail_about, text_of, text_of_pdf
from tests.e2e.visitor import PHONE, Visitor
from tests.factories import (
    APPLICANT_EMAIL,
    APPLICANT_NAME,
    CaseMaker,
    Cast,
    decide_claims,
    stored_file,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("e2e")]

SUBJECT = "Prices of beds"
REQUEST = "1. How many beds did you buy?\n2. What did each cost, and who chose them?\n"
WHO_ASKED = (APPLICANT_NAME, APPLICANT_EMAIL)
PART_TWO = {str(number) for number in range(21, 45)}


def exemptions_cited(words: str) -> set[str]:
    """Return the exemptions of Part II that a text cites, each to its sub-section."""
    return {
        re.sub(r"^(\d+\(\d\w*\)).*", r"\1", reference.written)
        for reference in references_in(words)
        if reference.section in PART_TWO
    }


def pdf_in(house: Household, words: str) -> tuple[bytes, dict[str, bytes]]:
    """Return the letter in a mail to the applicant, and the other files with it."""
    mail = mail_about(house.sink, APPLICANT_EMAIL, words)
    files = {str(part.get_filename()): part.get_content() for part in mail.iter_attachments()}
    (letter,) = (name for name in files if name.endswith(".pdf"))
    return files.pop(letter), files


def test_a_partial_refusal_is_reviewed_by_another_who_releases_a_file(
    house: Household, staff: Cast, new_visitor: NewVisitor
) -> None:
    received_on = london_day(timezone.now()) - timedelta(days=12)
    case = CaseMaker(staff, received_on=received_on, text=REQUEST, subject=SUBJECT)(State.DRAFTING)
    office = new_visitor()
    office.signs_in(staff.foi_manager)
    refuses_in_part(house, staff, office, case)
    is_signed(house, staff, new_visitor, case)
    letter = is_sent(house, office, case)
    assert exemptions_cited(text_of_pdf(letter)) == {"40(2)", "40(3A)", "43(2)"}
    asks_for_a_review(new_visitor, case)
    gives_the_review(office, case)
    reviews_and_releases(house, staff, new_visitor, case)
    signs_the_outcome(house, staff, new_visitor, case)
    sends_the_outcome(house, office, new_visitor, case)


def refuses_in_part(house: Household, staff: Cast, office: Visitor, case: Case) -> None:
    """Claim s.43(2) and s.40(2) on the second question, and send the letter to a director."""
    content = b"bed,price\nA,1200\n"
    file = drafting.add_file(
        case.pk,
        stored_file("prices.csv", content),
        actor=staff.foi_manager,
        at=timezone.now(),
    )
    Document.objects.filter(pk=file.pk).update(role="found")
    put_on_the_house(house, file)
    question = case.questions.get(number="2")
    for code, words in (("s.43(2)", PRICES), ("s.40(2)(3A)", NAMES)):
        office.goes_to(
            f"/cases/{case.reference}/letter/questions/{question.pk}/exemption/?code={code}"
        )
        office.sees(code)
        for label, text in words.items():
            office.fills(label, text)
        if words is PRICES:
            office.page.get_by_label("How likely is the harm?").select_option("would be likely to")
        office.presses("Save the claim")
        office.sees("Letter: ")
    decide_claims(case, staff, timezone.now())
    office.goes_to(f"/cases/{case.reference}/letter/")
    office.sees("Letter: ")
    office.page.get_by_label("Outcome of question 2").select_option("Disclosed in part")
    office.page.get_by_label("Our answer to question 2").fill("The total is £41,200.")
    office.presses("Save the letter")
    office.sees("Letter: ")
    signing = office.page.get_by_role("region", name="Send it for sign-off")
    signing.get_by_label("Who is to sign it?").select_option("Director")
    office.presses("Send for sign-off", within=signing)
    office.reads("The letter is with Director to sign.")


PRICES = {
    "What is the information?": "the price of each bed",
    "Why does s.43(2) apply to it?": "It would tell every bidder what we pay.",
    "Whose commercial interests?": "the Trust",
    "What does the third party itself say?": "They are our own interests.",
    "What harm would follow, and how?": "Bidders would aim just below the price.",
    "What speaks for disclosure?": "Openness about how public money is spent",
    "What speaks for withholding?": "Disclosure would weaken us in the tender that is open now",
}
NAMES = {
    "What is the information?": "the names of junior staff",
    "Why does s.40(2)(3A) apply to it?": "They are personal data about living people.",
    "Which legitimate interest would disclosure serve?": "There is an interest in who does what.",
    "Is disclosure necessary for it": "It is not: their grades are given.",
    "What do the people expect": "They would not expect to be named.",
}


def put_on_the_house(house: Household, file: Document) -> None:
    """Lay a file of the test where the product's own processes read."""
    stored = house.folder / "media" / file.file.name
    stored.parent.mkdir(parents=True, exist_ok=True)
    with file.file.open("rb") as content:
        stored.write_bytes(content.read())


def is_signed(house: Household, staff: Cast, new_visitor: NewVisitor, case: Case) -> None:
    director = new_visitor(must_not_read=WHO_ASKED)
    director.signs_in(staff.director)
    director.follows(SUBJECT)
    director.sees(SUBJECT)
    director.reads("Some of what was asked for is kept back.")
    director.presses("Approve and sign")
    director.reads("You have signed")


def is_sent(house: Household, office: Visitor, case: Case) -> bytes:
    office.goes_to(f"/cases/{case.reference}/letter/")
    office.presses("Send the answer")
    office.reads("The answer is on its way.")
    letter, _ = pdf_in(house, "our answer to your request")
    words = text_of_pdf(letter).casefold()
    for said in (
        "openness about how public money is spent",
        "disclosure would weaken us in the tender that is open now",
        "internal review",
    ):
        assert said in words
    return letter


def asks_for_a_review(new_visitor: NewVisitor, case: Case) -> None:
    applicant = new_visitor(screen=PHONE)
    applicant.goes_to(f"{tracking_path(case)}")
    applicant.sees(SUBJECT)
    applicant.follows("Ask for a review")
    applicant.sees("Ask for a review of our answer")
    applicant.fills("What do you think we got wrong?", "The tender is over, so tell me the price.")
    applicant.presses("Ask for a review")
    applicant.sees(SUBJECT)
    applicant.reads("to look at our answer again.", "Somebody who took no part in it is doing so.")


def gives_the_review(office: Visitor, case: Case) -> None:
    office.goes_to(f"/cases/{case.reference}/")
    office.sees(SUBJECT)
    office.reads("Review asked for", "Request for a review")
    assert "The tender is over, so tell me the price." in office.page.content()
    review = Review.objects.get(case=case)
    office.goes_to(f"/reviews/{review.pk}/")
    office.sees("Review: ")
    office.presses("Choose the reviewer")
    office.sees("Choose the reviewer")
    office.fills("What are they unhappy with?", "They want the price of each bed.")
    people = office.page.get_by_label("Who looks at the answer again?")
    people.select_option("Director (signed the first answer)")
    office.presses("Give them the review")
    office.sees("Choose the reviewer")
    office.reads("Director signed the first answer. Choose somebody who took no part")
    people.select_option("Deputy Director")
    office.presses("Give them the review")
    office.sees("Review: ")
    office.reads("The reviewer is told.", "Deputy Director")


def reviews_and_releases(
    house: Household, staff: Cast, new_visitor: NewVisitor, case: Case
) -> None:
    mail = mail_about(house.sink, staff.deputy_director.email, "an answer for you to look at again")
    assert [name for name in WHO_ASKED if name in mail.as_string()] == []
    found = re.search(rf"{house.site}/\S+", text_of(mail))
    assert found
    reviewer = new_visitor(must_not_read=WHO_ASKED)
    reviewer.signs_in(staff.deputy_director)
    reviewer.goes_to(found[0])
    reviewer.sees("Review: ")
    reviewer.reads("They want the price of each bed.", "s.43(2)", "Who asked is not shown to you")
    reviewer.presses("Write the findings")
    reviewer.sees("Findings")
    for label, finding, why in (
        ("Finding on our answer to question 1", "Upheld", "The number is right."),
        ("Finding on our answer to question 2", "Varied", "The prices can be told by now."),
        ("Finding on s.43(2) on question 2", "Overturned", "The tender is over."),
        ("Finding on s.40(2)(3A) on question 2", "Upheld", "Grades are enough."),
    ):
        reviewer.page.get_by_label(label).select_option(finding)
        about = label.removeprefix("Finding on ").removeprefix("our answer to ")
        reviewer.fills(f"Why, on {about}?", why)
    reviewer.presses("Save the findings")
    reviewer.sees("Review: ")
    reviewer.reads("The findings are saved.", "Add the file that is released")
    reviewer.presses(re.compile("Release it.*prices.csv"))
    reviewer.sees("Review: ")
    sending = reviewer.page.get_by_role("region", name="Send it for signature")
    sending.get_by_label("Who is to sign the outcome?").select_option(
        "Director (signed the first answer)"
    )
    reviewer.presses("Send it for signature", within=sending)
    reviewer.sees("Review: ")
    reviewer.reads("Director took part in the first answer.")
    sending.get_by_label("Who is to sign the outcome?").select_option("Other Director")
    reviewer.presses("Send it for signature", within=sending)
    reviewer.sees("Review: ")
    reviewer.reads("The outcome is with Other Director to sign.")


def signs_the_outcome(house: Household, staff: Cast, new_visitor: NewVisitor, case: Case) -> None:
    signatory = new_visitor(must_not_read=WHO_ASKED, screen=PHONE)
    signatory.signs_in(staff.other_director)
    signatory.goes_to("/reviews/")
    signatory.sees("Reviews")
    signatory.follows(SUBJECT)
    signatory.sees("Review: ")
    signatory.reads("our first decision is varied", "prices.csv")
    signatory.presses("Approve and sign")
    signatory.sees("Review: ")
    signatory.reads("You have signed the outcome.")


def sends_the_outcome(
    house: Household, office: Visitor, new_visitor: NewVisitor, case: Case
) -> None:
    review = Review.objects.get(case=case)
    office.goes_to(f"/reviews/{review.pk}/")
    office.sees("Review: ")
    office.presses("Send the outcome")
    office.sees("Review: ")
    office.reads("The outcome is on its way.")
    letter, files = pdf_in(house, "the outcome of our review")
    words = text_of_pdf(letter)
    assert exemptions_cited(words) == {"40(2)", "40(3A)", "43(2)"}
    assert "Section 43(2): I find that this exemption does not apply" in words
    assert "Deputy Director had no part in our first answer." in words
    assert "Section 50" in words
    assert [name for name in WHO_ASKED if name in words] == []
    assert list(files) == ["prices.csv"]
    office.goes_to(f"/cases/{case.reference}/")
    office.sees(SUBJECT)
    office.reads("The story of the answer", "Review: varied")
    applicant = new_visitor(screen=PHONE)
    wait_until(lambda: Review.objects.get(case=case).outcome_letter.pdf, "the outcome's PDF")  # type: ignore[union-attr]
    applicant.goes_to(tracking_path(case))
    applicant.sees(SUBJECT)
    applicant.reads("We wrote to you with the outcome", "prices.csv")
    assert applicant.downloads(f"{tracking_path(case)}review.pdf") == letter

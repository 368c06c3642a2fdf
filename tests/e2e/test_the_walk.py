"""From a mail to a signed PDF, as five people at real browsers; with scripts and without."""

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone

from requests_app.domain.clock_explanation import long_day
from requests_app.models import Case, Letter, OutboxItem, User
from requests_app.queries.calendar import stored_calendar
from requests_app.services.audit import broken_links
from tests.e2e.conftest import NewVisitor
from tests.e2e.household import ROOT, Household, wait_until
from tests.e2e.letters_in_the_sink import is_tagged, mail_about, mails_to, text_of, text_of_pdf
from tests.e2e.the_request import MAIL, NUMBERS, SUBJECT, WHO_ASKED
from tests.e2e.visitor import PHONE, Visitor
from tests.factories import Cast

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("e2e")]

SPREADSHEET = b"year,patients,arrests\n2025,4,1\n2026,2,0\n"

NONE_FOUND = "We hold no record of it. We searched the contract register and found nothing."


@dataclass
class Walk:
    """What the people of one walk share."""

    house: Household
    cast: Cast
    new_visitor: NewVisitor
    has_script: bool
    applicant: str
    reference: str
    due_on: date

    def person(self, user: User, **wishes: object) -> Visitor:
        """Sign somebody in on the sign-in page."""
        visitor = self.new_visitor(has_script=self.has_script, **wishes)
        visitor.signs_in(user)
        return visitor

    def blind(self, user: User, **wishes: object) -> Visitor:
        """Sign in somebody who must not learn who asked."""
        return self.person(user, must_not_read=(*WHO_ASKED, self.applicant), **wishes)


def send_in(house: Household, applicant: str) -> str:
    """Have the mail come in as an MTA would; return the reference it got."""
    raw = MAIL.read_bytes()
    raw = raw.replace(b"m.oldcastle@example.org", applicant.encode())
    raw = raw.replace(b"<20261124091244.51@", f"<{applicant.partition('@')[0]}.51@".encode())
    done = subprocess.run(
        [sys.executable, "manage.py", "receive_mail", "--json"],
        input=raw, cwd=ROOT, env=house.environment, capture_output=True, check=True,
    )  # fmt: skip
    said = json.loads(done.stdout)
    assert said["what"] == "new_case"
    return str(said["case"])


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def walk(
    request: pytest.FixtureRequest, house: Household, staff: Cast, new_visitor: NewVisitor
) -> Walk:
    has_script: bool = request.param
    applicant = f"m.oldcastle.{'js' if has_script else 'plain'}@example.org"
    reference = send_in(house, applicant)
    due_on = stored_calendar().nth_working_day_after(timezone.localdate(), 20)
    return Walk(house, staff, new_visitor, has_script, applicant, reference, due_on)


def test_from_a_mail_to_a_signed_pdf(walk: Walk, tmp_path: Path) -> None:
    office = walk.person(walk.cast.foi_manager)
    triage(walk, office)
    link = acknowledgement(walk)
    commission(walk, office)
    department_answers_in_full(walk, tmp_path)
    applicant_sees_work_going_on(walk, link)
    other_department_holds_nothing(walk)
    draft(walk, office)
    sign(walk)
    issue(walk, office)
    applicant_reads_the_answer(walk, link)
    everything_is_on_the_trail(walk, office)


def triage(walk: Walk, office: Visitor) -> None:
    office.sees("Inbox")
    office.reads(walk.reference, SUBJECT)
    office.follows(re.compile(SUBJECT))
    office.sees(SUBJECT)
    office.reads("Marguerite Oldcastle", walk.applicant, long_day(walk.due_on))
    for number in NUMBERS:
        assert office.page.get_by_label(f"Question {number}", exact=True).input_value()
    office.chooses("A request under the Freedom of Information Act")
    office.chooses("No", within=office.page.get_by_role("group", name="press or politicians"))
    office.presses("Decide and write to the applicant")


def acknowledgement(walk: Walk) -> str:
    """Read the acknowledgement as the applicant; return the secret link in it."""
    mail = mail_about(walk.house.sink, walk.applicant, "we have received your request")
    words = " ".join(text_of(mail).split())
    assert str(mail["Subject"]).startswith(walk.reference)
    assert "Dear Marguerite Oldcastle" in words
    assert f"We received it on {long_day(timezone.localdate())}" in words
    assert f"by {long_day(walk.due_on)} at the latest" in words
    found = re.search(rf"{walk.house.site}/follow/\S+", words)
    assert found
    return found[0]


def commission(walk: Walk, office: Visitor) -> None:
    office.sees("Send questions to departments")
    for number, department in (("1", "Estates"), ("2", "Finance"), ("3", "Estates")):
        card = office.page.get_by_role("region", name=f"Question {number}", exact=True)
        office.chooses(department, within=card, kind="checkbox")
    office.fills("A word to the departments", "The figures are wanted as a spreadsheet.")
    office.presses("Send the questions")
    office.sees(SUBJECT)
    office.reads("With departments", "Marguerite Oldcastle", "just provide the totals")


def told(walk: Walk, user: User, words: str) -> str:
    """Read the mail to a colleague, which does not say who asked; return the link in it."""
    mail = mail_about(walk.house.sink, user.email, words)
    text = text_of(mail)
    whole = mail.as_string()
    assert [name for name in (*WHO_ASKED, walk.applicant) if name in whole] == []
    found = re.search(rf"{walk.house.site}/\S+", text)
    assert found
    return found[0]


def department_answers_in_full(walk: Walk, tmp_path: Path) -> None:
    user = walk.cast.department_manager
    address = told(walk, user, f"{walk.reference}: 5 questions for Estates")
    manager = walk.blind(user)
    manager.sees("Questions for us")
    manager.goes_to(address)
    manager.sees(SUBJECT)
    manager.reads("The figures are wanted as a spreadsheet.")
    first = manager.page.get_by_role("region", name="Question 1", exact=True)
    third = manager.page.get_by_role("region", name="Question 3", exact=True)
    for card, words in (
        (first, "We follow the procedure for the police."),
        (third, "Two letters."),
    ):
        manager.chooses("Yes", within=card)
        manager.fills("Your answer", words, within=card)
    search = first.get_by_role("group", name="Searches")
    manager.fills("Where, search 1", "Policy library", within=search)
    manager.fills("What you looked for, search 1", "enforcement", within=search)
    manager.fills("What you found, search 1", "one procedure", within=search)
    first.locator(".hours input").first.fill("1.5")
    procedure = tmp_path / "figures.csv"
    procedure.write_bytes(SPREADSHEET)
    first.get_by_label("Add files").set_input_files(procedure)
    manager.presses("Save")
    manager.sees(SUBJECT)
    manager.reads("figures.csv")
    manager.presses("Send to the FOI office")
    manager.sees("Questions for us")
    manager.reads("Sent to the FOI office. Thank you.")
    manager.goes_to(address)
    manager.sees(SUBJECT)


def other_department_holds_nothing(walk: Walk) -> None:
    user = walk.cast.other_manager
    address = told(walk, user, f"{walk.reference}: 6 questions for Finance")
    manager = walk.blind(user)
    manager.goes_to(address)
    card = manager.page.get_by_role("region", name="Question 2", exact=True)
    manager.chooses("No", within=card)
    manager.presses("Send to the FOI office")
    manager.sees(SUBJECT)
    manager.reads("say where you looked before we tell the applicant that it is not held")
    card = manager.page.get_by_role("region", name="Question 2", exact=True)
    search = card.get_by_role("group", name="Searches")
    manager.fills("Where, search 1", "Incident register", within=search)
    manager.fills("What you found, search 1", "no entry", within=search)
    manager.presses("Send to the FOI office")
    manager.sees("Questions for us")


def applicant_sees_work_going_on(walk: Walk, link: str) -> None:
    applicant = walk.new_visitor(has_script=walk.has_script)
    applicant.goes_to(link)
    applicant.sees(SUBJECT)
    applicant.reads("We are looking for the information.", long_day(walk.due_on))
    nothing_internal(applicant)


def nothing_internal(applicant: Visitor) -> None:
    shown = applicant.page.content()
    inside = ("Estates", "Finance", "Department Manager", "Director", "Policy library", "figures")
    assert [words for words in inside[:5] if words in shown] == []


def draft(walk: Walk, office: Visitor) -> None:
    office.goes_to(f"/cases/{walk.reference}/letter/")
    office.sees("Letter: ")
    office.presses("Make up the letter from the answers")
    office.sees("Letter: ")
    for card in office.page.locator("section.question-draft").all():
        outcome = card.get_by_label("Outcome of question")
        heading = card.get_by_role("heading").first.inner_text()
        outcome.select_option("Not held" if "Question 2" in heading else "Disclosed")
        words = card.get_by_label("Our answer to question")
        if not words.input_value():
            words.fill("See the answer above." if heading != "Question 2" else NONE_FOUND)
    office.presses("Save the letter")
    office.sees("Letter: ")
    office.reads("The letter is saved.")
    office.presses(re.compile("Send it with the letter.*figures.csv"))
    office.sees("Letter: ")
    preview = office.downloads(f"/cases/{walk.reference}/letter/preview.pdf")
    assert "We follow the procedure for the police." in text_of_pdf(preview)
    signing = office.page.get_by_role("region", name="Send it for sign-off")
    signing.get_by_label("Who is to sign it?").select_option("Director")
    office.presses("Send for sign-off", within=signing)
    office.sees(SUBJECT)
    office.reads("The letter is with Director to sign.")


def sign(walk: Walk) -> None:
    address = told(walk, walk.cast.director, f"{walk.reference}: a letter for you to sign")
    director = walk.blind(walk.cast.director, screen=PHONE)
    director.sees("Sign-off")
    director.goes_to(address)
    director.sees(SUBJECT)
    director.reads("We follow the procedure for the police.", "figures.csv", "Nothing is withheld.")
    pdf = director.downloads(f"{address}letter.pdf")
    assert [name for name in (*WHO_ASKED, walk.applicant) if name in text_of_pdf(pdf)] == []
    director.presses("Approve and sign")
    director.sees("Sign-off")
    director.reads("You have signed")
    told(walk, walk.cast.foi_manager, f"{walk.reference}: approved and signed")


def issue(walk: Walk, office: Visitor) -> None:
    office.goes_to(f"/cases/{walk.reference}/letter/")
    office.sees("Letter: ")
    office.reads("Signed by Director")
    office.presses("Send the answer")
    office.sees(SUBJECT)
    office.reads("The answer is on its way.", "Answered")
    mail = mail_about(walk.house.sink, walk.applicant, "our answer to your request")
    files = {part.get_filename(): part.get_content() for part in mail.iter_attachments()}
    pdf = next(content for name, content in files.items() if str(name).endswith(".pdf"))
    assert isinstance(pdf, bytes)
    assert "figures.csv" in files
    assert is_tagged(pdf)
    words = text_of_pdf(pdf)
    assert [
        name for name in (*WHO_ASKED, walk.applicant) if name in words or name.encode() in pdf
    ] == []
    assert walk.reference in words
    assert "We follow the procedure for the police." in words
    assert "internal review" in words
    assert "Dear Marguerite Oldcastle" in text_of(mail)


def applicant_reads_the_answer(walk: Walk, link: str) -> None:
    applicant = walk.new_visitor(has_script=walk.has_script, screen=PHONE)
    applicant.goes_to(link)
    applicant.sees(SUBJECT)
    applicant.reads(f"We answered on {long_day(timezone.localdate())}.", "figures.csv")
    nothing_internal(applicant)
    sent = next(
        part.get_content()
        for part in mail_about(walk.house.sink, walk.applicant, "our answer").iter_attachments()
        if str(part.get_filename()).endswith(".pdf")
    )
    assert applicant.downloads(f"{link}answer.pdf") == sent
    by_code(walk)


def by_code(walk: Walk) -> None:
    applicant = walk.new_visitor(has_script=walk.has_script, screen=PHONE)
    applicant.goes_to("/")
    applicant.sees("Ask us for information")
    applicant.follows("Follow a request")
    applicant.sees("Follow a request")
    applicant.fills("Your reference", walk.reference.lower())
    applicant.fills("The e-mail address you gave us", walk.applicant.upper())
    applicant.presses("Send me a code")
    applicant.sees("Look for our mail")
    words = text_of(mail_about(walk.house.sink, walk.applicant, "your code"))
    code = re.search(r"\b\d{6}\b", words)
    assert code
    applicant.fills("The code we sent you", f"{code[0][:3]} {code[0][3:]}")
    applicant.presses("Open the request")
    applicant.sees(SUBJECT)
    with applicant.page.expect_download() as download:
        applicant.page.get_by_role("link", name="figures.csv").click()
    assert Path(download.value.path()).read_bytes() == SPREADSHEET


def everything_is_on_the_trail(walk: Walk, office: Visitor) -> None:
    wait_until(
        lambda: not OutboxItem.objects.filter(done_at=None).exists(), "all work done", seconds=90
    )
    to_applicant = [str(mail["Subject"]) for mail in mails_to(walk.house.sink, walk.applicant)]
    assert len(to_applicant) == 3, to_applicant
    assert sum("our answer" in subject for subject in to_applicant) == 1
    letter = Letter.objects.get(case__reference=walk.reference)
    assert letter.archive_pdf_sha256
    office.goes_to(f"/cases/{walk.reference}/history/")
    office.sees(SUBJECT)
    office.reads(
        "Foi Manager accepted the request under the Act.",
        "Department Manager sent the answers of Estates.",
        "Other Manager sent the answers of Finance.",
        "Director approved and signed the letter.",
        "Foi Manager sent the answer. The clock stopped.",
        "Response: handed to the mail server.",
    )
    office.goes_to(f"/cases/{walk.reference}/letter/")
    office.sees("Letter: ")
    office.reads("Taken by the mail server")
    office.goes_to(f"/cases/{walk.reference}/")
    office.sees(SUBJECT)
    assert Case.objects.get(reference=walk.reference).closed_on == timezone.localdate()
    assert list(broken_links()) == []

"""The workbench as the FOI office uses it."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from requests_app.domain.errors import RuleBroken
from requests_app.domain.workflow import State
from requests_app.letters.pdf import PdfVariant
from requests_app.letters.rendering import letter_pdf
from requests_app.models import Answer, Case, Claim, QuestionReturn, User
from requests_app.queries.response_content import response_content
from requests_app.services import drafting, triage
from tests.factories import CaseMaker, Cast, decide_claims, stored_file

AsPerson = Callable[[User], Client]


@pytest.fixture
def case(make_case: CaseMaker) -> Case:
    return make_case(State.DRAFTING)


def address(case: Case, number: str = "1", code: str = "s.43(2)") -> str:
    question = case.questions.get(number=number)
    chosen = f"?code={code}" if code else ""
    return reverse("claim", args=[case.reference, question.pk]) + chosen


def post(client: Client, case: Case, **words: object) -> int:
    case.refresh_from_db()
    data = {"version": case.version, "what": "the prices", "why": "They are ours.", **words}
    return client.post(address(case), data).status_code


def test_an_exemption_is_chosen_and_asks_what_it_needs(
    case: Case, cast: Cast, as_person: AsPerson
) -> None:
    client = as_person(cast.foi_administrator)
    choice = client.get(address(case, code="")).content.decode()
    prices = client.get(address(case)).content.decode()
    names = client.get(address(case, code="s.40(2)(3A)")).content.decode()

    assert "s.43(2) Commercial interests" in choice
    assert "s.35(1)" not in choice
    assert "reg.12" not in choice
    assert "What does the third party itself say?" in prices
    assert "What speaks for disclosure?" in prices
    assert "Is disclosure necessary for it" in names
    assert "What speaks for disclosure?" not in names
    assert client.get(address(case, code="s.35(1)")).status_code == 422


def test_a_claim_is_saved_with_what_is_known_so_far_and_says_what_lacks(
    case: Case, cast: Cast, as_person: AsPerson
) -> None:
    client = as_person(cast.foi_administrator)

    assert post(client, case) == 302
    claim = Claim.objects.get()
    letter = client.get(reverse("letter", args=[case.reference])).content.decode()
    page = client.get(reverse("claim-change", args=[case.reference, claim.pk])).content.decode()

    assert (claim.code, claim.what) == ("s.43(2)", "the prices")
    assert "Not finished" in letter
    assert "Choose whether the harm would follow" in page
    assert "The public interest is not decided yet. Ask for the decision." in page


def test_bad_input_loses_nothing_typed(case: Case, cast: Cast, as_person: AsPerson) -> None:
    client = as_person(cast.foi_administrator)
    question = address(case)
    response = client.post(
        question, {"version": case.version, "what": "the prices", "record_year": "soon"}
    )

    assert response.status_code == 422
    assert "Enter a whole number." in response.content.decode()
    assert "the prices" in response.content.decode()
    assert not Claim.objects.exists()
    assert post(client, case, version=0) == 409


def test_a_claim_is_taken_away(case: Case, cast: Cast, as_person: AsPerson) -> None:
    client = as_person(cast.foi_administrator)
    post(client, case)
    claim = Claim.objects.get()
    case.refresh_from_db()
    away = reverse("claim-take-away", args=[case.reference, claim.pk])

    assert client.post(away, {"version": case.version}).status_code == 302
    again = client.post(away, {})
    assert again.status_code == 409
    assert "taken away meanwhile" in again.content.decode()


def test_for_everybody_else_there_is_no_workbench(
    case: Case, cast: Cast, as_person: AsPerson
) -> None:
    for name, user in cast.people.items():
        if name not in ("foi_manager", "foi_administrator"):
            assert as_person(user).get(address(case)).status_code == 404, name
            assert post(as_person(user), case) == 404, name
    assert not Claim.objects.exists()


def test_the_button_on_the_letter_saves_it_and_leads_to_the_claim(
    case: Case, cast: Cast, as_person: AsPerson
) -> None:
    client = as_person(cast.foi_administrator)
    question = case.questions.get(number="1")
    response = client.post(
        reverse("letter", args=[case.reference]),
        {"version": case.version, "opening": "Dear reader", "claim": question.pk},
    )

    assert response["Location"] == reverse("claim", args=[case.reference, question.pk])
    case.draft.refresh_from_db()
    assert case.draft.opening == "Dear reader"


def test_the_letter_takes_as_many_queries_with_thirty_claims_as_with_one(
    case: Case, cast: Cast, as_person: AsPerson
) -> None:
    client = as_person(cast.foi_administrator)
    question = case.questions.get(number="1")

    def count(claims: int) -> int:
        for _ in range(claims):
            Claim.objects.create(
                question=question, code="s.43(2)", made_by=cast.foi_manager, made_at=timezone.now()
            )
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("letter", args=[case.reference]))
        return len(queries)

    assert count(1) == count(29)


PRICES = {
    "what": "The unit prices",
    "why": "They would tell every bidder what we pay.",
    "likelihood": "would be likely to",
    "answer_whose": "The Trust",
    "answer_evidence": "The interests are our own.",
    "answer_harm": "Bidders would aim just below them, and we would pay more.",
    "for_disclosure": "Openness about how public money is spent",
    "for_withholding": "Disclosure would weaken us in the tender that is open now",
    "balance_reasons": "The total is published, and the tender ends in May.",
}
NAMES = {
    "what": "The names of junior staff",
    "why": "They are personal data about living people.",
    "answer_interest": "There is a general interest in knowing who does the work.",
    "answer_necessity": "It is not necessary to name them, as their grades are given.",
    "answer_rights": "They would not expect to be named, and it would be unfair to them.",
}


def test_a_partial_refusal_goes_from_its_forms_to_a_pdf_that_cites_exactly_what_was_decided(
    case: Case, cast: Cast, as_person: AsPerson
) -> None:
    client = as_person(cast.foi_manager)
    for code, words in (("s.43(2)", PRICES), ("s.40(2)(3A)", NAMES)):
        case.refresh_from_db()
        sent = client.post(address(case, code=code), {**words, "version": case.version})
        assert sent.status_code == 302, sent.content.decode()
    decide_claims(case, cast, timezone.now())
    case.refresh_from_db()
    letter = {"version": case.version, "opening": case.draft.opening, "closing": ""}
    for question in case.questions.all():
        outcome = "disclosed_in_part" if question.number == "1" else "disclosed"
        letter |= {f"outcome_{question.pk}": outcome, f"text_{question.pk}": "See the file."}
    saved = client.post(reverse("letter", args=[case.reference]), letter)
    assert saved.status_code == 302
    case.refresh_from_db()
    sent = client.post(
        reverse("letter-send", args=[case.reference]),
        {"version": case.version, "signatory": cast.director.pk},
    )
    assert sent.status_code == 302, sent.content.decode()

    case.refresh_from_db()
    assert case.state == State.AWAITING_SIGN_OFF
    made = letter_pdf(response_content(case), PdfVariant.UA)
    words = " ".join(page.extract_text() for page in PdfReader(BytesIO(made)).pages)
    cited = set(re.findall(r"section (\d+\(\d\w*\)(?: and \(\w+\))?)", " ".join(words.split())))
    assert cited == {"43(2)", "40(2) and (3A)"}
    assert "In favour of disclosure" in words


def test_a_claim_without_its_reasons_stops_the_letter_and_says_what_to_add(
    case: Case, cast: Cast, as_person: AsPerson
) -> None:
    client = as_person(cast.foi_manager)
    post(client, case)
    case.refresh_from_db()

    refused = client.post(
        reverse("letter-send", args=[case.reference]),
        {"version": case.version, "signatory": cast.director.pk},
    )

    assert refused.status_code == 409
    assert "The public interest is not decided yet." in refused.content.decode()


def test_a_question_with_a_claim_is_not_taken_out_of_the_request(
    case: Case, cast: Cast, as_person: AsPerson
) -> None:
    question = case.questions.get(number="1")
    Claim.objects.create(
        question=question, code="s.43(2)", made_by=cast.foi_manager, made_at=timezone.now()
    )
    QuestionReturn.objects.filter(question__case=case).delete()
    with pytest.raises(RuleBroken, match="An exemption is claimed on question 1"):
        triage.edit_request(
            case.pk,
            subject=case.subject,
            context="",
            questions=(),
            actor=cast.foi_manager,
            at=timezone.now(),
        )
    assert case.questions.filter(number="1").exists()


def test_the_check_is_shown_while_the_letter_is_written(
    case: Case, cast: Cast, as_person: AsPerson
) -> None:
    client = as_person(cast.foi_manager)
    Answer.objects.filter(question__case=case).update(outcome="withheld", text="No.")
    page = client.get(reverse("letter", args=[case.reference])).content.decode()

    assert "What the law would say of the letter as it is saved" in page
    assert "(s17(1)(b)): Name the exemption" in page


def test_pages_are_numbers_of_a_file(case: Case, cast: Cast, as_person: AsPerson) -> None:
    client = as_person(cast.foi_administrator)
    file = drafting.add_file(case.pk, stored_file(), actor=cast.foi_manager, at=timezone.now())
    assert post(client, case, document=file.pk, pages="the first ones") == 422
    assert post(client, case, pages="3") == 422
    assert not Claim.objects.exists()
    assert post(client, case, document=file.pk, pages="pages 8 and 3-5") == 302
    assert Claim.objects.get().pages == "3 to 5, 8"


def test_an_outcome_that_a_claim_contradicts_is_told_at_its_field(
    case: Case, cast: Cast, as_person: AsPerson
) -> None:
    client = as_person(cast.foi_manager)
    question = case.questions.get(number="1")
    Claim.objects.create(
        question=question, code="s.43(2)", made_by=cast.foi_manager, made_at=timezone.now()
    )
    words = {"version": case.version, "opening": "Dear reader", "closing": ""}
    address = reverse("letter", args=[case.reference])
    refused = client.post(address, {**words, f"outcome_{question.pk}": "not_held"})
    assert refused.status_code == 422
    assert "an exemption that withholds is claimed on it" in refused.content.decode()
    assert "Dear reader" in refused.content.decode()
    foreign = client.post(address, {**words, f"outcome_{question.pk}": "burnt"})
    assert foreign.status_code == 422
    kept = client.post(address, {**words, f"outcome_{question.pk}": "withheld"})
    assert kept.status_code == 302


def test_the_letter_offers_the_outcomes_of_its_law(
    case: Case, cast: Cast, as_person: AsPerson
) -> None:
    client = as_person(cast.foi_manager)
    address = reverse("letter", args=[case.reference])
    assert b'<option value="vexatious"' in client.get(address).content
    Case.objects.filter(pk=case.pk).update(regime="eir")
    assert b'<option value="vexatious"' not in client.get(address).content


def test_a_question_of_the_other_law_has_the_outcomes_of_its_own(
    case: Case, cast: Cast, as_person: AsPerson
) -> None:
    client = as_person(cast.foi_manager)
    question = case.questions.get(number="1")
    case.questions.filter(pk=question.pk).update(regime="eir")
    words = {"version": case.version, "opening": "Dear reader", "closing": ""}
    refused = client.post(
        reverse("letter", args=[case.reference]), {**words, f"outcome_{question.pk}": "vexatious"}
    )
    assert refused.status_code == 422
    with pytest.raises(RuleBroken, match="which the law of this case does not know"):
        drafting.save_draft(
            case.pk, opening="Dear reader", closing="",
            answers=[drafting.DraftedAnswer(question.pk, "vexatious", "")],
            actor=cast.foi_manager, at=timezone.now(),
        )  # fmt: skip

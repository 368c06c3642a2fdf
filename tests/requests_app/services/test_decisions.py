"""Claims of exemptions: who may, when, and what keeps a letter from being signed."""

import re
from dataclasses import replace
from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from requests_app.domain.errors import RuleBroken, StalePage
from requests_app.domain.outcomes import Outcome
from requests_app.domain.workflow import State
from requests_app.models import Answer, Case, Claim, Question
from requests_app.queries.response_content import response_content
from requests_app.services import decisions, drafting, sign_off
from requests_app.services.decisions import ClaimDetails
from requests_app.services.drafting import DraftedAnswer
from tests.factories import CaseMaker, Cast, at, decide_claims, stored_file

DAY = date(2026, 11, 11)
PRICES = ClaimDetails(
    code="s.43(2)",
    what="the unit prices",
    why="They would tell every bidder what we pay.",
    likelihood="would be likely to",
    answers={
        "whose": "the Trust",
        "evidence": "They are our own interests.",
        "harm": "Bidders would aim just below them, and we would pay more.",
    },
    for_disclosure="Openness about how public money is spent",
    for_withholding="Disclosure would weaken us in the tender that is open now",
    balance_reasons="The total is published, and the tender ends in May.",
)
NAMES = ClaimDetails(
    code="s.40(2)(3A)",
    what="the names of junior staff",
    why="They are personal data about living people.",
    answers={
        "interest": "There is a general interest in knowing who does the work.",
        "necessity": "It is not necessary to name them: their grades are given.",
        "rights": "They would not expect to be named, and disclosure would be unfair to them.",
    },
)


@pytest.fixture
def case(make_case: CaseMaker) -> Case:
    return make_case(State.DRAFTING)


@pytest.fixture(autouse=True)
def on_the_day() -> object:
    with time_machine.travel(at(DAY), tick=False) as moved:
        yield moved


def claim(case: Case, cast: Cast, details: ClaimDetails, number: str = "1") -> Claim:
    question = case.questions.get(number=number)
    return decisions.claim_exemption(
        case.pk, question.pk, details, actor=cast.foi_manager, at=at(DAY)
    )


def answer(case: Case, cast: Cast, number: str, outcome: Outcome, text: str = "") -> None:
    case.refresh_from_db()
    answers = [
        DraftedAnswer(
            question.pk,
            outcome.value if question.number == number else Outcome.DISCLOSED.value,
            text if question.number == number else "See the file.",
        )
        for question in case.questions.all()
    ]
    draft = case.draft
    drafting.save_draft(
        case.pk, opening=draft.opening, closing=draft.closing, answers=answers,
        actor=cast.foi_manager, at=at(DAY),
    )  # fmt: skip


def send(case: Case, cast: Cast) -> None:
    sign_off.send_for_sign_off(case.pk, cast.director, actor=cast.foi_manager, at=at(DAY))


def test_two_claims_stand_in_the_letter_and_it_can_be_signed(case: Case, cast: Cast) -> None:
    claim(case, cast, PRICES)
    claim(case, cast, NAMES)
    decide_claims(case, cast, at(DAY))
    answer(case, cast, "1", Outcome.DISCLOSED_IN_PART, "The totals are in the file.")

    send(case, cast)

    case.refresh_from_db()
    assert case.state == State.AWAITING_SIGN_OFF
    words = next(q.answer for q in response_content(case).questions if q.number == "1")
    assert "section 43(2)" in words
    assert "section 40(2) and (3A)" in words


@pytest.mark.parametrize(
    ("details", "said"),
    [
        (replace(PRICES, why=""), "Say why s.43(2) applies."),
        (replace(PRICES, likelihood=""), "Choose whether the harm would follow"),
        (PRICES, "The public interest is not decided yet. Ask for the decision."),
        (replace(PRICES, answers={**PRICES.answers, "evidence": ""}), "the third party itself say"),
        (replace(NAMES, answers={**NAMES.answers, "necessity": ""}), "Is disclosure necessary"),
    ],
)
def test_an_unreasoned_claim_is_not_sent_for_signing(
    case: Case, cast: Cast, details: ClaimDetails, said: str
) -> None:
    claim(case, cast, details)
    answer(case, cast, "1", Outcome.DISCLOSED_IN_PART, "The totals are in the file.")

    with pytest.raises(RuleBroken, match=re.escape(said)):
        send(case, cast)

    case.refresh_from_db()
    assert case.state == State.DRAFTING
    assert not case.sign_offs.exists()


def test_an_outcome_and_its_claims_have_to_agree(case: Case, cast: Cast) -> None:
    answer(case, cast, "1", Outcome.WITHHELD, "We cannot give this.")
    with pytest.raises(RuleBroken, match="needs an exemption that withholds"):
        send(case, cast)

    standing = claim(case, cast, PRICES)
    decide_claims(case, cast, at(DAY))
    with pytest.raises(RuleBroken, match="Take the claim away"):
        answer(case, cast, "1", Outcome.DISCLOSED, "All of it.")

    decisions.take_away(case.pk, standing.pk, actor=cast.foi_manager, at=at(DAY))
    answer(case, cast, "1", Outcome.DISCLOSED, "All of it.")
    claim(case, cast, PRICES)
    with pytest.raises(RuleBroken, match="Take the claim away"):
        send(case, cast)


def test_a_letter_cites_what_was_decided_and_nothing_else(case: Case, cast: Cast) -> None:
    claim(case, cast, PRICES)
    decide_claims(case, cast, at(DAY))
    answer(case, cast, "1", Outcome.DISCLOSED_IN_PART, "The rest falls under section 42(1).")

    with pytest.raises(RuleBroken, match=r"cites section 42\(1\), and no such claim"):
        send(case, cast)


def test_a_withheld_question_needs_no_further_words(case: Case, cast: Cast) -> None:
    claim(case, cast, PRICES)
    decide_claims(case, cast, at(DAY))
    answer(case, cast, "1", Outcome.WITHHELD)

    send(case, cast)


def test_only_the_office_claims_and_nothing_is_left_behind(case: Case, cast: Cast) -> None:
    question = case.questions.first()
    assert isinstance(question, Question)
    for name, user in cast.people.items():
        if name in ("foi_manager", "foi_administrator"):
            continue
        with pytest.raises(PermissionDenied):
            decisions.claim_exemption(case.pk, question.pk, PRICES, actor=user, at=at(DAY))
    assert not Claim.objects.exists()
    case.refresh_from_db()
    assert case.state == State.DRAFTING


def test_a_claim_is_made_while_drafting_only(make_case: CaseMaker, cast: Cast) -> None:
    case = make_case(State.AWAITING_SIGN_OFF)

    with pytest.raises(RuleBroken, match="not possible now"):
        claim(case, cast, PRICES)


def test_an_old_page_and_a_strange_provision_are_refused(case: Case, cast: Cast) -> None:
    question = case.questions.get(number="1")
    with pytest.raises(StalePage):
        decisions.claim_exemption(
            case.pk, question.pk, PRICES, actor=cast.foi_manager, at=at(DAY), expected_version=0
        )
    with pytest.raises(RuleBroken, match="in the register"):
        claim(case, cast, replace(PRICES, code="s.99"))
    with pytest.raises(RuleBroken, match="the other law"):
        claim(case, cast, replace(PRICES, code="reg.12(5)(e)"))
    with pytest.raises(RuleBroken, match="not part of this case"):
        decisions.claim_exemption(case.pk, 0, PRICES, actor=cast.foi_manager, at=at(DAY))
    with pytest.raises(RuleBroken, match="removed meanwhile"):
        claim(case, cast, replace(PRICES, document_id=10**6))
    assert not Claim.objects.exists()


def test_a_claim_taken_away_leaves_the_letter_and_stays_on_record(case: Case, cast: Cast) -> None:
    standing = claim(case, cast, PRICES)
    decisions.take_away(case.pk, standing.pk, actor=cast.foi_manager, at=at(DAY))

    assert Claim.objects.get().taken_away_at is not None
    assert "43(2)" not in str(response_content(case))
    with pytest.raises(RuleBroken, match="taken away meanwhile"):
        decisions.take_away(case.pk, standing.pk, actor=cast.foi_manager, at=at(DAY))


def test_whoever_claimed_does_not_sign(case: Case, cast: Cast) -> None:
    claim(case, cast, PRICES)
    decide_claims(case, cast, at(DAY))
    answer(case, cast, "1", Outcome.WITHHELD)
    send(case, cast)
    pending = case.sign_offs.get()
    Answer.objects.filter(question__case=case).update(drafted_by=cast.foi_administrator)

    with pytest.raises((PermissionDenied, RuleBroken)):
        sign_off.approve(case.pk, actor=cast.foi_manager, at=at(DAY), digest_seen=pending.digest)


def test_a_claim_of_the_other_law_does_not_stand_once_the_law_is_changed(
    case: Case, cast: Cast
) -> None:
    claim(case, cast, PRICES)
    decide_claims(case, cast, at(DAY))
    answer(case, cast, "1", Outcome.WITHHELD)
    Case.objects.filter(pk=case.pk).update(regime="eir")

    with pytest.raises(RuleBroken, match="belongs to the other law"):
        send(case, cast)


def test_two_exemptions_that_exclude_each_other_cannot_lie_on_one_item(
    case: Case, cast: Cast
) -> None:
    crime = ClaimDetails(
        code="s.31(1)", limb="(1)(a)", what="the report", why="It shows how fraud is found.",
        likelihood="would", answers={"harm": "It would be evaded."},
    )  # fmt: skip
    claim(case, cast, crime)
    claim(case, cast, ClaimDetails(code="s.30(1)", what="the report", why="We investigate it."))
    decide_claims(case, cast, at(DAY))
    answer(case, cast, "1", Outcome.WITHHELD)

    with pytest.raises(RuleBroken, match="Sections 30 and 31 cannot both be claimed"):
        send(case, cast)


def test_a_file_that_is_withheld_as_a_whole_does_not_leave(case: Case, cast: Cast) -> None:
    file = drafting.add_file(case.pk, stored_file("list.csv"), actor=cast.foi_manager, at=at(DAY))
    standing = claim(case, cast, replace(NAMES, document_id=file.pk))
    answer(case, cast, "1", Outcome.WITHHELD)
    with pytest.raises(RuleBroken, match=r"the whole file “list\.csv” is claimed as exempt"):
        send(case, cast)

    decisions.claim_exemption(
        case.pk, standing.question_id, replace(NAMES, document_id=file.pk, pages="3 to 5"),
        claim_id=standing.pk, actor=cast.foi_manager, at=at(DAY),
    )  # fmt: skip
    send(case, cast)


def test_an_outcome_is_one_of_the_list(case: Case, cast: Cast) -> None:
    question = case.questions.get(number="1")
    with pytest.raises(RuleBroken, match="one of the outcomes in the list"):
        drafting.save_draft(
            case.pk, opening="Dear reader", closing="",
            answers=[DraftedAnswer(question.pk, "burnt", "")], actor=cast.foi_manager, at=at(DAY),
        )  # fmt: skip
    case.draft.refresh_from_db()
    assert case.draft.opening != "Dear reader"


def test_too_general_is_said_only_after_particulars_were_asked_for(
    make_case: CaseMaker, case: Case, cast: Cast
) -> None:
    Case.objects.filter(pk=case.pk).update(regime="eir")
    claim(case, cast, ClaimDetails(code="reg.12(4)(c)", what="all of it", why="It has no bounds."))
    decide_claims(case, cast, at(DAY))
    answer(case, cast, "1", Outcome.WITHHELD)
    with pytest.raises(RuleBroken, match="ask the applicant for particulars first"):
        send(case, cast)
    make_case.ask(case, 8)
    send(case, cast)


def test_information_on_emissions_is_not_withheld_by_a_barred_exception(
    case: Case, cast: Cast
) -> None:
    Case.objects.filter(pk=case.pk).update(regime="eir")
    prices = ClaimDetails(
        code="reg.12(5)(e)", what="the prices", why="They are confidential.",
        answers={"whose": "the supplier", "confidence": "The contract.", "harm": "A loss."},
    )  # fmt: skip
    claim(case, cast, replace(prices, is_on_emissions=True))
    answer(case, cast, "1", Outcome.WITHHELD)
    with pytest.raises(RuleBroken, match="cannot be used for information on emissions"):
        send(case, cast)

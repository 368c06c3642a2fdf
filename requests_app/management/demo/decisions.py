"""Requests of the demonstration in which something is withheld: decided, waiting, consulted."""

from datetime import timedelta

from exemptions.domain.public_interest import Balance
from requests_app.domain.london import london_day
from requests_app.domain.outcomes import Outcome
from requests_app.domain.vexatious import Ground, Reasons
from requests_app.domain.workflow import State
from requests_app.management.demo.plan import DRAFTED_BY, Planned
from requests_app.management.demo.request import Asked
from requests_app.management.demo.walk import APPLICANTS, Walker
from requests_app.models import Case, Claim, Consultation, VexatiousProposal
from requests_app.services import claim_decisions, consultation, decisions, drafting, vexatious
from requests_app.services.decisions import ClaimDetails

FIRST_OF_ONE_PERSON = 88
"""The number of a request whose applicant asks again: the names come round."""
LAUNDRY = Asked("Prices of the laundry contract", "Procurement", (
    ("1", "What does the Trust pay for each kilogram of laundry, by supplier?"),
    ("2", "Who negotiated the contract?"),
), ("£1.1m in 2025/26; the prices by item are in the contract.", "The procurement team."),
    "Contract file")  # fmt: skip
ROBOTS = Asked("The offer for surgical robots", "Procurement", (
    ("1", "Please send the offer that won the tender for surgical robots."),
), ("One offer, of 84 pages.",), "Tender file")  # fmt: skip
ADVICE = Asked("Advice to the board about the night closures", "Finance", (
    ("1", "Please send the advice on which the board closed two wards at night."),
), ("A paper of nine pages.",), "Papers of the board")  # fmt: skip
FLAGS = Asked("The flagpole, once more", "Estates and Facilities", (
    ("1", "Please send every mail about the flagpole since 2015, with the names of all senders."),
), ("Some 4,000 mails may mention it.",), "Mail system")  # fmt: skip

CANOPY = Asked("Every mail about the canopy", "Estates and Facilities", (
    ("1", "Please send every mail, note and draft that mentions the canopy of the main entrance."),
), ("About 3,000 mails mention it.",), "Mail system")  # fmt: skip
CANOPY_AGAIN = Asked("Every mail about the canopy, again", "Estates and Facilities", (
    ("1", "As before: every mail, note and draft about the canopy, and all that was said of me."),
), ("The same mails.",), "Mail system")  # fmt: skip
NOT_OBLIGED = (
    "We rely on section 14(1) of the Freedom of Information Act 2000, which does not oblige us to "
    "comply with a request that is vexatious. That says something about the request and nothing "
    "about you. Some 3,000 mails would have to be read one by one, which would take about 100 "
    "hours. The cost of the canopy and the report on it are published on our website, so that "
    "little more could be learnt. A request for the mails of one month would be a new request, "
    "and we would help you to make it."
)

PRICES = ClaimDetails(
    code="s.43(2)",
    what="the prices by item and supplier",
    why="They show what each supplier was ready to accept, and the contract is tendered again.",
    likelihood="would be likely to",
    answers={
        "whose": "the Trust",
        "evidence": "The interests are our own.",
        "harm": "Bidders would aim just below the prices they see, and we would pay more.",
    },
    for_disclosure="Openness about how public money is spent",
    for_withholding="Disclosure would weaken us in the tender that opens in spring",
    balance_reasons="The total is published, and the detail adds little to it before the tender.",
)
NAMES = ClaimDetails(
    code="s.40(2)(3A)",
    what="the names of those who negotiated",
    why="They are personal data about people below the level of director.",
    answers={
        "interest": "There is a general interest in knowing who spends public money.",
        "necessity": "It is not necessary to name them, because we give their team.",
        "rights": "They would not expect to be named, and it would be unfair to them.",
    },
)
OFFER = ClaimDetails(
    code="s.43(2)",
    what="the price model of the winning offer",
    why="It shows how the supplier makes up its prices.",
    likelihood="would",
    answers={
        "whose": "Meridian Robotics Ltd",
        "evidence": "It says that a rival could price against it in two tenders now open.",
        "harm": "Rivals would price against the model, and the supplier would lose contracts.",
    },
    for_disclosure="People can judge whether the choice was sound",
    for_withholding="The supplier would be harmed in tenders of other hospitals",
    balance_reasons="The total and the scores are public.",
)
PAPER = ClaimDetails(
    code="s.36(2)(b)",
    limb="(2)(b)(i)",
    what="the part of the paper that gives the finance director's advice",
    why="It was written for the board alone, before it decided.",
    likelihood="would be likely to",
    answers={"harm": "Advice to the board would be put less plainly, and decisions would suffer."},
    submission=(
        "The paper of nine pages is in the file of the board. Pages 3 to 5 hold the advice.\n\n"
        "For disclosure: two wards were closed and people want to know why. Against: the next "
        "such paper is being written now."
    ),
    for_disclosure="People want to know why two wards were closed",
    for_withholding="The board needs plain advice, and the next paper is being written",
    balance_reasons="The decision and its reasons are published.",
)


def requests_that_are_weighed(walker: Walker) -> None:
    """Lay out a claim that was decided, ones that wait, a consultation, and a proposal."""
    laundry = _drafting(walker, LAUNDRY, 13, 70)
    _claim(walker, laundry, "1", PRICES)
    _claim(walker, laundry, "2", NAMES)
    _decide(walker, laundry)
    _outcomes(walker, laundry)
    robots = _drafting(walker, ROBOTS, 12, 71)
    _consult(walker, robots, _claim(walker, robots, "1", OFFER))
    advice = _drafting(walker, ADVICE, 11, 72)
    row = _claim(walker, advice, "1", PAPER)
    claim_decisions.ask_for_opinion(
        advice.pk, row.pk, actor=walker.people["office"], at=walker.moment(advice.received_on, 10)
    )
    _propose(walker, _drafting(walker, FLAGS, 10, 73))
    _closed_without_notice(walker, _refused_under_section_14(walker))


def _drafting(walker: Walker, asked: Asked, age: int, number: int) -> Case:
    case = walker.walk(Planned(asked, age, State.DRAFTING, min(age, DRAFTED_BY)), number)
    case.refresh_from_db()
    return case


def _claim(walker: Walker, case: Case, number: str, details: ClaimDetails) -> Claim:
    return decisions.claim_exemption(
        case.pk,
        case.questions.get(number=number).pk,
        details,
        actor=walker.people["office"],
        at=walker.moment(case.received_on, 8),
    )


def _decide(walker: Walker, case: Case) -> None:
    at = walker.moment(case.received_on, 9)
    row = Claim.objects.get(question__case=case, code="s.43(2)")
    asked = claim_decisions.ask_for_decision(case.pk, row.pk, actor=walker.people["office"], at=at)
    claim_decisions.decide_public_interest(
        asked.pk,
        claim_decisions.Decision(
            row.for_disclosure, row.for_withholding, Balance.WITHHOLD, row.balance_reasons
        ),
        seal_seen=asked.seal,
        actor=walker.people["corporate_affairs"],
        at=walker.moment(case.received_on, 10),
    )
    walker.settle(at)


def _outcomes(walker: Walker, case: Case) -> None:
    drafting.save_draft(
        case.pk,
        opening=case.draft.opening,
        closing=case.draft.closing,
        answers=[
            drafting.DraftedAnswer(answer.question_id, Outcome.DISCLOSED_IN_PART.value, answer.text)
            for answer in (question.answer for question in case.questions.all())
        ],
        actor=walker.people["office"],
        at=walker.moment(case.received_on, 10),
    )


def _consult(walker: Walker, case: Case, row: Claim) -> None:
    office, asked_at = walker.people["office"], walker.moment(case.received_on, 9)
    asked_on = london_day(asked_at)
    asked = consultation.consult(
        case.pk,
        consultation.Asked(
            question_id=row.question_id,
            kind=Consultation.Kind.THIRD_PARTY,
            party="Meridian Robotics Ltd",
            contact="contracts@meridian-robotics.example",
            asked_in=(
                "We have been asked for the offer that won the tender for surgical robots. What "
                "would its disclosure do to you, and what shows it? The decision is ours."
            ),
            asked_on=asked_on,
            reply_by=asked_on + timedelta(days=5),
            claim_id=row.pk,
        ),
        actor=office,
        at=asked_at,
    )
    heard_at = walker.moment(case.received_on, 10)
    consultation.record_reply(
        case.pk,
        asked.pk,
        stance=Consultation.Stance.OBJECTS,
        reply="A rival could price against our model in two tenders that are open now.",
        replied_on=london_day(heard_at),
        actor=office,
        at=heard_at,
    )
    claim_decisions.ask_for_decision(
        case.pk, row.pk, actor=office, at=walker.moment(case.received_on, 11)
    )


def _propose(
    walker: Walker, case: Case, *, earlier: Case | None = None, why_no_notice: str = ""
) -> VexatiousProposal:
    return vexatious.propose(
        case.pk,
        vexatious.Proposed(
            Ground.VEXATIOUS,
            Reasons(
                burden="Thousands of mails would have to be read one by one: over 100 hours.",
                motive="Nothing is known. The wish for every mail goes beyond the subject.",
                value="Little: what it cost was published twice.",
                distress="None so far.",
                conclusion=(
                    "The work is out of all proportion to what could be learnt, and a narrower "
                    "request was offered and declined."
                ),
            ),
            earlier_notice_id=earlier.pk if earlier else None,
            why_no_notice=why_no_notice,
        ),
        actor=walker.people["assistant"],
        at=walker.moment(case.received_on, 9),
    )


def _approve(walker: Walker, row: VexatiousProposal) -> None:
    vexatious.decide(
        row.pk,
        is_approved=True,
        reasons="The evidence bears it out, and help was offered.",
        actor=walker.people["corporate_affairs"],
        at=walker.moment(row.case.received_on, 10),
    )


def _refused_under_section_14(walker: Walker) -> Case:
    planned = Planned(CANOPY, 90, State.DRAFTING, 18)
    case = walker.walk(planned, FIRST_OF_ONE_PERSON)
    _approve(walker, _propose(walker, case))
    case.refresh_from_db()
    drafting.save_draft(
        case.pk,
        opening=case.draft.opening,
        closing=case.draft.closing,
        answers=[
            drafting.DraftedAnswer(question.pk, Outcome.VEXATIOUS.value, NOT_OBLIGED)
            for question in case.questions.all()
        ],
        actor=walker.people["office"],
        at=walker.moment(case.received_on, 14),
    )
    walker.send_answer(case, planned)
    case.refresh_from_db()
    return case


def _closed_without_notice(walker: Walker, earlier: Case) -> None:
    case = _drafting(walker, CANOPY_AGAIN, 40, FIRST_OF_ONE_PERSON + 2 * len(APPLICANTS))
    row = _propose(
        walker, case, earlier=earlier,
        why_no_notice="The notice of the first request answers this one word for word.",
    )  # fmt: skip
    _approve(walker, row)
    vexatious.close_without_notice(
        case.pk,
        reason="The same request came again within weeks of our notice.",
        actor=walker.people["office"],
        at=walker.moment(case.received_on, 11),
    )

"""A letter of each kind with everything in it: what a template is tried on before it may stand.

The people, sums and questions here are made up, and say so to whoever reads a preview.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from exemptions.domain.claim import Claim, Likelihood, paragraphs
from exemptions.domain.public_interest import Balance, Weighing
from exemptions.domain.register import provision
from requests_app.domain.letter_content import AnsweredQuestion
from requests_app.domain.letter_kinds import TemplateKind
from requests_app.domain.letter_wording import answered, in_full
from requests_app.domain.outcomes import Outcome
from requests_app.domain.regime import Regime

DAY = date(2026, 11, 3)
"""The day of every sample, except where the law counts from another."""
_WEIGHED_ON = date(2026, 11, 2)
NAMES = Claim(
    row=provision("s.40(2)(3A)", DAY),
    what="the names of the junior staff on the rota",
    why="They are personal data, and the people are not known to the public.",
    answers={
        "interest": "There is a legitimate interest in whether every shift was covered.",
        "necessity": "The numbers, which we give, serve it without the names.",
        "rights": "Junior staff do not expect their names to be published, and that would be "
        "unfair to them.",
    },
)
PRICES = Claim(
    row=provision("s.43(2)", DAY),
    what="the unit prices of the cleaning contract",
    why="The contract is tendered again in March, and the prices are those of today.",
    likelihood=Likelihood.WOULD_BE_LIKELY,
    answers={
        "whose": "The contractor",
        "evidence": "The contractor has told us that its rivals do not know these prices.",
        "harm": "A rival who knows the prices can offer a little less and win the tender without "
        "offering better work.",
    },
    weighing=Weighing(
        "openness about how public money is spent",
        "a tender that draws the best offers, which also saves public money",
        Balance.WITHHOLD,
        "We publish the yearly total, and that meets most of the interest in the spending.",
        _WEIGHED_ON,
    ),
    decided_by="The director of finance",
)
DENIAL = Claim(
    row=provision("s.40(2)(3A)", DAY),
    what="a record of a complaint about the person you name",
    why="Saying yes or no would by itself tell the public whether somebody complained about them.",
    answers={
        "interest": "There is a legitimate interest in complaints being dealt with.",
        "necessity": "The yearly numbers, which we publish, serve it without a name.",
        "rights": "People expect us to keep this to ourselves, and to say more would be unfair.",
    },
    denies=True,
)
DRAFTS = Claim(
    row=provision("reg.12(4)(d)", DAY),
    what="the draft drainage survey",
    why="It is still being written, and its figures are not checked yet.",
    answers={"preparing": "Our estates team", "finished": "March 2027"},
    weighing=Weighing(
        "knowing early about the risk of floods",
        "time to finish the survey without figures going round that turn out to be wrong",
        Balance.WITHHOLD,
        "The finished survey will be published in four months.",
        _WEIGHED_ON,
    ),
    decided_by="The director of estates",
)


@dataclass(frozen=True)
class Sample:
    """What fills a template for a trial, under a law, with answers where the kind has them."""

    own: Mapping[str, str] = field(default_factory=dict)
    regime: Regime = Regime.FOIA
    questions: Sequence[AnsweredQuestion] = ()


def _questions(
    *answers: tuple[str, Outcome, str], regime: Regime = Regime.FOIA
) -> tuple[AnsweredQuestion, ...]:
    return tuple(
        answered(regime, number=str(number), text=text, answer=answer, outcome=outcome)
        for number, (text, outcome, answer) in enumerate(answers, start=1)
    )


_ROTA = "How many shifts were not covered in May?"
_TOO_MUCH = (
    "We estimate that it would take 40 hours, at £25.00 an hour £1,000.00.\n\nThe limit for us is "
    "£450.00, or 18 hours (Freedom of Information and Data Protection (Appropriate Limit and Fees) "
    "Regulations 2004).\n\nThis is how we worked it out:\n\n- 240 files to open, at 10 minutes "
    "each: 40 hours\n\nYou could ask for less: a shorter period, one site, or a sample of the "
    "records. Tell us what would help you most, and we will say whether it can be done within the "
    "limit."
)
_REPEATED = (
    "We rely on section 14(2) of the Act, which does not oblige us to comply with a repeated "
    "request. We answered the same request on 1 September 2026, and nothing in the records has "
    "changed since, so no reasonable interval has passed."
)
_FEE = {
    "word": "fee",
    "amount": "£26.50",
    "section_9": "yes",
    "last_day": in_full(date(2027, 2, 2)),
}
_TEAM = {"team_contact": "records@trust.example"}

SAMPLES: dict[TemplateKind, Sample] = {
    TemplateKind.ACKNOWLEDGEMENT: Sample(
        {"due_on": in_full(date(2026, 12, 1)), "tracking_link": "https://foi.trust.example/f/abc"}
    ),
    TemplateKind.CLARIFICATION: Sample(
        {
            "unclear": "You ask for the figures of the hospital. Which of our four do you mean?",
            "why": "Each keeps its own register, and we want to search the right one.",
            "help_offered": "If you are not sure, tell us the town, and we will find it.",
            "close_after": in_full(date(2027, 1, 5)),
        }
    ),
    TemplateKind.LAPSE: Sample(
        {"asked_on": in_full(date(2026, 9, 1)), "close_after": in_full(date(2026, 11, 2))}
    ),
    TemplateKind.NARROWING_OFFER: Sample(
        {"offer": "Within the limit we can give you:\n\n- question 1, as you asked it"}
    ),
    TemplateKind.FEES_NOTICE: Sample(
        {
            **_FEE,
            "worked_out": "- 200 sheets at 10p each: £20.00\n- Postage: £6.50",
            "ways": "- by cheque, payable to the Trust\n- by card: call 01632 960 120",
        }
    ),
    TemplateKind.FEE_NEWS: Sample(
        {"news": "We received your payment of the fee of £26.50 on Tuesday 10 November 2026."}
    ),
    TemplateKind.FEE_LAPSE: Sample(
        {**_FEE, "asked_on": in_full(date(2026, 8, 3)), "last_day": in_full(date(2026, 11, 2)),
         "paid": "£5.00"}
    ),
    TemplateKind.PIT_EXTENSION: Sample(
        {
            "provision": "43(2)",
            "why": "It is the unit prices of a contract that is being tendered, and to publish "
            "them would be likely to prejudice the contractor.",
            "estimate": in_full(date(2026, 12, 15)),
        }
    ),
    TemplateKind.EIR_EXTENSION: Sample(
        {
            "complexity": "The measurements lie in three systems that have to be matched by hand.",
            "volume": "There are about 9,000 of them, from eleven sites and six years.",
            "due_on": in_full(date(2026, 12, 30)),
        },
        Regime.EIR,
    ),
    TemplateKind.DISCLOSURE: Sample(
        questions=_questions((_ROTA, Outcome.DISCLOSED, "There were 14 in May."))
    ),
    TemplateKind.PARTIAL: Sample(
        questions=_questions(
            (_ROTA, Outcome.DISCLOSED, "There were 14 in May."),
            ("Please send the rota.", Outcome.DISCLOSED_IN_PART,
             f"The rota follows this letter as a file.\n\n{paragraphs(NAMES)}"),
            ("What do we pay for each hour of cleaning?", Outcome.WITHHELD, paragraphs(PRICES)),
        )
    ),
    TemplateKind.REFUSAL: Sample(
        questions=_questions(
            ("What do we pay for each hour of cleaning?", Outcome.WITHHELD, paragraphs(PRICES))
        )
    ),
    TemplateKind.NCND: Sample(
        questions=_questions(
            ("Did anybody complain about this person?", Outcome.NEITHER_CONFIRMED_NOR_DENIED,
             paragraphs(DENIAL))
        )
    ),
    TemplateKind.COST_REFUSAL: Sample(
        questions=_questions(("Every letter since 2010.", Outcome.TOO_COSTLY, _TOO_MUCH))
    ),
    TemplateKind.VEXATIOUS: Sample(questions=_questions((_ROTA, Outcome.REPEATED, _REPEATED))),
    TemplateKind.NOT_HELD: Sample(
        questions=_questions(
            (_ROTA, Outcome.NOT_HELD,
             "We searched the rota system and asked the ward, and found nothing that answers this "
             "question. Shifts of doctors are planned by the university, which may hold it.")
        )
    ),
    TemplateKind.EIR_REFUSAL: Sample(
        regime=Regime.EIR,
        questions=_questions(
            ("Please send the drainage survey.", Outcome.WITHHELD, paragraphs(DRAFTS)),
            regime=Regime.EIR,
        ),
    ),
    TemplateKind.REVIEW_OUTCOME: Sample(
        {
            "asked_on": in_full(date(2026, 10, 6)),
            "reviewer": "A. Reviewer, Director of Nursing",
            "apart": "A. Reviewer had no part in our first answer.",
            "outcome": "our first decision is varied: part of it stands, and part of it changes",
            "looked_at": "I read your request, our answer and what you told us about it.",
            "released": "We are now releasing the information that is given above.",
            "handling": "How we handled your request: I found no breach of procedure. The answer "
            "came in time, and it said what the law asks it to say.",
            "action": "We will publish the total each year. We will have done so by "
            f"{in_full(date(2026, 12, 1))}.",
        },
        questions=(
            AnsweredQuestion(
                "1", "What do we pay for each hour of cleaning?",
                "The contract has ended since.\n\nSection 43(2): I find that this exemption does "
                "not apply, and it is overturned.\n\nWe now give you this: £14.20.",
                None, "Our first answer was “withheld”. This answer is overturned.",
            ),
        ),
    ),
    TemplateKind.OWN_RECORDS: Sample(_TEAM),
    TemplateKind.DECEASED_RECORDS: Sample(_TEAM),
    TemplateKind.OTHER_AUTHORITY: Sample(
        {
            "other_authority": "Eastshire Ambulance Service NHS Trust",
            "other_contact": "foi@eastshire-ambulance.example or 01632 960 555",
        }
    ),
    TemplateKind.PRESS: Sample(_TEAM),
    TemplateKind.COMPLAINT: Sample(_TEAM),
    TemplateKind.BUSINESS_AS_USUAL: Sample(_TEAM),
}  # fmt: skip
"""By kind. Each passes the check with the standard template (tested)."""

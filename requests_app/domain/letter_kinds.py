"""Every letter that we write, in one table: its title, what it is checked as, what may stand in it.

The words themselves are templates: those of `standard_letters` until the FOI manager publishes
others. A template fills these places and no others, whoever writes it.
"""

from dataclasses import dataclass
from enum import StrEnum

from exemptions.domain.notice import NoticeKind
from requests_app.domain.letter_content import LetterKind
from requests_app.domain.letter_template import ANSWERS, RIGHTS


class TemplateKind(StrEnum):
    """A letter with words of its own."""

    ACKNOWLEDGEMENT = "acknowledgement"
    CLARIFICATION = "clarification"
    LAPSE = "lapse"
    NARROWING_OFFER = "narrowing_offer"
    FEES_NOTICE = "fees_notice"
    FEE_NEWS = "fee_news"
    FEE_LAPSE = "fee_lapse"
    PIT_EXTENSION = "pit_extension"
    EIR_EXTENSION = "eir_extension"
    DISCLOSURE = "disclosure"
    PARTIAL = "partial"
    REFUSAL = "refusal"
    NCND = "ncnd"
    COST_REFUSAL = "cost_refusal"
    VEXATIOUS = "vexatious"
    NOT_HELD = "not_held"
    EIR_REFUSAL = "eir_refusal"
    REVIEW_OUTCOME = "review_outcome"
    OWN_RECORDS = "own_records"
    DECEASED_RECORDS = "deceased_records"
    OTHER_AUTHORITY = "other_authority"
    PRESS = "press"
    COMPLAINT = "complaint"
    BUSINESS_AS_USUAL = "business_as_usual"


_EVERYWHERE = {
    "reference": "the reference of the request",
    "subject": "what the request is about, in a few words",
    "received_on": "the day on which the request reached us",
    "statute": "the law it is handled under, with its year",
    "environmental": "filled where that law is the Environmental Information Regulations",
    "contact": "one or two sentences on how to reach us",
    "authority": "our own name",
}
_RIGHTS = {RIGHTS: "what the reader may do next: our review, the regulator, the licence"}
_ANSWERS = {ANSWERS: "each question with our answer and the exemptions as they were decided"}
_FEE = {
    "word": "fee, or charge under the Regulations",
    "amount": "the sum that is asked for",
    "section_9": "filled for a fee under section 9 of the Act",
    "section_13": "filled for a fee under section 13 of the Act",
    "last_day": "the last day to pay, if there is one",
}
_ELSEWHERE = {"team_contact": "how to reach the team that deals with it"}


@dataclass(frozen=True)
class KindOfLetter:
    """One row: how a letter is named, set and checked, and the places that its template may use.

    `checked_as` is what the law or our policy asks of it; None where they ask nothing. `own` are
    the places beside those of every letter, with their meaning.
    """

    kind: TemplateKind
    letter: LetterKind
    label: str
    checked_as: NoticeKind | None
    own: dict[str, str]

    @property
    def places(self) -> dict[str, str]:
        """Return every place with what it holds."""
        return {**_EVERYWHERE, **self.own}

    @property
    def has_answers(self) -> bool:
        """Whether it answers the questions one by one."""
        return ANSWERS in self.own


def _answer(kind: TemplateKind, label: str) -> KindOfLetter:
    return KindOfLetter(
        kind, LetterKind.RESPONSE, label, NoticeKind(kind.value), {**_ANSWERS, **_RIGHTS}
    )


def _elsewhere(
    kind: TemplateKind, label: str, checked_as: NoticeKind | None, own: dict[str, str]
) -> KindOfLetter:
    return KindOfLetter(kind, LetterKind.REDIRECT, label, checked_as, own)


ROWS = (
    KindOfLetter(
        TemplateKind.ACKNOWLEDGEMENT,
        LetterKind.ACKNOWLEDGEMENT,
        "Acknowledgement",
        NoticeKind.ACKNOWLEDGEMENT,
        {
            "due_on": "the last day for our answer",
            "tracking_link": "the secret link to follow the request, if one may be sent",
            "by_post": "filled where our answer goes by post",
        },
    ),
    KindOfLetter(
        TemplateKind.CLARIFICATION,
        LetterKind.CLARIFICATION,
        "Request for clarification",
        NoticeKind.CLARIFICATION,
        {
            "unclear": "what is not clear to us",
            "why": "why we need to know",
            "help_offered": "help that the officer offers, if any was written",
            "close_after": "the day after which we close the request",
        },
    ),
    KindOfLetter(
        TemplateKind.LAPSE,
        LetterKind.LAPSE,
        "Closed for no reply",
        None,
        {
            "asked_on": "the day on which we asked",
            "close_after": "the day by which we asked for a reply",
        },
    ),
    KindOfLetter(
        TemplateKind.NARROWING_OFFER,
        LetterKind.NARROWING_OFFER,
        "Help with narrowing a request",
        None,
        {"offer": "what fits within the limit, as the officer has edited it"},
    ),
    KindOfLetter(
        TemplateKind.FEES_NOTICE,
        LetterKind.FEES_NOTICE,
        "Fees notice",
        NoticeKind.FEES_NOTICE,
        {
            **_FEE,
            "worked_out": "how the sum is made up, line by line",
            "ways": "the ways to pay, one to a line",
            **_RIGHTS,
        },
    ),
    KindOfLetter(
        TemplateKind.FEE_NEWS,
        LetterKind.FEE_NEWS,
        "What became of a fee",
        None,
        {"news": "that it was paid, cancelled or refused by the bank, and what follows from it"},
    ),
    KindOfLetter(
        TemplateKind.FEE_LAPSE,
        LetterKind.FEE_LAPSE,
        "Ended because a fee was not paid",
        None,
        {
            **_FEE,
            "asked_on": "the day on which we asked for it",
            "paid": "what was paid of it and is given back, if anything",
            **_RIGHTS,
        },
    ),
    KindOfLetter(
        TemplateKind.PIT_EXTENSION,
        LetterKind.EXTENSION,
        "More time for the public interest test",
        NoticeKind.PIT_EXTENSION,
        {
            "provision": "the exemption, such as 43(2)",
            "why": "why it applies",
            "estimate": "the day by which we expect to have decided",
            "again": "filled where more time was taken before",
            **_RIGHTS,
        },
    ),
    KindOfLetter(
        TemplateKind.EIR_EXTENSION,
        LetterKind.EXTENSION,
        "More time under the EIR",
        NoticeKind.EIR_EXTENSION,
        {
            "complexity": "what makes the request complex",
            "volume": "what makes it large",
            "due_on": "the last day for our answer",
            **_RIGHTS,
        },
    ),
    _answer(TemplateKind.DISCLOSURE, "Disclosure in full"),
    _answer(TemplateKind.PARTIAL, "Disclosure in part"),
    _answer(TemplateKind.REFUSAL, "Refusal"),
    _answer(TemplateKind.NCND, "Neither confirm nor deny"),
    _answer(TemplateKind.COST_REFUSAL, "Refusal on cost, with advice"),
    _answer(TemplateKind.VEXATIOUS, "Refusal as vexatious or repeated"),
    _answer(TemplateKind.NOT_HELD, "Not held"),
    _answer(TemplateKind.EIR_REFUSAL, "Refusal under the EIR"),
    KindOfLetter(
        TemplateKind.REVIEW_OUTCOME,
        LetterKind.REVIEW_OUTCOME,
        "Outcome of a review",
        NoticeKind.REVIEW_OUTCOME,
        {
            "asked_on": "the day on which the review was asked for",
            "reviewer": "who made the review, with their post",
            "apart": "that they took no part in the first answer, or what part, and who allowed it",
            "outcome": "what became of our first decision as a whole",
            "looked_at": "what the reviewer has written of how they went about it",
            "released": "what is released now, or that nothing is",
            "handling": "how we handled the request, and where that broke a rule",
            "action": "what we will do and by when, if anything",
            ANSWERS: "each question with what was found about its answer and its exemptions",
            RIGHTS: "the one right that is left: the complaint to the regulator",
        },
    ),
    _elsewhere(
        TemplateKind.OWN_RECORDS,
        "Passed on: their own records",
        NoticeKind.TRANSFER,
        {**_ELSEWHERE, **_RIGHTS},
    ),
    _elsewhere(
        TemplateKind.DECEASED_RECORDS,
        "Passed on: records of a patient who has died",
        None,
        _ELSEWHERE,
    ),
    _elsewhere(
        TemplateKind.OTHER_AUTHORITY,
        "Another authority holds it",
        NoticeKind.TRANSFER,
        {
            "other_authority": "the authority that we believe holds it",
            "other_contact": "its address, mailbox or number",
            "passed_on": "the day on which we passed the request on, if the reader agreed to that",
            **_RIGHTS,
        },
    ),
    _elsewhere(TemplateKind.PRESS, "Passed on: press office", None, _ELSEWHERE),
    _elsewhere(TemplateKind.COMPLAINT, "Passed on: complaint or patient advice", None, _ELSEWHERE),
    _elsewhere(TemplateKind.BUSINESS_AS_USUAL, "Passed on: ordinary business", None, _ELSEWHERE),
)
KINDS: dict[TemplateKind, KindOfLetter] = {row.kind: row for row in ROWS}
"""The table, by kind. Every kind has a row; every notice of the check is somebody's (tested)."""

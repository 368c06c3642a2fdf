"""A case that was refused in part, and its review brought to any state by the product itself."""

from dataclasses import dataclass, replace
from datetime import date, datetime

import time_machine

from requests_app.domain.outcomes import Outcome
from requests_app.domain.review_findings import Finding
from requests_app.domain.review_workflow import ReviewState
from requests_app.domain.workflow import State
from requests_app.models import Case, Document, Review, ReviewChannel
from requests_app.queries.review_content import under_review
from requests_app.services import (
    decisions,
    drafting,
    responses,
    review_findings,
    reviews,
    sign_off,
)
from requests_app.services.decisions import ClaimDetails
from requests_app.services.drafting import DraftedAnswer
from requests_app.services.review_findings import Written, WrittenFinding
from requests_app.services.reviews import Asked
from tests.factories import CaseMaker, Cast, at, decide_claims, stored_file

ANSWERED_ON = date(2026, 11, 13)
ASKED_ON = date(2026, 11, 20)
LATE_ON = date(2027, 1, 20)
PRICES = ClaimDetails(
    code="s.43(2)",
    what="the price of each bed",
    why="It would tell every bidder what we pay.",
    likelihood="would be likely to",
    answers={
        "whose": "the Trust",
        "evidence": "They are our own interests.",
        "harm": "Bidders would aim just below the price, and we would pay more.",
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


@dataclass
class ReviewMaker:
    """Walks a review to a state, act by act. The reviewer and signatory took no part before."""

    make_case: CaseMaker

    @property
    def cast(self) -> Cast:
        return self.make_case.cast

    def answered(self) -> Case:
        """Return a case whose second question was refused in part, with a file held back."""
        case = self.make_case(State.DRAFTING)
        office, day = self.cast.foi_manager, date(2026, 11, 12)
        with time_machine.travel(at(day), tick=False):
            second = case.questions.get(number="2")
            for claim in (PRICES, NAMES):
                decisions.claim_exemption(case.pk, second.pk, claim, actor=office, at=at(day))
            decide_claims(case, self.cast, at(day))
            case.refresh_from_db()
            drafting.save_draft(
                case.pk,
                opening=case.draft.opening,
                closing=case.draft.closing,
                answers=[
                    DraftedAnswer(
                        each.pk,
                        Outcome.DISCLOSED_IN_PART if each == second else Outcome.DISCLOSED,
                        "The total is £41,200.",
                    )
                    for each in case.questions.all()
                ],
                actor=office,
                at=at(day),
            )
            file = drafting.add_file(case.pk, stored_file("prices.csv"), actor=office, at=at(day))
            Document.objects.filter(pk=file.pk).update(role="found")
            signing = sign_off.send_for_sign_off(
                case.pk, self.cast.director, actor=office, at=at(day)
            )
            sign_off.approve(
                case.pk, actor=self.cast.director, at=at(day, 12), digest_seen=signing.digest
            )
        with time_machine.travel(at(ANSWERED_ON), tick=False):
            letter = responses.issue(case.pk, actor=office, at=at(ANSWERED_ON))
            responses.store_pdfs(letter.pk, sent=b"%PDF-1.7", kept=b"%PDF-1.7", at=at(ANSWERED_ON))
        case.refresh_from_db()
        return case

    def ask(self, case: Case, day: date = ASKED_ON) -> Review:
        """Ask for a review by phone."""
        asked = Asked(ReviewChannel.PHONE, day, points="They want the price of each bed.")
        return reviews.ask(case.pk, asked, actor=self.cast.foi_administrator, at=at(day))

    def __call__(self, state: ReviewState = ReviewState.UNDER_WAY) -> Review:
        """Return a review in `state`, of an answer of its own."""
        case = self.answered()
        review = self.ask(case, LATE_ON if state in (ReviewState.LATE, ReviewState.REFUSED)
                          else ASKED_ON)  # fmt: skip
        office = self.cast.foi_manager
        if state is ReviewState.REFUSED:
            reviews.refuse_late(
                review.pk, reason="The tender is over.", actor=office, at=at(LATE_ON, 12)
            )
        elif state is ReviewState.WITHDRAWN:
            reviews.withdraw(review.pk, reason="They wrote so.", actor=office, at=self.when)
        elif state is not ReviewState.LATE:
            self._walk(review, state)
        review.refresh_from_db()
        return review

    @property
    def when(self) -> datetime:
        return at(date(2026, 11, 26))

    def _walk(self, review: Review, state: ReviewState) -> None:
        with time_machine.travel(self.when, tick=False):
            self.appoint(review)
            if state is ReviewState.UNDER_WAY:
                return
            self.find(review)
            self.release(review)
            review_findings.send_on(
                review.pk,
                signatory=self.cast.other_director,
                actor=self.cast.deputy_director,
                at=self.when,
            )
            if state is ReviewState.AWAITING_SIGNATURE:
                return
            review.refresh_from_db()
            reviews.sign(
                review.pk,
                actor=self.cast.other_director,
                at=self.when,
                digest_seen=review.digest,
                expected_version=review.version,
            )
            if state is ReviewState.READY:
                return
            letter = reviews.issue(review.pk, actor=self.cast.foi_manager, at=self.when)
            responses.store_pdfs(letter.pk, sent=b"%PDF-1.7", kept=b"%PDF-1.7", at=self.when)

    def appoint(self, review: Review) -> None:
        """Give the review to a deputy director."""
        reviews.appoint(
            review.pk,
            self.cast.deputy_director,
            points="They want the price of each bed.",
            actor=self.cast.foi_manager,
            at=self.when,
        )

    def written(self, review: Review) -> Written:
        """Return findings that overturn s.43(2), and uphold the rest."""
        looked_at = under_review(review)
        return Written(
            opening="I read the request, the answer and the prices themselves.",
            handling="The answer came in time.",
            breaches=[],
            questions=[
                WrittenFinding(
                    each.pk,
                    Finding.VARIED if each.number == "2" else Finding.UPHELD,
                    "The searches were thorough."
                    if each.number != "2"
                    else "The prices are in a published contract by now.",
                )
                for each in looked_at.questions
            ],
            claims=[
                WrittenFinding(
                    each.pk,
                    Finding.OVERTURNED if each.code == "s.43(2)" else Finding.UPHELD,
                    "The tender is over." if each.code == "s.43(2)" else "Grades are enough.",
                )
                for each in looked_at.claims
            ],
        )

    def find(self, review: Review, **changes: object) -> None:
        """Write the findings, with some changed."""
        written = replace(self.written(review), **changes)  # type: ignore[arg-type]
        review_findings.save(review.pk, written, actor=self.cast.deputy_director, at=self.when)

    def release(self, review: Review) -> Document:
        """Release the file that was held back."""
        file = Document.objects.get(case=review.case_id, role="found")
        return review_findings.release(
            review.pk, file.pk, actor=self.cast.deputy_director, at=self.when
        )

"""Reviews of the demonstration, one in each state, one complaint to the regulator, one appeal."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from exemptions.domain.public_interest import Balance
from requests_app.domain.london import london_day
from requests_app.domain.outcomes import Outcome
from requests_app.domain.regulator import NoticeKind, Party, StepWords
from requests_app.domain.review_findings import Breach, Finding
from requests_app.domain.workflow import State
from requests_app.management.demo.plan import DRAFTED_BY, Planned
from requests_app.management.demo.request import Asked as Request
from requests_app.management.demo.walk import Walker
from requests_app.models import Case, Claim, Review, ReviewChannel, Seat, User
from requests_app.permissions import possible_signatories
from requests_app.queries.involvement import involvement
from requests_app.queries.review_content import under_review
from requests_app.queries.review_facts import was_late
from requests_app.services import (
    claim_decisions,
    complaints,
    decisions,
    drafting,
    responses,
    review_findings,
    reviews,
    sign_off,
)
from requests_app.services.claim_decisions import Decision
from requests_app.services.complaints import Complained, Noticed
from requests_app.services.decisions import ClaimDetails
from requests_app.services.drafting import DraftedAnswer
from requests_app.services.review_findings import Written, WrittenFinding
from requests_app.services.reviews import Asked

CLEANING = Request("Prices in the cleaning contract", "Procurement", (
    ("1", "What does the cleaning contract cost a year?"),
    ("2", "What is the price of each hour, and who negotiated it?"),
), ("£4.2m.", "In part."), "Contracts register")  # fmt: skip
SCALES = Request("Prices of new scales for wards", "Procurement", (
    ("1", "How many scales were bought?"),
    ("2", "What did each cost, and who chose them?"),
), ("310.", "In part."), "Contracts register")  # fmt: skip
PRICES = ClaimDetails(
    code="s.43(2)",
    what="the prices of single items",
    why="They would tell every bidder what we pay.",
    likelihood="would be likely to",
    answers={
        "whose": "the Trust",
        "evidence": "They are our own interests.",
        "harm": "Bidders would aim just below the price, and we would pay more.",
    },
    for_disclosure="Openness about how public money is spent",
    for_withholding="Disclosure would weaken us in the next tender",
    balance_reasons="The total is published.",
)
STAFF = ClaimDetails(
    code="s.40(2)(3A)",
    what="the names of junior staff",
    why="They are personal data about living people.",
    answers={
        "interest": "There is an interest in knowing who does the work.",
        "necessity": "It is not necessary to name them: their grades are given.",
        "rights": "They would not expect to be named.",
    },
)
POINTS = "They say that we did not look everywhere, and want to know where we looked."
PRICES_WANTED = "They say that the tender is over, and want the price of each item."


def reviews_in_every_state(walker: Walker) -> None:
    """Lay out reviews on answers of the demonstration, and what came after some of them."""
    fought = _refused_in_part(walker, CLEANING, 88, 80)
    answered = list(
        Case.objects.filter(state=State.ANSWERED).exclude(pk=fought.pk).order_by("-closed_on")
    )
    fresh, old = iter(answered[:9]), iter(answered[9:])
    office, now = walker.people["office"], walker.moment(walker.today, 0)

    _ask(walker, next(fresh), now - timedelta(days=1))
    _with_reviewer(walker, next(fresh), now - timedelta(days=5))
    waiting = _with_reviewer(walker, next(fresh), now - timedelta(days=8))
    _find_and_send(walker, waiting, now - timedelta(days=2), Finding.UPHELD)
    ready = _with_reviewer(walker, next(fresh), now - timedelta(days=9))
    _find_and_send(walker, ready, now - timedelta(days=4), Finding.UPHELD)
    _sign(ready, now - timedelta(days=3))
    for _ in range(2):
        review = _with_reviewer(walker, next(old), None)
        _to_the_end(walker, review, Finding.UPHELD)
    withdrawn = _ask(walker, next(old), None)
    reviews.withdraw(
        withdrawn.pk,
        reason="They called: our explanation was enough.",
        actor=office,
        at=withdrawn.recorded_at + timedelta(days=2),
    )
    _ask(walker, next(old), now - timedelta(days=1))
    refused = _ask(walker, next(old), now - timedelta(days=20))
    reviews.refuse_late(
        refused.pk,
        reason="The figures have since been published, so a review would change nothing.",
        actor=office,
        at=now - timedelta(days=16),
    )
    walker.settle(now - timedelta(days=1))
    _the_fought_one(walker, fought)
    recent = _refused_in_part(walker, SCALES, 30, 81)
    overturned = _with_reviewer(walker, recent, None)
    _to_the_end(walker, overturned, Finding.OVERTURNED)


def _ask(walker: Walker, case: Case, at: datetime | None) -> Review:
    """Ask for a review at a moment, or a week after the answer."""
    closed_on = case.closed_on or walker.today
    when = at or walker.moment(closed_on, 5)
    asked_on = max(london_day(when), closed_on)
    wish = Asked(ReviewChannel.PHONE, asked_on, points=POINTS)
    review = reviews.ask(case.pk, wish, actor=walker.people["assistant"], at=when)
    walker.settle(when)
    return review


def _with_reviewer(walker: Walker, case: Case, at: datetime | None) -> Review:
    review = _ask(walker, case, at)
    when = review.recorded_at + timedelta(hours=3)
    has_claims = Claim.objects.filter(question__case=case).exists()
    reviews.appoint(
        review.pk,
        _uninvolved(case, possible_signatories()),
        points=PRICES_WANTED if has_claims else POINTS,
        actor=walker.people["office"],
        at=when,
    )
    walker.settle(when)
    review.refresh_from_db()
    return review


def _uninvolved(case: Case, people: Iterable[User], besides: User | None = None) -> User:
    """Return a director who took no part in the answer."""
    every = list(people)
    parts = involvement(case, every)
    return next(each for each in every if not parts[each.pk] and each != besides)


def _find_and_send(walker: Walker, review: Review, at: datetime, result: Finding) -> None:
    looked_at = under_review(review)
    assert review.reviewer is not None
    is_upheld = result is Finding.UPHELD
    # Where an exemption is overturned and another stays, its question is varied.
    claimed = {claim.question_id for claim in looked_at.claims}
    of_claimed = Finding.UPHELD if is_upheld else Finding.VARIED
    written = Written(
        opening="I read the request and our answer, asked the department how it searched, and "
        "looked at the information itself.",
        handling="",
        breaches=[Breach.ANSWERED_LATE] if was_late(review.case) else [],
        questions=[
            WrittenFinding(
                each.pk,
                of_claimed if each.pk in claimed else Finding.UPHELD,
                "The searches were thorough, and the answer says what was found.",
                ""
                if is_upheld or each.pk not in claimed
                else "The price of each item was £38.20, and of each hour £19.75.",
            )
            for each in looked_at.questions
        ],
        claims=[
            WrittenFinding(
                each.pk,
                result if each.code == "s.43(2)" else Finding.UPHELD,
                "The contract is published by now."
                if each.code == "s.43(2)" and not is_upheld
                else "The reasons that were given bear it.",
            )
            for each in looked_at.claims
        ],
    )
    if review.case.regime == "eir" and written.breaches:
        written = replace(written, action="We have added a reminder.", action_by=london_day(at))
    review_findings.save(review.pk, written, actor=review.reviewer, at=at)
    signatory = _uninvolved(review.case, possible_signatories(), review.reviewer)
    review_findings.send_on(review.pk, signatory=signatory, actor=review.reviewer, at=at)
    walker.settle(at)
    review.refresh_from_db()


def _sign(review: Review, at: datetime) -> None:
    assert review.signatory is not None
    reviews.sign(
        review.pk, actor=review.signatory, at=at, digest_seen=review.digest, expected_version=None
    )
    review.refresh_from_db()


def _to_the_end(walker: Walker, review: Review, result: Finding) -> None:
    found_at = min(
        walker.moment(london_day(review.recorded_at), 9),
        walker.moment(walker.working_day_ago(2), 0),
    )
    _find_and_send(walker, review, found_at, result)
    _sign(review, found_at + timedelta(minutes=40))
    at = found_at + timedelta(hours=1)
    reviews.issue(review.pk, actor=walker.people["office"], at=at)
    walker.settle(at)
    review.refresh_from_db()


def _refused_in_part(walker: Walker, request: Request, age: int, number: int) -> Case:
    """Return an answer that withheld prices and names, with the public interest decided."""
    case = walker.walk(Planned(request, age, State.DRAFTING, DRAFTED_BY), number)
    office, at = walker.people["office"], walker.moment(case.received_on, 14)
    second = case.questions.get(number="2")
    for details in (PRICES, STAFF):
        decisions.claim_exemption(case.pk, second.pk, details, actor=office, at=at)
    _weigh(walker, case, at)
    case.refresh_from_db()
    drafting.save_draft(
        case.pk,
        opening=case.draft.opening,
        closing=case.draft.closing,
        answers=[
            DraftedAnswer(
                each.pk,
                Outcome.DISCLOSED_IN_PART if each == second else Outcome.DISCLOSED,
                "The total is in the contracts register." if each == second else "As asked.",
            )
            for each in case.questions.all()
        ],
        actor=office,
        at=at,
    )
    row = case.commissions.select_related("department")[0]
    director = row.department.seats.get(seat=Seat.DIRECTOR).user
    asked = sign_off.send_for_sign_off(case.pk, director, actor=office, at=at)
    at = walker.moment(case.received_on, 16)
    sign_off.approve(case.pk, actor=director, at=at, digest_seen=asked.digest)
    at = walker.moment(case.received_on, 17)
    responses.issue(case.pk, actor=office, at=at)
    walker.settle(at)
    case.refresh_from_db()
    return case


def _weigh(walker: Walker, case: Case, at: datetime) -> None:
    prices = Claim.objects.get(question__case=case, code=PRICES.code)
    asked = claim_decisions.ask_for_decision(
        case.pk, prices.pk, actor=walker.people["office"], at=at
    )
    claim_decisions.decide_public_interest(
        asked.pk,
        Decision(
            PRICES.for_disclosure,
            PRICES.for_withholding,
            Balance.WITHHOLD,
            PRICES.balance_reasons,
        ),
        seal_seen=asked.seal,
        actor=walker.people["corporate_affairs"],
        at=at,
    )


def _the_fought_one(walker: Walker, case: Case) -> None:
    """Take a case from its review to the regulator, and from there to the tribunal."""
    review = _with_reviewer(walker, case, None)
    _to_the_end(walker, review, Finding.UPHELD)
    office = walker.people["office"]
    assert review.closed_on is not None
    came = review.closed_on + timedelta(days=20)
    at = walker.moment(came, 1)
    complaint = complaints.record_complaint(
        case.pk,
        Complained("IC-318204-K7Q2", came, came + timedelta(days=21), "The prices."),
        actor=office,
        at=at,
    )
    complaints.record_response(
        complaint.pk, came + timedelta(days=14), actor=office, at=walker.moment(came, 12)
    )
    decided: date = min(came + timedelta(days=40), walker.today - timedelta(days=12))
    prices, names = (
        Claim.objects.get(question__case=case, code=each.code) for each in (PRICES, STAFF)
    )
    notice = complaints.record_notice(
        complaint.pk,
        Noticed(
            NoticeKind.DECISION,
            "FS-318204",
            decided,
            decided + timedelta(days=35),
            (StepWords("Give the prices of single items", decided + timedelta(days=35)),),
            Finding.VARIED,
            "The tender was over when the request came, so the prices could harm nobody.",
            {prices.pk: Finding.OVERTURNED, names.pk: Finding.UPHELD},
        ),
        actor=office,
        at=walker.moment(decided, 1),
    )
    complaints.record_appeal(
        notice.pk,
        Party.AUTHORITY,
        decided + timedelta(days=8),
        number="EA/2026/0417",
        actor=office,
        at=walker.moment(decided, 8),
    )

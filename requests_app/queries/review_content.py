"""A review's findings and its outcome letter as values. Who asked is not read."""

from dataclasses import dataclass

from exemptions.domain.register import REGISTER
from requests_app.domain.letter_content import LetterContent
from requests_app.domain.outcomes import Outcome
from requests_app.domain.regime import Regime
from requests_app.domain.review_findings import (
    Finding,
    Found,
    OnClaim,
    OnQuestion,
    breaches_from,
)
from requests_app.domain.review_wording import FirstAnswer, Reviewer, outcome_letter
from requests_app.models import (
    Answer,
    Claim,
    ClaimFinding,
    Document,
    DocumentRole,
    Question,
    QuestionFinding,
    Review,
)
from requests_app.queries.authority import the_authority, the_regulator
from requests_app.queries.response_content import enclosed_files


@dataclass(frozen=True)
class UnderReview:
    """What is looked at again: each question with its answer, and the claims that stood."""

    questions: list[Question]
    answers: dict[int, Answer]
    claims: list[Claim]


def under_review(review: Review) -> UnderReview:
    """Return the questions, answers and claims of a review. Questions answered in a part are left
    to that part.
    """
    answers = {
        answer.question_id: answer
        for answer in Answer.objects.filter(question__case=review.case_id)
    }
    claims = list(
        Claim.objects.filter(
            question__case=review.case_id, taken_away_at__isnull=True
        ).select_related("question", "document")
    )
    with_something = {pk for pk, answer in answers.items() if answer.outcome or answer.text} | {
        claim.question_id for claim in claims
    }
    every = list(Question.objects.filter(case=review.case_id))
    kept = [question for question in every if question.pk in with_something]
    return UnderReview(kept or every, answers, claims)


def found_by(review: Review, looked_at: UnderReview | None = None) -> Found:
    """Return all that the reviewer has written so far."""
    looked_at = looked_at or under_review(review)
    on_questions = {row.question_id: row for row in QuestionFinding.objects.filter(review=review)}
    on_claims = {row.claim_id: row for row in ClaimFinding.objects.filter(review=review)}
    return Found(
        questions=tuple(
            _on_question(question, on_questions.get(question.pk))
            for question in looked_at.questions
        ),
        claims=tuple(_on_claim(claim, on_claims.get(claim.pk)) for claim in looked_at.claims),
        breaches=breaches_from(review.breaches),
        opening=review.opening,
        handling=review.handling,
        action=review.action,
        action_by=review.action_by,
    )


def _on_question(question: Question, row: QuestionFinding | None) -> OnQuestion:
    if row is None:
        return OnQuestion(question.number, None, "", "")
    return OnQuestion(question.number, _finding(row.finding), row.why, row.now_given)


def _on_claim(claim: Claim, row: ClaimFinding | None) -> OnClaim:
    return OnClaim(
        number=claim.question.number,
        code=claim.code,
        cited=next((each.cited for each in REGISTER if each.code == claim.code), claim.code),
        finding=_finding(row.finding) if row else None,
        why=row.why if row else "",
    )


def _finding(value: str) -> Finding | None:
    return Finding(value) if value else None


def released_files(review: Review) -> list[Document]:
    """Return the files that leave, or left, with the outcome."""
    return list(
        review.released.filter(role=DocumentRole.REVIEW, removed_at__isnull=True).order_by("pk")
    )


def outcome_content(review: Review) -> LetterContent:
    """Return the outcome letter of a review as it stands now, undated."""
    looked_at, case, who = under_review(review), review.case, review.reviewer
    return outcome_letter(
        reference=case.reference,
        subject=case.subject,
        regime=Regime(case.regime),
        received_on=case.received_on,
        asked_on=review.asked_on,
        authority=the_authority(),
        regulator=the_regulator(),
        reviewer=Reviewer(
            who.full_name if who else "",
            who.job_title if who else "",
            tuple(review.override_of) if review.override_by_id else (),
        ),
        questions=[
            FirstAnswer(
                question.number,
                question.text,
                _outcome(looked_at.answers.get(question.pk)),
                question.parent_number,
            )
            for question in looked_at.questions
        ],
        found=found_by(review, looked_at),
        enclosures=enclosed_files(released_files(review)),
    )


def _outcome(answer: Answer | None) -> Outcome | None:
    return Outcome(answer.outcome) if answer and answer.outcome else None

"""A review's findings and its outcome letter as values. Who asked is not read."""

from dataclasses import dataclass

from exemptions.domain.register import REGISTER
from requests_app.domain.letter_composing import composed
from requests_app.domain.letter_content import AnsweredQuestion, EnclosedFile, LetterContent
from requests_app.domain.letter_kinds import TemplateKind
from requests_app.domain.outcomes import Outcome
from requests_app.domain.regime import Regime
from requests_app.domain.review_findings import (
    Finding,
    Found,
    OnClaim,
    OnQuestion,
    breaches_from,
)
from requests_app.domain.review_wording import (
    FirstAnswer,
    Reviewer,
    looked_at_again,
    outcome_words,
)
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
from requests_app.queries.letter_words import Written, about, standing_template
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


@dataclass(frozen=True)
class OutcomeParts:
    """What a review puts into the letter of its outcome: its words, its questions, its files."""

    own: dict[str, str]
    questions: tuple[AnsweredQuestion, ...]
    enclosures: tuple[EnclosedFile, ...]


def outcome_parts(review: Review) -> OutcomeParts:
    """Return what the reviewer has found so far, as the letter says it."""
    looked_at, who = under_review(review), review.reviewer
    found, enclosures = found_by(review, looked_at), enclosed_files(released_files(review))
    reviewer = Reviewer(
        who.full_name if who else "",
        who.job_title if who else "",
        tuple(review.override_of) if review.override_by_id else (),
    )
    first = [
        FirstAnswer(
            question.number,
            question.text,
            _outcome(looked_at.answers.get(question.pk)),
            question.parent_number,
        )
        for question in looked_at.questions
    ]
    regime = Regime(review.case.regime)
    return OutcomeParts(
        outcome_words(regime, review.asked_on, reviewer, found, enclosures),
        tuple(looked_at_again(question, found) for question in first),
        enclosures,
    )


def outcome_written(review: Review) -> Written:
    """Return the outcome letter of a review as it stands now, undated, and its template."""
    template, parts = standing_template(TemplateKind.REVIEW_OUTCOME), outcome_parts(review)
    content = composed(
        template.kind,
        template.read(),
        about(review.case, in_mail=False),
        parts.own,
        dated=None,
        questions=parts.questions,
        enclosures=parts.enclosures,
    )
    return Written(content, template.label)


def outcome_content(review: Review) -> LetterContent:
    """Return the outcome letter of a review as it stands now, undated."""
    return outcome_written(review).content


def _outcome(answer: Answer | None) -> Outcome | None:
    return Outcome(answer.outcome) if answer and answer.outcome else None

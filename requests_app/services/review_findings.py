"""The reviewer's own work: findings, files to release, and sending the outcome on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from requests_app import permissions
from requests_app.domain.errors import RuleBroken
from requests_app.domain.letter_content import digest
from requests_app.domain.review_findings import Finding
from requests_app.domain.review_workflow import ReviewAct
from requests_app.models import (
    ClaimFinding,
    Document,
    DocumentRole,
    QuestionFinding,
    Review,
    User,
)
from requests_app.queries.involvement import involvement
from requests_app.queries.review_content import outcome_content, released_files, under_review
from requests_app.queries.review_facts import needs_signature
from requests_app.services import outbox
from requests_app.services.drafting import StoredFile, store_document
from requests_app.services.review_steps import reviewing


@dataclass(frozen=True)
class WrittenFinding:
    """A finding as it was typed, on a question or on a claim; `now_given` on questions alone."""

    of_id: int
    finding: Finding | None
    why: str
    now_given: str = ""


@dataclass(frozen=True)
class Written:
    """The reviewer's page as it was typed."""

    opening: str
    handling: str
    breaches: Sequence[str]
    questions: Sequence[WrittenFinding]
    claims: Sequence[WrittenFinding]
    action: str = ""
    action_by: date | None = None


def save(
    review_id: int,
    written: Written,
    *,
    actor: User,
    at: datetime,
    expected_version: int | None = None,
) -> Review:
    """Save the findings as they stand; what is left open is said before they are sent on."""
    with reviewing(
        review_id, ReviewAct.SAVE_FINDINGS, actor=actor, at=at, expected_version=expected_version
    ) as step:
        review = step.review
        looked_at = under_review(review)
        _refuse_strangers({each.of_id for each in written.questions},
                          {each.pk for each in looked_at.questions})  # fmt: skip
        _refuse_strangers({each.of_id for each in written.claims},
                          {each.pk for each in looked_at.claims})  # fmt: skip
        review.opening, review.handling = written.opening.strip(), written.handling.strip()
        review.breaches = list(written.breaches)
        review.action, review.action_by = written.action.strip(), written.action_by
        for each in written.questions:
            QuestionFinding.objects.update_or_create(
                review=review,
                question_id=each.of_id,
                defaults={**_values(each), "now_given": each.now_given.strip()},
            )
        for each in written.claims:
            ClaimFinding.objects.update_or_create(
                review=review, claim_id=each.of_id, defaults=_values(each)
            )
    return step.review


def _values(each: WrittenFinding) -> dict[str, str]:
    return {"finding": each.finding.value if each.finding else "", "why": each.why.strip()}


def _refuse_strangers(written: set[int], known: set[int]) -> None:
    if written - known:
        raise RuleBroken("A question or an exemption on this page is not part of the case.")


def add_file(review_id: int, stored: StoredFile, *, actor: User, at: datetime) -> Document:
    """Put a new file beside the outcome, a redacted copy for instance."""
    with reviewing(review_id, ReviewAct.CHOOSE_FILE, actor=actor, at=at) as step:
        document = store_document(
            stored, case=step.case, role=DocumentRole.REVIEW, actor=actor, at=at
        )
        step.review.released.add(document)
        step.detail |= {"document": document.pk, "sha256": document.sha256}
    return document


def release(review_id: int, document_id: int, *, actor: User, at: datetime) -> Document:
    """Choose a file that was withheld, or never sent, to be released with the outcome."""
    with reviewing(review_id, ReviewAct.CHOOSE_FILE, actor=actor, at=at) as step:
        document = _file(step.review, document_id, DocumentRole.FOUND)
        document.role = DocumentRole.REVIEW
        document.save(update_fields=("role",))
        step.review.released.add(document)
        step.detail |= {"document": document.pk, "sha256": document.sha256}
    return document


def hold_back(review_id: int, document_id: int, *, actor: User, at: datetime) -> None:
    """Take a file off the outcome. A department's stays on the case; another is removed."""
    with reviewing(review_id, ReviewAct.CHOOSE_FILE, actor=actor, at=at) as step:
        document = _file(step.review, document_id, DocumentRole.REVIEW)
        if document.question_return_id:
            document.role = DocumentRole.FOUND
        else:
            document.removed_at = at
        document.save(update_fields=("role", "removed_at"))
        step.review.released.remove(document)
        step.detail |= {"held_back": document.pk}


def _file(review: Review, document_id: int, role: DocumentRole) -> Document:
    document = Document.objects.filter(
        pk=document_id, case=review.case_id, role=role, removed_at__isnull=True
    ).first()
    if document is None:
        raise RuleBroken("This file was moved or removed meanwhile. Look at the review again.")
    return document


def send_on(
    review_id: int,
    *,
    signatory: User | None,
    actor: User,
    at: datetime,
    expected_version: int | None = None,
) -> Review:
    """Finish the review: to a director for signature, or, where none is needed, to be sent."""
    act = ReviewAct.SEND_FOR_SIGNATURE if signatory else ReviewAct.FINISH
    with reviewing(review_id, act, actor=actor, at=at, expected_version=expected_version) as step:
        review = step.review
        if signatory is not None:
            _refuse_signatory(review, signatory)
            key = f"ask-to-sign-review:{review.pk}:{review.version}"
            outbox.enqueue("ask_to_sign_review", review.pk, key=key, at=at)
        review.signatory, review.sent_on_at, review.comment = signatory, at, ""
        review.signed_by, review.signed_at = None, None
        review.digest = digest(outcome_content(review))
        step.detail |= {
            "digest": review.digest,
            "needs_signature": needs_signature(bool(released_files(review))),
        }
    return step.review


def _refuse_signatory(review: Review, signatory: User) -> None:
    if signatory.pk == review.reviewer_id:
        raise RuleBroken("You cannot sign your own review. Choose someone else.")
    if not permissions.possible_signatories().filter(pk=signatory.pk).exists():
        raise RuleBroken(f"{signatory} cannot sign outcomes. Choose a director.")
    if involvement(review.case, [signatory])[signatory.pk]:
        raise RuleBroken(
            f"{signatory} took part in the first answer. Choose someone else to sign this outcome."
        )

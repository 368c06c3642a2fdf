"""The only writer of `Review.state`: `transitions.performing` for reviews, in the same order."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256

from django.core.exceptions import PermissionDenied
from django.db import transaction

from requests_app import permissions
from requests_app.domain.errors import RuleBroken, StalePage
from requests_app.domain.review_workflow import (
    KNOWS_APPLICANT,
    ReviewAct,
    ReviewRow,
    ReviewState,
    review_objections,
    review_row_for,
)
from requests_app.models import Case, Note, Review, User
from requests_app.queries.review_facts import review_facts
from requests_app.services import audit


@dataclass
class ReviewStep:
    """An act under way: the locked case and review, the row, and what the trail will say."""

    case: Case
    review: Review
    row: ReviewRow
    actor: User
    at: datetime
    detail: dict[str, object] = field(default_factory=dict)


@contextmanager
def reviewing(
    review_id: int,
    act: ReviewAct,
    *,
    actor: User,
    at: datetime,
    expected_version: int | None = None,
    reason: str = "",
) -> Iterator[ReviewStep]:
    """Perform `act` on a review around the caller's own writes, as one transaction.

    Raises `PermissionDenied`, `StalePage` or `RuleBroken`; nothing is left behind then.
    """
    with transaction.atomic():
        # The case first, as everywhere, so that two acts at once queue and never cross.
        case_id = Review.objects.values_list("case_id", flat=True).get(pk=review_id)
        case = Case.objects.select_for_update().get(pk=case_id)
        review = Review.objects.select_for_update().get(pk=review_id)
        review.case = case
        row = review_row_for(act, ReviewState(review.state))
        if not permissions.may_on_review(actor, row.power, review):
            raise PermissionDenied(f"{row.label}: not for this person.")
        if expected_version is not None and expected_version != review.version:
            raise StalePage(
                "Someone changed this review after you opened the page. "
                "Nothing was done. Look at what changed, then decide again."
            )
        if row.needs_reason and not reason.strip():
            raise RuleBroken(f"“{row.label}” needs a reason. Write one and try again.")
        step = ReviewStep(case, review, row, actor, at)
        yield step
        _conclude(step, reason.strip())


def _conclude(step: ReviewStep, reason: str) -> None:
    review, row = step.review, step.row
    if row.guards:
        facts = review_facts(review, step.actor, knows_applicant=row.power in KNOWS_APPLICANT)
        said = review_objections(row, facts)
        if said:
            raise RuleBroken(" ".join(said))
    if row.to is not None:
        review.state = row.to.value
    review.version += 1
    review.save()
    step.detail["review"] = review.pk
    if reason:
        note = Note.objects.create(
            case=step.case, author=step.actor, written_at=step.at, text=reason
        )
        step.detail |= {"note": note.pk, "note_sha256": sha256(reason.encode()).hexdigest()}
    audit.record(
        step.case.reference,
        row.act.value,
        actor=step.actor,
        at=step.at,
        actor_name=step.actor.full_name,
        **step.detail,
    )

"""A review as the guards of its table see it."""

from django.conf import settings

from requests_app.domain.letter_check import findings_on
from requests_app.domain.letter_content import digest
from requests_app.domain.questions import names_applicant
from requests_app.domain.regime import Regime
from requests_app.domain.review_findings import Found, contradictions, to_finish
from requests_app.domain.review_workflow import ReviewFacts
from requests_app.models import Applicant, Case, ReplyBy, Review, User
from requests_app.queries.involvement import involvement
from requests_app.queries.review_content import found_by, outcome_content, released_files


def review_facts(review: Review, actor: User | None, *, knows_applicant: bool) -> ReviewFacts:
    """Read what the guards may know of `review`, and what `actor` and the reviewer did before.

    Without `knows_applicant` who asked is not read.
    """
    case, reviewer = review.case, review.reviewer
    people = {person.pk: person for person in (reviewer, actor) if person is not None}
    parts = involvement(case, list(people.values()))
    found = found_by(review)
    files = released_files(review)
    content = outcome_content(review) if reviewer else None
    applicant = Applicant.objects.get(pk=case.applicant_id) if knows_applicant else Applicant()
    return ReviewFacts(
        regime=Regime(case.regime),
        has_reviewer=reviewer is not None,
        reviewer_name=reviewer.full_name if reviewer else "",
        reviewer_involvement=parts.get(reviewer.pk, ()) if reviewer else (),
        is_overridden=review.override_by_id is not None,
        actor_is_reviewer=bool(actor and reviewer and actor.pk == reviewer.pk),
        actor_involvement=parts.get(actor.pk, ()) if actor else (),
        has_points=bool(review.points.strip()),
        naming_the_applicant=_naming(review, found, applicant) if knows_applicant else (),
        to_finish=to_finish(found, regime=Regime(case.regime), was_late=was_late(case)),
        contradictions=contradictions(found, file_count=len(files)),
        letter_faults=tuple(each.message for each in findings_on(content)) if content else (),
        needs_signature=needs_signature(bool(files)),
        current_digest=digest(content) if content else "",
        sent_digest=review.digest,
        is_signed=review.signed_at is not None,
        reply_address_is_known=bool(
            applicant.email if case.reply_by == ReplyBy.EMAIL else applicant.postal_address.strip()
        ),
    )


def was_late(case: Case) -> bool:
    """Whether the first answer left after the day that the statute gave it."""
    return bool(case.closed_on and case.statutory_due_on and case.closed_on > case.statutory_due_on)


def needs_signature(releases_files: bool) -> bool:
    """Whether a director signs: where the house asks for it, and wherever a file is released."""
    return bool(settings.REVIEW_SIGN_OFF) or releases_files


def _naming(review: Review, found: Found, applicant: Applicant) -> tuple[str, ...]:
    texts = [
        ("what they are unhappy with", review.points),
        ("the beginning of the findings", found.opening),
        ("the words on the handling", found.handling),
    ]
    for question in found.questions:
        texts.append((f"the finding on question {question.number}",
                      f"{question.why} {question.now_given}"))  # fmt: skip
    texts += [(f"the finding on {claim.code}", claim.why) for claim in found.claims]
    return tuple(
        where
        for where, text in texts
        if names_applicant(text, applicant_name=applicant.name, applicant_address=applicant.email)
    )

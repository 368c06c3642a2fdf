"""A case as the guards of the workflow see it."""

from django.utils import timezone

from exemptions.domain.provision import Law
from requests_app.domain.answered_questions import uncovered
from requests_app.domain.letter_check import citation_faults, findings_on
from requests_app.domain.letter_content import LetterContent, digest
from requests_app.domain.london import london_day
from requests_app.domain.outcomes import REFUSED_FOR_COST, Outcome, contradiction
from requests_app.domain.questions import names_applicant
from requests_app.domain.regime import Regime
from requests_app.domain.workflow import Action, CaseFacts
from requests_app.models import (
    Answer,
    Applicant,
    AuditEvent,
    Case,
    Commission,
    Draft,
    Estimate,
    ReplyBy,
    Review,
    SignOff,
    SignOffOutcome,
    User,
)
from requests_app.models.review import REVIEW_CLOSED_STATES
from requests_app.queries.claims import StandingClaim, standing_claims
from requests_app.queries.response_content import response_content

NOBODY = Applicant()
WORK_ON_THE_ANSWER = (
    Action.SAVE_RETURN,
    Action.RETURN_SEARCHES,
    Action.ESTIMATE,
    Action.ESTIMATE_IN_OFFICE,
    Action.DRAFT_ANSWER,
    Action.CLAIM_EXEMPTION,
    Action.TAKE_CLAIM_AWAY,
    Action.ADD_FILE,
    Action.SEND_FOR_SIGN_OFF,
)


def case_facts(case: Case, actor: User | None, *, knows_applicant: bool = True) -> CaseFacts:
    """Read what the guards may know of `case`, and whether `actor` took part in it.

    Without `knows_applicant` who asked is not read: the guards of a department's and a
    director's acts have no use for it.
    """
    applicant = Applicant.objects.get(pk=case.applicant_id) if knows_applicant else NOBODY
    questions = list(case.questions.all())
    claims = standing_claims(case, london_day(timezone.now()))
    answered = set(
        Answer.objects.filter(question__case=case)
        .exclude(text="")
        .exclude(outcome="")
        .values_list("question__number", flat=True)
    )
    sign_offs = {
        sign_off.outcome: sign_off.digest
        for sign_off in SignOff.objects.filter(
            case=case, outcome__in=(SignOffOutcome.PENDING, SignOffOutcome.APPROVED)
        )
    }
    # A claim answers its question, where an outcome was chosen.
    answered |= {
        answer.question.number
        for answer in Answer.objects.filter(
            question__in={claim.row.question_id for claim in claims}
        ).select_related("question")
        if answer.outcome
    }
    draft = Draft.objects.filter(case=case).first()
    content = response_content(case) if draft else None
    return CaseFacts(
        regime=Regime(case.regime),
        applicant_is_named=bool(applicant.name.strip()),
        applicant_has_address=applicant.has_address,
        question_count=len(questions),
        questions_naming_the_applicant=_naming(case, applicant),
        open_commissions=tuple(
            Commission.objects.filter(case=case, returned_at__isnull=True).values_list(
                "department__name", flat=True
            )
        ),
        unanswered_questions=tuple(
            f"question {number}" for number in uncovered(questions, answered)
        ),
        refused_without_estimate=_refused_without_estimate(case),
        has_draft=draft is not None,
        reply_address_is_known=bool(
            applicant.email if case.reply_by == ReplyBy.EMAIL else applicant.postal_address.strip()
        ),
        current_digest=digest(content) if content else "",
        pending_digest=sign_offs.get(SignOffOutcome.PENDING, ""),
        approved_digest=sign_offs.get(SignOffOutcome.APPROVED, ""),
        actor_took_part=actor is not None and took_part(case, actor),
        claims_to_finish=_claims_to_finish(case, claims),
        contradictions=_contradictions(case, claims),
        letter_faults=_letter_faults(content, claims) if content else (),
        has_open_review=Review.objects.filter(case=case)
        .exclude(state__in=REVIEW_CLOSED_STATES)
        .exists(),
    )


def _claims_to_finish(case: Case, claims: list[StandingClaim]) -> tuple[str, ...]:
    """Return what each claim lacks; one of the other law does not stand once the law is changed."""
    said = []
    for claim in claims:
        lacking = list(claim.lacking)
        if claim.words.row.law is not Law(case.regime):
            lacking.append("It belongs to the other law. Take it away and claim anew.")
        if lacking:
            number = claim.row.question.number
            said.append(f"Question {number}, {claim.row.code}: {' '.join(lacking)}")
    return tuple(said)


def _contradictions(case: Case, claims: list[StandingClaim]) -> tuple[str, ...]:
    """Return where an outcome and the claims on its question do not agree."""
    said = []
    for number, outcome in Answer.objects.filter(question__case=case).values_list(
        "question__number", "outcome"
    ):
        own = [claim.row.denies for claim in claims if claim.row.question.number == number]
        found = contradiction(
            Outcome(outcome) if outcome else None,
            withholding=own.count(False),
            denying=own.count(True),
        )
        if found:
            said.append(f"Question {number} {found}")
    return tuple(said)


def _letter_faults(content: LetterContent, claims: list[StandingClaim]) -> tuple[str, ...]:
    """Return what the law finds in a letter that withholds; other letters are not held up."""
    if not claims:
        return ()
    return (
        *(finding.message for finding in findings_on(content)),
        *citation_faults(content, [claim.words for claim in claims]),
    )


def _refused_without_estimate(case: Case) -> tuple[str, ...]:
    refused = Answer.objects.filter(question__case=case, outcome__in=REFUSED_FOR_COST)
    estimated = Estimate.objects.filter(case=case).values_list("question__number", flat=True)
    return tuple(
        f"question {number}"
        for number, parent in refused.values_list("question__number", "question__parent_number")
        if not {number, parent} & set(estimated)
    )


def _naming(case: Case, applicant: Applicant) -> tuple[str, ...]:
    texts = [("the subject", case.subject), ("the context", case.context)]
    texts += [(f"question {q.number}", q.text) for q in case.questions.all()]
    return tuple(
        where
        for where, text in texts
        if names_applicant(text, applicant_name=applicant.name, applicant_address=applicant.email)
    )


def took_part(case: Case, actor: User) -> bool:
    """Whether `actor` searched, drafted, chose files or asked for the signature.

    The trail says so for good: the rows of the answer name only who touched them last.
    """
    return AuditEvent.objects.filter(
        chain=case.reference, actor=actor, verb__in=WORK_ON_THE_ANSWER
    ).exists()

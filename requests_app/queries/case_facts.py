"""A case as the guards of the workflow see it."""

from django.utils import timezone

from exemptions.domain.claims_together import not_together
from exemptions.domain.provision import Law, Provision
from requests_app.domain.answered_questions import uncovered
from requests_app.domain.consultation import ClaimOnRecord, minister_not_consulted
from requests_app.domain.letter_check import citation_faults, findings_on
from requests_app.domain.letter_content import LetterContent, digest
from requests_app.domain.london import london_day
from requests_app.domain.outcomes import (
    REFUSED_FOR_COST,
    SECTION_14,
    Outcome,
    contradiction,
)
from requests_app.domain.questions import names_applicant
from requests_app.domain.regime import Regime
from requests_app.domain.vexatious import Ground, section_14_undecided
from requests_app.domain.workflow import Action, CaseFacts
from requests_app.models import (
    Answer,
    Applicant,
    AuditEvent,
    Case,
    Clarification,
    Commission,
    Consultation,
    DocumentRole,
    Draft,
    Estimate,
    FeeNotice,
    ReplyBy,
    Review,
    SignOff,
    SignOffOutcome,
    User,
    VexatiousProposal,
)
from requests_app.models.review import REVIEW_CLOSED_STATES
from requests_app.models.vexatious import ProposalState
from requests_app.queries.claims import StandingClaim, standing_claims
from requests_app.queries.response_content import response_content
from requests_app.queries.reused_answers import standing_reuses

NOBODY = Applicant()
TOO_GENERAL = "reg.12(4)(c)"
WORK_ON_THE_ANSWER = (
    Action.SAVE_RETURN,
    Action.RETURN_SEARCHES,
    Action.ESTIMATE,
    Action.ESTIMATE_IN_OFFICE,
    Action.DRAFT_ANSWER,
    Action.USE_EARLIER_ANSWER,
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
    # A claim answers its question, where an outcome was chosen, and section 14 does.
    answered |= {
        answer.question.number
        for answer in Answer.objects.filter(
            question__in={claim.row.question_id for claim in claims}
        ).select_related("question")
        if answer.outcome
    }
    answered |= set(
        Answer.objects.filter(
            question__case=case, outcome__in=[each.value for each in SECTION_14]
        ).values_list("question__number", flat=True)
    )
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
        undecided_section_14=_undecided_section_14(case),
        minister_not_consulted=_minister_not_consulted(case, claims),
        unchecked_answers=_unchecked(case),
        fee_is_waited_for=FeeNotice.objects.filter(
            case=case, paid_on__isnull=True, lapsed_at__isnull=True, cancelled_at__isnull=True
        ).exists(),
    )


def _claims_to_finish(case: Case, claims: list[StandingClaim]) -> tuple[str, ...]:
    """Return what each claim lacks; one of the other law does not stand once the law is changed."""
    said = []
    for claim in claims:
        lacking = list(claim.lacking)
        if claim.words.row.law is not Law(claim.row.question.regime or case.regime):
            lacking.append("It belongs to the other law. Take it away and claim anew.")
        if lacking:
            number = claim.row.question.number
            said.append(f"Question {number}, {claim.row.code}: {' '.join(lacking)}")
    is_general = any(claim.row.code == TOO_GENERAL for claim in claims)
    if is_general and not Clarification.objects.filter(case=case).exists():
        said.append(
            f"{TOO_GENERAL}: ask the applicant for particulars first, and help them (regulation 9)."
        )
    return (*said, *_claims_together(claims))


def _claims_together(claims: list[StandingClaim]) -> tuple[str, ...]:
    """Return what cannot be claimed on one item, and files that would leave all the same."""
    items: dict[tuple[str, int | None, str], list[Provision]] = {}
    for claim in claims:
        item = (claim.row.question.number, claim.row.document_id, claim.row.pages)
        items.setdefault(item, []).append(claim.words.row)
    said = [
        f"Question {item[0]}: {text}" for item, rows in items.items() for text in not_together(rows)
    ]
    said += [
        f"Question {claim.row.question.number}, {claim.row.code}: the whole file "
        f"“{claim.row.document}” is claimed as exempt and is among the files to send. Hold it "
        "back, or name the pages."
        for claim in claims
        if claim.row.document
        and claim.row.document.role == DocumentRole.RELEASE
        and claim.row.document.removed_at is None
        and not claim.row.pages
        and not claim.row.denies
    ]
    return tuple(said)


def _contradictions(case: Case, claims: list[StandingClaim]) -> tuple[str, ...]:
    """Return where an outcome and the claims on its question do not agree."""
    said = []
    for number, outcome, law in Answer.objects.filter(question__case=case).values_list(
        "question__number", "outcome", "question__regime"
    ):
        own = [claim.row.denies for claim in claims if claim.row.question.number == number]
        found = contradiction(
            Outcome(outcome) if outcome else None,
            withholding=own.count(False),
            denying=own.count(True),
            regime=Regime(law or case.regime),
        )
        if found:
            said.append(f"Question {number} {found}")
    return tuple(said)


def _letter_faults(content: LetterContent, claims: list[StandingClaim]) -> tuple[str, ...]:
    """Return what the law finds in the letter, and where it and the claims do not agree."""
    return (
        *(finding.message for finding in findings_on(content)),
        *citation_faults(
            content,
            # Those of the other law are cited by their own paragraphs, which the letter takes over.
            [claim.words for claim in claims if not claim.row.question.regime],
        ),
    )


def _undecided_section_14(case: Case) -> tuple[str, ...]:
    refused = Answer.objects.filter(
        question__case=case, outcome__in=[each.value for each in SECTION_14]
    ).values_list("question__number", "outcome")
    approved = VexatiousProposal.objects.filter(
        case=case, state=ProposalState.APPROVED
    ).values_list("ground", flat=True)
    return section_14_undecided(
        [(f"question {number}", SECTION_14[Outcome(outcome)]) for number, outcome in refused],
        [Ground(ground) for ground in approved],
    )


def _minister_not_consulted(case: Case, claims: list[StandingClaim]) -> tuple[str, ...]:
    if not any(claim.row.record_year for claim in claims):
        return ()
    done = Consultation.objects.filter(
        question__case=case, kind=Consultation.Kind.SECRETARY_OF_STATE
    ).exclude(stance="")
    return minister_not_consulted(
        [
            ClaimOnRecord(
                claim.row.question.number,
                (claim.row.question_id, claim.row.document_id, claim.row.pages),
                claim.words.row,
                claim.row.record_year,
            )
            for claim in claims
        ],
        set(done.values_list("question__number", flat=True)),
        london_day(timezone.now()),
    )


def _refused_without_estimate(case: Case) -> tuple[str, ...]:
    refused = Answer.objects.filter(question__case=case, outcome__in=REFUSED_FOR_COST)
    estimated = Estimate.objects.filter(case=case).values_list("question__number", flat=True)
    return tuple(
        f"question {number}"
        for number, parent in refused.values_list("question__number", "question__parent_number")
        if not {number, parent} & set(estimated)
    )


def _unchecked(case: Case) -> tuple[str, ...]:
    return tuple(
        f"question {row.question.number} (from {row.came_from})"
        for row in standing_reuses(case)
        if row.checked_at is None
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

"""Exemptions are claimed, changed and taken away while the answer is being drafted."""

from dataclasses import dataclass, field
from datetime import date, datetime

from exemptions.domain.provision import Law
from exemptions.domain.register import provision
from requests_app.domain.errors import RuleBroken
from requests_app.domain.london import london_day
from requests_app.domain.workflow import Action
from requests_app.models import Answer, Case, Claim, Document, Question, User
from requests_app.services.transitions import performing


@dataclass(frozen=True)
class ClaimDetails:
    """What the officer has written about a claim; what is left open is said before sign-off."""

    code: str
    limb: str = ""
    denies: bool = False
    what: str = ""
    why: str = ""
    likelihood: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    record_year: int | None = None
    document_id: int | None = None
    pages: str = ""
    for_disclosure: str = ""
    for_withholding: str = ""
    balance_reasons: str = ""
    submission: str = ""
    is_statistical: bool = False
    is_on_emissions: bool | None = None


def claim_exemption(
    case_id: int,
    question_id: int,
    details: ClaimDetails,
    *,
    actor: User,
    at: datetime,
    claim_id: int | None = None,
    expected_version: int | None = None,
) -> Claim:
    """Claim an exemption on a question, or change a claim that stands.

    Raises `RuleBroken` where the question, the file or the claim is no longer part of the case,
    or the provision is not one of the law that the case runs under.
    """
    with performing(
        case_id, Action.CLAIM_EXEMPTION, actor=actor, at=at, expected_version=expected_version
    ) as step:
        case = step.case
        question = Question.objects.filter(pk=question_id, case=case).first()
        if question is None:
            raise RuleBroken("The question on this page is not part of this case any more.")
        _refuse_another_law(case, question, details.code, london_day(at))
        if (
            details.document_id
            and not Document.objects.filter(
                pk=details.document_id, case=case, removed_at__isnull=True
            ).exists()
        ):
            raise RuleBroken("The file that you chose was removed meanwhile. Choose another one.")
        values = {name: getattr(details, name) for name in ClaimDetails.__dataclass_fields__}
        values |= {"question": question, "made_by": actor, "made_at": at}
        if claim_id is None:
            claim = Claim.objects.create(**values)
        else:
            claim = _standing(case, claim_id)
            for name, value in values.items():
                setattr(claim, name, value)
            claim.save()
        # The letter is edited by whoever claims: the question needs an answer to stand in.
        Answer.objects.get_or_create(
            question=question, defaults={"drafted_by": actor, "drafted_at": at}
        )
        step.detail |= {"claim": claim.pk, "code": claim.code, "question": question.number}
    return claim


def take_away(
    case_id: int,
    claim_id: int,
    *,
    actor: User,
    at: datetime,
    expected_version: int | None = None,
) -> Claim:
    """Take a claim away: it no longer stands in the letter, and stays on the record."""
    with performing(
        case_id, Action.TAKE_CLAIM_AWAY, actor=actor, at=at, expected_version=expected_version
    ) as step:
        claim = _standing(step.case, claim_id)
        claim.taken_away_at = at
        claim.save()
        step.detail |= {"claim": claim.pk, "code": claim.code, "question": claim.question.number}
    return claim


def _standing(case: Case, claim_id: int) -> Claim:
    claim = Claim.objects.filter(
        pk=claim_id, question__case=case, taken_away_at__isnull=True
    ).first()
    if claim is None:
        raise RuleBroken("This claim was taken away meanwhile. Look at the letter again.")
    return claim


def _refuse_another_law(case: Case, question: Question, code: str, on: date) -> None:
    try:
        row = provision(code, on)
    except KeyError:
        raise RuleBroken("Choose one of the exemptions in the register.") from None
    if row.law is not Law(question.regime or case.regime):
        law = question.get_regime_display() or case.get_regime_display()
        what = f"Question {question.number}" if question.regime else "This case"
        raise RuleBroken(f"{code} belongs to the other law. {what} is handled under the {law}.")

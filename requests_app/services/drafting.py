"""The answer takes shape: from the departments' returns to a letter and its files."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import BinaryIO

from django.core.files import File

from requests_app.domain.errors import RuleBroken
from requests_app.domain.letter_wording import search_summary
from requests_app.domain.outcomes import Outcome, clash
from requests_app.domain.regime import Regime
from requests_app.domain.workflow import Action
from requests_app.models import (
    Answer,
    Case,
    Claim,
    Document,
    DocumentRole,
    Draft,
    Held,
    QuestionReturn,
    User,
)
from requests_app.queries.letter_frame import Frame, is_untouched, standing_frame
from requests_app.services import reused_answers
from requests_app.services.transitions import performing


@dataclass(frozen=True)
class DraftedAnswer:
    """One question's answer as the FOI office has written it."""

    question_id: int
    outcome: str
    text: str


@dataclass(frozen=True)
class StoredFile:
    """A file that a form has checked: its real type, size in bytes and SHA-256."""

    name: str
    media_type: str
    size: int
    sha256: str
    content: BinaryIO


def start_drafting(
    case_id: int, *, actor: User, at: datetime, expected_version: int | None = None
) -> Case:
    """Begin the letter without waiting for every department."""
    with performing(
        case_id, Action.START_DRAFTING, actor=actor, at=at, expected_version=expected_version
    ) as step:
        pass
    return step.case


def assemble(
    case_id: int, *, actor: User, at: datetime, expected_version: int | None = None
) -> Case:
    """Fill the letter from the returns: each question's answers, in departments' order.

    What the FOI office has already written stays as it is.
    """
    with performing(
        case_id, Action.DRAFT_ANSWER, actor=actor, at=at, expected_version=expected_version
    ) as step:
        case = step.case
        for question in case.questions.all():
            returns = list(
                QuestionReturn.objects.filter(
                    question=question,
                    commission__returned_at__isnull=False,
                    commission__declined_reason="",
                )
                .exclude(held="")
                .order_by("commission_id")
            )
            if not returns or Answer.objects.filter(question=question).exclude(text="").exists():
                continue
            Answer.objects.update_or_create(
                question=question,
                defaults={**_joined(returns), "drafted_by": actor, "drafted_at": at},
            )
        if not Draft.objects.filter(case=case).exists():
            frame = standing_frame(case)
            Draft.objects.create(
                case=case,
                opening=frame.opening,
                closing=frame.closing,
                template=frame.template,
                edited_by=actor,
                edited_at=at,
            )
        step.detail["assembled"] = True
    return step.case


def _joined(returns: Sequence[QuestionReturn]) -> dict[str, str]:
    """Join several departments' returns on one question into an outcome and its words.

    One that holds the information outweighs one that does not; where none does, the
    letter says where they looked.
    """
    held = [found for found in returns if found.held == Held.HELD]
    if held:
        words = [found.answer.strip() for found in held]
        return {"outcome": Outcome.DISCLOSED.value, "text": "\n\n".join(filter(None, words))}
    if any(found.held == Held.MORE_SEARCHING for found in returns):
        return {"outcome": "", "text": ""}
    words = [found.answer.strip() for found in returns]
    places = [search.place for found in returns for search in found.searches.all()]
    words.append(search_summary(places))
    return {"outcome": Outcome.NOT_HELD.value, "text": "\n\n".join(filter(None, words))}


def save_draft(
    case_id: int,
    *,
    opening: str,
    closing: str,
    answers: Sequence[DraftedAnswer],
    actor: User,
    at: datetime,
    expected_version: int | None = None,
    checked: Collection[int] = (),
) -> Case:
    """Save the letter as the FOI office has edited it.

    Paragraphs that nobody has changed follow the answers: once one question is refused, they are
    those of a refusal. `checked` are the questions whose answer was taken over from an earlier
    case and that `actor` has found to hold.
    """
    with performing(
        case_id, Action.DRAFT_ANSWER, actor=actor, at=at, expected_version=expected_version
    ) as step:
        before = Draft.objects.filter(case=step.case).first()
        _refuse_contradictions(step.case, answers)
        for answer in answers:
            Answer.objects.update_or_create(
                question_id=answer.question_id,
                defaults={
                    "outcome": answer.outcome,
                    "text": answer.text,
                    "drafted_by": actor,
                    "drafted_at": at,
                },
            )
        if numbers := reused_answers.settle(step.case, checked, actor=actor, at=at):
            step.detail["checked"] = numbers
        frame = Frame(opening, closing, before.template if before else "")
        if before and is_untouched(step.case, frame):
            frame = standing_frame(step.case)
        Draft.objects.update_or_create(
            case=step.case,
            defaults={**asdict(frame), "edited_by": actor, "edited_at": at},
        )
    return step.case


def _refuse_contradictions(case: Case, answers: Sequence[DraftedAnswer]) -> None:
    """Refuse outcomes that are newly chosen and that what is claimed contradicts.

    What stood before is left to the guard of the sign-off: a claim may come after the outcome.
    """
    questions = {question.pk: question for question in case.questions.all()}
    stood = dict(Answer.objects.filter(question__case=case).values_list("question_id", "outcome"))
    claimed = list(
        Claim.objects.filter(question__case=case, taken_away_at__isnull=True).values_list(
            "question_id", "denies"
        )
    )
    for answer in answers:
        if answer.question_id not in questions:
            raise RuleBroken("A question on this page is not part of this case any more.")
        if not answer.outcome or answer.outcome == stood.get(answer.question_id):
            continue
        try:
            outcome = Outcome(answer.outcome)
        except ValueError:
            raise RuleBroken("Choose one of the outcomes in the list.") from None
        said = clash(
            outcome,
            withholding=claimed.count((answer.question_id, False)),
            denying=claimed.count((answer.question_id, True)),
            regime=Regime(questions[answer.question_id].regime or case.regime),
        )
        if said:
            raise RuleBroken(f"Question {questions[answer.question_id].number} {said}")


def add_file(case_id: int, stored: StoredFile, *, actor: User, at: datetime) -> Document:
    """Put a file beside the letter, to be sent with it."""
    with performing(case_id, Action.ADD_FILE, actor=actor, at=at) as step:
        document = store_document(
            stored, case=step.case, role=DocumentRole.RELEASE, actor=actor, at=at
        )
        step.detail |= {"document": document.pk, "sha256": document.sha256}
    return document


def release_found_file(case_id: int, document_id: int, *, actor: User, at: datetime) -> Document:
    """Choose a file that a department found to be sent with the letter."""
    with performing(case_id, Action.ADD_FILE, actor=actor, at=at) as step:
        document = _file(step.case, document_id, DocumentRole.FOUND)
        document.role = DocumentRole.RELEASE
        document.save()
        step.detail |= {"document": document.pk, "sha256": document.sha256}
    return document


def hold_back_file(case_id: int, document_id: int, *, actor: User, at: datetime) -> None:
    """Take a file off the letter. A department's file stays on the case; another is removed."""
    with performing(case_id, Action.ADD_FILE, actor=actor, at=at) as step:
        document = _file(step.case, document_id, DocumentRole.RELEASE)
        if document.question_return_id:
            document.role = DocumentRole.FOUND
        else:
            document.removed_at = at
        document.save()
        step.detail |= {"held_back": document.pk}


def _file(case: Case, document_id: int, role: DocumentRole) -> Document:
    """Return a file of the case that still stands where the page showed it."""
    document = Document.objects.filter(
        pk=document_id, case=case, role=role, removed_at__isnull=True
    ).first()
    if document is None:
        raise RuleBroken("This file was moved or removed meanwhile. Look at the letter again.")
    return document


def store_document(
    stored: StoredFile,
    *,
    case: Case,
    role: DocumentRole,
    actor: User | None,
    at: datetime,
    question_return: QuestionReturn | None = None,
) -> Document:
    """Keep a checked file. On disk it bears its hash: an uploaded name never reaches a path."""
    document = Document(
        case=case,
        role=role,
        question_return=question_return,
        name=stored.name[:255],
        sha256=stored.sha256,
        size=stored.size,
        media_type=stored.media_type,
        uploaded_by=actor,
        uploaded_at=at,
    )
    document.file.save(f"{stored.sha256}.bin", File(stored.content), save=False)
    document.save()
    return document

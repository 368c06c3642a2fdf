"""A case's response letter as a frozen value: every word and file that would leave."""

from collections.abc import Iterable

from django.utils import timezone

from exemptions.domain.claim import paragraphs
from requests_app.domain.letter_content import EnclosedFile, LetterContent
from requests_app.domain.letter_wording import answered, response_letter, two_laws_words
from requests_app.domain.london import london_day
from requests_app.domain.outcomes import Outcome
from requests_app.domain.regime import Regime
from requests_app.models import (
    Answer,
    Case,
    Document,
    DocumentRole,
    Draft,
    ProposalState,
    VexatiousProposal,
)
from requests_app.queries.authority import the_authority, the_regulator
from requests_app.queries.claims import standing_claims


def response_content(case: Case) -> LetterContent:
    """Return the response of `case` as it stands now, undated. Who asked is not read.

    Raises `Draft.DoesNotExist` where nothing has been drafted yet.
    """
    draft = Draft.objects.get(case=case)
    return _content(case, draft.opening, draft.closing)


def answers_alone(case: Case) -> LetterContent:
    """Return the response of `case` without the paragraphs around its answers."""
    return _content(case, "", "")


def _content(case: Case, opening: str, closing: str) -> LetterContent:
    regime = Regime(case.regime)
    answers = {answer.question_id: answer for answer in Answer.objects.filter(question__case=case)}
    claims: dict[int, list[str]] = {}
    for claim in standing_claims(case, london_day(timezone.now())):
        claims.setdefault(claim.row.question_id, []).append(paragraphs(claim.words))
    repeated = _repeated(case)
    questions = []
    for question in case.questions.all():
        answer = answers.get(question.pk)
        if answer and answer.outcome == Outcome.REPEATED.value and repeated:
            claims.setdefault(question.pk, []).append(repeated)
        questions.append(
            answered(
                Regime(question.regime or case.regime),
                number=question.number,
                text=question.text,
                answer=_answered(answer.text if answer else "", claims.get(question.pk, [])),
                outcome=Outcome(answer.outcome) if answer and answer.outcome else None,
                parent_number=question.parent_number,
            )
        )
    others = [question.number for question in case.questions.all() if question.regime]
    files = Document.objects.filter(case=case, role=DocumentRole.RELEASE, removed_at__isnull=True)
    return response_letter(
        reference=case.reference,
        subject=case.subject,
        regime=regime,
        received_on=case.received_on,
        authority=the_authority(),
        regulator=the_regulator(),
        opening="\n\n".join(filter(None, (opening, two_laws_words(regime, others)))),
        context=case.context,
        questions=questions,
        closing=closing,
        enclosures=enclosed_files(files),
        has_two_laws=bool(others),
    )


def _repeated(case: Case) -> str:
    """Return the sentence that names the request which this one was decided to repeat."""
    row = (
        VexatiousProposal.objects.filter(
            case=case, state=ProposalState.APPROVED, repeats__closed_on__isnull=False
        )
        .select_related("repeats")
        .first()
    )
    if row is None or row.repeats is None or row.repeats.closed_on is None:
        return ""
    day = row.repeats.closed_on
    return (
        f"The earlier request is {row.repeats.reference}, which we answered on {day.day} "
        f"{day:%B %Y}."
    )


def _answered(words: str, claims: list[str]) -> str:
    """Return the officer's words, and after them each exemption as it was decided."""
    return "\n\n".join(filter(None, (words.strip() if claims else words, *claims)))


def enclosed_files(files: Iterable[Document]) -> tuple[EnclosedFile, ...]:
    """Return files as a letter lists them."""
    return tuple(EnclosedFile(file.name, file.size, file.sha256) for file in files)

"""What stands around a letter while it is written."""

from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from requests_app.domain.london import london_day
from requests_app.domain.mail_parts import mailing_words
from requests_app.domain.regime import Regime
from requests_app.models import (
    Answer,
    Case,
    Document,
    DocumentRole,
    Draft,
    Held,
    Letter,
    Question,
    QuestionReturn,
    ReplyBy,
    ReusedAnswer,
    SignOff,
)
from requests_app.queries.claims import StandingClaim, standing_claims
from requests_app.queries.reused_answers import standing_reuses


@dataclass(frozen=True)
class Return:
    """One department's return on one question, beside the answer being written."""

    department: str
    held: str
    answer: str
    searches: tuple[str, ...]


@dataclass(frozen=True)
class LetterPage:
    """The letter of a case: its questions, what departments said, files and signatures."""

    regime: Regime
    draft: Draft | None
    questions: list[Question]
    answers: dict[int, Answer]
    returns: dict[int, list[Return]]
    claims: dict[int, list[StandingClaim]]
    reused: dict[int, ReusedAnswer]
    found_files: list[Document]
    files_to_send: list[Document]
    mailing: tuple[str, ...]
    sign_offs: list[SignOff]
    letters: list[Letter]


def letter_page(case: Case) -> LetterPage:
    """Read everything the letter page shows, in a fixed number of queries."""
    returns: dict[int, list[Return]] = {}
    for found in (
        QuestionReturn.objects.filter(commission__case=case)
        .exclude(held="")
        .select_related("commission__department")
        .prefetch_related("searches")
    ):
        returns.setdefault(found.question_id, []).append(
            Return(
                department=found.commission.department.name,
                held=Held(found.held).label,
                answer=found.answer,
                searches=tuple(
                    f"{search.place}: {search.terms} – {search.result}"
                    for search in found.searches.all()
                ),
            )
        )
    claims: dict[int, list[StandingClaim]] = {}
    for claim in standing_claims(case, london_day(timezone.now())):
        claims.setdefault(claim.row.question_id, []).append(claim)
    documents = list(
        Document.objects.filter(
            case=case,
            role__in=(DocumentRole.FOUND, DocumentRole.RELEASE),
            removed_at__isnull=True,
        ).select_related("question_return__commission__department")
    )
    to_send = [file for file in documents if file.role == DocumentRole.RELEASE]
    return LetterPage(
        regime=Regime(case.regime),
        draft=Draft.objects.filter(case=case).select_related("edited_by").first(),
        questions=list(case.questions.all()),
        answers={
            answer.question_id: answer for answer in Answer.objects.filter(question__case=case)
        },
        returns=returns,
        claims=claims,
        reused={row.question_id: row for row in standing_reuses(case)},
        found_files=[file for file in documents if file.role == DocumentRole.FOUND],
        files_to_send=to_send,
        mailing=_mailing(case, to_send),
        sign_offs=list(SignOff.objects.filter(case=case).select_related("signatory", "decided_by")),
        letters=list(Letter.objects.filter(case=case).select_related("message__delivery")),
    )


def _mailing(case: Case, files: list[Document]) -> tuple[str, ...]:
    """Return what is to be known about sending the files; nothing where they go by post."""
    if case.reply_by != ReplyBy.EMAIL:
        return ()
    return mailing_words([(file.name, file.size) for file in files], limit=settings.MAIL_LIMIT)

"""What a director reads before signing. Who asked is not read."""

from dataclasses import dataclass

from django.db.models import QuerySet

from requests_app.domain.letter_content import LetterContent, digest
from requests_app.domain.outcomes import Outcome
from requests_app.models import Document, DocumentRole, Draft, ReusedAnswer, SignOff, SignOffOutcome
from requests_app.queries.response_content import response_content
from requests_app.queries.reused_answers import standing_reuses

RECENT = 20
WITHHOLDS = (
    Outcome.DISCLOSED_IN_PART,
    Outcome.WITHHELD,
    Outcome.NEITHER_CONFIRMED_NOR_DENIED,
)


@dataclass(frozen=True)
class SignOffPage:
    """The letter as it would leave now, and the files beside it.

    `letter` is None where it is no longer, to the last character and byte, what the FOI
    office put before the director; `digest` is then of what stands in its place, if anything.
    `reused` are the answers that were given before, to somebody else.
    """

    letter: LetterContent | None
    digest: str
    files: tuple[Document, ...] = ()
    reused: tuple[ReusedAnswer, ...] = ()

    @property
    def asked(self) -> str:
        """All questions in one paragraph."""
        questions = self.letter.questions if self.letter else ()
        return " ".join(" ".join(question.text.split()) for question in questions)

    @property
    def results(self) -> list[tuple[str, list[str]]]:
        """Each outcome in the letter with the numbers of its questions."""
        questions = self.letter.questions if self.letter else ()
        return [
            (outcome.label, [q.number for q in questions if q.outcome is outcome])
            for outcome in Outcome
            if any(q.outcome is outcome for q in questions)
        ]

    @property
    def withholds(self) -> bool:
        """Whether anything is kept back."""
        return bool(self.letter and any(q.outcome in WITHHOLDS for q in self.letter.questions))


def sign_off_page(row: SignOff) -> SignOffPage:
    """Return what stands behind a request to sign."""
    if not Draft.objects.filter(case=row.case).exists():
        return SignOffPage(None, "")
    content = response_content(row.case)
    seal = digest(content)
    if seal != row.digest:
        return SignOffPage(None, seal)
    files = Document.objects.filter(
        case=row.case, role=DocumentRole.RELEASE, removed_at__isnull=True
    )
    return SignOffPage(content, seal, tuple(files), tuple(standing_reuses(row.case)))


def waiting_and_decided(rows: QuerySet[SignOff]) -> tuple[list[SignOff], list[SignOff]]:
    """Return what waits, soonest due first, and what was decided lately."""
    rows = rows.select_related("case", "signatory", "asked_by", "decided_by")
    waiting = rows.filter(outcome=SignOffOutcome.PENDING).order_by("case__due_on", "pk")
    decided = rows.exclude(outcome=SignOffOutcome.PENDING).order_by("-decided_at", "-pk")
    return list(waiting), list(decided[:RECENT])

"""What a director reads before signing. Who asked is not read."""

from dataclasses import dataclass

from django.db.models import QuerySet

from requests_app.domain.letter_content import LetterContent, digest
from requests_app.models import Document, DocumentRole, Draft, SignOff, SignOffOutcome
from requests_app.queries.response_content import response_content

RECENT = 20


@dataclass(frozen=True)
class SignOffPage:
    """The letter as it would leave now, and the files beside it.

    `letter` is None where there is none any more. `is_what_was_sent`: whether it is, to the
    last character and byte, what the FOI office put before the director.
    """

    letter: LetterContent | None
    digest: str
    files: list[Document]
    is_what_was_sent: bool


def sign_off_page(row: SignOff) -> SignOffPage:
    """Return what stands behind a request to sign."""
    if not Draft.objects.filter(case=row.case).exists():
        return SignOffPage(None, "", [], is_what_was_sent=False)
    content = response_content(row.case)
    seal = digest(content)
    files = Document.objects.filter(
        case=row.case, role=DocumentRole.RELEASE, removed_at__isnull=True
    )
    return SignOffPage(content, seal, list(files), is_what_was_sent=seal == row.digest)


def waiting_and_decided(rows: QuerySet[SignOff]) -> tuple[list[SignOff], list[SignOff]]:
    """Return what waits, soonest due first, and what was decided lately."""
    rows = rows.select_related("case", "signatory", "asked_by", "decided_by")
    waiting = rows.filter(outcome=SignOffOutcome.PENDING).order_by("case__due_on", "pk")
    decided = rows.exclude(outcome=SignOffOutcome.PENDING).order_by("-decided_at", "-pk")
    return list(waiting), list(decided[:RECENT])

"""The exemptions claimed on a case, as the law reads them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from exemptions.domain.claim import Claim as ClaimWords
from exemptions.domain.claim import Likelihood, shortcomings
from exemptions.domain.provision import Provision
from exemptions.domain.public_interest import Balance, Weighing
from exemptions.domain.register import REGISTER, provision
from requests_app.models import Case, Claim


@dataclass(frozen=True)
class StandingClaim:
    """A claim on a page: the row, its words, and what is still to be written."""

    row: Claim
    words: ClaimWords
    lacking: tuple[str, ...]


def standing_claims(case: Case, on: date) -> list[StandingClaim]:
    """Return the claims that stand on a case, question by question."""
    rows = Claim.objects.filter(question__case=case, taken_away_at__isnull=True).select_related(
        "question", "document"
    )
    return [StandingClaim(row, words, shortcomings(words, on)) for row, words in read(rows, on)]


def read(rows: Iterable[Claim], on: date) -> list[tuple[Claim, ClaimWords]]:
    """Return claims with their words as the law reads them."""
    return [(row, claim_words(row, on)) for row in rows]


def claim_words(row: Claim, on: date) -> ClaimWords:
    """Return one claim as a value, from the row of the register that was law on `on`."""
    return ClaimWords(
        row=_provision(row.code, on),
        what=_where(row),
        why=row.why,
        limb=row.limb,
        likelihood=Likelihood(row.likelihood) if row.likelihood else None,
        answers=row.answers,
        weighing=Weighing(
            row.for_disclosure,
            row.for_withholding,
            Balance(row.balance) if row.balance else None,
            row.balance_reasons,
            row.decided_on,
        ),
        decided_by=row.decided_by,
        denies=row.denies,
        record_year=row.record_year,
    )


def _where(row: Claim) -> str:
    """Return what is withheld, with the pages it stands on."""
    if row.what.strip() and row.pages.strip():
        return f"{row.what.strip().rstrip('.')} (pages {row.pages.strip()})"
    return row.what


def _provision(code: str, on: date) -> Provision:
    try:
        return provision(code, on)
    except KeyError:
        return next(row for row in REGISTER if row.code == code)

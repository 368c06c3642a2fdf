"""The exemptions claimed on a case, as the law reads them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db.models import Prefetch, QuerySet

from exemptions.domain.claim import Claim as ClaimWords
from exemptions.domain.claim import Likelihood, shortcomings
from exemptions.domain.provision import Provision
from exemptions.domain.public_interest import Balance, Weighing
from exemptions.domain.qualified_opinion import Opinion
from exemptions.domain.register import REGISTER, provision
from requests_app.domain.london import london_day
from requests_app.models import (
    Case,
    Claim,
    Consultation,
    PublicInterestTest,
    QualifiedOpinion,
    Question,
)


@dataclass(frozen=True)
class StandingClaim:
    """A claim on a page: the row, its words, and what is still to be written."""

    row: Claim
    words: ClaimWords
    lacking: tuple[str, ...]


def standing_claims(case: Case, on: date) -> list[StandingClaim]:
    """Return the claims that stand on a case, question by question: three queries."""
    rows = with_decisions(
        Claim.objects.filter(question__case=case, taken_away_at__isnull=True).select_related(
            "question", "document"
        )
    )
    return [StandingClaim(row, words, shortcomings(words, on)) for row, words in read(rows, on)]


def with_decisions(rows: QuerySet[Claim]) -> QuerySet[Claim]:
    """Return claims with what was decided about them, read at once."""
    return rows.prefetch_related(
        Prefetch("tests", PublicInterestTest.objects.filter(ended_at__isnull=True)),
        Prefetch("opinions", QualifiedOpinion.objects.filter(ended_at__isnull=True)),
    )


def read(rows: Iterable[Claim], on: date) -> list[tuple[Claim, ClaimWords]]:
    """Return claims with their words as the law reads them."""
    return [(row, claim_words(row, on)) for row in rows]


def claim_seal(row: Claim) -> str:
    """Return the SHA-256 (64 hex digits) over what a decision about the claim rests on.

    What the office proposes to the person who decides is left out: it does not bind them.
    """
    said = [
        row.code, row.limb, row.denies, row.what, row.why, row.likelihood, row.answers,
        row.record_year, row.question_id, row.document_id, row.pages, row.is_statistical,
        row.is_on_emissions,
    ]  # fmt: skip
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def heard_about(question: Question) -> list[Consultation]:
    """Return what third parties said about what a question asks for."""
    return list(Consultation.objects.filter(question=question).exclude(stance=""))


def open_test(row: Claim) -> PublicInterestTest | None:
    """Return the weighing that was asked for and not ended, decided or not."""
    return next((each for each in row.tests.all() if each.ended_at is None), None)


def open_opinion(row: Claim) -> QualifiedOpinion | None:
    """Return the opinion that was asked for and not ended, given or not."""
    return next((each for each in row.opinions.all() if each.ended_at is None), None)


def claim_words(row: Claim, on: date) -> ClaimWords:
    """Return one claim as a value, from the row of the register that was law on `on`.

    A decision about other words than the claim has now does not count.
    """
    seal = claim_seal(row)
    test, opinion = open_test(row), open_opinion(row)
    is_weighed = test is not None and test.seal == seal and test.decided_at is not None
    has_opinion = opinion is not None and opinion.seal == seal and opinion.given_at is not None
    return ClaimWords(
        row=_provision(row.code, on),
        what=_where(row),
        why=row.why,
        limb=row.limb,
        likelihood=Likelihood(row.likelihood) if row.likelihood else None,
        answers=row.answers,
        weighing=_weighing(test) if test and is_weighed else None,
        decided_by=test.decided_by_name if test and is_weighed else "",
        opinion=_opinion(opinion) if opinion and has_opinion else None,
        denies=row.denies,
        record_year=row.record_year,
        is_statistical=row.is_statistical,
        is_on_emissions=row.is_on_emissions,
    )


def _weighing(test: PublicInterestTest) -> Weighing:
    assert test.decided_at is not None
    return Weighing(
        test.for_disclosure,
        test.for_withholding,
        Balance(test.balance),
        test.reasons,
        london_day(test.decided_at),
    )


def _opinion(row: QualifiedOpinion) -> Opinion:
    assert row.given_at is not None
    return Opinion(
        by=row.given_by_name,
        on=london_day(row.given_at),
        limb=row.limb,
        likelihood=row.likelihood,
        reasons=row.reasons,
        is_engaged=bool(row.is_engaged),
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

"""Earlier claims of the same exemption, and what became of them. Who asked is not read."""

from dataclasses import dataclass

from requests_app.models import Case, Claim
from requests_app.queries.complaints import fates_of

MOST_SHOWN = 8


@dataclass(frozen=True)
class EarlierClaim:
    """A claim on another request, and its fates in words, the earliest first."""

    row: Claim
    fates: tuple[str, ...]


def earlier_claims(code: str, besides: Case) -> list[EarlierClaim]:
    """Return claims of `code` on other cases: those that were looked at again come first."""
    every = Claim.objects.filter(code=code, taken_away_at__isnull=True).exclude(
        question__case=besides
    )
    tested = every.filter(findings__isnull=False) | every.filter(verdicts__isnull=False)
    wanted = list(tested.distinct().order_by("-made_at").values_list("pk", flat=True)[:MOST_SHOWN])
    wanted += (
        every.exclude(pk__in=wanted)
        .order_by("-made_at")
        .values_list("pk", flat=True)[: MOST_SHOWN - len(wanted)]
    )
    rows = Claim.objects.filter(pk__in=wanted).select_related("question__case")
    by_key = {row.pk: row for row in rows}
    fates = fates_of(wanted)
    return [EarlierClaim(by_key[pk], fates.get(pk, ())) for pk in wanted]

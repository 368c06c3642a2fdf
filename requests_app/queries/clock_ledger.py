"""The ledger of a case's clock as people read it: what happened, who entered it, what stands."""

from dataclasses import dataclass
from datetime import date, datetime

from requests_app.domain.clock_facts import EntryKind
from requests_app.domain.london import london_day
from requests_app.models import Case, ClockEntry

ENTRY_WORDS = {
    EntryKind.RECEIVED: "The request was received",
    EntryKind.CLARIFICATION_ASKED: "The applicant was asked what they mean",
    EntryKind.CLARIFICATION_RECEIVED: "The applicant's reply was received",
    EntryKind.FEE_ASKED: "A fee was asked for",
    EntryKind.FEE_RECEIVED: "The fee was received",
    EntryKind.EXTENDED: "The applicant was told of more time",
    EntryKind.ANSWERED: "The answer was sent",
}
CORRECTED_ELSEWHERE = (EntryKind.RECEIVED, EntryKind.ANSWERED)


@dataclass(frozen=True)
class LedgerRow:
    """One entry. `taken_back` is the reason it was countered with; None while it stands."""

    pk: int
    on: date
    what: str
    recorded_at: datetime
    recorded_by: str
    evidence_id: int | None
    is_late: bool
    taken_back: str | None
    can_be_taken_back: bool


def clock_ledger(case: Case) -> list[LedgerRow]:
    """Return every entry of a case but the counter-entries, which stand with what they counter."""
    entries = (
        ClockEntry.objects.filter(case=case, counters__isnull=True)
        .select_related("recorded_by", "countered_by")
        .order_by("on", "pk")
    )
    return [_row(entry) for entry in entries]


def _row(entry: ClockEntry) -> LedgerRow:
    kind = EntryKind(entry.kind)
    countered = getattr(entry, "countered_by", None)
    return LedgerRow(
        pk=entry.pk,
        on=entry.on,
        what=_what(entry, kind),
        recorded_at=entry.recorded_at,
        recorded_by=entry.recorded_by.full_name if entry.recorded_by else "FOI Portal",
        evidence_id=entry.evidence_id,
        is_late=entry.on < london_day(entry.recorded_at),
        taken_back=countered.reason if countered else None,
        can_be_taken_back=countered is None and kind not in CORRECTED_ELSEWHERE,
    )


def _what(entry: ClockEntry, kind: EntryKind) -> str:
    words = ENTRY_WORDS[kind]
    if entry.provision:
        words += f" under {entry.provision}"
    if entry.until:
        words += f", until {entry.until.day} {entry.until:%B %Y}"
    return words
